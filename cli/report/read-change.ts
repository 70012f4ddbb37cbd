import type { Change, HeldAccess, Snapshot, Unclear } from "../../access/report/snapshot";
import { accessKey } from "../../access/report/snapshot";
import { factsOf, movedAccounts } from "./facts";
import { appAssignments, guards } from "./guards";
import type { InventoryPlan } from "./inventory-plan";
import { setContents, SetNames, ssoKind } from "./permission-sets";
import { Principals } from "./principals";
import { settingFactsIn } from "./setting-facts";
import { signInPolicies } from "./sign-in-policies";
import { known, type ResourceState, type Sides, urnParts } from "./steps";

/** What is known beside the resources. */
export interface ChangeContext {
  readonly planned: InventoryPlan | undefined;
  readonly stage: string | undefined;
  readonly notes: readonly string[];
}

/** What resources before and after mean for access. */
export function readChange(sides: Sides, { planned, stage, notes }: ChangeContext): Change {
  const reader = new Reader(sides, planned);
  const [old, now] = [reader.snapshot("before"), reader.snapshot("after")];
  const assigned = reader.appAssignments(old, now);
  const before = { ...old, guards: [...old.guards, ...assigned.before] };
  const after = { ...now, guards: [...now.guards, ...assigned.after] };
  return {
    before,
    after,
    replaced: reader.replaced(),
    replacedSets: reader.replacedSets(),
    replacedGuards: new Set(sides.replaced.keys()),
    unclear: reader.unclear,
    facts: factsOf(sides, planned, stage),
    notes: [...notes, ...reader.notes(), ...movedAccounts(sides), ...(planned === undefined ? [] : suspended(planned))],
  };
}

class Reader {
  readonly unclear: Unclear[] = [];
  private readonly principals: Principals;
  private readonly sets: SetNames;
  private readonly foreign = new Set<string>();

  constructor(
    private readonly sides: Sides,
    private readonly planned: InventoryPlan | undefined,
  ) {
    this.principals = new Principals(sides, planned?.groups ?? []);
    this.sets = new SetNames(sides);
  }

  snapshot(which: "before" | "after"): Snapshot {
    const side = this.sides[which];
    return {
      held: [...side.values()].filter((one) => ssoKind(one) === "AccountAssignment").flatMap((one) => this.held(one, which) ?? []),
      permissionSets: setContents(side, this.sets, which === "after" ? this.sides.before : undefined),
      policies: signInPolicies(side, this.principals),
      guards: guards(side, this.principals),
      settings: settingFactsIn(side),
    };
  }

  appAssignments({ held: before }: Snapshot, { held: after }: Snapshot): ReturnType<typeof appAssignments> {
    return appAssignments(this.sides, this.principals, { before, after });
  }

  /** One assignment; what of it cannot be told is kept as such. */
  private held(resource: ResourceState, which: "before" | "after"): HeldAccess | undefined {
    const side = this.sides[which];
    const principal = this.principals.of(resource, side);
    const set = this.sets.of(resource, side);
    const accountId = known(resource, "targetId");
    if (principal === undefined || set === undefined || accountId === undefined) {
      if (which === "after") this.tellUnclear(resource, principal?.group ?? null, set?.name ?? null, accountId ?? null);
      return undefined;
    }
    if (set.foreign) this.foreign.add(set.name);
    const because = this.planned?.reasonsOf([principal.groupKey, principal.group], set.name, accountId) ?? [];
    return {
      ...principal,
      principal: known(resource, "principalType") === "USER" ? "user" : "group",
      permissionSet: set.name,
      accountId,
      because,
      origin: resource.urn,
    };
  }

  private tellUnclear(resource: ResourceState, group: string | null, permissionSet: string | null, accountId: string | null): void {
    const missing = [
      ...(group === null ? ["the group"] : []),
      ...(permissionSet === null ? ["the permission set"] : []),
      ...(accountId === null ? ["the account"] : []),
    ];
    const { name } = urnParts(resource.urn);
    this.unclear.push({
      sentence: `Of the assignment ${name}, ${missing.join(" and ")} will be known only to \`pulumi up\`.`,
      resource: resource.urn,
      operation: this.sides.operations.get(resource.urn) ?? "same",
      group,
      permissionSet,
      accountId,
    });
  }

  /** Keys of access that is made anew. */
  replaced(): Map<string, boolean> {
    const keys = new Map<string, boolean>();
    for (const [urn, first] of this.sides.replaced) {
      for (const which of ["before", "after"] as const) {
        const resource = this.sides[which].get(urn);
        if (resource === undefined || ssoKind(resource) !== "AccountAssignment") continue;
        const side = this.sides[which];
        const [principal, set, accountId] = [this.principals.of(resource, side), this.sets.of(resource, side), known(resource, "targetId")];
        if (principal === undefined || set === undefined || accountId === undefined) continue;
        keys.set(accessKey({ ...principal, permissionSet: set.name, accountId }), first);
      }
    }
    return keys;
  }

  /** Names of permission sets that are made anew, with all of their assignments. */
  replacedSets(): Map<string, boolean> {
    const names = new Map<string, boolean>();
    for (const [urn, first] of this.sides.replaced) {
      for (const side of [this.sides.before, this.sides.after]) {
        const resource = side.get(urn);
        if (resource !== undefined && ssoKind(resource) === "PermissionSet")
          names.set(known(resource, "name") ?? urnParts(urn).name, first);
      }
    }
    return names;
  }

  notes(): string[] {
    return [...this.foreign].sort().map((name) => `${name} is no permission set of this program: what it grants is not at hand.`);
  }
}

/** Accounts that selectors match and that are not active. */
function suspended({ plan }: InventoryPlan): string[] {
  return plan.leftOut.map(({ id, name, state }) => `${name} (${id}) is ${state}: nothing is assigned there.`);
}
