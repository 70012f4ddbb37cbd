import { both, type Changes, set } from "./edits";

const ADOPTED = { adopted: true, description: "As it was.", managedPolicies: ["ReadOnlyAccess"] };
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/33333333-3333-4333-8333-333333333333";

/** Who gets what, where. */
export const access: Changes = {
  productionAccounts: [
    undefined,
    set("productionAccounts", [{ ou: "Workloads/Production/Data" }]),
    /weaker: app-crm-prod, .* and 3 more count as production no longer \(8\)/,
  ],
  "permissionSets.description": [undefined, set("permissionSets.Billing-RO.description", "Other."), /set Billing-RO: description/],
  "permissionSets.sessionHours": [undefined, set("permissionSets.Billing-RO.sessionHours", 12), /session duration PT2H -> PT12H/],
  "permissionSets.relayState": [
    undefined,
    set("permissionSets.Billing-RO.relayState", "https://console.aws.amazon.com/billing"),
    /relay state null -> https/,
  ],
  "permissionSets.managedPolicies": [
    undefined,
    set("permissionSets.Billing-RO.managedPolicies", ["job-function/Billing"]),
    /changed: aws-finance Billing-RO/,
  ],
  "permissionSets.customerManagedPolicies": [
    undefined,
    set("permissionSets.Billing-RO.customerManagedPolicies", [{ name: "Own", path: "/" }]),
    /changed: aws-finance Billing-RO/,
  ],
  "permissionSets.inlinePolicy": [
    undefined,
    set("permissionSets.Billing-RO.inlinePolicy", {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
    }),
    /changed: aws-finance Billing-RO/,
  ],
  "permissionSets.permissionsBoundary": [
    undefined,
    set("permissionSets.Network-Operator.permissionsBoundary", undefined),
    /permissions boundary PowerUserAccess -> null/,
  ],
  "permissionSets.permissionsBoundary.managedPolicy": [
    undefined,
    set("permissionSets.Network-Operator.permissionsBoundary", { managedPolicy: "ReadOnlyAccess" }),
    /permissions boundary PowerUserAccess -> ReadOnlyAccess/,
  ],
  "permissionSets.permissionsBoundary.customerManagedPolicy": [
    undefined,
    set("permissionSets.Network-Operator.permissionsBoundary", { customerManagedPolicy: { name: "Own" } }),
    /permissions boundary PowerUserAccess -> \/Own/,
  ],
  "permissionSets.tags": [
    undefined,
    set("permissionSets.Billing-RO.tags", { team: "x" }),
    { silent: "tags of a set give nobody anything" },
  ],
  "permissionSets.adopted": [undefined, set("permissionSets.Billing-RO.adopted", true), /gained: aws-finance Billing-RO management/],
  "permissionSets.archetype": [
    undefined,
    set("permissionSets.Security-Audit-RO", { ...ADOPTED, archetype: false }),
    /changed: aws-security-auditors Security-Audit-RO/,
  ],
  "permissionSets.sessionDuration": [
    undefined,
    set("permissionSets.Own", { ...ADOPTED, sessionDuration: "PT90M" }),
    /session duration null -> PT90M/,
  ],
  "permissionSets.nonProductionOnly": [undefined, set("permissionSets.Billing-RO.nonProductionOnly", true), /REFUSED: .*production/],
  "permissionSets.compliantDevice": [
    undefined,
    set("permissionSets.Billing-RO.compliantDevice", true),
    /tightened: members of aws-finance, not compliant device/,
  ],
  ...Object.fromEntries(
    (
      [
        ["Data-Engineer-RW.buckets", ["acme-lake-raw"]],
        ["Data-Engineer-RW.jobRoles", ["acme-glue-job"]],
        ["Data-Engineer-RW.kmsKeys", [KEY]],
        ["Data-Engineer-RW.logGroups", ["/aws/other"]],
        ["Data-Analyst-RO.buckets", ["acme-lake-raw"]],
        ["Data-Analyst-RO.resultBucket", "acme-other"],
        ["Data-Analyst-RO.resultPrefix", "other/"],
        ["Data-Analyst-RO.workgroup", "other"],
        ["Data-Analyst-RO.kmsKeys", [KEY]],
        ["Data-Analyst-RO.resultKmsKey", KEY],
      ] as const
    ).map(([path, value]) => [
      `permissionSets.${path}`,
      [undefined, set(`permissionSets.${path}`, value), new RegExp(`changed: .* ${path.split(".")[0]} `)] as const,
    ]),
  ),
  "access[].group": [undefined, set("access.6.group", "aws-sre"), /gained: aws-sre Billing-RO/],
  "access[].permissionSet": [undefined, set("access.6.permissionSet", "Security-Audit-RO"), /lost: aws-finance Billing-RO/],
  "access[].permissionSets": [undefined, set("access.8.permissionSets", ["Security-Audit-RO", "Developer"]), /REFUSED: .*Developer/],
  "access[].accounts": [undefined, set("access.9.accounts", "all"), /gained: aws-incident-response Security-Audit-RO/],
  "access[].except": [undefined, set("access.3.except", undefined), /gained: aws-data-analysts Data-Analyst-RO data-sandbox/],
  "access[].from": [undefined, set("access.6.from", "2027-01-01"), /lost: aws-finance Billing-RO/],
  "access[].until": [
    both(set("access.6.until", "2026-12-31"), set("access.6.reason", "r")),
    set("access.6.until", "2027-03-31"),
    /weaker: aws-finance has Billing-RO-Mgmt in 1 account until 2027-03-31 instead of until 2026-12-31/,
  ],
  "access[].reason": [
    both(set("access.6.until", "2026-12-31"), set("access.6.reason", "r")),
    set("access.6.reason", "other"),
    { silent: "the same is given; where access comes or goes, its reason is told with it" },
  ],
};
