/** A stack's state, as `pulumi stack export` gives it. */
interface State {
  deployment: { resources: { urn: string; type: string; parent?: string; [key: string]: unknown }[] };
}

const GROUP = "federation:index:Group";

/**
 * The same state as version 0.1 wrote it: no component a group, and the resources of a group named after it as the settings spell it.
 *
 * @param state What `pulumi stack export` printed.
 * @param names Display name of each group by object id.
 */
export function asVersion01(state: string, names: ReadonlyMap<string, string>): string {
  const { deployment, ...rest } = JSON.parse(state) as State;
  const isScope = ({ type }: { type: string }): boolean => type === GROUP;
  const parents = new Map(deployment.resources.filter(isScope).map(({ urn, parent }) => [urn, parent!]));
  const formerUrn = (urn: string): string =>
    [...names].reduce((text, [objectId, name]) => text.replace(`/${objectId}`, `/${name}`), urn.replace(`$${GROUP}$`, "$"));
  const resources = deployment.resources
    .filter((resource) => !isScope(resource))
    .map((resource) => ({ ...resource, parent: parents.get(resource.parent ?? "") ?? resource.parent }));
  return JSON.stringify({ ...rest, deployment: { ...deployment, resources } }).replace(/"urn:pulumi:[^"]*"/g, (quoted) =>
    formerUrn(quoted),
  );
}

/** What a preview would do to anything that a cloud has, from what `pulumi preview --json` printed. */
export function cloudChanges(preview: string): string[] {
  const { steps } = JSON.parse(preview) as { steps: { op: string; urn: string }[] };
  return steps
    .filter(({ op, urn }) => op !== "same" && !urn.split("::")[2]!.endsWith(GROUP))
    .map(({ op, urn }) => `${op} ${urn.split("::").slice(3).join("::")}`);
}
