/**
 * `federation:unmanaged`: what is there beside the stack and is left alone on purpose, such as Control Tower's
 * permission sets or what a just-in-time tool gives. Each entry is about one kind of thing, has a reason and may have
 * an end.
 */
import type { z } from "zod";
import { conditionalAccessPolicies } from "../conditional-access/policies";
import { globMatcher, isGlob } from "../glob";
import type { Problem } from "../model";
import { stateOf } from "../period";
import { configPath, mistake } from "../problems";
import { placed, selectorsSchema, type PlacedSelector } from "./account-selector";
import type { ConditionalAccessSettings } from "./conditional-access";
import { daySchema, documented, listSchema, mappingSchema, oneOfSchema, textSchema, wholeNumberSchema } from "./fields";

/** What an entry leaves alone. */
export type UnmanagedKind = "assignments" | "conditionalAccess" | "applications" | "iamUsers";

/** Tools whose kind of assignment is known. */
export type KnownTool = "control-tower" | "just-in-time";

/** One entry, its parts knowing their place. */
export interface UnmanagedEntry {
  /** Such as `federation:unmanaged[1]`. */
  readonly setting: string;
  readonly reason: string;
  /** Last day on which it holds, `YYYY-MM-DD` in UTC. */
  readonly until?: string;
  /** An entry that has ended leaves nothing alone any more. */
  readonly state: "now" | "ended";
  readonly about: UnmanagedKind;
  readonly kind?: KnownTool;
  /** Name of a just-in-time tool. */
  readonly tool?: string;
  /** Longest time for which a just-in-time tool gives access, in hours. */
  readonly maxHours?: number;
  /** Patterns of names of permission sets; undefined: any. */
  readonly permissionSets?: readonly string[];
  /**
   * Patterns of display names, or object ids, of groups. Where neither groups nor users are written, an entry means
   * both.
   */
  readonly groups?: readonly string[];
  /** Patterns of user names. */
  readonly users?: readonly string[];
  /** Undefined: every account. */
  readonly accounts?: readonly PlacedSelector[];
  /** Patterns of names of what is no assignment. */
  readonly names: readonly string[];
}

const patterns = (about: string, example: string) =>
  documented(listSchema(textSchema("write a name or a pattern with *"), `write a list of names or patterns, such as [${example}]`, 1), {
    about,
    type: "list of names or patterns",
  }).exactOptional();

const unmanagedEntrySchema = mappingSchema({
  reason: documented(textSchema("write why it is left alone, such as: TEAM gives it for hours and takes it back"), {
    about: "Why it is left alone; `verify` and `drift` say it.",
  }),
  until: documented(daySchema(), {
    about: "Last day on which it is left alone, in UTC: after it, what it covers is a finding again. `federation expiry` has it.",
    type: "day, YYYY-MM-DD",
  }).exactOptional(),
  kind: documented(oneOfSchema(["control-tower", "just-in-time"]), {
    about:
      "control-tower: assignments of the sets that AWS Control Tower makes to the groups that it makes; just-in-time: assignments to single users, as TEAM and SSO Elevator make them.",
  }).exactOptional(),
  tool: documented(textSchema("write the tool's name, such as TEAM"), {
    about: "Name of the just-in-time tool.",
    limits: "with kind just-in-time, and needed there",
  }).exactOptional(),
  maxHours: documented(wholeNumberSchema(1, 8760, "write the longest time for which the tool gives access, in whole hours"), {
    about: "Longest time for which the just-in-time tool gives access: `federation drift` lists what is older, by CloudTrail.",
    limits: "with kind just-in-time; 1 to 8760",
  }).exactOptional(),
  permissionSets: patterns("Permission sets, and assignments of them.", "Legacy-*"),
  groups: patterns("Assignments to these groups, by display name or object id, and their assignment to the enterprise app.", "legacy-*"),
  users: patterns("Assignments to these users, by user name, and their assignment to the enterprise app.", "ada@example.com"),
  accounts: selectorsSchema("Accounts in which the entry holds; without it, in all.").optional(),
  conditionalAccess: patterns("Conditional Access policies of others, by name.", "Baseline *"),
  applications: patterns("Enterprise applications made from Identity Center's gallery template, by name.", "AWS sandbox"),
  iamUsers: patterns("IAM users, by name.", "ses-smtp-*"),
});

/** Schema of the list. */
export const unmanagedSchema = documented(
  listSchema(unmanagedEntrySchema, "write a list of entries such as {permissionSets: [Legacy-*], reason: moved by June}"),
  {
    about:
      "What is there beside the stack and is left alone on purpose. Each entry is about one thing: assignments (`kind`, or `permissionSets`, `groups`, `users`, of which all that are written must match), `conditionalAccess`, `applications` or `iamUsers`. Patterns are those of account names. What the settings themselves declare cannot be left alone.",
  },
).default([]);

type Parsed = z.output<typeof unmanagedSchema>[number];

