/**
 * `federation:access`: who gets which permission sets in which accounts.
 */
import * as z from "zod";
import type { Period, Problem } from "../model";
import { stateOf, type PeriodState } from "../period";
import { configPath, mistake, wrong } from "../problems";
import { stableJson } from "../json";
import { placed, selectorsSchema, type AccountSelector, type PlacedSelector } from "./account-selector";
import { daySchema, documented, mappingSchema, textSchema, toProblems } from "./fields";
import { groupSchema } from "./group";

/** One entry of the access list, its parts knowing their place. */
export interface AccessEntry {
  /** Such as `federation:access[3]`. */
  readonly setting: string;
  /** Entra display name or object id. */
  readonly group: string;
  /** Names of permission sets, each with the place where it was written. */
  readonly permissionSets: readonly { readonly setting: string; readonly name: string }[];
  readonly accounts: readonly PlacedSelector[];
  /** Accounts that the entry leaves out again. */
  readonly except: readonly PlacedSelector[];
  /** Where it is for a time. */
  readonly period?: Period;
  /** Whether it gives something today. */
  readonly state: PeriodState;
}

const SET_REMEDY = "write the name of a permission set";

/** Schema of one entry. */
export const accessEntrySchema = mappingSchema({
  group: groupSchema("Entra security group that gets access."),
  permissionSet: documented(textSchema(SET_REMEDY), {
    about: "Permission set that it gets. Write this or permissionSets.",
    type: "name",
  }).exactOptional(),
  permissionSets: documented(
    z
      .array(textSchema(SET_REMEDY), { error: "write a list of names of permission sets" })
      .min(1, { error: "write at least one permission set" }),
    { about: "Several permission sets at once.", type: "list of names" },
  ).exactOptional(),
  accounts: selectorsSchema("Accounts in which it gets them."),
  except: selectorsSchema("Accounts to leave out of those.").optional(),
  from: documented(daySchema(), {
    about: "First day of the access, in UTC: before it the entry gives nothing, and the first `pulumi up` from then on gives it.",
    type: "day, YYYY-MM-DD",
  }).exactOptional(),
  until: documented(daySchema(), {
    about: "Last day of the access, in UTC: after it the entry gives nothing, and the next `pulumi up` takes it away.",
    type: "day, YYYY-MM-DD",
    limits: "not before from",
  }).exactOptional(),
  reason: documented(textSchema("write why, such as incident 4711"), {
    about: "Why the access is there, or ends; `federation why` says it.",
    type: "text",
  }).exactOptional(),
});

type ParsedEntry = z.output<typeof accessEntrySchema>;

/** Mistakes between the keys of one entry. */
export function entryProblems(entry: Pick<ParsedEntry, "permissionSet" | "permissionSets" | "from" | "until">, index: number): Problem[] {
  const path = configPath(["access", index]);
  const { from, until } = entry;
  if (from !== undefined && until !== undefined && until < from)
    return [wrong(`${path}.until`, until, `that is before ${path}.from, ${from}; write the last day of the access`)];
  const { permissionSet, permissionSets } = entry;
  if (permissionSet !== undefined && permissionSets !== undefined) {
    return [mistake(path, "has both permissionSet and permissionSets", "write one of them")];
  }
  if (permissionSet === undefined && permissionSets === undefined)
    return [mistake(path, "has no permissionSet", "write which permission set the group gets")];
  return (permissionSets ?? []).flatMap((name, at) =>
    permissionSets!.indexOf(name) === at ? [] : [mistake(`${path}.permissionSets[${at}]`, `repeats ${JSON.stringify(name)}`, "remove it")],
  );
}

/** A parsed entry with the places of its parts. */
export function placedEntry(entry: ParsedEntry, index: number, today: string): AccessEntry {
  const at = ["access", index] as const;
  const { from, until, reason } = entry;
  const period: Period = {
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(reason === undefined ? {} : { reason }),
  };
  return {
    setting: configPath(at),
    group: entry.group,
    permissionSets:
      entry.permissionSets?.map((name, position) => ({ setting: configPath([...at, "permissionSets", position]), name })) ??
      (entry.permissionSet === undefined ? [] : [{ setting: configPath([...at, "permissionSet"]), name: entry.permissionSet }]),
    accounts: placed(entry.accounts, [...at, "accounts"]),
    except: entry.except === undefined ? [] : placed(entry.except, [...at, "except"]),
    ...(Object.keys(period).length === 0 ? {} : { period }),
    state: stateOf(period, today),
  };
}

/**
 * A problem for every entry that says exactly what an earlier one says, for the same time, in whatever order of keys
 * and lists.
 */
export function repeatedEntries(entries: readonly AccessEntry[]): Problem[] {
  const first = new Map<string, string>();
  return entries.flatMap((entry) => {
    const key = stableJson({
      group: entry.group,
      permissionSets: entry.permissionSets.map(({ name }) => name).sort(),
      accounts: canonical(entry.accounts),
      except: canonical(entry.except),
      from: entry.period?.from ?? "",
      until: entry.period?.until ?? "",
    });
    const before = first.get(key);
    if (before === undefined) first.set(key, entry.setting);
    return before === undefined ? [] : [mistake(entry.setting, `repeats ${before}`, "remove one of them")];
  });
}

function canonical(selectors: readonly PlacedSelector[]): string[] {
  return [...new Set(selectors.map(({ selector }: { selector: AccountSelector }) => stableJson(selector)))].sort();
}

/** What to write where there is no list of entries. */
export const ACCESS_REMEDY = "write a list of entries such as {group: aws-admins, permissionSet: Platform-Admin, accounts: all}";

/** The entries of the access list that are right, and what is wrong with the others. */
export function parseAccessList(raw: unknown, today: string): { readonly entries: AccessEntry[]; readonly problems: Problem[] } {
  if (!Array.isArray(raw)) return { entries: [], problems: [wrong("federation:access", raw, ACCESS_REMEDY)] };
  const parsed = raw.map((value: unknown, index) => {
    const { success, data, error } = accessEntrySchema.safeParse(value);
    const problems = success ? entryProblems(data, index) : toProblems(error, ["access", index], value);
    return { entries: success && problems.length === 0 ? [placedEntry(data, index, today)] : [], problems };
  });
  return { entries: parsed.flatMap(({ entries }) => entries), problems: parsed.flatMap(({ problems }) => problems) };
}
