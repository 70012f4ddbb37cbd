/**
 * What becomes of settings that are no resource of their own and yet frame who can do what: what is left alone, what
 * counts as production, session attributes, ends of access, the report's own limits.
 */
import { compareText, listed } from "../words";
import type { GuardChange } from "./report";
import type { SetContent, SettingFacts } from "./snapshot";

/** What the sentences need beside the settings. */
export interface SettingSurroundings {
  readonly nameOf: (accountId: string) => string;
  /** Permission sets of either side by name. */
  readonly permissionSets: ReadonlyMap<string, SetContent>;
  /** Names of those that are there on both sides. */
  readonly staying: ReadonlySet<string>;
  /** Permission sets of which somebody's access comes or goes: their ends are told with it. */
  readonly moving: ReadonlySet<string>;
}

type Effect = GuardChange["effect"];

/** Every difference; nothing where one side does not tell, as in a first deployment. */
export function diffSettings(
  before: SettingFacts | undefined,
  after: SettingFacts | undefined,
  surroundings: SettingSurroundings,
): GuardChange[] {
  if (before === undefined || after === undefined) return [];
  return [
    ...stage(before, after),
    ...production(before, after, surroundings),
    ...nonProductionOnly(before, after, surroundings),
    ...leftAlone(before, after),
    ...attributes(before, after, surroundings),
    ...ends(before, after, surroundings),
    ...limits(before, after),
    ...plain(before, after),
  ];
}

function guardChange(kind: GuardChange["kind"], name: string, type: string, effect: Effect, sentence: string): GuardChange {
  return { kind, name, type: `federation:${type}`, change: "changed", effect, sentence };
}

function stage({ stage: was }: SettingFacts, { stage: is }: SettingFacts): GuardChange[] {
  if (was === is || was === undefined || is === undefined) return [];
  const effect = is === "production" ? "stronger" : "weaker";
  const than = effect === "weaker" ? "less strict" : "stricter";
  return [guardChange("production", "stage", "stage", effect, `The stage is ${is} instead of ${was}: the policy pack is ${than}.`)];
}

function production(
  { productionAccountIds: was }: SettingFacts,
  { productionAccountIds: is }: SettingFacts,
  { nameOf }: SettingSurroundings,
): GuardChange[] {
  if (was === undefined || is === undefined) return [];
  const [come, gone] = [without(is, was), without(was, is)];
  const words = (ids: readonly string[]): string => listed(ids.map(nameOf).sort(compareText));
  const counts = (ids: readonly string[]): string => `${words(ids)} ${ids.length === 1 ? "counts" : "count"}`;
  return [
    ...(gone.length === 0
      ? []
      : [
          guardChange(
            "production",
            "accounts",
            "productionAccounts",
            "weaker",
            `${counts(gone)} as production no longer (${gone.length}).`,
          ),
        ]),
    ...(come.length === 0
      ? []
      : [
          guardChange(
            "production",
            "accounts",
            "productionAccounts",
            "stronger",
            `${counts(come)} as production from now on (${come.length}).`,
          ),
        ]),
  ];
}

function nonProductionOnly(before: SettingFacts, after: SettingFacts, { staying }: SettingSurroundings): GuardChange[] {
  const [was, is] = [before.nonProductionOnlySets ?? [], after.nonProductionOnlySets ?? []];
  const one = (name: string, effect: Effect, words: string): GuardChange[] =>
    staying.has(name)
      ? [guardChange("production", name, "permissionSets", effect, `${name} ${words} in production accounts from now on.`)]
      : [];
  return [
    ...without(was, is).flatMap((name) => one(name, "weaker", "may be given")),
    ...without(is, was).flatMap((name) => one(name, "stronger", "is refused")),
  ];
}

function leftAlone(before: SettingFacts, after: SettingFacts): GuardChange[] {
  // A version that did not tell it has left its state: what was left alone then is not known.
  if (before.leftAlone === undefined && before.unmanaged !== undefined) return [];
  const [was, is] = [before.leftAlone ?? {}, after.leftAlone ?? {}];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].sort(compareText).flatMap((what): GuardChange[] => {
    const [old, now] = [was[what], is[what]];
    if (old === now) return [];
    const one = (effect: Effect, change: GuardChange["change"], words: string): GuardChange[] => [
      { ...guardChange("unmanaged", what, "unmanaged", effect, `Left alone ${words}`), change },
    ];
    const until = (day: string): string => (day === "" ? "without an end" : `until ${day}`);
    if (now === undefined) return one("stronger", "removed", `no longer: ${what}. What is there counts as drift again.`);
    if (old === undefined)
      return one("weaker", "new", `from now on, ${until(now)}: ${what}. Neither verify nor drift reports it any more.`);
    const later = now === "" || (old !== "" && now > old);
    return one(later ? "weaker" : "stronger", "changed", `${until(now)} instead of ${until(old)}: ${what}.`);
  });
}

