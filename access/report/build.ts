/**
 * Two snapshots become the report.
 */
import { dayOf } from "../../contract/clock";
import type { ManagedDocuments } from "../iam/decision";
import type { ReportSettings } from "../settings/report";
import { compareText, listed } from "../words";
import type { Catalogue } from "./actions";
import { diff } from "./diff";
import { diffEnds, endOf } from "./ends";
import { diffGuards, sortGuards } from "./guard-changes";
import { headline } from "./headline";
import { judge, type Limits } from "./limits";
import { compareRisk, reachOf, riskOf, type SetReach } from "./reach";
import { type AccessItem, type ChangedItem, type Report, REPORT_VERSION, type UnknownItem } from "./report";
import { changesPermissions, diffSets } from "./set-changes";
import { diffSettings } from "./setting-changes";
import { diffSignIns } from "./sign-ins";
import { accessKey, byIdentity, type Change, type HeldAccess, type StackFacts } from "./snapshot";

/** What the report is made of beside the change. */
export interface ReportInput {
  readonly change: Change;
  readonly catalogue: Catalogue;
  /** Documents of AWS's policies, as far as they are at hand. */
  readonly managed: ManagedDocuments;
  readonly source: Pick<Report["source"], "kind" | "files" | "inventory">;
  readonly limits: Limits;
  readonly approval: ReportSettings["approval"];
  readonly now: Date;
}

/** Builds the report. */
export function buildReport({ change, catalogue, managed, source, limits, approval, now }: ReportInput): Report {
  const { before, after, facts, replaced } = change;
  const places = new Places(facts);
  const reaches = {
    before: new Reaches(before.permissionSets, catalogue, managed),
    after: new Reaches(after.permissionSets, catalogue, managed),
  };
  const item = (held: HeldAccess, reach: SetReach, lockOut = replaced.get(accessKey(held)) === true): AccessItem => {
    const { group, groupId, principal, permissionSet, accountId, because, origin } = held;
    const place = places.of(accountId);
    const ends = endOf(because);
    return { group, groupId, principal, permissionSet, ...place, ...riskOf(reach, place), because: [...because], origin, lockOut, ends };
  };

  const { gained, lost, kept } = diff(before.held, after.held);
  const permissionSets = diffSets(change, { catalogue, managed }, (id) => places.of(id));
  const changing = new Map(
    permissionSets.filter(({ change: kind }) => kind === "changed" || kind === "replaced").map((set) => [set.name, set]),
  );
  const changedSets = new Map(
    [...changing].filter(([name, set]) => changesPermissions(set, [before.permissionSets.get(name), after.permissionSets.get(name)])),
  );
  const changed = kept.flatMap((held): ChangedItem[] => {
    const set = changing.get(held.permissionSet);
    const lockOut = replaced.get(accessKey(held)) === true || set?.lockOut === true;
    const one = (kind: ChangedItem["change"]): ChangedItem[] => [
      { ...item(held, reaches.after.of(held.permissionSet), lockOut), change: kind },
    ];
    if (changedSets.has(held.permissionSet)) return one("permissions");
    return replaced.has(accessKey(held)) || set?.change === "replaced" ? one("replaced") : [];
  });
  const becomesAdmin = (name: string): boolean =>
    reaches.after.of(name).reach === "administers" && reaches.before.of(name).reach !== "administers";
  const gains = gained.map((held) => item(held, reaches.after.of(held.permissionSet)));
  const losses = lost.map((held) => item(held, reaches.before.of(held.permissionSet)));
  const touched = [...gains, ...losses, ...changed];
  const counts: Report["counts"] = {
    gained: gains.length,
    lost: losses.length,
    changed: changed.length,
    unknown: change.unclear.length,
    adminGains:
      gained.filter(({ permissionSet }) => reaches.after.of(permissionSet).reach === "administers").length +
      changed.filter(({ permissionSet }) => becomesAdmin(permissionSet)).length,
    productionGains: gains.filter(({ production }) => production).length,
    accounts: new Set(touched.map(({ accountId }) => accountId)).size,
    groups: new Set(touched.map(({ group, groupId }) => groupId ?? group)).size,
    assignmentsBefore: byIdentity(before.held).size,
    assignmentsAfter: kept.length + gained.length,
  };
  const judgement = judge(counts, limits, approval, dayOf(now));
  const summary = {
    counts,
    gained: gains.sort(byRisk),
    lost: losses.sort(byRisk),
    changed: changed.sort(byRisk),
    unknown: change.unclear
      .map((unclear): UnknownItem => {
        const { reach, words } = unclear.permissionSet === null ? reachOf(undefined, catalogue) : reaches.after.of(unclear.permissionSet);
        const place = unclear.accountId === null ? { production: true, managementAccount: false } : places.of(unclear.accountId);
        const name = unclear.accountId === null ? null : places.of(unclear.accountId).accountName;
        return { ...unclear, accountName: name, risk: riskOf({ reach, words }, place).risk };
      })
      .sort((a, b) => compareRisk(a.risk, b.risk) || compareText(a.resource, b.resource)),
    permissionSets: permissionSets.sort((a, b) => compareRisk(a.risk, b.risk) || compareText(a.name, b.name)),
    conditionalAccess: diffSignIns(before.policies, after.policies),
    guards: sortGuards([
      ...diffGuards(before.guards, after.guards, change.replacedGuards),
      ...diffEnds(before.held, after.held),
      ...diffSettings(before.settings, after.settings, {
        nameOf: (id) => places.of(id).accountName,
        permissionSets: new Map([...before.permissionSets, ...after.permissionSets]),
        staying: new Set([...after.permissionSets.keys()].filter((name) => before.permissionSets.has(name))),
        moving: new Set([...gained, ...lost].map(({ permissionSet }) => permissionSet)),
      }),
    ]),
    ...judgement,
  };
  const { stack, project, stage } = facts;
  return {
    version: REPORT_VERSION,
    made: now.toISOString(),
    headline: headline(summary),
    source: { kind: source.kind, stack, project, stage, files: source.files, inventory: source.inventory },
    ...summary,
    notes: [...change.notes, ...places.notes(touched)],
    accounts: places.all([...touched, ...kept]),
    kept: keptRows(kept, (held) => item(held, reaches.after.of(held.permissionSet))),
  };
}

