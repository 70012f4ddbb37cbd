import { COMPONENT } from "../../contract/component-types";
import { groupKey } from "../../access/settings/group";
import { isUnknown, known, type ResourceState, type Sides, urnParts } from "./steps";

/** Who holds an assignment, as far as anything tells it. */
export interface Principal {
  readonly group: string;
  readonly groupKey: string;
  readonly groupId: string | null;
}

const STORE_GROUP = "aws:identitystore/group:Group";

/** The program's own name of an assignment, `<set>/<Entra object id, or in version 0.1 the group's name>/<account>`. */
export function ownName(resource: ResourceState): { readonly set: string; readonly group: string; readonly account: string } | undefined {
  const { types, name } = urnParts(resource.urn);
  if (!types.includes(COMPONENT.accountAssignments)) return undefined;
  const [, set, group, account] = /^([^/]+)\/(.+)\/(\d{12})$/.exec(name) ?? [];
  return set === undefined || group === undefined || account === undefined ? undefined : { set, group, account };
}

const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Tells groups by name: from the program's group components, from groups of the identity store in the program, and from
 * an inventory.
 */
export class Principals {
  /** Entra object id by the id in the identity store. */
  private readonly objectIds = new Map<string, string>();
  /** What groups are called, by either id, lower case. */
  private readonly names = new Map<string, string>();

  constructor({ before, after }: Sides, groups: readonly { readonly id: string; readonly displayName: string }[]) {
    for (const { id, displayName } of groups) this.names.set(id.toLowerCase(), displayName);
    // What is afterwards comes last: a renamed group goes by its new name.
    for (const resources of [before, after]) for (const resource of resources.values()) this.learn(resource);
  }

  private learn(resource: ResourceState): void {
    if (resource.type === COMPONENT.group) {
      const { objectId } = resource.outputs;
      if (typeof objectId === "string" && !isUnknown(objectId)) this.names.set(objectId.toLowerCase(), urnParts(resource.urn).name);
    }
    if (resource.type === COMPONENT.federation) {
      for (const [id, name] of Object.entries((resource.inputs["groupNames"] ?? {}) as Record<string, unknown>))
        if (typeof name === "string" && !this.names.has(id.toLowerCase())) this.names.set(id.toLowerCase(), name);
    }
    if (resource.type === STORE_GROUP) {
      const id = resource.outputs["groupId"];
      const displayName = known(resource, "displayName");
      if (typeof id === "string" && displayName !== undefined) this.names.set(id.toLowerCase(), displayName);
    }
    const own = resource.type.endsWith(":AccountAssignment") ? ownName(resource) : undefined;
    if (own === undefined) return;
    const principalId = known(resource, "principalId");
    const scope = scopeOf(resource);
    const objectId = OBJECT_ID.test(own.group) ? own.group.toLowerCase() : undefined;
    if (objectId !== undefined && scope !== undefined) this.names.set(objectId, scope);
    if (objectId !== undefined && principalId !== undefined) this.objectIds.set(principalId, objectId);
    // A state of version 0.1 has the group's name in the resource's.
    if (objectId === undefined && principalId !== undefined && !this.names.has(principalId.toLowerCase()))
      this.names.set(principalId.toLowerCase(), own.group);
  }

  /** What an Entra group is called, or its object id. */
  nameOf(id: string): string {
    return this.names.get(id.toLowerCase()) ?? id;
  }

  /** The group, or user, of an assignment; nothing where preview cannot tell it. */
  of(resource: ResourceState, side: ReadonlyMap<string, ResourceState>): Principal | undefined {
    const own = ownName(resource);
    const principalId = known(resource, "principalId");
    const written = own !== undefined && OBJECT_ID.test(own.group) ? own.group.toLowerCase() : undefined;
    const groupId = written ?? (principalId === undefined ? undefined : this.objectIds.get(principalId));
    if (groupId !== undefined) return { group: this.nameOf(groupId), groupKey: groupId, groupId };
    if (principalId !== undefined) return { group: this.nameOf(principalId), groupKey: principalId.toLowerCase(), groupId: null };
    // A group that the same program makes in the identity store has no id before `up`.
    const made = (resource.propertyDependencies?.["principalId"] ?? [])
      .map((urn) => side.get(urn))
      .filter((one) => one?.type === STORE_GROUP);
    const name = made.length === 1 ? known(made[0]!, "displayName") : undefined;
    return name === undefined ? undefined : { group: name, groupKey: groupKey(name), groupId: null };
  }
}

function scopeOf({ parent }: ResourceState): string | undefined {
  if (parent === undefined) return undefined;
  const { types, name } = urnParts(parent);
  return types.at(-1) === COMPONENT.group ? name : undefined;
}
