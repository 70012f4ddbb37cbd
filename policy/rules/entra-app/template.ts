import { IDENTITY_CENTER_TEMPLATE } from "../../../contract/gallery-app";
import {
  SINGLE_ACCOUNT_TEMPLATE,
  applicationTypes,
  isAtAws,
  isIdentityCenterTemplate,
  replyUrlLists,
  signInHosts,
} from "../../shared/entra-app";
import { resourceRule } from "../../shared/resource-rule";
import { readList, readText } from "../../shared/values";

/**
 * Only Identity Center's template has its provisioning and its app roles; the one for a single account goes around
 * Identity Center.
 */
export const template = resourceRule({
  name: "entra-app-template",
  description: "An enterprise application for AWS is made from the gallery template of IAM Identity Center.",
  severity: "high",
  standards: { runbook: ["R2.1"], wellArchitected: ["SEC02-BP04"] },
  remediationSteps: `Set templateId to ${IDENTITY_CENTER_TEMPLATE} (AWS IAM Identity Center).`,
  url: "https://learn.microsoft.com/entra/identity/saas-apps/aws-single-sign-on-tutorial",
  config: { signInHosts },
  types: applicationTypes,
  check({ props }, { config, report, known, each }) {
    if (readText(props["templateId"], "templateId")?.toLowerCase() === SINGLE_ACCOUNT_TEMPLATE) {
      return report("templateId is that of AWS Single-Account Access, which signs in to one account past Identity Center.");
    }
    if (isIdentityCenterTemplate(props)) return;
    let leads = false;
    const judge = (value: unknown): void => {
      leads ||= isAtAws(readText(value, "url") ?? "", config.signInHosts);
    };
    each(known(() => readList(props["identifierUris"])) ?? [], judge);
    for (const { read } of replyUrlLists(props)) each(known(() => readList(read())) ?? [], judge);
    if (leads) report("The application signs in to AWS, but is not made from Identity Center's template.");
  },
});
