import { dayOf, daysAfter } from "../../../contract/clock";
import type { Told } from "./told";

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Config = Record<string, any>;

/** A change of the stack file, and what the report says of it. */
export interface Scenario {
  readonly name: string;
  readonly change: (config: Config) => Record<string, unknown>;
  readonly told: Told;
  /** Words of the headline. */
  readonly headline?: RegExp;
  /** Time of the preview; the machine's where left out. */
  readonly at?: string;
  readonly args?: readonly string[];
  readonly status?: number;
}

/** Last day of the entry that ends: within the lives of the certificate and the token, which the program asks for. */
export const LAST_DAY = daysAfter(dayOf(new Date()), 30);
/** The day after. */
export const DAY_AFTER = `${daysAfter(LAST_DAY, 1)}T12:00:00Z`;

/** What dev has before each scenario, beside its own settings: a set of its own, and an entry that ends. */
export function base(config: Config): Record<string, unknown> {
  return {
    "federation:permissionSets": {
      ...config["federation:permissionSets"],
      Ops: {
        description: "Operates web servers.",
        managedPolicies: ["AWSBillingReadOnlyAccess"],
        inlinePolicy: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: "arn:aws:s3:::acme-web/*" }],
        },
      },
    },
    "federation:access": [
      ...config["federation:access"],
      { group: "aws-developers", permissionSet: "Ops", accounts: "app-*" },
      { group: "aws-data-analysts", permissionSet: "Security-Audit-RO", accounts: "app-prod", until: LAST_DAY, reason: "incident 4711" },
    ],
  };
}

const entry = (index: number, change: object) => (config: Config) => ({
  "federation:access": config["federation:access"].map((one: object, at: number) => (at === index ? { ...one, ...change } : one)),
});
const without = (index: number) => (config: Config) => ({
  "federation:access": config["federation:access"].filter((_: object, at: number) => at !== index),
});
const added =
  (...entries: object[]) =>
  (config: Config) => ({ "federation:access": [...config["federation:access"], ...entries] });
const sets = (change: Record<string, object>) => (config: Config) => ({
  "federation:permissionSets": Object.fromEntries(
    [...new Set([...Object.keys(config["federation:permissionSets"]), ...Object.keys(change)])].map((name) => [
      name,
      { ...config["federation:permissionSets"][name], ...change[name] },
    ]),
  ),
});
const statement = (...Statement: object[]) => ({ inlinePolicy: { Version: "2012-10-17", Statement } });
const opsMay = (...Action: string[]) => ({ Effect: "Allow", Action, Resource: "arn:aws:s3:::acme-web/*" });
const conditional = (change: object) => (config: Config) => ({
  "federation:conditionalAccess": { ...config["federation:conditionalAccess"], ...change },
});

const opsHolders = ["permissions medium: aws-developers Ops app-prod", "permissions low: aws-developers Ops app-dev"];
const opsWriters = ["permissions high: aws-developers Ops app-prod", "permissions medium: aws-developers Ops app-dev"];

