import { resourceRule } from "../../shared/resource-rule";
import { accountaccess, azuread, cloudtrail, events, iam, identitystore, organizations, sns, ssoadmin } from "../../shared/types";
import { names } from "../../shared/values";

/** A field that updates pass over is one that somebody may change by hand without anyone being told. */
export const noIgnoredChanges = resourceRule({
  name: "security-fields-not-ignored",
  description: "Changes of a field that decides about access are not ignored.",
  severity: "high",
  standards: { runbook: ["RP"], wellArchitected: ["SEC03-BP04"] },
  remediationSteps: "Remove the field from ignoreChanges.",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/",
  types: [ssoadmin, identitystore, accountaccess, azuread, iam, organizations, cloudtrail, events, sns].flatMap((area) =>
    Object.values(area),
  ),
  check({ type, opts }, { report }) {
    const harmless = [...LABELS, ...(HARMLESS[type] ?? [])];
    const ignored = opts.ignoreChanges.filter((path) => !harmless.includes(fieldOf(path)));
    if (ignored.length > 0) report(`ignoreChanges has ${names(ignored.map((path) => path.slice(0, 80)))}.`);
  },
});

/** First step of a property path: `conditions.users[0]` and `["conditions"]` are the field conditions. */
function fieldOf(path: string): string {
  return /^\[?"?([^".[\]]+)/.exec(path)?.[1] ?? path;
}

/** Fields that decide nothing, whatever the type. */
const LABELS = ["tags", "tagsAll"];

/** Fields that decide nothing, by type: descriptions, and what acts on creation only. Everything else counts. */
const HARMLESS: Readonly<Record<string, readonly string[]>> = {
  [iam.accessKey]: ["pgpKey"],
  // These act on creation only; a change would reset the password behind its custodian's back.
  [iam.userLoginProfile]: ["pgpKey", "passwordLength", "passwordResetRequired"],
  // AWS trusts the issuer's certificate authority, whatever stands here.
  [iam.openIdConnectProvider]: ["thumbprintLists"],
  [iam.role]: ["description"],
  [iam.policy]: ["description"],
  [ssoadmin.permissionSet]: ["description", "relayState"],
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
  [events.logGroup]: ["retentionInDays"],
  [events.rule]: ["description"],
  [events.metricAlarm]: ["alarmDescription"],
  [sns.topic]: ["displayName"],
};
