/**
 * Reports for the page's tests: a small one with everything in it, and one of any size.
 */
import type { AccessItem, ActionsByLevel, ChangedItem, Report, Risk } from "../../../access/report/report";

const place = (accountId: string, accountName: string, accountUnit: string | null, production = false, managementAccount = false) => ({
  accountId,
  accountName,
  accountUnit,
  production,
  managementAccount,
});

/** Accounts of the small report. */
export const ACCOUNTS = {
  management: place("100000000001", "management", "", true, true),
  dataProd: place("012345678901", "data-prod", "Workloads/Production", true),
  shopProd: place("222222222222", "shop-prod", "Workloads/Production", true),
  dataDev: place("333333333333", "data-dev", "Workloads/Development"),
  audit: place("444444444444", "audit", "Security"),
} as const;

type Place = (typeof ACCOUNTS)[keyof typeof ACCOUNTS];

/** One item; whatever is not told is ordinary. */
export function item(group: string, permissionSet: string, at: Place, risk: Risk, more: Partial<AccessItem> = {}): AccessItem {
  return {
    group,
    groupId: null,
    principal: "group",
    permissionSet,
    ...at,
    risk,
    riskWords: `${permissionSet} in ${at.accountName}`,
    because: [{ setting: "federation:access[1]", line: 14, match: `ou: ${at.accountUnit ?? "?"}`, from: null, until: null, reason: null }],
    origin: `urn:pulumi:prod::federation::federation:index:Federation$aws:ssoadmin/accountAssignment:AccountAssignment::${permissionSet}/${at.accountId}`,
    lockOut: false,
    ends: null,
    ...more,
  };
}

const none = { count: 0, actions: [] };
const noActions: ActionsByLevel = { permissionsManagement: none, write: none, tagging: none, read: none, list: none };

/** A report in which nothing changes. */
export const NOTHING: Report = {
  version: 1,
  made: "2026-11-28T07:00:00.000Z",
  headline: "Nobody gains or loses access.",
  source: { kind: "preview", stack: "prod", project: "federation", stage: "production", files: ["preview.json"], inventory: null },
  counts: {
    gained: 0,
    lost: 0,
    changed: 0,
    unknown: 0,
    adminGains: 0,
    productionGains: 0,
    accounts: 0,
    groups: 0,
    assignmentsBefore: 0,
    assignmentsAfter: 0,
  },
  gained: [],
  lost: [],
  changed: [],
  unknown: [],
  permissionSets: [],
  conditionalAccess: { policies: [], signIns: [], unknown: [] },
  guards: [],
  limits: [],
  approval: null,
  verdict: "within",
  notes: [],
  accounts: [],
  kept: [],
};

const changed: ChangedItem = { ...item("aws-data-analysts", "Data-Analyst-RO", ACCOUNTS.dataProd, "medium"), change: "permissions" };

