/**
 * Account assignments from one stack's state to another's. Nothing of a cloud is touched: a state says what Pulumi
 * answers for, and an assignment that is in two states for a while is in nobody's way, as the program refuses to delete
 * what the settings give to another stack.
 */
import { COMPONENT } from "../../contract/component-types";
import { Failure } from "../failure";
import { hasSecret, resourcesOf, textInput, type ResourceState, type StackState } from "../stack/state";

const SET = "aws:ssoadmin/permissionSet:PermissionSet";
const ASSIGNMENT = "aws:ssoadmin/accountAssignment:AccountAssignment";

/** An account assignment of a state and the account that it is in. */
export interface HeldAssignment {
  readonly urn: string;
  readonly accountId: string;
}

/** The account assignments of a state; one that is only left over from a replacement stays where it is. */
export function assignmentsOf(state: StackState): HeldAssignment[] {
  return resourcesOf(state).flatMap((resource) => {
    const accountId = textInput(resource, "targetId");
    return resource.type === ASSIGNMENT && accountId !== undefined && resource.delete !== true ? [{ urn: resource.urn, accountId }] : [];
  });
}

/** The same resource in another stack: URNs differ in the stack's name alone. */
export function urnIn(stack: string, urn: string): string {
  const renamed = urn.replace(/^urn:pulumi:[^:]*::/, `urn:pulumi:${stack}::`);
  // The stack's own resource has its name in its name.
  return renamed.replace(/::pulumi:pulumi:Stack::.*$/, `::pulumi:pulumi:Stack::${urn.split("::")[1]}-${stack}`);
}

/**
 * A state with assignments of another's, and with what they need: components above them, and a provider. What it has
 * already stays as it is, so that doing it twice is doing it once.
 *
 * @param stack short name of the stack that takes them
 * @param urns of the assignments in `from`
 */
export function withAssignments(to: StackState, stack: string, from: StackState, urns: ReadonlySet<string>): StackState {
  const there = new Map(resourcesOf(from).map((resource) => [resource.urn, resource]));
  const taken = new Map(resourcesOf(to).map((resource) => [resource.urn, resource]));
  // Parents and providers before what needs them, as a state must tell them.
  const added: ResourceState[] = [];
  const take = (urn: string, make: (resource: ResourceState) => ResourceState): ResourceState => {
    const mine = urnIn(stack, urn);
    const found = taken.get(mine);
    if (found !== undefined) return found;
    const source = there.get(urn);
    if (source === undefined) throw new Failure(`The state is not whole: ${urn} is missing from it.`);
    const resource = { ...make(source), urn: mine };
    taken.set(mine, resource);
    added.push(resource);
    return resource;
  };
  const above = (parent: unknown): { readonly parent?: string } => {
    if (typeof parent !== "string") return {};
    const { urn } = take(parent, (resource) => {
      // What a component tells of its stack is the other stack's own to tell: the next `up` writes it.
      const moved = resource.type === COMPONENT.group ? resource : without(resource, ["inputs", "outputs"]);
      return { ...without(moved, ["parent"]), ...above(resource["parent"]) };
    });
    return { parent: urn };
  };
  const before = neededBy(to);
  for (const urn of urns) {
    take(urn, (resource) => {
      const provider = take(providerUrn(resource), (found) => {
        if (hasSecret(found)) throw new Failure(secretProvider(found.urn));
        return found;
      });
      const own = without(resource, ["parent", "dependencies", "propertyDependencies", "deletedWith", "aliases"]);
      const dependencies = before(resource);
      return {
        ...own,
        ...(dependencies.length === 0 ? {} : { dependencies }),
        ...above(resource["parent"]),
        provider: `${provider.urn}::${provider.id}`,
      };
    });
  }
  return { ...to, deployment: { ...to.deployment, resources: [...resourcesOf(to), ...added] } };
}

/**
 * What of a state's own an assignment stands on: its permission set and the policies of that. Without it Pulumi would
 * delete a set that goes before its assignments go, which AWS refuses for ever. An access stack has none of it.
 */
function neededBy(state: StackState): (assignment: ResourceState) => string[] {
  const bySet = new Map<string, string[]>();
  for (const resource of resourcesOf(state)) {
    const arn = resource.type === SET ? resource.outputs?.["arn"] : textInput(resource, "permissionSetArn");
    if (typeof arn !== "string" || resource.type === ASSIGNMENT || resource.delete === true) continue;
    bySet.set(arn, [...(bySet.get(arn) ?? []), resource.urn]);
  }
  return (assignment) => bySet.get(textInput(assignment, "permissionSetArn") ?? "") ?? [];
}

/** A state without assignments, and without components of groups that have nothing left below them. */
export function withoutAssignments(state: StackState, urns: ReadonlySet<string>): StackState {
  const left = resourcesOf(state).filter(({ urn }) => !urns.has(urn));
  const parents = new Set(left.map(({ parent }) => parent));
  const emptied = new Set(resourcesOf(state).flatMap(({ urn, parent }) => (urns.has(urn) ? [parent] : [])));
  return withResources(
    state,
    left.filter(({ urn, type }) => !(type === COMPONENT.group && emptied.has(urn) && !parents.has(urn))),
  );
}

/**
 * A state that holds nothing of a cloud has nothing worth keeping; `pulumi stack rm` then takes the stack without a
 * word.
 */
export function emptiedIfBare(state: StackState): StackState {
  const isReal = ({ custom, type }: ResourceState): boolean => custom === true && !type.startsWith("pulumi:");
  return resourcesOf(state).some(isReal) ? state : withResources(state, []);
}

function withResources(state: StackState, resources: readonly ResourceState[]): StackState {
  return { ...state, deployment: { ...state.deployment, resources } };
}

function without(resource: ResourceState, fields: readonly string[]): ResourceState {
  const kept = Object.fromEntries(Object.entries(resource).filter(([field]) => !fields.includes(field)));
  return { ...kept, urn: resource.urn, type: resource.type };
}

/** The provider is told as `<urn>::<id>`; a URN has `::` in it. */
function providerUrn({ provider }: ResourceState): string {
  const reference = String(provider);
  return reference.slice(0, reference.lastIndexOf("::"));
}

function secretProvider(urn: string): string {
  return `The provider ${urn.split("::").at(-1)} of the assignments has encrypted settings, which only its own stack can read; give its credentials through the environment in place of the stack file, run \`pulumi up\`, and then this again.`;
}
