import { listed, param, type Context, type Routes } from "../context";
import type { Deleted, Found } from "../directory";
import { GraphError, notFound } from "../graph-error";
import { entity } from "../query";
import type { Application, Group, ServicePrincipal, User } from "../entities";

/** `/directoryObjects`, and `/directory/deletedItems` with restore and final removal. */
export const directoryObjects: Routes = (app, context) => {
  const { directory } = context;

  app.get("/directoryObjects/:id", (request) => {
    const id = param(request, "id");
    const found = directory.find(id);
    if (found === undefined) throw notFound(id);
    return entity(request, presented(found));
  });

  app.get("/directory/deletedItems/:id", (request) => {
    const id = param(request, "id");
    const kind = /^microsoft\.graph\.(\w+)$/i.exec(id)?.[1]?.toLowerCase();
    if (kind === undefined) return entity(request, presented(deletedItem(context, id)));
    return listed(context, request, [...directory.deleted.values()].filter((item) => item.kind.toLowerCase() === kind).map(presented));
  });

  app.post("/directory/deletedItems/:id/restore", (request) => {
    const item = deletedItem(context, param(request, "id"));
    refuseTaken(context, item);
    restore(context, item);
    if (item.kind === "application") {
      const { appId } = item.object as Application;
      for (const other of [...directory.deleted.values()]) {
        if (other.kind === "servicePrincipal" && (other.object as ServicePrincipal).appId === appId) restore(context, other);
      }
    }
    return entity(request, presented({ kind: item.kind, object: item.object }));
  });

  app.delete("/directory/deletedItems/:id", (request, reply) => {
    directory.deleted.delete(deletedItem(context, param(request, "id")).object.id.toLowerCase());
    return reply.code(204).send();
  });
};

function presented(found: Found | Deleted): object {
  const time = "deletedDateTime" in found ? { deletedDateTime: found.deletedDateTime } : {};
  return { "@odata.type": `#microsoft.graph.${found.kind}`, ...found.object, ...time };
}

function deletedItem({ directory }: Context, id: string): Deleted {
  const item = directory.deleted.get(id.toLowerCase());
  if (item === undefined) throw notFound(id);
  return item;
}

/** A restored application may meet a newer one that took its identifier. */
function refuseTaken({ directory }: Context, { kind, object }: Deleted): void {
  if (kind !== "application") return;
  const uris = (object as Application).identifierUris;
  if (directory.applications.everything().some((other) => other.identifierUris.some((uri) => uris.includes(uri)))) {
    throw new GraphError(400, "Request_BadRequest", "Another object with the same value for property identifierUris already exists.");
  }
}

function restore({ directory }: Context, { kind, object }: Deleted): void {
  directory.deleted.delete(object.id.toLowerCase());
  if (kind === "application") directory.applications.add(object as Application);
  if (kind === "servicePrincipal") directory.servicePrincipals.add(object as ServicePrincipal);
  if (kind === "group") directory.groups.add(object as Group);
  if (kind === "user") directory.users.add(object as User);
}