export const scenarios: readonly Scenario[] = [
  { name: "nothing", change: () => ({}), told: {}, headline: /^Nobody's access changes\.$/ },
  {
    name: "one entry more",
    change: added({ group: "aws-developers", permissionSet: "Security-Audit-RO", accounts: "data-prod" }),
    told: { gained: ["medium: aws-developers Security-Audit-RO data-prod"] },
    headline: /^1 assignment gained \(1 medium: Security-Audit-RO of aws-developers\)\.$/,
  },
  {
    name: "one entry less, and with it a permission set",
    change: without(3),
    told: {
      lost: ["high: aws-data-analysts Data-Analyst-RO data-prod", "medium: aws-data-analysts Data-Analyst-RO data-dev"],
      sets: ["Data-Analyst-RO removed for 2"],
    },
  },
  {
    name: "a narrower selector",
    change: entry(2, { accounts: "data-dev" }),
    told: { lost: ["high: aws-data-engineers Data-Engineer-RW data-prod"] },
  },
  {
    name: "a wider selector",
    change: entry(2, { accounts: ["data-*", { ou: "Security" }] }),
    told: { gained: ["medium: aws-data-engineers Data-Engineer-RW security-audit"] },
  },
  {
    name: "an exception",
    change: entry(0, { except: ["data-prod", "app-dev"] }),
    told: { lost: ["critical: aws-platform-admins Platform-Admin data-prod", "high: aws-platform-admins Platform-Admin app-dev"] },
    headline: /^2 assignments lost \(1 critical: Platform-Admin of aws-platform-admins\)\.$/,
  },
  {
    name: "administrators of the management account, past a limit",
    change: added({ group: "aws-data-engineers", permissionSet: "Platform-Admin", accounts: "management" }),
    told: {
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
    told: {
      lost: ["medium: aws-developers Developer app-dev", "medium: aws-developers Developer data-dev"],
      sets: ["Developer removed for 2: detached PowerUserAccess"],
    },
    headline: /Beyond the limits \(maxLosses\), approved by Grace\.$/,
  },
  {
    name: "losses past the settings' limit, whose approval has ended",
    change: (config) => ({
      ...without(4)(config),
      "federation:report": { maxLosses: 1, approval: { reason: "team moves", who: "Grace", until: "2020-12-31" } },
    }),
    told: {
      lost: ["medium: aws-developers Developer app-dev", "medium: aws-developers Developer data-dev"],
      sets: ["Developer removed for 2: detached PowerUserAccess"],
    },
    status: 1,
    headline: /the approval ended on 2020-12-31\.$/,
  },
  {
    name: "a policy widened by one action",
    change: sets({ Ops: statement(opsMay("s3:GetObject", "s3:PutObject")) }),
    told: { changed: opsWriters, sets: ["Ops changed for 2: +write s3:PutObject"] },
  },
  {
    name: "a policy narrowed to other actions",
    change: sets({ Ops: statement(opsMay("s3:ListBucket")) }),
    told: { changed: opsHolders, sets: ["Ops changed for 2: +list s3:ListBucket; -read s3:GetObject"] },
  },
  {
    name: "a policy on one more resource",
    change: sets({ Ops: statement({ ...opsMay("s3:GetObject"), Resource: ["arn:aws:s3:::acme-web/*", "arn:aws:s3:::acme-logs/*"] }) }),
    told: { changed: opsHolders, sets: ["Ops changed for 2: ~read s3:GetObject"] },
  },
  {
    name: "a policy with NotAction",
    change: sets({ Ops: statement({ Effect: "Allow", NotAction: ["organizations:*", "account:*"], Resource: "*" }) }),
    told: {
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
    told: { changed: opsHolders, sets: ["Ops changed for 2: -read s3:GetObject"] },
  },
  {
    name: "one managed policy exchanged for another",
    change: sets({ Ops: { managedPolicies: ["job-function/ViewOnlyAccess"] } }),
    told: {
      changed: opsHolders,
      sets: [
        "Ops changed for 2: attached job-function/ViewOnlyAccess; detached AWSBillingReadOnlyAccess; +write iot:ListSubscriptions; +read many; +list many; -read many; -list many",
      ],
    },
  },
  {
    name: "an administrating policy attached, which counts as gained administration",
    change: sets({ Ops: { managedPolicies: ["AdministratorAccess", "AWSBillingReadOnlyAccess"] } }),
    told: {
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
    told: { changed: opsHolders, sets: ["Ops changed for 2: session duration PT8H -> PT12H; permissions boundary null -> ReadOnlyAccess"] },
  },
  {
    name: "words only: nobody's permissions change",
    change: sets({ Ops: { description: "Operates the web." } }),
    told: { sets: ["Ops changed for 2: description Operates web servers. -> Operates the web."] },
  },
  {
    name: "a permission set renamed",
    change: (config) => {
      const { Ops, ...others } = config["federation:permissionSets"];
      return { ...entry(5, { permissionSet: "Web-Ops" })(config), "federation:permissionSets": { ...others, "Web-Ops": Ops } };
    },
    told: {
      gained: ["medium: aws-developers Web-Ops app-prod", "low: aws-developers Web-Ops app-dev"],
      lost: ["medium: aws-developers Ops app-prod", "low: aws-developers Ops app-dev"],
      sets: ["Ops removed for 2: detached AWSBillingReadOnlyAccess", "Web-Ops new for 2: attached AWSBillingReadOnlyAccess"],
    },
  },
  {
    name: "an entry that ends",
    change: () => ({}),
    at: DAY_AFTER,
    told: { lost: ["medium: aws-data-analysts Security-Audit-RO app-prod"] },
  },
  {
    name: "an entry that begins later gives nothing yet",
    change: added({ group: "aws-developers", permissionSet: "Security-Audit-RO", accounts: "data-prod", from: "2099-01-01" }),
    told: {},
  },
  {
    name: "one more country",
    change: conditional({ allowedCountries: ["DE", "FR", "IE"] }),
    told: {
      signIns: [
        "loosened: everybody else, any device, FR, browser, mobileAppsAndDesktopClients: blocked -> mfa",
        "loosened: members of aws-platform-admins, compliant device, FR, browser, mobileAppsAndDesktopClients: blocked -> compliantDevice and mfa",
      ],
    },
    headline: /^Sign-in gets easier\.$/,
  },
  {
    name: "no exception for travellers",
    change: (config) => {
      const rest = { ...config["federation:conditionalAccess"] };
      delete rest.travelExceptionGroup;
      return { "federation:conditionalAccess": rest };
    },
    told: {
      signIns: [
        "tightened: members of aws-travel-exception, any device, elsewhere, unknown country, browser, mobileAppsAndDesktopClients: mfa -> blocked",
      ],
    },
    headline: /^Sign-in gets harder\.$/,
  },
  {
    name: "a stronger second factor",
    change: conditional({ strength: "phishingResistant" }),
    told: {
      signIns: [
        "other: everybody else, any device, DE, IE, browser, mobileAppsAndDesktopClients: mfa -> phishingResistant",
        "other: members of aws-platform-admins, compliant device, DE, IE, browser, mobileAppsAndDesktopClients: compliantDevice and mfa -> compliantDevice and phishingResistant",
        "other: members of aws-travel-exception, any device, anywhere, browser, mobileAppsAndDesktopClients: mfa -> phishingResistant",
      ],
    },
  },
];
