import { systemClock } from "../../contract/clock";
import type { Report } from "../../access/report/report";
import { snapshotOfSettings } from "../../access/report/from-plan";
import type { Change } from "../../access/report/snapshot";
import { groupKey } from "../../access/settings/group";
import { Failure } from "../failure";
import { readSettingsFrom } from "../stack/settings-file";
import { planOnInventory, reasonsWithLines } from "./inventory-plan";
import { inventoryFor, type ReportingSettings, wholeSettings } from "./stack-settings";

/** What lies between two versions of the settings, for the accounts of one inventory. */
export function changeOfSettings(
  files: readonly [before: string, after: string],
  inventoryFile: string | undefined,
): {
  readonly change: Change;
  readonly source: Pick<Report["source"], "kind" | "files" | "inventory">;
  readonly settings: ReportingSettings;
} {
  if (inventoryFile === undefined)
    throw new Failure("Two versions of the settings need --inventory: accounts and groups are in it (`federation inventory --out FILE`).");
  const [before, after] = files.map((file) => {
    const { raw, lineOf } = readSettingsFrom(file);
    const reporting: ReportingSettings = { raw, name: file, lineOf };
    const settings = wholeSettings(reporting, systemClock);
    const planned = planOnInventory(
      { access: settings, name: file, lineOf },
      inventoryFor(inventoryFile, reporting),
      inventoryFile,
      systemClock,
    );
    const names = new Map(planned.groups.map(({ id, displayName }) => [id.toLowerCase(), displayName]));
    const snapshot = snapshotOfSettings({
      settings,
      plan: planned.plan,
      groupOf: (written) => {
        const id = planned.groupIds.get(groupKey(written));
        return id === undefined ? undefined : { id, displayName: names.get(id) ?? written };
      },
      reasonsOf: (grant) => reasonsWithLines(grant, lineOf),
    });
    return { reporting, settings, planned, snapshot };
  }) as [Side, Side];
  const production = [...before.planned.productionAccountIds, ...after.planned.productionAccountIds];
  const change: Change = {
    before: before.snapshot,
    after: after.snapshot,
    replaced: new Map(),
    replacedSets: new Map(),
    replacedGuards: new Set(),
    unclear: [],
    facts: {
      partition: after.settings.partition,
      stack: null,
      project: null,
      stage: after.settings.stage,
      managementAccountId: after.planned.managementAccountId,
      productionAccountIds: new Set(production),
      accounts: after.planned.accounts,
    },
    notes: after.planned.plan.leftOut.map(({ id, name, state }) => `${name} (${id}) is ${state}: nothing is assigned there.`),
  };
  return { change, source: { kind: "settings", files: [...files], inventory: after.planned.words }, settings: after.reporting };
}

interface Side {
  readonly reporting: ReportingSettings;
  readonly settings: ReturnType<typeof wholeSettings>;
  readonly planned: ReturnType<typeof planOnInventory>;
  readonly snapshot: ReturnType<typeof snapshotOfSettings>;
}
