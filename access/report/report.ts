/**
 * The report: what a change does to access, as one document. `federation report --format json` writes it, Markdown, the
 * page and CSV are made of it; docs/report.schema.json is made of these schemas.
 */
import * as z from "zod";

/** Version of the document's form. */
export const REPORT_VERSION = 1;

/** How dangerous, from most to least. */
export const RISKS = ["critical", "high", "medium", "low"] as const;

/**
 * AWS's access levels, from most to least dangerous. @see
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
 */
export const ACCESS_LEVELS = ["permissionsManagement", "write", "tagging", "read", "list"] as const;

const text = z.string();
const risk = z.enum(RISKS);

const reason = z.strictObject({
  setting: text.describe("Config path, such as federation:access[3]."),
  line: z.int().nullable().describe("Its line in the stack file; null where that is not at hand."),
  match: text.describe("How the account came to match, such as ou: Workloads/Production."),
  from: text.nullable().describe("First day, YYYY-MM-DD."),
  until: text.nullable().describe("Last day, YYYY-MM-DD."),
  reason: text.nullable().describe("Why it is for a time, as written in the settings."),
});

const place = {
  accountId: text.describe("Twelve digits."),
  accountName: text.describe("The id where nothing tells the name."),
  accountUnit: text
    .nullable()
    .describe("Organizational unit as a path, such as Workloads/Production; empty at the root; null where unknown."),
  production: z.boolean().describe("Whether the account counts as production; the management account always does."),
  managementAccount: z.boolean(),
};

const item = z.strictObject({
  group: text.describe("Display name in Entra; else what is known: object id or identity store id. The user where principal is user."),
  groupId: text.nullable().describe("Entra object id; null where nothing tells it."),
  principal: z.enum(["group", "user"]),
  permissionSet: text.describe("Name."),
  ...place,
  risk,
  riskWords: text.describe("Why, such as: administrator in production."),
  because: z.array(reason).describe("Why the access is there, or was; empty without settings and an inventory."),
  origin: text.describe("What says so: the resource's URN, or the setting."),
  lockOut: z.boolean().describe("Removed before it is made anew: nobody of the group gets in for minutes."),
  ends: text.nullable().describe("Last day, YYYY-MM-DD, where every reason for it has one."),
});

const changedItem = item.extend({
  change: z
    .enum(["permissions", "replaced"])
    .describe("permissions: the set's content changes, see permissionSets; replaced: the assignment is made anew, with the same content."),
});

const unknownItem = z.strictObject({
  sentence: text.describe("What cannot be told, and why."),
  resource: text.describe("URN, or setting."),
  operation: text.describe("What the engine would do, such as create."),
  group: text.nullable(),
  permissionSet: text.nullable(),
  accountId: text.nullable(),
  accountName: text.nullable(),
  risk,
});

const actionList = z.strictObject({
  count: z.int(),
  actions: z.array(text).describe("Names such as s3:GetObject, sorted; the first 200."),
});
const actions = z.strictObject({
  permissionsManagement: actionList,
  write: actionList,
  tagging: actionList,
  read: actionList,
  list: actionList,
});

const permissionSetChange = z.strictObject({
  name: text,
  change: z.enum(["new", "removed", "changed", "replaced"]).describe("replaced: deleted and made anew, with all of its assignments."),
  risk,
  riskWords: text,
  fields: z
    .array(z.strictObject({ field: text, before: text.nullable(), after: text.nullable() }))
    .describe("Plain properties that differ, such as session duration and boundary, in words."),
  attached: z.array(text).describe("Managed policies that are attached: AWS's by name, customers' by path and name."),
  detached: z.array(text),
  actionsGained: actions.describe("Actions that its inline policy allows and did not allow before, on whatever resource."),
  actionsLost: actions,
  actionsRescoped: actions.describe("Actions allowed before and after, on other resources or under other conditions."),
  statements: z.strictObject({ gained: z.array(text), lost: z.array(text) }).describe("Statements of the inline policy, as JSON."),
  notes: z
    .array(text)
    .describe("What a reviewer has to know: NotAction, patterns that AWS has no action for, contents that are not at hand."),
  lockOut: z.boolean().describe("It is replaced: its holders are locked out for minutes."),
  blastRadius: z.strictObject({
    groups: z.array(text).describe("Every group that holds it before or after, sorted."),
    accounts: z.int(),
    productionAccounts: z.int(),
    managementAccount: z.boolean(),
    assignments: z.int(),
  }),
});

