import { optionalText } from "../../shared/config";
import { partsOf } from "../../shared/entra-app";
import { credential, namesAws, scimRegion } from "../../shared/scim";
import { stackRule } from "../../shared/stack-rule";
import { azuread } from "../../shared/types";

/**
 * Provisioning sends the directory's people, and a token that may write them, to whatever address it has. Which app a
 * secret is for is not always to be told (its service principal may be a literal id): what looks like AWS, or sends the
 * token in clear text, is refused of any.
 */
export const scimEndpoint = stackRule({
  name: "entra-scim-endpoint",
  description: "Provisioning to AWS goes to AWS's SCIM endpoint in the home region, and all provisioning goes over https.",
  severity: "critical",
  standards: { runbook: ["R4.1", "R4.2"], wellArchitected: ["SEC02-BP03"] },
  remediationSteps: "Set BaseAddress to the endpoint that the AWS console shows (https://scim.<region>.amazonaws.com/<tenant>/scim/v2/).",
  url: "https://docs.aws.amazon.com/singlesignon/latest/userguide/provision-automatically.html",
  config: { homeRegion: optionalText("The home region, in place of the one that the stack tells.") },
  anchors: [azuread.synchronizationSecret],
  check({ config, facts, stack, known, report }) {
    const own = new Set(partsOf(stack, "servicePrincipalId", azuread.synchronizationSecret));
    for (const on of stack.of(azuread.synchronizationSecret)) {
      known(() => {
        const address = credential(on.props, "BaseAddress");
        const home = config.homeRegion ?? facts.homeRegion;
        if (address === undefined) {
          if (own.has(on)) report("BaseAddress is missing among the credentials.", on);
        } else if (own.has(on) || namesAws(address)) {
          const region = scimRegion(address);
          if (region === undefined) report("BaseAddress is no SCIM endpoint of AWS's.", on);
          else if (home !== undefined && region !== home) report(`BaseAddress is in ${region}; the home region is ${home}.`, on);
        } else if (!/^https:/i.test(address)) report("BaseAddress is not https.", on);
      }, on.name);
    }
  },
});