const ASSIGNMENT_KEYS = ["kind", "permissionSets", "groups", "users"] as const;
const OTHER_KEYS = ["conditionalAccess", "applications", "iamUsers"] as const;

/** Mistakes between the keys of each entry. */
function entryProblems(entry: Parsed, index: number): Problem[] {
  const path = configPath(["unmanaged", index]);
  const written = (key: keyof Parsed): boolean => entry[key] !== undefined;
  const others = OTHER_KEYS.filter(written);
  const assignments = ASSIGNMENT_KEYS.filter(written);
  const kinds = [...(assignments.length > 0 ? [assignments.join(" and ")] : []), ...others];
  if (kinds.length === 0)
    return [mistake(path, "says nothing that it leaves alone", `write kind, permissionSets, groups, users, ${OTHER_KEYS.join(" or ")}`)];
  if (kinds.length > 1) return [mistake(path, `has ${kinds.join(", ")}`, "write an entry for each")];
  const problems: Problem[] = [];
  const barred = (keys: readonly (keyof Parsed)[], why: string): void => {
    for (const key of keys.filter(written)) problems.push(mistake(`${path}.${key}`, `is of no use ${why}`, "remove it"));
  };
  if (entry.kind !== "just-in-time") barred(["tool", "maxHours"], "without kind just-in-time");
  if (entry.kind === "just-in-time") {
    barred(["groups"], "with kind just-in-time, which means assignments to users");
    if (!written("tool")) problems.push(mistake(`${path}.tool`, "is missing", "write the tool's name, such as TEAM"));
  }
  if (entry.kind === "control-tower") barred(["permissionSets", "groups", "users"], "with kind control-tower, which knows its own");
  if (others.includes("conditionalAccess") || others.includes("applications")) barred(["accounts"], "for what is in Entra");
  return problems;
}

/** Names of what the settings declare beside access, which no entry may cover. */
export interface DeclaredNames {
  readonly conditionalAccess: readonly string[];
  readonly applications: readonly string[];
  readonly iamUsers: readonly string[];
}

/** Of the sections that are right. */
export function declaredNames({
  conditionalAccess,
  enterpriseApp,
  breakglass,
}: {
  readonly conditionalAccess?: ConditionalAccessSettings | undefined;
  readonly enterpriseApp?: { readonly name: string } | undefined;
  readonly breakglass?: { readonly users: readonly { readonly name: string }[] } | undefined;
}): DeclaredNames {
  const app = enterpriseApp?.name ?? "";
  return {
    // Whether some group needs a compliant device is known only with the organization.
    conditionalAccess:
      conditionalAccess === undefined
        ? []
        : conditionalAccessPolicies(conditionalAccess, ["any"], app).map(({ displayName }) => displayName),
    applications: [app],
    iamUsers: (breakglass?.users ?? []).map(({ name }) => name),
  };
}

/** Mistakes of the list that need no organization. */
export function unmanagedProblems(list: readonly Parsed[], declared: DeclaredNames): Problem[] {
  return list.flatMap((entry, index) => {
    const found = entryProblems(entry, index);
    if (found.length > 0) return found;
    return OTHER_KEYS.flatMap((key) =>
      (entry[key] ?? []).flatMap((pattern, at) => {
        const own = declared[key].find(nameMatcher(pattern, key === "iamUsers"));
        return own === undefined ? [] : [coversProblem(configPath(["unmanaged", index, key, at]), pattern, `"${own}"`)];
      }),
    );
  });
}

/** The mistake of a pattern that covers what the settings declare. */
export function coversProblem(path: string, pattern: string, what: string): Problem {
  return mistake(path, `is ${JSON.stringify(pattern)}, which covers ${what} of these settings`, "write a pattern that leaves it out");
}

/**
 * Whether a name is the pattern's, or of it. A name in which brackets and the like stand for themselves is its own
 * pattern.
 */
export function nameMatcher(pattern: string, anyCase: boolean): (name: string) => boolean {
  const same = (name: string): boolean => (anyCase ? name.toLowerCase() === pattern.toLowerCase() : name === pattern);
  if (!isGlob(pattern)) return same;
  const matches = globMatcher(pattern, { anyCase });
  return (name) => same(name) || matches(name);
}

/** Parsed entries with the places of their parts. */
export function unmanagedEntries(list: readonly Parsed[], today: string): UnmanagedEntry[] {
  return list.map((parsed, index): UnmanagedEntry => {
    const { accounts, conditionalAccess, applications, iamUsers, ...rest } = parsed;
    const other = OTHER_KEYS.find((key) => parsed[key] !== undefined);
    return {
      ...rest,
      setting: configPath(["unmanaged", index]),
      state: stateOf(rest.until === undefined ? {} : { until: rest.until }, today) === "ended" ? "ended" : "now",
      about: other ?? "assignments",
      names: conditionalAccess ?? applications ?? iamUsers ?? [],
      ...(accounts === undefined ? {} : { accounts: placed(accounts, ["unmanaged", index, "accounts"]) }),
    };
  });
}
