/**
 * Settings in the words in which the stack's facts and the report have them.
 */
import type { AccessPlan } from "../model";
import type { Settings } from "../settings";
import { selectorWords } from "../settings/account-selector";
import { drilledSince } from "../settings/drills";
import type { ReportSettings } from "../settings/report";
import type { UnmanagedEntry } from "../settings/unmanaged";
import { either } from "../words";
import type { SettingFacts } from "./snapshot";

/** What the entries that hold today leave alone, in words, with the last day of each; undefined where there is none. */
export function leftAloneFacts(entries: readonly UnmanagedEntry[]): Readonly<Record<string, string>> | undefined {
  const facts = new Map<string, string>();
  for (const entry of entries) {
    if (entry.state === "ended") continue;
    const [words, until] = [unmanagedWhat(entry), entry.until ?? ""];
    const other = facts.get(words);
    facts.set(words, other === undefined ? until : other === "" || until === "" ? "" : until > other ? until : other);
  }
  return facts.size === 0 ? undefined : Object.fromEntries([...facts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const NAMED = { conditionalAccess: "Conditional Access policies", applications: "enterprise applications", iamUsers: "IAM users" } as const;

function unmanagedWhat(entry: UnmanagedEntry): string {
  const { about, kind, tool, maxHours, permissionSets, groups, users, accounts, names } = entry;
  const of = (words: string, list: readonly string[] | undefined): string => (list === undefined ? "" : ` ${words} ${either(list, "and")}`);
  const where =
    accounts === undefined
      ? ""
      : of(
          "in the accounts",
          accounts.map(({ selector }) => selectorWords(selector)),
        );
  if (about !== "assignments") return `${NAMED[about]} ${either(names, "and")}${where}`;
  if (kind === "control-tower") return `what AWS Control Tower assigns${where}`;
  const who = [...(groups === undefined ? [] : [of("groups", groups)]), ...(users === undefined ? [] : [of("users", users)])];
  const to = who.length === 0 ? "" : ` to${who.join(" and")}`;
  const sets = of("of", permissionSets);
  if (kind === "just-in-time")
    return `what ${tool ?? "a just-in-time tool"} assigns to users${maxHours === undefined ? "" : ` for up to ${maxHours} hours`}${sets}${to}${where}`;
  return `assignments${sets}${to}${where}`;
}

/** The limits of the report by name; undefined where there is none. */
export function limitFacts(report: ReportSettings | undefined): Readonly<Record<string, string>> | undefined {
  const { maxAdminGains, maxAccounts, maxLosses } = report ?? {};
  const facts = Object.entries({ maxAdminGains, maxAccounts, maxLosses }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return facts.length === 0 ? undefined : Object.fromEntries(facts);
}

/** Such settings of a stack file; ends of access are told grant by grant there. */
export function settingFactsOf(settings: Settings, { productionAccountIds, permissionSets }: AccessPlan): SettingFacts {
  const {
    stage,
    tenantId,
    microsoftCloud,
    homeRegion,
    conditionalAccess,
    alarms,
    breakglass,
    drills,
    enterpriseApp,
    unmanaged = [],
    report,
  } = settings;
  const interval = drills?.intervalDays;
  const [left, limits, until, trail] = [
    leftAloneFacts(unmanaged),
    limitFacts(report),
    conditionalAccess?.reportOnlyUntil,
    alarms?.trail.existing,
  ];
  return {
    stage,
    tenantId,
    microsoftCloud,
    homeRegion,
    productionAccountIds,
    nonProductionOnlySets: permissionSets.filter(({ nonProductionOnly }) => nonProductionOnly).map(({ name }) => name),
    sessionAttributes: enterpriseApp.sessionAttributes,
    ...(until === undefined ? {} : { reportOnlyUntil: until }),
    ...(trail === undefined ? {} : { existingTrail: trail }),
    ...(breakglass === undefined ? {} : { lastDrill: drilledSince(drills, breakglass) ?? "" }),
    ...(breakglass === undefined || interval === undefined ? {} : { drillIntervalDays: interval }),
    ...(left === undefined ? {} : { leftAlone: left }),
    ...(limits === undefined ? {} : { reportLimits: limits }),
  };
}
