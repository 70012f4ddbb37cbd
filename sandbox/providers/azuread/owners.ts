import { during } from "./errors";
import { type Graph, type Version } from "./graph";
import { text, texts, type Props } from "./values";
import { type Plan } from "./types/type";

/** Graph takes at most twenty owners with a create; the rest follow one by one. */
const ownersAtOnce = 20;

/** Object ids of the owners of `path`, e.g. `applications/<uuid>`. */
export async function ownersOf(graph: Graph, version: Version, path: string): Promise<string[]> {
  return (await during(`Could not retrieve owners for ${path}`, graph.list(version, `${path}/owners`))).map(({ id }) => text(id));
}

/** Adds one object to a reference collection such as `groups/<uuid>/members`. */
export async function addReference(graph: Graph, version: Version, collection: string, id: string): Promise<void> {
  await graph.post(version, `${collection}/$ref`, { body: { "@odata.id": graph.objectReference(version, id) } });
}

/** The owners that a create sends: the caller first, so that it may finish the job, then those who are declared. */
export function firstOwners(planned: Props, caller: string): { first: string[]; rest: string[]; callerStays: boolean } {
  const others = texts(planned["owners"]).filter((owner) => owner.toLowerCase() !== caller.toLowerCase());
  return {
    first: [caller, ...others.slice(0, ownersAtOnce - 1)],
    rest: others.slice(ownersAtOnce - 1),
    callerStays: texts(planned["owners"]).length > others.length,
  };
}

/** Brings the owners to what is declared; nothing declared changes nothing, as officially. */
export async function updateOwners(graph: Graph, version: Version, path: string, { planned, changed }: Plan): Promise<void> {
  const wanted = texts(planned["owners"]);
  if (wanted.length === 0 || !changed("owners")) return;
  const existing = await ownersOf(graph, version, path);
  // Additions first: an object must not be left without an owner.
  for (const owner of wanted.filter((id) => !existing.includes(id))) await addReference(graph, version, `${path}/owners`, owner);
  for (const owner of existing.filter((id) => !wanted.includes(id))) await graph.delete(version, `${path}/owners/${owner}/$ref`);
}
