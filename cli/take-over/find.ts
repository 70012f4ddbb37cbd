import { PERMISSION_SET } from "../../access/existing-names";
import type { TakenOver } from "../../access/import-file";
import type { AccessPlan } from "../../access/model";
import type { NamedSet } from "../clouds/identity-center";
import { resourcesOf, type StackState } from "../recover/state";

const ROOT = { type: "federation:index:Federation", name: "federation" };

/** What the settings declare, a cloud has, and the state lacks. */
export interface Found {
  /** In words. */
  readonly what: string;
  readonly taken: TakenOver;
}

/** Permission sets of the settings that exist in Identity Center and are in no state of this stack. */
export function foundPermissionSets(plan: AccessPlan, state: StackState, live: readonly NamedSet[], instanceArn: string): Found[] {
  const held = new Set(
    resourcesOf(state)
      .filter(({ type }) => type === PERMISSION_SET)
      .map(({ id }) => id),
  );
  const declared = new Set(plan.permissionSets.map(({ name }) => name));
  return live
    .map(({ arn, name }) => ({ name, arn, id: `${arn},${instanceArn}` }))
    .filter(({ name, id }) => declared.has(name) && !held.has(id))
    .map(({ name, arn, id }) => ({
      what: `permission set ${name} (${arn})`,
      taken: { type: PERMISSION_SET, name, id, parents: [ROOT, { type: "federation:aws:PermissionSet", name }] },
    }));
}