/** Everything that a report can hold, once. */
export const SMALL: Report = {
  ...NOTHING,
  headline: "aws-platform-admins gains Platform-Admin in the management account and in production; 1 group loses access.",
  counts: {
    ...NOTHING.counts,
    gained: 3,
    lost: 1,
    changed: 1,
    unknown: 1,
    adminGains: 2,
    productionGains: 2,
    assignmentsBefore: 6,
    assignmentsAfter: 8,
  },
  gained: [
    item("aws-platform-admins", "Platform-Admin-Mgmt", ACCOUNTS.management, "critical", {
      riskWords: "administrator in the management account",
    }),
    item("aws-platform-admins", "Platform-Admin", ACCOUNTS.dataProd, "critical", {
      riskWords: "administrator in production",
      ends: "2026-12-24",
      because: [
        {
          setting: "federation:access[2]",
          line: 21,
          match: "account data-prod",
          from: null,
          until: "2026-12-24",
          reason: "migration of the warehouse",
        },
      ],
    }),
    item("aws-developers", "Developer", ACCOUNTS.dataDev, "low"),
  ],
  lost: [item("aws-developers", "Developer", ACCOUNTS.shopProd, "high", { lockOut: true })],
  changed: [changed],
  unknown: [
    {
      sentence: "The account of this assignment is known only after the deployment.",
      resource: "urn:pulumi:prod::federation::aws:ssoadmin/accountAssignment:AccountAssignment::by-hand",
      operation: "create",
      group: "aws-developers",
      permissionSet: "Developer",
      accountId: null,
      accountName: null,
      risk: "high",
    },
  ],
  permissionSets: [
    {
      name: "Data-Analyst-RO",
      change: "changed",
      risk: "medium",
      riskWords: "reads more",
      fields: [{ field: "session", before: "8 hours", after: "12 hours" }],
      attached: ["job-function/ViewOnlyAccess"],
      detached: [],
      actionsGained: {
        ...noActions,
        read: { count: 2, actions: ["s3:GetObject", "s3:GetObjectTagging"] },
        permissionsManagement: { count: 1, actions: ["s3:PutBucketPolicy"] },
      },
      actionsLost: { ...noActions, list: { count: 250, actions: ["s3:ListBucket"] } },
      actionsRescoped: noActions,
      statements: { gained: ['{"Action":"s3:Get*","Effect":"Allow","Resource":"*"}'], lost: [] },
      notes: ["NotAction allows every action but those named."],
      lockOut: true,
      blastRadius: {
        groups: ["aws-data-analysts"],
        accounts: 2,
        productionAccounts: 1,
        managementAccount: false,
        assignments: 2,
      },
    },
  ],
  conditionalAccess: {
    policies: [{ name: "AWS: countries", change: "changed", fields: [{ field: "excluded countries", before: "DE", after: "DE, FR" }] }],
    signIns: [
      {
        persona: "everybody else",
        device: "any",
        from: "FR",
        client: "any",
        before: "blocked",
        after: "mfa",
        direction: "loosened",
      },
    ],
    unknown: [],
  },
  guards: [
    {
      kind: "alarm",
      name: "breakglass-sign-in",
      type: "aws:cloudwatch/metricAlarm:MetricAlarm",
      change: "removed",
      effect: "weaker",
      sentence: "Nobody is told any more when a breakglass user signs in.",
    },
  ],
  limits: [
    {
      name: "maxAdminGains",
      limit: 0,
      value: 2,
      exceeded: true,
      sentence: "2 assignments of administrators are gained; the limit is 0.",
    },
  ],
  approval: { reason: "warehouse", who: "ada", until: "2026-12-24", valid: true },
  verdict: "approved",
  notes: ["Groups are named by the inventory."],
  accounts: Object.values(ACCOUNTS),
  kept: [
    {
      group: "aws-auditors",
      groupId: null,
      permissionSet: "Security-Audit",
      risk: "low",
      accountIds: Object.values(ACCOUNTS).map(({ accountId }) => accountId),
    },
    {
      group: "aws-data-analysts",
      groupId: null,
      permissionSet: "Data-Analyst-RO",
      risk: "low",
      accountIds: ["012345678901", "333333333333"],
    },
  ],
};

/** A report in which every group gains, loses or keeps something in every account. */
export function large(accounts: number, groups: number): Report {
  const places = Array.from({ length: accounts }, (_, index) =>
    place(
      String(300000000000 + index),
      `workload-${String(index).padStart(3, "0")}`,
      `Workloads/${index % 2 === 0 ? "Production" : "Development"}/Unit ${String(index % 20).padStart(2, "0")}`,
      index % 2 === 0,
    ),
  );
  const sets = ["Platform-Admin", "Developer", "Data-Analyst-RO", "Security-Audit", "Billing"];
  const risks = ["critical", "high", "medium", "low"] as const;
  const gained: AccessItem[] = [];
  const lost: AccessItem[] = [];
  const kept: Report["kept"] = [];
  for (let number = 0; number < groups; number += 1) {
    const group = `aws-team-${String(number).padStart(2, "0")}`;
    const stay: string[] = [];
    places.forEach((at, index) => {
      const [set, risk] = [sets[(number + index) % sets.length]!, risks[(number * 7 + index) % risks.length]!];
      if ((number + index) % 10 === 9) stay.push(at.accountId);
      else if ((number + index) % 3 === 0) lost.push(item(group, set, at, risk, { riskWords: `${risk} of ${set}` }));
      else gained.push(item(group, set, at, risk, { riskWords: `${risk} of ${set}` }));
    });
    kept.push({ group, groupId: null, permissionSet: sets[number % sets.length]!, risk: "low", accountIds: stay });
  }
  return {
    ...NOTHING,
    headline: `${gained.length} assignments are gained and ${lost.length} lost in ${accounts} accounts.`,
    counts: { ...NOTHING.counts, gained: gained.length, lost: lost.length },
    gained,
    lost,
    accounts: places,
    kept,
  };
}
