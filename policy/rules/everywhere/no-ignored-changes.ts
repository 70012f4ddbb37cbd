import { resourceRule } from "../../shared/resource-rule";
import { azuread, cloudtrail, events, iam, ssoadmin } from "../../shared/types";
import { names } from "../../shared/values";

/** A field that updates pass over is one that somebody may change by hand without anyone being told. */
export const noIgnoredChanges = resourceRule({
  name: "security-fields-not-ignored",
  description: "Changes of a field that decides about access are not ignored.",
  severity: "high",
  standards: { runbook: ["RP"], wellArchitected: ["SEC03-BP04"] },
  remediationSteps: "Remove the field from ignoreChanges.",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/",
  types: [
    ...Object.values(ssoadmin),
    ...Object.values(azuread),
    iam.user,
    iam.accessKey,
    iam.userLoginProfile,
    iam.userPolicy,
    iam.userPolicyAttachment,
    iam.userPolicyAttachmentsExclusive,
    iam.userPoliciesExclusive,
    iam.role,
    iam.policy,
    cloudtrail.trail,
    events.rule,
    events.target,
    events.metricAlarm,
    events.metricFilter,
  ],
  check({ type, opts }, { report }) {
    const harmless = HARMLESS[type] ?? [];
    const ignored = opts.ignoreChanges.filter((path) => !harmless.includes(fieldOf(path)));
    if (ignored.length > 0) report(`ignoreChanges has ${names(ignored.map((path) => path.slice(0, 80)))}.`);
  },
});

/** First step of a property path: `conditions.users[0]` and `["conditions"]` are the field conditions. */
function fieldOf(path: string): string {
  return /^\[?"?([^".[\]]+)/.exec(path)?.[1] ?? path;
}

/** Fields that decide nothing, by type: labels, and what acts on creation only. Everything else counts. */
const HARMLESS: Readonly<Record<string, readonly string[]>> = {
  [iam.accessKey]: ["pgpKey"],
  // These act on creation only; a change would reset the password behind its custodian's back.
  [iam.userLoginProfile]: ["pgpKey", "passwordLength", "passwordResetRequired"],
  [iam.user]: ["tags", "tagsAll"],
  [iam.role]: ["tags", "tagsAll", "description"],
  [iam.policy]: ["tags", "tagsAll", "description"],
  [ssoadmin.permissionSet]: ["tags", "tagsAll", "description", "relayState"],
  [azuread.application]: [
    "logoImage",
    "notes",
    "description",
    "tags",
    "featureTags",
    "marketingUrl",
    "privacyStatementUrl",
    "supportUrl",
    "termsOfServiceUrl",
  ],
  [azuread.servicePrincipal]: ["notes", "description", "tags", "featureTags", "notificationEmailAddresses", "alternativeNames"],
  // What triggers a provisioning on demand is no state of anything.
  [azuread.synchronizationJobProvisionOnDemand]: ["triggers"],
  [cloudtrail.trail]: ["tags", "tagsAll"],
  [events.rule]: ["tags", "tagsAll", "description"],
  [events.metricAlarm]: ["tags", "tagsAll", "alarmDescription"],
};
