import { texts } from "../../shared/config";
import { matchesAny } from "../../shared/glob";
import { resourceRule } from "../../shared/resource-rule";
import { iam } from "../../shared/types";
import { show, readText } from "../../shared/values";

/** A SAML provider of IAM's own signs people in past Identity Center, its permission sets and its assignments. */
export const noSamlProviders = resourceRule({
  name: "iam-no-saml-providers",
  description: "People sign in through IAM Identity Center, not through a SAML provider of IAM's own.",
  severity: "critical",
  standards: { runbook: ["R3.1"], cis: ["1.21"], wellArchitected: ["SEC02-BP04"] },
  remediationSteps: "Remove the SAML provider and give its users a permission set in IAM Identity Center.",
  url: "https://docs.aws.amazon.com/singlesignon/latest/userguide/what-is.html",
  config: { allowedProviders: texts([], "Names of SAML providers that may exist, such as one for emergencies; * stands for any text.") },
  types: [iam.samlProvider],
  check({ props, name }, { config, report }) {
    const called = readText(props["name"], "name") ?? name;
    if (!matchesAny(called, config.allowedProviders)) report(`The SAML provider ${show(called)} goes around Identity Center.`);
  },
});
