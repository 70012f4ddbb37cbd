import { problemSentence } from "../../access/problems";
import type { Clock } from "../../contract/clock";
import { groupsOf } from "../../access/groups";
import { ageOf, groupsIn, organizationOf, type Inventory } from "../../access/inventory";
import type { AccessPlan, Grant, OutOfTimeGrant } from "../../access/model";
import { planAccess } from "../../access/plan";
import type { ReasonWithLine } from "../../access/report/report";
import type { AccountFacts } from "../../access/report/snapshot";
import type { AccessSettings, Settings } from "../../access/settings";
import { joinOuPath } from "../../access/settings/account-selector";
import { groupKey, withOneSpelling } from "../../access/settings/group";
import { moment } from "../../access/words";
import { Failure } from "../failure";

/** Line of a config path in a stack file. */
export type LineOf = (setting: string) => number | undefined;

/** The plan of settings on a saved inventory: why access is there, and where accounts stand. */
export interface InventoryPlan {
  readonly plan: AccessPlan;
  readonly managementAccountId: string;
  readonly productionAccountIds: readonly string[];
  readonly accounts: ReadonlyMap<string, AccountFacts>;
  /** Entra object id by the group as written, in the form of `groupKey`. */
  readonly groupIds: ReadonlyMap<string, string>;
  /** Groups of the inventory. */
  readonly groups: Inventory["groups"];
  /** The inventory in words. */
  readonly words: string;
  /** Reasons of an access by group, as object id or as written, permission set and account. */
  readonly reasonsOf: (group: readonly string[], permissionSet: string, accountId: string) => readonly ReasonWithLine[];
}

/** The settings that are planned. */
export interface InventoryPlanSettings {
  readonly access: AccessSettings & Partial<Pick<Settings, "conditionalAccess">>;
  /** Whose they are, for the sentence. */
  readonly name: string;
  readonly lineOf: LineOf;
}

/**
 * Plans settings on a saved inventory.
 *
 * @throws Failure where they do not fit: the inventory is too old for the settings.
 */
export function planOnInventory(
  { access, name, lineOf }: InventoryPlanSettings,
  inventory: Inventory,
  file: string,
  clock: Clock,
): InventoryPlan {
  const organization = organizationOf(inventory);
  const { known } = groupsIn(inventory, groupsOf(access));
  const { plan, problems } = planAccess(withOneSpelling(access, known), organization);
  const age = ageOf(inventory, clock.now());
  if (problems.length > 0)
    throw new Failure(
      `${name} does not fit the inventory ${file}, which is ${age}: ${problems.map(problemSentence).join(" ")} Make it anew with \`federation inventory --out FILE\` if the organization has changed.`,
    );
  const groupIds = new Map([...known].map(([written, { id }]) => [groupKey(written), id.toLowerCase()]));
  const reasons = new Map<string, ReasonWithLine[]>();
  for (const grant of [...plan.grants, ...plan.outOfTime]) {
    const id = groupIds.get(groupKey(grant.group));
    const because = reasonsWithLines(grant, lineOf);
    for (const group of id === undefined ? [groupKey(grant.group)] : [groupKey(grant.group), id]) {
      const key = keyOf(group, grant.permissionSet, grant.accountId);
      reasons.set(key, [...(reasons.get(key) ?? []), ...because]);
    }
  }
  return {
    plan,
    managementAccountId: organization.managementAccountId,
    productionAccountIds: plan.productionAccountIds,
    accounts: new Map(inventory.accounts.map(({ id, name: called, ouPath }) => [id, { id, name: called, unit: joinOuPath(ouPath) }])),
    groupIds,
    groups: inventory.groups,
    words: `${file}, made ${moment(inventory.made)} (${age}), of organization ${inventory.origin.organizationId}`,
    reasonsOf: (group, permissionSet, accountId) =>
      group
        .flatMap((name) => reasons.get(keyOf(groupKey(name), permissionSet, accountId)) ?? [])
        .filter((one, index, all) => all.indexOf(one) === index),
  };
}

function keyOf(group: string, permissionSet: string, accountId: string): string {
  return `${group}\n${permissionSet}\n${accountId}`;
}

/** A grant's reasons as the report has them. */
export function reasonsWithLines({ because }: Grant | OutOfTimeGrant, lineOf: LineOf): ReasonWithLine[] {
  return because.map(({ setting, match, period }) => ({
    setting,
    line: lineOf(setting) ?? null,
    match,
    from: period?.from ?? null,
    until: period?.until ?? null,
    reason: period?.reason ?? null,
  }));
}
