import { COMPONENT } from "../../contract/component-types";
import type { Partition } from "../../contract/partition";
import type { AccountFacts, StackFacts } from "../../access/report/snapshot";
import type { InventoryPlan } from "./inventory-plan";
import { type ResourceState, type Sides, urnParts } from "./steps";

/** What the program's own component and an inventory tell about the place; the inventory, which is asked for, wins. */
export function factsOf({ before, after, operations }: Sides, planned: InventoryPlan | undefined, stage: string | undefined): StackFacts {
  const [old, now] = [componentFacts(before), componentFacts(after)];
  const values = { ...old, ...now };
  const text = (key: string): string | null => (typeof values[key] === "string" ? values[key] : null);
  const listed = (inputs: Readonly<Record<string, unknown>>): string[] | undefined =>
    Array.isArray(inputs["productionAccountIds"]) ? (inputs["productionAccountIds"] as string[]) : undefined;
  // What was production counts as such still: an account that leaves it is looked at once more.
  const production = [...(listed(old) ?? []), ...(listed(now) ?? []), ...(planned?.productionAccountIds ?? [])];
  const isProductionKnown = listed(old) !== undefined || listed(now) !== undefined || planned !== undefined;
  const [urn] = operations.keys();
  const { stack, project } = urn === undefined ? { stack: null, project: null } : urnParts(urn);
  return {
    stack,
    project,
    stage: text("stage") ?? stage ?? null,
    partition: partitionIn([...after.values(), ...before.values()]),
    managementAccountId: planned?.managementAccountId ?? text("managementAccountId"),
    productionAccountIds: isProductionKnown ? new Set(production) : null,
    accounts: new Map([...accountsIn(old), ...accountsIn(now), ...(planned?.accounts ?? [])]),
  };
}

/** The partition that ARNs of Identity Center name. */
function partitionIn(resources: readonly ResourceState[]): Partition {
  for (const { inputs } of resources) {
    const partition = /^arn:(aws|aws-us-gov|aws-cn):sso:/.exec(String(inputs["instanceArn"]))?.[1];
    if (partition !== undefined) return partition as Partition;
  }
  return "aws";
}

/** What the program's component tells; of several stacks together, the accounts of all. */
export function componentFacts(side: ReadonlyMap<string, ResourceState>): Readonly<Record<string, unknown>> {
  const all = [...side.values()].filter(({ type }) => type === COMPONENT.federation).map(({ inputs }) => inputs);
  const accounts = Object.fromEntries(all.flatMap((inputs) => Object.entries((inputs["accounts"] ?? {}) as object)));
  return all.length < 2 ? (all[0] ?? {}) : { ...Object.assign({}, ...all), accounts };
}

/** Accounts as the component tells them. */
function accountsIn({ accounts }: Readonly<Record<string, unknown>>): [string, AccountFacts][] {
  if (accounts === null || typeof accounts !== "object") return [];
  return Object.entries(accounts as Record<string, { name?: unknown; unit?: unknown }>).map(([id, { name, unit }]) => [
    id,
    { id, ...(typeof name === "string" ? { name } : {}), ...(typeof unit === "string" ? { unit } : {}) },
  ]);
}

/** Sentences about accounts that moved between the two sides. */
export function movedAccounts({ before, after }: Sides): string[] {
  const old = new Map(accountsIn(componentFacts(before)));
  return accountsIn(componentFacts(after)).flatMap(([id, { name = id, unit }]) => {
    const was = old.get(id);
    if (was === undefined || was.unit === unit) return [];
    return [`${name} (${id}) moved from ${was.unit || "the root"} to ${unit || "the root"}.`];
  });
}
