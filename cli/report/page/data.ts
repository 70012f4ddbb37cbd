/**
 * The report as the page's script wants it: every name once, items by index.
 */
import {
  RISKS,
  type AccessItem,
  type ChangedItem,
  type ReasonWithLine,
  type Report,
  type UnknownItem,
} from "../../../access/report/report";
import { setSummary } from "../../../access/report/set-summary";
import { compareText } from "../../../access/words";
import type { Kind, PageAccount, PageData, PageItem } from "./client/data";

/** Numbers values in the order in which they come; what equals another by its key is the same. */
class Numbering<Value> {
  readonly values: Value[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(private readonly keyOf: (value: Value) => string) {}

  number(value: Value): number {
    const key = this.keyOf(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.values.length);
    return this.values.push(value) - 1;
  }
}

/** The data of the page's script. */
export function pageData(report: Report): PageData {
  const accounts = new Numbering<PageAccount>(({ id }) => id);
  for (const { accountId, accountName, accountUnit, production, managementAccount } of report.accounts) {
    accounts.number({ id: accountId, name: accountName, unit: accountUnit, production, management: managementAccount });
  }
  const accountNumber = (id: string, name: string | null): number =>
    accounts.number({ id, name: name ?? id, unit: null, production: false, management: false });
  const groups = new Groups(report);
  const sets = new Numbering<string>((name) => name);
  const texts = new Numbering<string>((text) => text);
  const summaries = new Map(report.permissionSets.map((set) => [set.name, setSummary(set)]));
  const reasons = new Numbering<readonly number[]>((list) => list.join());

  const ofAccess = (kind: Kind, item: AccessItem | ChangedItem): PageItem => ({
    kind,
    group: groups.number(item.group, item.groupId),
    account: accountNumber(item.accountId, item.accountName),
    set: sets.number(item.permissionSet),
    risk: RISKS.indexOf(item.risk),
    words: texts.number(wordsOf(item, summaries)),
    because: item.because.length === 0 ? -1 : reasons.number(item.because.map((reason) => texts.number(reasonWords(reason)))),
    origin: texts.number(item.origin),
    ...(item.lockOut ? { lockOut: true } : {}),
    ...(item.ends === null ? {} : { ends: item.ends }),
  });
  const ofUnknown = (item: UnknownItem): PageItem => ({
    kind: "unknown",
    group: item.group === null ? -1 : groups.number(item.group, null),
    account: item.accountId === null ? -1 : accountNumber(item.accountId, item.accountName),
    set: item.permissionSet === null ? -1 : sets.number(item.permissionSet),
    risk: RISKS.indexOf(item.risk),
    words: texts.number(item.sentence),
    because: -1,
    origin: texts.number(item.resource),
  });
  const items = [
    ...report.gained.map((item) => ofAccess("gained", item)),
    ...report.lost.map((item) => ofAccess("lost", item)),
    ...report.changed.map((item) => ofAccess("changed", item)),
    ...report.unknown.map(ofUnknown),
  ];
  // What stays under a changed permission set stands among the changes already.
  const keyOf = (group: number, permissionSet: string, accountId: string): string => JSON.stringify([group, permissionSet, accountId]);
  const changed = new Set(
    report.changed.map(({ group, groupId, permissionSet, accountId }) => keyOf(groups.number(group, groupId), permissionSet, accountId)),
  );
  const kept = report.kept.map(({ group, groupId, permissionSet, risk, accountIds }) => ({
    group: groups.number(group, groupId),
    set: sets.number(permissionSet),
    risk: RISKS.indexOf(risk),
    accounts: accountIds
      .filter((id) => !changed.has(keyOf(groups.number(group, groupId), permissionSet, id)))
      .map((id) => accountNumber(id, null)),
  }));
  // The report ranks each kind; here they are one list, gained before lost where both are as dangerous.
  const rank = ({ risk, account }: PageItem): number =>
    risk * 4 + (accounts.values[account]?.management ? 0 : accounts.values[account]?.production ? 1 : 2);
  const ranked = items.map((item, index) => ({ item, index })).sort((a, b) => rank(a.item) - rank(b.item) || a.index - b.index);
  return {
    accounts: accounts.values,
    groups: groups.labels(),
    groupIds: groups.ids(),
    sets: sets.values,
    texts: texts.values,
    reasons: reasons.values,
    items: ranked.map(({ item }) => item),
    kept,
  };
}

/**
 * Groups by object id; one without is the only one of its name that has an id, else one by itself. Columns stand in the
 * order of names.
 */
class Groups {
  readonly #numbers = new Numbering<{ readonly name: string; readonly id: string | null }>(({ name, id }) => id ?? `name ${name}`);
  readonly #idOf = new Map<string, string | null>();

  constructor({ gained, lost, changed, unknown, kept }: Report) {
    const all = [...gained, ...lost, ...changed, ...kept].map(({ group: name, groupId: id }) => ({ name, id }));
    for (const { name, id } of all) if (id !== null) this.#idOf.set(name, (this.#idOf.get(name) ?? id) === id ? id : null);
    const named = unknown.flatMap(({ group: name }) => (name === null ? [] : [{ name, id: null }]));
    for (const { name, id } of [...all, ...named].sort((a, b) => compareText(a.name, b.name) || compareText(a.id ?? "", b.id ?? "")))
      this.number(name, id);
  }

  number(name: string, id: string | null): number {
    return this.#numbers.number({ name, id: id ?? this.#idOf.get(name) ?? null });
  }

  /** Names, with the id where another has the same. */
  labels(): string[] {
    const all = this.#numbers.values;
    const hasNamesake = (name: string): boolean => all.filter((other) => other.name === name).length > 1;
    return all.map(({ name, id }) => (hasNamesake(name) ? `${name} (${id ?? "object id unknown"})` : name));
  }

  ids(): (string | null)[] {
    return this.#numbers.values.map(({ id }) => id);
  }
}

function wordsOf(item: AccessItem | ChangedItem, summaries: ReadonlyMap<string, string>): string {
  const more = [
    item.principal === "user" ? "given to a user, not to a group" : "",
    !("change" in item)
      ? ""
      : item.change === "permissions"
        ? (summaries.get(item.permissionSet) ?? "")
        : "made anew, with the same content",
  ].filter((words) => words !== "");
  return [item.riskWords, ...more].join("; ");
}

function reasonWords({ setting, line, match, from, until, reason }: ReasonWithLine): string {
  const where = line === null ? setting : `${setting} (line ${line})`;
  const days = [from === null ? "" : ` from ${from}`, until === null ? "" : ` until ${until}`, reason === null ? "" : `: ${reason}`];
  return `${where}: ${match}${days.join("")}`;
}
