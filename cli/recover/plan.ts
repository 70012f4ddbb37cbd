import { isDeepStrictEqual } from "node:util";
import {
  inputsWithoutSecrets,
  pendingOperations,
  resourcesOf,
  type PendingOperation,
  type ResourceState,
  type StackState,
} from "../stack/state";

/** Something in a cloud that an interrupted creation may have made. */
export interface Candidate {
  /** Id in the form in which the provider imports it. */
  readonly id: string;
  /** What it is, for people. */
  readonly description: string;
  /** When it was made, where the cloud tells. */
  readonly created?: Date;
  /** Why it is of no use to anybody and has to go before it is made again; absent: it can be adopted. */
  readonly useless?: string;
  /** The IAM user whose credential it is. */
  readonly user?: string;
  /** Whether it carries the stack's own tag; absent where the operation would not have set it. */
  readonly marked?: boolean;
}

/** What the clouds say about one pending creation. */
export type CreationLookup =
  /** What was found, the best match first. */
  | { readonly kind: "found"; readonly candidates: readonly Candidate[] }
  /** Creating it again leads to the same result, whatever the first attempt came to. */
  | { readonly kind: "repeatable"; readonly because: string }
  /** The clouds could not be asked. */
  | { readonly kind: "unknown"; readonly because: string };

/** What to do about one pending operation. */
export type Action =
  /** It was made: hand its id to Pulumi. */
  | { readonly kind: "adopt"; readonly urn: string; readonly id: string; readonly description: string }
  /** It was not made, or making it again is harmless: forget the operation. */
  | { readonly kind: "forget"; readonly urn: string; readonly because: string }
  /** It was changed or deleted, or not: read it again. */
  | { readonly kind: "reread"; readonly urn: string; readonly because: string }
  /** Nothing can be said: leave the operation pending. */
  | { readonly kind: "leave"; readonly urn: string; readonly because: string };

/** Everything that recovery does to the state, and what it leaves over. */
export interface RecoveryPlan {
  readonly actions: readonly Action[];
  /** Candidates that no resource claims. */
  readonly leftOver: readonly (Candidate & { readonly type: string })[];
  /** Resources to read again afterwards. */
  readonly refresh: readonly string[];
}

/**
 * Decides what to do about every interrupted operation. Pure.
 *
 * Nothing that the state already holds is adopted a second time, and nothing is adopted twice. Nothing is adopted or
 * left over that is older than the interrupted run, unless it carries the stack's tag, nor without the tag that the
 * operation sets: it may be anybody's.
 *
 * @param since when the interrupted run began
 */
export function planRecovery(state: StackState, lookUps: ReadonlyMap<string, CreationLookup>, since = new Date(0)): RecoveryPlan {
  const resources = resourcesOf(state);
  const claimed = new Set(resources.filter(({ id }) => id !== undefined && id !== "").map(({ type, id }) => claim(type, id ?? "")));
  const actions: Action[] = [];
  const leftOver: (Candidate & { type: string })[] = [];
  for (const { resource, type } of pendingOperations(state)) {
    if (type !== "creating") {
      actions.push(interrupted(resource, type, resources));
      continue;
    }
    const { action, rest } = creation(resource, lookUps.get(resource.urn), claimed, since);
    const made = action.kind === "adopt" && wasMadeSince(resource, resources) ? [action] : [];
    if (action.kind === "adopt" && made.length === 0) claimed.add(claim(resource.type, action.id));
    actions.push(made.length === 0 ? action : { kind: "forget", urn: resource.urn, because: "a later run has made it" });
    const second = made.map(({ id, description }): Candidate => ({ id, description }));
    leftOver.push(...[...second, ...rest].map((candidate) => ({ ...candidate, type: resource.type })));
  }
  const adopted = actions.filter(({ kind }) => kind === "adopt" || kind === "reread").map(({ urn }) => urn);
  // An earlier recovery that broke off between import and refresh left resources without outputs.
  const unread = resources.filter(isUnread).map(({ urn }) => urn);
  return {
    actions,
    leftOver: leftOver.filter(
      (candidate, index) => !claimed.has(claim(candidate.type, candidate.id)) && firstOf(leftOver, candidate) === index,
    ),
    refresh: [...new Set([...adopted, ...unread])],
  };
}

