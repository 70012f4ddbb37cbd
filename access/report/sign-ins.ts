/**
 * What a change of Conditional Access means: who could sign in to AWS from where, before and after.
 */
import { CLIENT_TYPES, type ConditionalAccessPolicyModel } from "../conditional-access/policies";
import { outcomeWords } from "../conditional-access/truth-table";
import { type Outcome, whatIf } from "../conditional-access/what-if";
import { compareText } from "../words";
import type { ConditionalAccessChange } from "./report";
import type { SignInPolicy } from "./snapshot";

type SignIn = ConditionalAccessChange["signIns"][number];

/** What becomes of the policies and of sign-ins, told by the policies in force. */
export function diffSignIns(before: readonly SignInPolicy[], after: readonly SignInPolicy[]): ConditionalAccessChange {
  const policies = diffPolicies(before, after);
  const unknown = [
    ...new Set([...before, ...after].flatMap(({ name, unclear }) => (unclear === undefined ? [] : [`${name}: ${unclear}`]))),
  ];
  if (policies.length === 0) return { policies, signIns: [], unknown };
  return { policies, signIns: diffOutcomes(modelsOf(before), modelsOf(after)), unknown };
}

function modelsOf(policies: readonly SignInPolicy[]): ConditionalAccessPolicyModel[] {
  return policies.flatMap(({ model }) => model ?? []);
}

function diffPolicies(before: readonly SignInPolicy[], after: readonly SignInPolicy[]): ConditionalAccessChange["policies"] {
  const [old, now] = [new Map(before.map((policy) => [policy.key, policy])), new Map(after.map((policy) => [policy.key, policy]))];
  return [...new Set([...old.keys(), ...now.keys()])].sort(compareText).flatMap((key): ConditionalAccessChange["policies"] => {
    const [was, is] = [old.get(key), now.get(key)];
    const names = [...new Set([...Object.keys(was?.fields ?? {}), ...Object.keys(is?.fields ?? {})])].sort(compareText);
    const fields = names.flatMap((field) => {
      const [from, to] = [was?.fields[field] ?? null, is?.fields[field] ?? null];
      return from === to ? [] : [{ field, before: from, after: to }];
    });
    const change = was === undefined ? "new" : is === undefined ? "removed" : "changed";
    return change === "changed" && fields.length === 0 ? [] : [{ name: (is ?? was)!.name, change, fields }];
  });
}

/** One combination with both outcomes. */
interface Row {
  readonly persona: readonly string[];
  readonly devices: readonly string[];
  readonly from: readonly string[];
  readonly clients: readonly string[];
  readonly before: Outcome;
  readonly after: Outcome;
}

const ELSEWHERE = "elsewhere";
const UNKNOWN_COUNTRY = "unknown country";
const DEVICES = ["compliant", "not compliant"] as const;
const EVERYBODY_ELSE = "everybody else";

function diffOutcomes(before: readonly ConditionalAccessPolicyModel[], after: readonly ConditionalAccessPolicyModel[]): SignIn[] {
  const all = [...before, ...after];
  const groups = [
    ...new Set(
      all.flatMap(({ includeUsers, excludeGroups }) => [...(includeUsers === "all" ? [] : includeUsers.groups), ...excludeGroups]),
    ),
  ].sort(compareText);
  const countries = [...new Set(all.flatMap(({ outside }) => outside?.countries ?? []))].sort(compareText);
  const personas: readonly (readonly [string, readonly string[]])[] = [
    [EVERYBODY_ELSE, []],
    ...groups.map((group) => [group, [group]] as const),
  ];
  // ZZ is a user-assigned code that no country has.
  const places: readonly (readonly [string, string])[] = [
    ...countries.map((code) => [code, code] as const),
    [ELSEWHERE, "ZZ"],
    [UNKNOWN_COUNTRY, "unknown"],
  ];
  const rows: Row[] = [];
  for (const [persona, own] of personas)
    for (const clientType of CLIENT_TYPES)
      for (const [from, country] of places)
        for (const device of DEVICES) {
          const signIn = { groups: own, country, clientType, compliantDevice: device === "compliant" };
          const [was, is] = [whatIf(before, signIn), whatIf(after, signIn)];
          if (outcomeWords(was) !== outcomeWords(is))
            rows.push({ persona: [persona], devices: [device], from: [from], clients: [clientType], before: was, after: is });
        }
  return joined(rows).map((row) => ({
    persona: personaWords(row.persona, personas.length),
    device: row.devices.length === DEVICES.length ? "any" : row.devices.join(", "),
    from: row.from.length === places.length ? "anywhere" : row.from.join(", "),
    client: row.clients.length === CLIENT_TYPES.length ? "any" : row.clients.join(", "),
    before: outcomeWords(row.before),
    after: outcomeWords(row.after),
    direction: directionOf(row.before, row.after),
  }));
}

function personaWords(names: readonly string[], all: number): string {
  if (names.length === all) return "everybody";
  return names.map((name) => (name === EVERYBODY_ELSE ? name : `members of ${name}`)).join("; ");
}

/** Fewer rows for the same: those that differ in one column only become one. */
function joined(rows: readonly Row[]): Row[] {
  const columns = ["devices", "from", "clients", "persona"] as const;
  return columns.reduce<Row[]>(
    (before, column) => {
      const byOthers = new Map<string, Row>();
      for (const row of before) {
        const key = JSON.stringify({ ...row, [column]: null, before: outcomeWords(row.before), after: outcomeWords(row.after) });
        const same = byOthers.get(key);
        byOthers.set(key, same === undefined ? row : { ...same, [column]: [...same[column], ...row[column]] });
      }
      return [...byOthers.values()];
    },
    [...rows],
  );
}

/** Whether it became easier or harder to sign in. */
function directionOf(before: Outcome, after: Outcome): SignIn["direction"] {
  if (after.result === "block") return "tightened";
  if (before.result === "block") return "loosened";
  const more = after.controls.some((control) => !before.controls.includes(control));
  const fewer = before.controls.some((control) => !after.controls.includes(control));
  if (more && fewer) return "other";
  return more ? "tightened" : "loosened";
}