function attributes(before: SettingFacts, after: SettingFacts, { permissionSets }: SettingSurroundings): GuardChange[] {
  const [was, is] = [before.sessionAttributes ?? {}, after.sessionAttributes ?? {}];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].sort(compareText).flatMap((tag): GuardChange[] => {
    const [old, now] = [was[tag], is[tag]];
    if (old === now) return [];
    const judging = [...permissionSets.values()].filter((set) => asksFor(set, tag)).map(({ name }) => name);
    const for_ = judging.length === 0 ? "no inline policy here asks for it" : `policies of ${listed(judging)} ask for it`;
    const [change, words] =
      old === undefined
        ? (["new", `is sent from ${now}`] as const)
        : now === undefined
          ? (["removed", `is no longer sent (it was ${old})`] as const)
          : (["changed", `is sent from ${now} instead of ${old}`] as const);
    return [
      {
        ...guardChange("attributes", tag, "enterpriseApp.sessionAttributes", "check", `The session tag ${tag} ${words}; ${for_}.`),
        change,
      },
    ];
  });
}

/** Whether a set's own policy decides by a session tag. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html */
function asksFor({ inlinePolicy }: SetContent, tag: string): boolean {
  return inlinePolicy !== undefined && JSON.stringify(inlinePolicy).toLowerCase().includes(`aws:principaltag/${tag.toLowerCase()}`);
}

/** Latest ends by permission set, where nothing else tells of them. */
function ends(before: SettingFacts, after: SettingFacts, { moving }: SettingSurroundings): GuardChange[] {
  const byName = (facts: readonly string[] = []): Map<string, string> =>
    new Map(facts.map((one) => [one.slice(0, one.lastIndexOf("/")), one.slice(one.lastIndexOf("/") + 1)]));
  const [was, is] = [byName(before.accessEnds), byName(after.accessEnds)];
  return [...new Set([...was.keys(), ...is.keys()])].sort(compareText).flatMap((name): GuardChange[] => {
    const [old, now] = [was.get(name), is.get(name)];
    if (old === now) return [];
    if (old !== undefined && now !== undefined)
      return [
        guardChange("ends", name, "access", now > old ? "weaker" : "stronger", `The latest end of ${name} is ${now} instead of ${old}.`),
      ];
    if (moving.has(name)) return [];
    return now === undefined
      ? [guardChange("ends", name, "access", "weaker", `${name}, which was given until ${old} at the latest, has no end any more.`)]
      : [guardChange("ends", name, "access", "check", `${name} is given for a time now, until ${now} at the latest.`)];
  });
}

function limits(before: SettingFacts, after: SettingFacts): GuardChange[] {
  const [was, is] = [before.reportLimits ?? {}, after.reportLimits ?? {}];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].sort(compareText).flatMap((name): GuardChange[] => {
    const [old, now] = [was[name], is[name]];
    if (old === now) return [];
    const value = (text: string | undefined): string => text ?? "unlimited";
    const weaker = now === undefined || (old !== undefined && Number(now) > Number(old));
    const sentence = `The report's own limit ${name} is ${value(now)} instead of ${value(old)}.`;
    return [guardChange("limits", name, `report.${name}`, weaker ? "weaker" : "stronger", sentence)];
  });
}

/** Plain values: what a later or larger one means. */
const PLAIN: readonly (readonly [
  key: "tenantId" | "microsoftCloud" | "homeRegion" | "reportOnlyUntil" | "existingTrail" | "lastDrill" | "drillIntervalDays",
  kind: GuardChange["kind"],
  setting: string,
  words: string,
  more: Effect,
])[] = [
  ["tenantId", "sign-in", "tenantId", "Entra's directory", "check"],
  ["microsoftCloud", "sign-in", "microsoftCloud", "Entra's cloud", "check"],
  ["homeRegion", "sign-in", "homeRegion", "The home region", "check"],
  ["reportOnlyUntil", "sign-in", "conditionalAccess.reportOnlyUntil", "The last day of report-only Conditional Access", "weaker"],
  ["existingTrail", "trail", "alarms.trail.existing", "The existing trail that records the breakglass users", "check"],
  ["lastDrill", "breakglass", "drills.lastDrills", "The day since which both breakglass users were drilled", "stronger"],
  ["drillIntervalDays", "breakglass", "drills.intervalDays", "The most days between two drills", "weaker"],
];

function plain(before: SettingFacts, after: SettingFacts): GuardChange[] {
  const opposite = { weaker: "stronger", stronger: "weaker", check: "check" } as const;
  return PLAIN.flatMap(([key, kind, setting, words, more]): GuardChange[] => {
    const [was, is] = [before[key] ?? "", after[key] ?? ""];
    if (was === is) return [];
    const effect = was === "" || is === "" ? (key === "lastDrill" && is === "" ? "weaker" : "check") : is > was ? more : opposite[more];
    const value = (of: string | number): string => (of === "" ? "none" : String(of));
    return [guardChange(kind, setting.split(".").at(-1)!, setting, effect, `${words}: ${value(is)} instead of ${value(was)}.`)];
  });
}

function without(items: readonly string[], others: readonly string[]): string[] {
  const there = new Set(others);
  return items.filter((item) => !there.has(item));
}
