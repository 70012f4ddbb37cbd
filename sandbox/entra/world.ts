/** The part of `world.json` that the local Entra reads. The sandbox has validated it and filled in its defaults. */
import { readFileSync } from "node:fs";
import type { Directory } from "./directory";
import { guidOf } from "./identifier";

/** A user of the world; further keys become the user's attributes. */
export interface WorldUser {
  readonly id?: string;
  readonly upn: string;
  readonly displayName?: string | null;
  readonly givenName?: string | null;
  readonly surname?: string | null;
  readonly mail?: string | null;
  readonly accountEnabled?: boolean;
  readonly [attribute: string]: unknown;
}

/** A group of the world; a member is a user's UPN or another group's display name. */
export interface WorldGroup {
  readonly id?: string;
  readonly displayName: string;
  readonly description?: string | null;
  readonly members?: readonly string[];
}

/** The directory that the sandbox starts with. */
export interface World {
  readonly homeRegion?: string;
  readonly entra: { readonly tenantId: string; readonly users?: readonly WorldUser[]; readonly groups?: readonly WorldGroup[] };
}

/** Reads a world file. */
export function readWorld(path: string): World {
  return JSON.parse(readFileSync(path, "utf8")) as World;
}

/**
 * Fills an empty directory from a world.
 *
 * @throws Error naming the group when a member is neither a user nor a group of the world
 */
export function seed(directory: Directory, world: World): void {
  const members = new Map<string, string>();
  for (const { upn, id, ...attributes } of world.entra.users ?? []) {
    const user = directory.newUser({ mail: upn, ...attributes, userPrincipalName: upn }, id ?? guidOf("user", upn));
    members.set(upn.toLowerCase(), user.id);
  }
  for (const { displayName, id, description } of world.entra.groups ?? []) {
    const group = directory.newGroup(
      { displayName, description: description ?? null, securityEnabled: true },
      id ?? guidOf("group", displayName),
    );
    members.set(displayName.toLowerCase(), group.id);
  }
  for (const group of world.entra.groups ?? []) {
    for (const member of group.members ?? []) {
      const id = members.get(member.toLowerCase());
      if (id === undefined)
        throw new Error(`Group "${group.displayName}" of the world has the member "${member}", who is neither a user nor a group of it.`);
      directory.relations.add(members.get(group.displayName.toLowerCase()) ?? "", "members", id);
    }
  }
  directory.groups.settle();
}
