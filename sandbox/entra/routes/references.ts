import type { FastifyInstance, FastifyRequest } from "fastify";
import { jsonObject, referencedId } from "../body";
import { listed, param, type Context } from "../context";
import { badRequest, notFound } from "../graph-error";
import type { Identified, Table } from "../table";
import type { ObjectKind } from "../directory";

/** What a named reference between directory objects allows. */
export interface ReferenceOptions {
  /** Path of the collection that the referring objects are in, such as `/groups`. */
  readonly path: string;
  readonly table: Table<Identified>;
  /** Name of the reference, such as `members`. */
  readonly name: string;
  /** Kinds of objects that may be referred to. */
  readonly kinds: readonly ObjectKind[];
  /** Called with each reference that came or went by a request of its own. */
  readonly changed?: (request: FastifyRequest, change: "added" | "removed", from: string, to: string) => void;
}

/** Routes of owners and members: list, list of one kind, add by `$ref`, remove by `$ref`. */
export function references(app: FastifyInstance, context: Context, { path, table, name, kinds, changed }: ReferenceOptions): void {
  const { directory } = context;

  app.get(`${path}/:id/${name}`, (request) => {
    const { id } = table.get(param(request, "id"));
    return listed(context, request, directory.referenced(id, name));
  });

  app.get(`${path}/:id/${name}/:type`, (request) => {
    const { id } = table.get(param(request, "id"));
    const type = param(request, "type");
    const rows = directory.referenced(id, name);
    if (type === "$ref")
      return listed(
        context,
        request,
        rows.map((row) => ({ "@odata.id": `directoryObjects/${row.id}` })),
      );
    const ofKind = rows.filter((row) => row["@odata.type"].toLowerCase() === `#${type.toLowerCase()}`);
    return listed(context, request, ofKind);
  });

  app.post(`${path}/:id/${name}/$ref`, (request, reply) => {
    const { id } = table.get(param(request, "id"));
    const target = referencedId(jsonObject(request.body)["@odata.id"]);
    addReference(context, id, name, kinds, target);
    changed?.(request, "added", id, target);
    return reply.code(204).send();
  });

  app.delete(`${path}/:id/${name}/:target/$ref`, (request, reply) => {
    const { id } = table.get(param(request, "id"));
    const target = param(request, "target");
    if (!directory.relations.remove(id, name, target)) throw notFound(target);
    changed?.(request, "removed", id, target);
    return reply.code(204).send();
  });
}

/** Adds one reference; 404 for an unknown object, 400 for the wrong kind or one that is there already. */
export function addReference({ directory }: Context, id: string, name: string, kinds: readonly ObjectKind[], target: string): void {
  const found = directory.find(target);
  if (found === undefined) throw notFound(target);
  if (!kinds.includes(found.kind)) throw badRequest(`An object of type '${found.kind}' cannot be referred to by property '${name}'.`);
  if (!directory.relations.add(id, name, found.object.id)) {
    throw badRequest(`One or more added object references already exist for the following modified properties: '${name}'.`);
  }
}
