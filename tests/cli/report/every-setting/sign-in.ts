import type { Config } from "../../../config";
import { both, type Changes, set } from "./edits";

const adoptedApp = set("enterpriseApp.adopted", true);

function acs(last: string): string {
  return `https://eu-west-1.signin.aws/platform/saml/acs/00000000-0000-0000-0000-00000000000${last}`;
}

/** What names the place, and how people sign in. */
export const signIn: Changes = {
  stage: [undefined, set("stage", "development"), /weaker: The stage is development instead of production/],
  phase: [undefined, both(set("phase", "connect"), set("confirmReturnToConnect", true)), /lost: aws-platform-admins Platform-Admin/],
  confirmReturnToConnect: [undefined, set("confirmReturnToConnect", true), { silent: "it only lets another setting take effect" }],
  homeRegion: [
    set("siem", undefined),
    (config) => {
      const moved = JSON.parse(JSON.stringify(config).replaceAll("eu-west-1", "eu-central-1")) as Config;
      Object.assign(config, moved);
    },
    /REFUSED: .*eu-west-1/,
  ],
  tenantId: [undefined, set("tenantId", "33333333-3333-4333-8333-333333333333"), /REFUSED: .*tenant/],
  microsoftCloud: [
    undefined,
    both(set("microsoftCloud", "usgovernmentl4"), set("siem", undefined)),
    /check: Entra's cloud: usgovernmentl4 instead of global/,
  ],
  stacks: [
    undefined,
    set("stacks", { "prod-dev": { ou: "Workloads/Development" } }),
    { silent: "who has what stays the same: assignments move between stacks" },
  ],
  "identityCenter.acsUrls": [undefined, set("identityCenter.acsUrls", [acs("1")]), /check: Sign-in Identity Center .* changes: acsUrls/],
  "identityCenter.accessPortalUrl": [
    undefined,
    set("identityCenter.accessPortalUrl", "https://acme.awsapps.com/start"),
    /check: Sign-in Identity Center .* changes: accessPortalUrl/,
  ],
  "enterpriseApp.name": [undefined, set("enterpriseApp.name", "AWS"), /check: Sign-in enterprise application .* changes: name/],
  "enterpriseApp.notificationEmails": [undefined, set("enterpriseApp.notificationEmails", []), /changes: notificationEmails/],
  "enterpriseApp.signingCertificates": [
    undefined,
    set("enterpriseApp.signingCertificates.1", { slot: "2027", endDate: "2029-09-30" }),
    /check: Sign-in certificate 2027 .* is new/,
  ],
  "enterpriseApp.signingCertificates[].slot": [
    undefined,
    set("enterpriseApp.signingCertificates.0.slot", "2027"),
    /weaker: Sign-in certificate 2026 .* is removed/,
  ],
  "enterpriseApp.signingCertificates[].endDate": [
    undefined,
    set("enterpriseApp.signingCertificates.0.endDate", "2028-09-30"),
    /check: Sign-in certificate 2026 .* changes: endDate/,
  ],
  "enterpriseApp.signingCertificates[].adopted": [
    adoptedApp,
    set("enterpriseApp.signingCertificates.0.adopted", true),
    /Sign-in certificate 2026 .* changes: adopted/,
  ],
  "enterpriseApp.sessionAttributes": [
    undefined,
    set("enterpriseApp.sessionAttributes.Department", "jobtitle"),
    /check: The session tag Department is sent from jobtitle instead of department/,
  ],
  "enterpriseApp.adopted": [undefined, adoptedApp, /Sign-in enterprise application .* changes: adopted/],
  "enterpriseApp.leaveAsFound": [adoptedApp, set("enterpriseApp.leaveAsFound", ["accountEnabled"]), /changes: leaveAsFound/],
  "enterpriseApp.assignedElsewhere": [
    undefined,
    set("enterpriseApp.assignedElsewhere", ["aws-sre"]),
    /Sign-in enterprise application .* changes: assignedElsewhere/,
  ],
  "provisioning.scimEndpoint": [
    undefined,
    set("provisioning.scimEndpoint", "https://scim.eu-west-1.amazonaws.com/00000000-0000-0000-0000-000000000001/scim/v2/"),
    /check: Provisioning job .* changes: scimEndpoint/,
  ],
  "provisioning.tokenExpires": [undefined, set("provisioning.tokenExpires", "2027-10-30"), /Provisioning job .* changes: tokenExpires/],
  "provisioning.waitMinutes": [undefined, set("provisioning.waitMinutes", 20), { silent: "how long `up` waits" }],
  "provisioning.assignmentDelaySeconds": [undefined, set("provisioning.assignmentDelaySeconds", 60), { silent: "how long `up` waits" }],
  "provisioning.adopted": [
    undefined,
    both(set("provisioning.scimEndpoint", undefined), set("provisioning.adopted", true)),
    /Provisioning job .* changes: adopted/,
  ],
  "conditionalAccess.state": [undefined, set("conditionalAccess.state", "disabled"), /loosened: everybody else.*blocked -> allowed/],
  "conditionalAccess.reportOnlyUntil": [
    both(set("conditionalAccess.state", "enabledForReportingButNotEnforced"), set("conditionalAccess.reportOnlyUntil", "2026-12-01")),
    set("conditionalAccess.reportOnlyUntil", "2026-12-10"),
    /weaker: The last day of report-only Conditional Access: 2026-12-10 instead of 2026-12-01/,
  ],
  "conditionalAccess.emergencyAccessGroup": [
    undefined,
    set("conditionalAccess.emergencyAccessGroup", "aws-finance"),
    /loosened: members of aws-finance/,
  ],
  "conditionalAccess.allowedCountries": [undefined, set("conditionalAccess.allowedCountries", ["DE"]), /tightened: .*FR, IE, NL/],
  "conditionalAccess.includeUnknownCountries": [
    undefined,
    set("conditionalAccess.includeUnknownCountries", true),
    /loosened: everybody else, .*unknown country/,
  ],
  "conditionalAccess.travelExceptionGroup": [
    undefined,
    set("conditionalAccess.travelExceptionGroup", undefined),
    /tightened: members of aws-travel-exception/,
  ],
  "conditionalAccess.strength": [undefined, set("conditionalAccess.strength", "phishingResistant"), /mfa -> phishingResistant/],
  "conditionalAccess.signInFrequencyHours": [
    undefined,
    set("conditionalAccess.signInFrequencyHours", 20),
    /policy .*: signInFrequency every 12 hours -> every 20 hours/,
  ],
  "conditionalAccess.signInFrequencyDays": [
    undefined,
    both(set("conditionalAccess.signInFrequencyHours", undefined), set("conditionalAccess.signInFrequencyDays", 30)),
    /policy .*: signInFrequency every 12 hours -> every 30 days/,
  ],
  "conditionalAccess.signInEveryTime": [
    set("conditionalAccess.signInFrequencyHours", undefined),
    set("conditionalAccess.signInEveryTime", true),
    /policy .*: signInFrequency null -> everyTime/,
  ],
  "conditionalAccess.disableResilienceDefaults": [
    undefined,
    set("conditionalAccess.disableResilienceDefaults", true),
    /policy .*: disableResilienceDefaults null -> true/,
  ],
  "conditionalAccess.cloudAppSecurity": [undefined, set("conditionalAccess.cloudAppSecurity", "monitorOnly"), /policy .*monitorOnly/],
  "conditionalAccess.blockLegacyAuthenticationTenantWide": [
    undefined,
    set("conditionalAccess.blockLegacyAuthenticationTenantWide", true),
    /policy .* new/,
  ],
  ...Object.fromEntries(
    ["adopted", "adopted.mfa"].map((key) => [
      `conditionalAccess.${key}`,
      [undefined, set("conditionalAccess.adopted", { mfa: "Their MFA" }), /loosened: .*blocked -> mfa/] as const,
    ]),
  ),
  "conditionalAccess.adopted.compliantDevice": [
    set("conditionalAccess.adopted", { compliantDevice: "A" }),
    set("conditionalAccess.adopted", { compliantDevice: "B" }),
    /policy B: display name A -> B/,
  ],
  "conditionalAccess.adopted.countries": [
    set("conditionalAccess.adopted", { countries: "A", allowedCountries: "L" }),
    set("conditionalAccess.adopted.countries", "B"),
    /policy B: display name A -> B/,
  ],
  "conditionalAccess.adopted.allowedCountries": [
    set("conditionalAccess.adopted", { countries: "A", allowedCountries: "L" }),
    set("conditionalAccess.adopted.allowedCountries", "M"),
    { silent: "the name of a location; its countries are those of the settings" },
  ],
  "conditionalAccess.adopted.legacyAuthentication": [
    both(set("conditionalAccess.blockLegacyAuthenticationTenantWide", true), set("conditionalAccess.adopted", { mfa: "A" })),
    set("conditionalAccess.adopted.legacyAuthentication", "B"),
    /policy B new/,
  ],
};
