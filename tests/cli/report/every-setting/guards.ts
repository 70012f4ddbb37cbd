import { both, type Changes, type Edit, set } from "./edits";

const entry = (value: object): Edit => set("unmanaged", [{ reason: "why", ...value }]);
const ARN = "arn:aws:cloudtrail:eu-west-1:100000000001:trail/organization";
const existing = both(set("siem", undefined), set("alarms.trail", { existing: ARN, logGroup: "trail" }));

/** What guards it, and what is left alone. */
export const guards: Changes = {
  "breakglass.users": [
    undefined,
    both(set("breakglass", undefined), set("drills", undefined)),
    /weaker: Breakglass breakglass-1 .* is removed/,
  ],
  "breakglass.users[].name": [
    undefined,
    both(set("breakglass.users.0.name", "emergency"), set("drills.lastDrills", {})),
    /check: Breakglass emergency .* is new: it works without the federation/,
  ],
  "breakglass.users[].custodian": [
    undefined,
    set("breakglass.users.0.custodian.name", "Ada"),
    /Breakglass breakglass-1 .* changes: custodian/,
  ],
  "breakglass.users[].custodian.name": [
    undefined,
    set("breakglass.users.0.custodian.name", "Ada"),
    /Breakglass breakglass-1 .* changes: custodian/,
  ],
  "breakglass.users[].custodian.pgpPublicKey": [
    undefined,
    set("breakglass.users.0.custodian.pgpPublicKey", `mQGN${"A".repeat(120)}`),
    /Breakglass breakglass-1 .* changes: custodian/,
  ],
  "breakglass.users[].generation": [
    undefined,
    set("breakglass.users.0.generation", "2027Q1"),
    /check: Breakglass breakglass-1 .* changes: generation/,
  ],
  "breakglass.users[].previousGeneration": [
    set("breakglass.accessKeys", true),
    set("breakglass.users.0.previousGeneration", "2026Q3"),
    /changes: previousGeneration/,
  ],
  "breakglass.generation": [undefined, set("breakglass.generation", "2027Q1"), /Breakglass breakglass-2 .* changes: generation/],
  "breakglass.accessKeys": [undefined, set("breakglass.accessKeys", true), /Breakglass breakglass-1 .* changes: accessKeys/],
  "breakglass.passwordPolicy": [undefined, set("breakglass.passwordPolicy", "existing"), /changes: passwordPolicy/],
  "breakglass.path": [undefined, set("breakglass.path", "/other/"), /changes: path/],
  "alarms.subscribers": [
    undefined,
    set("alarms.subscribers", [{ email: "other@example.com" }]),
    /weaker: Alarm security-oncall@example.com .* is removed/,
  ],
  "alarms.subscribers[].email": [
    undefined,
    set("alarms.subscribers.1", { email: "other@example.com" }),
    /stronger: Alarm other@example.com .* is new/,
  ],
  "alarms.subscribers[].https": [
    undefined,
    set("alarms.subscribers.1", { https: "https://example.com/hook" }),
    /stronger: Alarm webhook .* is new/,
  ],
  "alarms.trail": [undefined, set("alarms.trail", { name: "other" }), /check: Trail own trail .* changes: name/],
  "alarms.trail.existing": [undefined, existing, /check: Trail arn.* changes: existing/],
  "alarms.trail.logGroup": [existing, set("alarms.trail.logGroup", "other"), /check: Trail arn.* changes: logGroup/],
  "alarms.trail.bucket": [undefined, set("alarms.trail", { bucket: "acme-trail" }), /check: Trail own trail .* changes: bucket/],
  "alarms.trail.name": [undefined, set("alarms.trail", { name: "other" }), /check: Trail own trail .* changes: name/],
  "alarms.trail.organization": [
    set("alarms.trail", { organization: true }),
    set("alarms.trail", { organization: false }),
    /weaker: Trail own trail .* changes: organization/,
  ],
  "alarms.changes": [undefined, set("alarms.changes", undefined), /weaker: Alarm of changes by hand .* is removed/],
  "alarms.changes.deployingRoles": [
    undefined,
    set("alarms.changes.deployingRoles.1", "arn:aws:iam::100000000001:role/other"),
    /check: Alarm of changes by hand .* changes: deployingRoles/,
  ],
  "alarms.logRetentionDays": [undefined, set("alarms.logRetentionDays", 30), /check: Alarm alarms .* changes: logRetentionDays/],
  "drills.intervalDays": [undefined, set("drills.intervalDays", 300), /weaker: The most days between two drills: 300 instead of 92/],
  "drills.lastDrills": [
    undefined,
    set("drills.lastDrills", { "breakglass-1": "2026-11-28", "breakglass-2": "2026-11-27" }),
    /stronger: The day since which both breakglass users were drilled: 2026-11-27 instead of 2026-11-16/,
  ],
  "siem.sentinel": [undefined, set("siem", undefined), /weaker: Trail SIEM export .* is removed/],
  "siem.sentinel.workspaceId": [
    undefined,
    set("siem.sentinel.workspaceId", "44444444-3333-4333-8333-333333333333"),
    /check: Trail SIEM export .* changes: sentinel/,
  ],
  "siem.sentinel.sessionNamePrefixes": [
    undefined,
    set("siem.sentinel.sessionNamePrefixes", ["Other_"]),
    /SIEM export .* changes: sentinel/,
  ],
  "siem.sentinel.existingOidcProvider": [
    undefined,
    set(
      "siem.sentinel.existingOidcProvider",
      "arn:aws:iam::100000000001:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
    ),
    /SIEM export .* changes: sentinel/,
  ],
  "siem.takeOverBucketNotifications": [undefined, set("siem.takeOverBucketNotifications", true), /changes: takeOverBucketNotifications/],
  "siem.readers": [undefined, set("siem.readers", ["arn:aws:iam::123456789012:root"]), /check: Trail SIEM export .* changes: readers/],
  ...Object.fromEntries(
    ["maxAdminGains", "maxAccounts", "maxLosses"].map((name) => [
      `report.${name}`,
      [set(`report.${name}`, 5), set(`report.${name}`, 9), new RegExp(`weaker: The report's own limit ${name} is 9 instead of 5`)] as const,
    ]),
  ),
  ...Object.fromEntries(
    ["approval", "approval.reason", "approval.who", "approval.until"].map((name) => [
      `report.${name}`,
      [
        undefined,
        set("report.approval", { reason: "r", who: "Grace", until: "2026-12-31" }),
        { silent: "the report itself says who approved going past a limit, where a change does" },
      ] as const,
    ]),
  ),
  "unmanaged[].reason": [entry({ iamUsers: ["ses-*"] }), set("unmanaged.0.reason", "other"), { silent: "the same is left alone" }],
  "unmanaged[].until": [
    entry({ iamUsers: ["ses-*"], until: "2026-12-31" }),
    set("unmanaged.0.until", "2027-12-31"),
    /weaker: Left alone until 2027-12-31 instead of until 2026-12-31: IAM users ses-\*/,
  ],
  "unmanaged[].kind": [
    undefined,
    entry({ kind: "control-tower" }),
    /weaker: Left alone from now on, without an end: what AWS Control Tower/,
  ],
  "unmanaged[].tool": [undefined, entry({ kind: "just-in-time", tool: "TEAM" }), /what TEAM assigns to users\./],
  "unmanaged[].maxHours": [
    entry({ kind: "just-in-time", tool: "TEAM", maxHours: 8 }),
    set("unmanaged.0.maxHours", 80),
    /weaker: Left alone from now on.*for up to 80 hours/,
  ],
  "unmanaged[].permissionSets": [undefined, entry({ permissionSets: ["Legacy-*"] }), /assignments of Legacy-\*\./],
  "unmanaged[].groups": [undefined, entry({ groups: ["legacy-*", "old"] }), /assignments to groups legacy-\* and old\./],
  "unmanaged[].users": [undefined, entry({ users: ["ada@example.com"] }), /assignments to users ada@example.com\./],
  "unmanaged[].accounts": [
    undefined,
    entry({ permissionSets: ["Legacy-*"], accounts: { ou: "Sandbox" } }),
    /assignments of Legacy-\* in the accounts ou: Sandbox\./,
  ],
  "unmanaged[].conditionalAccess": [undefined, entry({ conditionalAccess: ["Baseline *"] }), /Conditional Access policies Baseline \*/],
  "unmanaged[].applications": [undefined, entry({ applications: ["AWS sandbox"] }), /enterprise applications AWS sandbox/],
  "unmanaged[].iamUsers": [undefined, entry({ iamUsers: ["ses-*"] }), /IAM users ses-\*/],
};
