import { isDeepStrictEqual } from "node:util";
import { during } from "../errors";
import { type Entity, type Graph } from "../graph";
import { flag, object, objects, text } from "../values";
import { applicationType, rolesToGraph, scopesToGraph } from "./application-model";

type Permissions = "appRoles" | "oauth2PermissionScopes";

function permissionsOf(app: Entity, kind: Permissions): Entity[] {
  return objects(kind === "appRoles" ? app["appRoles"] : object(app["api"])?.["oauth2PermissionScopes"]);
}

/**
 * Equal as the official plugin sees it: a role's null value is its empty value, a scope must be equal in all it says.
 */
function same(kind: Permissions, existing: Entity, wanted: Entity): boolean {
  const comparable = (permission: Entity): Entity =>
    kind === "appRoles"
      ? {
          allowedMemberTypes: permission["allowedMemberTypes"] as unknown,
          description: permission["description"] as unknown,
          displayName: permission["displayName"] as unknown,
          value: text(permission["value"]),
        }
      : Object.fromEntries(Object.keys(wanted).map((key) => [key, permission[key] ?? ""]));
  return isDeepStrictEqual(comparable(existing), comparable(wanted));
}

/**
 * Graph refuses to change or remove a role or scope that is enabled. Those that the declaration changes or leaves out
 * are disabled first, and the application is read again until that shows.
 */
export async function disableRemoved(graph: Graph, objectId: string, kind: Permissions, declared: unknown): Promise<void> {
  const path = `applications/${objectId}`;
  const wanted = kind === "appRoles" ? rolesToGraph(declared) : scopesToGraph(declared);
  const existing = permissionsOf(await graph.get("v1.0", path), kind);
  const toDisable = new Set<unknown>();
  for (const permission of existing) {
    const next = wanted.find(({ id }) => id === permission["id"]);
    if (next === undefined || (flag(permission["isEnabled"]) && !same(kind, permission, next))) toDisable.add(permission["id"]);
  }
  if (toDisable.size === 0) return;
  const disabled = existing.map((permission) => (toDisable.has(permission["id"]) ? { ...permission, isEnabled: false } : permission));
  const what = kind === "appRoles" ? "App Roles" : "OAuth2 Permission Scopes";
  await during(
    `disabling ${what} for /${path}`,
    graph.patch("v1.0", path, {
      "@odata.type": applicationType,
      ...(kind === "appRoles" ? { appRoles: disabled } : { api: { oauth2PermissionScopes: disabled } }),
    }),
  );
  await graph.operation.untilSteady(
    `waiting for ${what} to be disabled for /${path}`,
    async () => permissionsOf(await graph.get("v1.0", path), kind).every(({ id, isEnabled }) => !toDisable.has(id) || isEnabled !== true),
    { times: 1, everyMs: 1_000 },
  );
}