const outcome = text.describe("allowed, blocked, or what is asked, such as: mfa and compliantDevice.");
const conditionalAccess = z.strictObject({
  policies: z.array(
    z.strictObject({
      name: text,
      change: z.enum(["new", "removed", "changed"]),
      fields: z.array(z.strictObject({ field: text, before: text.nullable(), after: text.nullable() })),
    }),
  ),
  signIns: z
    .array(
      z.strictObject({
        persona: text.describe("Such as: member of aws-travel-exception; everybody else."),
        device: text.describe("compliant, not compliant, or any."),
        from: text.describe("Country codes, elsewhere, unknown country, or anywhere."),
        client: text.describe("Kinds of client, or any."),
        before: outcome,
        after: outcome,
        direction: z.enum(["loosened", "tightened", "other"]),
      }),
    )
    .describe("Sign-ins to AWS whose outcome differs, joined where a column does not matter."),
  unknown: z.array(text).describe("What of these policies cannot be evaluated, in sentences."),
});

const guard = z.strictObject({
  kind: z
    .enum([
      ...["breakglass", "alarm", "trail", "sign-in", "provisioning", "membership", "iam"],
      ...["unmanaged", "production", "attributes", "ends", "limits"],
    ] as const)
    .describe("What it is about: unmanaged is what the settings leave alone, attributes are session tags, iam is what is only named."),
  name: text.describe("The resource's name, or what the setting is about."),
  type: text.describe("Pulumi's type token, or the setting."),
  change: z.enum(["new", "removed", "changed", "replaced"]),
  effect: z.enum(["stronger", "weaker", "check"]).describe("check: a person has to look."),
  sentence: text,
});

const limit = z.strictObject({
  name: z.enum(["maxAdminGains", "maxAccounts", "maxLosses"]),
  limit: z.int(),
  value: z.int(),
  exceeded: z.boolean(),
  sentence: text,
});

const approval = z.strictObject({ reason: text, who: text, until: text.describe("Last day, YYYY-MM-DD.") });

/** Schema of the document. */
export const reportSchema = z
  .strictObject({
    version: z.literal(REPORT_VERSION),
    made: z.iso.datetime(),
    headline: text.describe("One sentence."),
    source: z.strictObject({
      kind: z.enum(["preview", "states", "settings"]),
      stack: text.nullable(),
      project: text.nullable(),
      stage: text.nullable().describe("production or development; null where nothing tells it."),
      files: z.array(text).describe("What was read, as named on the command line; - is standard input."),
      inventory: text.nullable().describe("Which inventory, of when, how old, in words; null where none was read."),
    }),
    counts: z.strictObject({
      gained: z.int(),
      lost: z.int(),
      changed: z.int(),
      unknown: z.int(),
      adminGains: z.int().describe("Assignments gained whose permission set administers, and those whose set comes to do so."),
      productionGains: z.int(),
      accounts: z.int().describe("Accounts in which somebody's access changes."),
      groups: z.int().describe("Groups whose access changes."),
      assignmentsBefore: z.int(),
      assignmentsAfter: z.int(),
    }),
    gained: z.array(item).describe("By risk, management account and production first."),
    lost: z.array(item),
    changed: z.array(changedItem),
    unknown: z.array(unknownItem),
    permissionSets: z.array(permissionSetChange),
    conditionalAccess,
    guards: z.array(guard),
    limits: z.array(limit),
    approval: approval
      .extend({ valid: z.boolean() })
      .nullable()
      .describe("The settings' own approval of going past a limit; not valid once it has ended."),
    verdict: z.enum(["within", "approved", "exceeded"]).describe("exceeded: the command ends with status 1."),
    notes: z.array(text).describe("Sentences about the report itself, such as what names could not be told."),
    accounts: z.array(z.strictObject({ ...place })).describe("Every account that anything here is about, by unit, name, id."),
    kept: z
      .array(z.strictObject({ group: text, groupId: text.nullable(), permissionSet: text, risk, accountIds: z.array(text) }))
      .describe("Access that stays, changed sets included: the rest of the matrix."),
  })
  .meta({ title: "What a change does to access, as `federation report --format json` writes it" });

/** The document. */
export type Report = z.output<typeof reportSchema>;
/** Access gained or lost: one group, permission set and account. */
export type AccessItem = z.output<typeof item>;
/** Access that stays, but means something else. */
export type ChangedItem = z.output<typeof changedItem>;
/** What cannot be told. */
export type UnknownItem = z.output<typeof unknownItem>;
/** A permission set that comes, goes or changes. */
export type PermissionSetChange = z.output<typeof permissionSetChange>;
/** Actions by access level. */
export type ActionsByLevel = z.output<typeof actions>;
/** What becomes of Conditional Access. */
export type ConditionalAccessChange = z.output<typeof conditionalAccess>;
/** What becomes of breakglass users, alarms and trail, of what carries the access, and of settings that frame it. */
export type GuardChange = z.output<typeof guard>;
/** One limit and what came of it. */
export type LimitResult = z.output<typeof limit>;
/** One reason with its line. */
export type ReasonWithLine = z.output<typeof reason>;
/** How dangerous. */
export type Risk = (typeof RISKS)[number];
/** AWS's access level. */
export type AccessLevel = (typeof ACCESS_LEVELS)[number];
