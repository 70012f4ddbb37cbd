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
  const groups = new Numbering<string>((name) => name);
  for (const name of groupNames(report)) groups.number(name);
  const sets = new Numbering<string>((name) => name);
  const texts = new Numbering<string>((text) => text);
  const reasons = new Numbering<readonly number[]>((list) => list.join());

  const ofAccess = (kind: Kind, item: AccessItem | ChangedItem): PageItem => ({
    kind,
    group: groups.number(item.group),
    account: accountNumber(item.accountId, item.accountName),
    set: sets.number(item.permissionSet),
    risk: RISKS.indexOf(item.risk),
    words: texts.number(wordsOf(item)),
    because: item.because.length === 0 ? -1 : reasons.number(item.because.map((reason) => texts.number(reasonWords(reason)))),
    origin: texts.number(item.origin),
    ...(item.lockOut ? { lockOut: true } : {}),
    ...(item.ends === null ? {} : { ends: item.ends }),
  });
  const ofUnknown = (item: UnknownItem): PageItem => ({
    kind: "unknown",
    group: item.group === null ? -1 : groups.number(item.group),
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
  const changed = new Set(report.changed.map(({ group, permissionSet, accountId }) => JSON.stringify([group, permissionSet, accountId])));
  const kept = report.kept.map(({ group, permissionSet, risk, accountIds }) => ({
    group: groups.number(group),
    set: sets.number(permissionSet),
    risk: RISKS.indexOf(risk),
    accounts: accountIds.filter((id) => !changed.has(JSON.stringify([group, permissionSet, id]))).map((id) => accountNumber(id, null)),
  }));
  // The report ranks each kind; here they are one list, gained before lost where both are as dangerous.
  const rank = ({ risk, account }: PageItem): number =>
    risk * 4 + (accounts.values[account]?.management ? 0 : accounts.values[account]?.production ? 1 : 2);
  const ranked = items.map((item, index) => ({ item, index })).sort((a, b) => rank(a.item) - rank(b.item) || a.index - b.index);
  return {
    accounts: accounts.values,
    groups: groups.values,
    sets: sets.values,
    texts: texts.values,
    reasons: reasons.values,
    items: ranked.map(({ item }) => item),
    kept,
  };
}

/** Columns of the matrix stand in the order of names. */
function groupNames({ gained, lost, changed, unknown, kept }: Report): readonly string[] {
  const names = [...gained, ...lost, ...changed, ...unknown, ...kept].flatMap(({ group }) => (group === null ? [] : [group]));
  return [...new Set(names)].sort(compareText);
}

function wordsOf(item: AccessItem | ChangedItem): string {
  const more = [
    item.principal === "user" ? "given to a user, not to a group" : "",
    !("change" in item) ? "" : item.change === "permissions" ? "the permission set's content changes" : "made anew, with the same content",
  ].filter((words) => words !== "");
  return more.length === 0 ? item.riskWords : `${item.riskWords} (${more.join("; ")})`;
}

function reasonWords({ setting, line, match, from, until, reason }: ReasonWithLine): string {
  const where = line === null ? setting : `${setting} (line ${line})`;
  const days = [from === null ? "" : ` from ${from}`, until === null ? "" : ` until ${until}`, reason === null ? "" : `: ${reason}`];
  return `${where}: ${match}${days.join("")}`;
}
