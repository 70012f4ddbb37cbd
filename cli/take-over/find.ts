import { COMPONENT } from "../../contract/component-types";
import { PERMISSION_SET } from "../../access/existing-names";
import type { TakenOver } from "../../access/import-file";
import type { DirectoryGroup } from "../../access/groups";
import type { AccessPlan } from "../../access/model";
import { assignmentName } from "../../access/names";
import type { LiveAssignment, NamedSet } from "../clouds/identity-center";
import { resourcesOf, type StackState } from "../stack/state";

const ROOT = { type: COMPONENT.federation, name: "federation" };

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
      taken: { type: PERMISSION_SET, name, id, parents: [ROOT, { type: COMPONENT.permissionSet, name }] },
    }));
}

const ASSIGNMENT = "aws:ssoadmin/accountAssignment:AccountAssignment";

/** What a declared assignment is in both clouds. */
export interface AssignmentPlace {
  readonly instanceArn: string;
  /** ARN by name. */
  readonly setArns: ReadonlyMap<string, string>;
  /** By the group as written: the Entra group, and its id in the identity store. */
  readonly groups: ReadonlyMap<string, DirectoryGroup>;
  readonly groupIds: ReadonlyMap<string, string>;
}

/** Assignments of the settings that exist in Identity Center and are in no state of this stack. */
export function foundAssignments(
  { grants }: AccessPlan,
  state: StackState,
  live: readonly LiveAssignment[],
  { instanceArn, setArns, groups, groupIds }: AssignmentPlace,
): Found[] {
  const held = new Set(
    resourcesOf(state)
      .filter(({ type }) => type === ASSIGNMENT)
      .map(({ id }) => id),
  );
  const idOf = (principalId: string, accountId: string, setArn: string): string =>
    [principalId, "GROUP", accountId, "AWS_ACCOUNT", setArn, instanceArn].join(",");
  const there = new Set(
    live
      .filter(({ principalType }) => principalType === "GROUP")
      .map(({ principalId, accountId, permissionSetArn }) => idOf(principalId, accountId, permissionSetArn)),
  );
  return grants.flatMap(({ group: written, permissionSet, accountId, accountName }): Found[] => {
    const group = groups.get(written);
    const id = idOf(groupIds.get(written) ?? "", accountId, setArns.get(permissionSet) ?? "");
    if (group === undefined || held.has(id) || !there.has(id)) return [];
    const parents = [
      ROOT,
      { type: COMPONENT.accountAssignments, name: "account-assignments" },
      { type: COMPONENT.group, name: group.displayName },
    ];
    return [
      {
        what: `${permissionSet} of "${group.displayName}" in ${accountName} (${accountId})`,
        taken: { type: ASSIGNMENT, name: assignmentName({ permissionSet, groupId: group.id, accountId }), id, parents },
      },
    ];
  });
}
