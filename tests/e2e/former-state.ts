/** A stack's state, as `pulumi stack export` gives it. */
interface State {
  deployment: { resources: Resource[] };
}
interface Resource {
  urn: string;
  type: string;
  parent?: string | undefined;
  [key: string]: unknown;
}

const MARK = "aws-entra-federation:stack";
const GROUP = "federation:index:Group";

/**
 * The same state as version 0.1 wrote it: no component a group, the resources of a group named after it as the settings
 * spell it, and the stack's mark on permission sets alone.
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
    .map((resource) => withoutMark({ ...resource, parent: parents.get(resource.parent ?? "") ?? resource.parent }));
  return JSON.stringify({ ...rest, deployment: { ...deployment, resources } }).replace(/"urn:pulumi:[^"]*"/g, (quoted) =>
    formerUrn(quoted),
  );
}

function withoutMark(resource: Resource): Resource {
  if (resource.type === "aws:ssoadmin/permissionSet:PermissionSet") return resource;
  const unmarked = (values: unknown): unknown => {
    if (typeof values !== "object" || values === null) return values;
    return Object.fromEntries(
      Object.entries(values).flatMap(([key, value]: [string, unknown]) => {
        if (key !== "tags" && key !== "tagsAll") return [[key, value]];
        const rest = Object.entries(value as Record<string, unknown>).filter(([tag]) => tag !== MARK);
        return rest.length === 0 && key === "tags" ? [] : [[key, Object.fromEntries(rest)]];
      }),
    );
  };
  return { ...resource, inputs: unmarked(resource["inputs"]), outputs: unmarked(resource["outputs"]) };
}

interface Step {
  readonly op: string;
  readonly urn: string;
  readonly detailedDiff?: Readonly<Record<string, unknown>> | null;
}

/**
 * What a preview would do to anything that a cloud has, from what `pulumi preview --json` printed; a tag that is added
 * is told by {@link marked}.
 */
export function cloudChanges(preview: string): string[] {
  return stepsOf(preview)
    .filter((step) => !isMark(step))
    .map(({ op, urn }) => `${op} ${urn.split("::").slice(3).join("::")}`);
}

/** How many things a preview would mark as this stack's, and change in nothing else. */
export function marked(preview: string): number {
  return stepsOf(preview).filter(isMark).length;
}

function stepsOf(preview: string): Step[] {
  const { steps } = JSON.parse(preview) as { steps: Step[] };
  return steps.filter(({ op, urn }) => op !== "same" && !urn.split("::")[2]!.endsWith(GROUP));
}

function isMark({ op, detailedDiff }: Step): boolean {
  const fields = Object.keys(detailedDiff ?? {});
  return op === "update" && fields.length > 0 && fields.every((field) => /^tags(All)?\b/.test(field));
}
