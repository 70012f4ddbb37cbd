import { optionalText } from "../../shared/config";
import { resourceRule } from "../../shared/resource-rule";
import { ssoadmin } from "../../shared/types";
import { readBlock, show, readText } from "../../shared/values";

/** Issuers of Entra's tokens, of either version and in each of Microsoft's clouds, with the tenant. */
const ENTRA = [
  /^https:\/\/login\.(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn|chinacloudapi\.cn)\/([0-9a-f-]{36})\/v2\.0\/?$/i,
  /^https:\/\/sts\.(?:windows\.net|chinacloudapi\.cn)\/([0-9a-f-]{36})\/?$/i,
];

/**
 * Whoever signs the tokens decides who people are: an application hands one in and gets a token of Identity Center's
 * for the user that it names.
 */
export const tokenIssuer = resourceRule({
  name: "identity-center-token-issuer",
  description: "Identity Center takes tokens of the organization's own Entra tenant only.",
  severity: "critical",
  standards: { runbook: ["R3.1"], wellArchitected: ["SEC02-BP04"] },
  remediationSteps: "Set issuerUrl to https://login.microsoftonline.com/<tenant id>/v2.0, or remove the trusted token issuer.",
  url: "https://docs.aws.amazon.com/singlesignon/latest/userguide/setuptrustedtokenissuer.html",
  config: { tenantId: optionalText("Id of the Entra tenant, in place of the one that the stack tells.") },
  types: [ssoadmin.trustedTokenIssuer],
  check({ props }, { config, facts, report, note }) {
    const configuration = readBlock(props["trustedTokenIssuerConfiguration"], "trustedTokenIssuerConfiguration");
    const issuer = readText(readBlock(configuration["oidcJwtConfiguration"], "oidcJwtConfiguration")["issuerUrl"], "issuerUrl") ?? "";
    const [tenant] = ENTRA.flatMap((form) => form.exec(issuer)?.[1]?.toLowerCase() ?? []);
    const own = config.tenantId ?? facts.tenantId;
    if (tenant === undefined) report(`issuerUrl is ${show(issuer)}, which is no issuer of Entra's.`);
    else if (own === undefined)
      note(`issuerUrl is of the tenant ${tenant}; whether that is the organization's own is not told (tenantId).`);
    else if (tenant !== own.toLowerCase()) report(`issuerUrl is of the tenant ${tenant}; the organization's is ${own}.`);
  },
});