/** Order of items: risk, management account and production first, then names. */
function byRisk(a: AccessItem, b: AccessItem): number {
  return (
    compareRisk(a.risk, b.risk) ||
    Number(b.managementAccount) - Number(a.managementAccount) ||
    Number(b.production) - Number(a.production) ||
    compareText(a.group, b.group) ||
    compareText(a.permissionSet, b.permissionSet) ||
    compareText(a.accountName, b.accountName) ||
    compareText(a.accountId, b.accountId)
  );
}

/** The rest of the matrix: one row a group and permission set. */
function keptRows(kept: readonly HeldAccess[], item: (held: HeldAccess) => AccessItem): Report["kept"] {
  const rows = new Map<string, Report["kept"][number]>();
  for (const held of kept) {
    const { group, groupId, permissionSet, risk, accountId } = item(held);
    const key = JSON.stringify([held.groupKey, permissionSet]);
    const row = rows.get(key) ?? { group, groupId, permissionSet, risk, accountIds: [] };
    if (compareRisk(risk, row.risk) < 0) row.risk = risk;
    row.accountIds.push(accountId);
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** Where accounts stand, worked out once each. */
class Places {
  private readonly known = new Map<string, Report["accounts"][number]>();

  constructor(private readonly facts: StackFacts) {}

  of(id: string): Report["accounts"][number] {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const { managementAccountId, productionAccountIds, accounts } = this.facts;
    const account = accounts.get(id);
    const managementAccount = id === managementAccountId;
    // What nothing tells counts as production, so that it is looked at; `notes` says so.
    const production = managementAccount || productionAccountIds === null || productionAccountIds.has(id);
    const place = { accountId: id, accountName: account?.name ?? id, accountUnit: account?.unit ?? null, production, managementAccount };
    this.known.set(id, place);
    return place;
  }

  notes(touched: readonly AccessItem[]): string[] {
    const { productionAccountIds, accounts } = this.facts;
    const nameless = new Set(touched.map(({ accountId }) => accountId).filter((id) => accounts.get(id)?.name === undefined));
    return [
      ...(productionAccountIds === null
        ? ["Nothing here tells which accounts are production: every account is ranked as if it were."]
        : []),
      ...(nameless.size > 0 ? [`Told by id only, as nothing here names them: ${listed([...nameless].sort())}; --inventory does.`] : []),
    ];
  }

  all(items: readonly { readonly accountId: string }[]): Report["accounts"] {
    const ids = [...new Set(items.map(({ accountId }) => accountId))];
    return ids
      .map((id) => this.of(id))
      .sort(
        (a, b) =>
          compareText(a.accountUnit ?? "", b.accountUnit ?? "") ||
          compareText(a.accountName, b.accountName) ||
          compareText(a.accountId, b.accountId),
      );
  }
}

/** How far sets reach, worked out once each. */
class Reaches {
  private readonly known = new Map<string, SetReach>();

  constructor(
    private readonly sets: Change["after"]["permissionSets"],
    private readonly catalogue: Catalogue,
    private readonly managed: ManagedDocuments,
  ) {}

  of(name: string): SetReach {
    const known = this.known.get(name) ?? reachOf(this.sets.get(name), this.catalogue, this.managed);
    this.known.set(name, known);
    return known;
  }
}