function creation(
  resource: ResourceState,
  lookUp: CreationLookup | undefined,
  claimed: ReadonlySet<string>,
  since: Date,
): { action: Action; rest: readonly Candidate[] } {
  const { urn } = resource;
  if (resource.custom !== true || resource.type.startsWith("pulumi:")) {
    return { action: { kind: "forget", urn, because: "it has nothing in any cloud" }, rest: [] };
  }
  if (lookUp === undefined || lookUp.kind === "unknown") {
    return { action: { kind: "leave", urn, because: lookUp?.because ?? "nobody looked for it" }, rest: [] };
  }
  if (lookUp.kind === "repeatable") return { action: { kind: "forget", urn, because: lookUp.because }, rest: [] };
  const unclaimed = lookUp.candidates.filter(({ id }) => !claimed.has(claim(resource.type, id)));
  const isForeign = ({ created, marked }: Candidate) => (marked === undefined ? created !== undefined && created < since : !marked);
  const free = unclaimed.filter((candidate) => !isForeign(candidate));
  const best = free.find(({ useless }) => useless === undefined);
  const foreign = unclaimed.find(isForeign);
  if (best === undefined && free.length === 0 && foreign !== undefined) {
    return { action: { kind: "leave", urn, because: notOfTheRun(foreign) }, rest: [] };
  }
  if (best === undefined) {
    const because = free.length > 0 ? (free[0]?.useless ?? "it is of no use") : "it was not made";
    return { action: { kind: "forget", urn, because }, rest: free };
  }
  return {
    action: { kind: "adopt", urn, id: best.id, description: best.description },
    rest: free.filter((candidate) => candidate !== best),
  };
}

/**
 * Whether the state holds the same thing as finished: then the pending creation is of a run before, and not the first
 * half of a replacement, whose inputs differ. Adopting it would leave what is in use to be deleted.
 */
function wasMadeSince(pending: ResourceState, resources: readonly ResourceState[]): boolean {
  return resources.some(
    (finished) =>
      finished.urn === pending.urn &&
      finished.delete !== true &&
      isDeepStrictEqual(inputsWithoutSecrets(finished), inputsWithoutSecrets(pending)),
  );
}

function notOfTheRun({ description, created, marked }: Candidate): string {
  const why = marked === false ? "does not carry this stack's tag" : `is older than the interrupted run (${created?.toISOString()})`;
  return `${description} ${why}, so nothing proves that this stack made it; see docs/recover.md, "What is not proven"`;
}

function interrupted(resource: ResourceState, type: string, resources: readonly ResourceState[]): Action {
  const { urn } = resource;
  const known = resources.some((candidate) => candidate.urn === urn);
  return known && resource.custom === true && !resource.type.startsWith("pulumi:")
    ? { kind: "reread", urn, because: `it was interrupted while ${type}` }
    : { kind: "forget", urn, because: `it was interrupted while ${type}, and is in the state as it should be` };
}

/**
 * The state after recovery: adopted resources in it without outputs (reading them fills them in), decided operations
 * gone.
 */
export function recoveredState(state: StackState, { actions }: RecoveryPlan): StackState {
  const adopt = new Map(actions.flatMap((action) => (action.kind === "adopt" ? [[action.urn, action.id] as const] : [])));
  const leave = new Set(actions.filter(({ kind }) => kind === "leave").map(({ urn }) => urn));
  const operations = pendingOperations(state);
  const isAdopted = ({ type, resource }: PendingOperation) => type === "creating" && adopt.has(resource.urn);
  const added = unique(operations.filter(isAdopted)).map(({ resource }) => adoptedResource(resource, adopt.get(resource.urn) ?? ""));
  // A creation beside a resource of the same URN was the first half of a replacement: what is there is still to be
  // deleted.
  const kept = resourcesOf(state).map((resource) =>
    adopt.has(resource.urn) && resource.delete !== true ? { ...resource, delete: true } : resource,
  );
  return {
    ...state,
    deployment: {
      ...state.deployment,
      resources: [...kept, ...added],
      pending_operations: operations.filter(({ resource }) => leave.has(resource.urn)),
    },
  };
}

/** Outputs are left empty, so that the provider reads the object as one that it imports. */
function adoptedResource(resource: ResourceState, id: string): ResourceState {
  return { ...resource, id, outputs: {} };
}

function unique(operations: readonly PendingOperation[]): PendingOperation[] {
  return [...new Map(operations.map((operation) => [operation.resource.urn, operation])).values()];
}

function isUnread({ custom, type, id, outputs }: ResourceState): boolean {
  return custom === true && !type.startsWith("pulumi:") && id !== undefined && id !== "" && Object.keys(outputs ?? {}).length === 0;
}

function claim(type: string, id: string): string {
  return `${type} ${id}`;
}

function firstOf(
  all: readonly { readonly type: string; readonly id: string }[],
  { type, id }: { readonly type: string; readonly id: string },
): number {
  return all.findIndex((candidate) => candidate.type === type && candidate.id === id);
}
