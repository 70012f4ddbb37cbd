/** A resource as a preview or a saved state has it. */
export interface ResourceState {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string;
  readonly protect?: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** URNs that each input is made of; absent in a stream of events. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** What the engine would do with one resource. */
export interface Step {
  /** Pulumi's operation, such as create or delete-replaced. */
  readonly op: string;
  readonly urn: string;
  readonly old?: ResourceState;
  readonly new?: ResourceState;
}

/** Resources by URN, before and after. */
export interface Sides {
  readonly before: ReadonlyMap<string, ResourceState>;
  readonly after: ReadonlyMap<string, ResourceState>;
  /** URNs of what is made anew, each with whether the old one goes first. */
  readonly replaced: ReadonlyMap<string, boolean>;
  /** What the engine does, by URN. */
  readonly operations: ReadonlyMap<string, string>;
}

/** Operations after which the resource is not there any more, as far as access goes. */
const GOING = new Set(["delete", "delete-replaced", "discard", "discard-replaced", "remove-pending-replace", "read-discard"]);

/** Puts steps, in the engine's order, into before and after. */
export function sidesOf(steps: readonly Step[]): Sides {
  const before = new Map<string, ResourceState>();
  const after = new Map<string, ResourceState>();
  const replaced = new Map<string, boolean>();
  const operations = new Map<string, string>();
  const deletedFirst = new Set<string>();
  const vanished = new Set<string>();
  for (const { op, urn, old, new: now } of steps) {
    if (op === "delete-replaced") deletedFirst.add(urn);
    // What a refresh finds is what there is: the state only believed otherwise.
    if (op === "refresh") {
      for (const side of [before, after]) if (now === undefined) side.delete(urn); else side.set(urn, now); // prettier-ignore
      operations.set(urn, now === undefined ? "refresh" : "same");
      if (now === undefined) vanished.add(urn);
      continue;
    }
    if (op === "create-replacement" || op === "import-replacement" || op === "replace") {
      // A stream of events tells a replacement in three steps, in the order in which the engine does them. The one
      // document of `preview --json` has one step, without the order: it counts as deleting first, as names of
      // permission sets and assignments are there once only.
      if (!replaced.has(urn)) replaced.set(urn, deletedFirst.has(urn) || op === "replace");
    }
    if (!operations.has(urn) || op !== "same") operations.set(urn, replaced.has(urn) ? "replace" : op);
    // What an earlier replacement left behind counts no longer.
    if (old !== undefined && !before.has(urn) && !vanished.has(urn)) before.set(urn, old);
    // Of what only waits for its deletion there is no old state: the new one stays.
    if (op === "delete" && old !== undefined) after.delete(urn);
    if (GOING.has(op) || now === undefined) continue;
    const stays = old !== undefined && ["same", "update", "read", "refresh", "import"].includes(op);
    after.set(urn, stays && Object.keys(now.outputs).length === 0 ? { ...now, outputs: old.outputs } : now);
  }
  return { before, after, replaced, operations };
}

/** Two saved states. */
export function sidesOfStates(before: readonly ResourceState[], after: readonly ResourceState[]): Sides {
  const byUrn = (resources: readonly ResourceState[]): Map<string, ResourceState> =>
    new Map(resources.map((resource) => [resource.urn, resource]));
  const [old, now] = [byUrn(before), byUrn(after)];
  const operation = (urn: string): string => (!old.has(urn) ? "create" : now.has(urn) ? "same" : "delete");
  return {
    before: old,
    after: now,
    replaced: new Map(),
    operations: new Map([...new Set([...old.keys(), ...now.keys()])].map((urn) => [urn, operation(urn)])),
  };
}

/** Adds what a state has and the steps leave out, because it stays the same. */
export function withState(sides: Sides, state: readonly ResourceState[]): Sides {
  const before = new Map(sides.before);
  const after = new Map(sides.after);
  const seen = new Set([...sides.operations.keys(), ...[...sides.before.values()].map(({ urn }) => urn)]);
  for (const resource of state) {
    if (seen.has(resource.urn)) continue;
    before.set(resource.urn, resource);
    after.set(resource.urn, resource);
  }
  return { ...sides, before, after };
}

/** The parts of a URN. */
export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  /** Types of the parents and the own one, outermost first. */
  readonly types: readonly string[];
  readonly name: string;
}

/** Takes a URN apart; a name may hold anything, `::` included. */
export function urnParts(urn: string): UrnParts {
  const [head = "", project = "", chain = "", ...name] = urn.split("::");
  return { stack: head.slice(head.lastIndexOf(":") + 1), project, types: chain.split("$"), name: name.join("::") };
}

/**
 * What the engine writes in preview for a value that only `pulumi up` knows, by type. @see
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go
 */
const UNKNOWN = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Whether a value, or anything in it, is unknown in preview. */
export function isUnknown(value: unknown): boolean {
  if (typeof value === "string") return UNKNOWN.has(value);
  if (Array.isArray(value)) return value.some(isUnknown);
  return value !== null && typeof value === "object" && Object.values(value).some(isUnknown);
}

/** An input that is text and known. */
export function known(resource: ResourceState, property: string): string | undefined {
  const value = resource.inputs[property];
  return typeof value === "string" && !isUnknown(value) ? value : undefined;
}
