import { added, DAY_AFTER, entry, opsMay, type Scenario, sets, statement, without } from "./edits";
import { settingScenarios } from "./setting-scenarios";

const opsHolders = ["permissions medium: aws-developers Ops app-prod", "permissions low: aws-developers Ops app-dev"];
const opsWriters = ["permissions high: aws-developers Ops app-prod", "permissions medium: aws-developers Ops app-dev"];

export const scenarios: readonly Scenario[] = [
  { name: "nothing", change: () => ({}), sentences: {}, headline: /^Nobody's access changes\.$/ },
  {
    name: "one entry more",
    change: added({ group: "aws-developers", permissionSet: "Security-Audit-RO", accounts: "data-prod" }),
    sentences: { gained: ["medium: aws-developers Security-Audit-RO data-prod"] },
    headline: /^1 assignment gained \(1 medium: Security-Audit-RO of aws-developers\)\.$/,
  },
  {
    name: "one entry less, and with it a permission set",
    change: without(3),
    sentences: {
      lost: ["high: aws-data-analysts Data-Analyst-RO data-prod", "medium: aws-data-analysts Data-Analyst-RO data-dev"],
      sets: ["Data-Analyst-RO removed for 2"],
    },
  },
  {
    name: "a narrower selector",
    change: entry(2, { accounts: "data-dev" }),
    sentences: { lost: ["high: aws-data-engineers Data-Engineer-RW data-prod"] },
  },
  {
    name: "a wider selector",
    change: entry(2, { accounts: ["data-*", { ou: "Security" }] }),
    sentences: { gained: ["medium: aws-data-engineers Data-Engineer-RW security-audit"] },
  },
  {
    name: "an exception",
    change: entry(0, { except: ["data-prod", "app-dev"] }),
    sentences: { lost: ["critical: aws-platform-admins Platform-Admin data-prod", "high: aws-platform-admins Platform-Admin app-dev"] },
    headline: /^2 assignments lost \(1 critical: Platform-Admin of aws-platform-admins\)\.$/,
  },
  {
    name: "administrators of the management account, past a limit",
    change: added({ group: "aws-data-engineers", permissionSet: "Platform-Admin", accounts: "management" }),
    sentences: {
      gained: ["critical: aws-data-engineers Platform-Admin-Mgmt management"],
      // Holders of the set need a compliant device.
      signIns: [
        "tightened: members of aws-data-engineers, compliant device, DE, IE, browser, mobileAppsAndDesktopClients: mfa -> compliantDevice and mfa",
        "tightened: members of aws-data-engineers, not compliant device, DE, IE, browser, mobileAppsAndDesktopClients: mfa -> blocked",
      ],
    },
    args: ["--max-admin-gains", "0"],
    status: 1,
    headline: /Beyond the limits: maxAdminGains\.$/,
  },
  {
    name: "losses past the settings' limit, approved",
    change: (config) => ({
      ...without(4)(config),
      "federation:report": { maxLosses: 1, approval: { reason: "team moves", who: "Grace", until: "2099-12-31" } },
    }),
    sentences: {
      lost: ["medium: aws-developers Developer app-dev", "medium: aws-developers Developer data-dev"],
      sets: ["Developer removed for 2: detached PowerUserAccess"],
      guards: ["stronger: limits maxLosses"],
    },
    headline: /Beyond the limits \(maxLosses\), approved by Grace\.$/,
  },
  {
    name: "losses past the settings' limit, whose approval has ended",
    change: (config) => ({
      ...without(4)(config),
      "federation:report": { maxLosses: 1, approval: { reason: "team moves", who: "Grace", until: "2020-12-31" } },
    }),
    sentences: {
      lost: ["medium: aws-developers Developer app-dev", "medium: aws-developers Developer data-dev"],
      sets: ["Developer removed for 2: detached PowerUserAccess"],
      guards: ["stronger: limits maxLosses"],
    },
    status: 1,
    headline: /the approval ended on 2020-12-31\.$/,
  },
  {
    name: "a policy widened by one action",
    change: sets({ Ops: statement(opsMay("s3:GetObject", "s3:PutObject")) }),
    sentences: { changed: opsWriters, sets: ["Ops changed for 2: +write s3:PutObject"] },
  },
  {
    name: "a policy narrowed to other actions",
    change: sets({ Ops: statement(opsMay("s3:ListBucket")) }),
    sentences: { changed: opsHolders, sets: ["Ops changed for 2: +list s3:ListBucket; -read s3:GetObject"] },
  },
  {
    name: "a policy on one more resource",
    change: sets({ Ops: statement({ ...opsMay("s3:GetObject"), Resource: ["arn:aws:s3:::acme-web/*", "arn:aws:s3:::acme-logs/*"] }) }),
    sentences: { changed: opsHolders, sets: ["Ops changed for 2: ~read s3:GetObject"] },
  },
  {
    name: "a policy with NotAction",
    change: sets({ Ops: statement({ Effect: "Allow", NotAction: ["organizations:*", "account:*"], Resource: "*" }) }),
    sentences: {
      changed: ["permissions critical: aws-developers Ops app-prod", "permissions high: aws-developers Ops app-dev"],
      sets: [
        "Ops changed for 2: +permissionsManagement many; +write many; +tagging many; +read many; +list many; ~read s3:GetObject; " +
          "Allows all but what NotAction names, so that what AWS adds is allowed as well (after).",
      ],
    },
    args: ["--max-admin-gains", "1"],
    status: 1,
  },
  {
    name: "an inline policy less",
    change: (config) => ({
      "federation:permissionSets": {
        ...config["federation:permissionSets"],
        Ops: { description: "Operates web servers.", managedPolicies: ["AWSBillingReadOnlyAccess"] },
      },
    }),
    sentences: { changed: opsHolders, sets: ["Ops changed for 2: -read s3:GetObject"] },
  },
  {
    name: "one managed policy exchanged for another",
    change: sets({ Ops: { managedPolicies: ["job-function/ViewOnlyAccess"] } }),
    sentences: {
      changed: opsHolders,
      sets: [
        "Ops changed for 2: attached job-function/ViewOnlyAccess; detached AWSBillingReadOnlyAccess; +write iot:ListSubscriptions; +read many; +list many; -read many; -list many",
      ],
    },
  },
  {
    name: "an administrating policy attached, which counts as gained administration",
    change: sets({ Ops: { managedPolicies: ["AdministratorAccess", "AWSBillingReadOnlyAccess"] } }),
    sentences: {
      changed: ["permissions critical: aws-developers Ops app-prod", "permissions high: aws-developers Ops app-dev"],
      sets: [
        "Ops changed for 2: attached AdministratorAccess; +permissionsManagement many; +write many; +tagging many; +read many; +list many; ~read s3:GetObject",
      ],
    },
    args: ["--max-admin-gains", "1"],
    status: 1,
  },
  {
    name: "a longer session and a boundary",
    change: sets({ Ops: { sessionHours: 12, permissionsBoundary: { managedPolicy: "ReadOnlyAccess" } } }),
    sentences: {
      changed: opsHolders,
      sets: ["Ops changed for 2: session duration PT8H -> PT12H; permissions boundary null -> ReadOnlyAccess"],
    },
  },
  {
    name: "words only: nobody's permissions change",
    change: sets({ Ops: { description: "Operates the web." } }),
    sentences: { sets: ["Ops changed for 2: description Operates web servers. -> Operates the web."] },
  },
  {
    name: "a permission set renamed",
    change: (config) => {
      const { Ops, ...others } = config["federation:permissionSets"];
      return { ...entry(5, { permissionSet: "Web-Ops" })(config), "federation:permissionSets": { ...others, "Web-Ops": Ops } };
    },
    sentences: {
      gained: ["medium: aws-developers Web-Ops app-prod", "low: aws-developers Web-Ops app-dev"],
      lost: ["medium: aws-developers Ops app-prod", "low: aws-developers Ops app-dev"],
      sets: ["Ops removed for 2: detached AWSBillingReadOnlyAccess", "Web-Ops new for 2: attached AWSBillingReadOnlyAccess"],
    },
  },
  {
    name: "an entry that ends",
    change: () => ({}),
    at: DAY_AFTER,
    sentences: { lost: ["medium: aws-data-analysts Security-Audit-RO app-prod"] },
  },
  {
    name: "an entry that begins later gives nothing yet",
    change: added({ group: "aws-developers", permissionSet: "Security-Audit-RO", accounts: "data-prod", from: "2099-01-01" }),
    sentences: {},
  },
  ...settingScenarios,
];
