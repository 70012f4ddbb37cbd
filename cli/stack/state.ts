/** The parts of `pulumi stack export` that the command reads and rewrites; everything else passes through untouched. */
import { pulumiOrFail } from "./pulumi";

/** One resource of the state, or of a pending operation. */
export interface ResourceState {
  readonly urn: string;
  readonly type: string;
  /** False for components. */
  readonly custom?: boolean;
  /** Left over from a replacement: to be deleted. */
  readonly delete?: boolean;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** An operation that was begun and not finished. */
export interface PendingOperation {
  readonly resource: ResourceState;
  /** `creating`, `updating`, `deleting`, `reading` or `importing`. */
  readonly type: string;
}

/** A stack's state. */
export interface StackState {
  readonly version: number;
  readonly deployment: {
    readonly manifest?: { readonly time?: string };
    readonly resources?: readonly ResourceState[];
    readonly pending_operations?: readonly PendingOperation[];
    readonly [field: string]: unknown;
  };
}

/**
 * The state of a stack.
 *
 * @throws Failure where Pulumi does not give it.
 */
export async function readState(stack: string): Promise<StackState> {
  return JSON.parse(await pulumiOrFail(["stack", "export", "--stack", stack])) as StackState;
}

/** Operations that were interrupted. */
export function pendingOperations({ deployment }: StackState): readonly PendingOperation[] {
  return deployment.pending_operations ?? [];
}

/** Resources of the state. */
export function resourcesOf({ deployment }: StackState): readonly ResourceState[] {
  return deployment.resources ?? [];
}

/** An input as text; undefined where it is absent, secret or of another kind. */
export function textInput({ inputs }: ResourceState, name: string): string | undefined {
  const value = inputs?.[name];
  return typeof value === "string" ? value : undefined;
}

/** The key by which Pulumi marks a special value, a secret for one. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** The inputs, with nothing in place of a secret's ciphertext, which differs each time the same secret is encrypted. */
export function inputsWithoutSecrets({ inputs = {} }: Pick<ResourceState, "inputs">): unknown {
  return JSON.parse(
    JSON.stringify(inputs, (_, value: unknown) =>
      typeof value === "object" && value !== null && SIGNATURE in value ? { [SIGNATURE]: value[SIGNATURE] } : value,
    ),
  );
}

/** Whether an input or output is a secret, or holds one. */
export function hasSecret({ inputs = {}, outputs = {} }: ResourceState): boolean {
  return JSON.stringify([inputs, outputs]).includes(`"${SIGNATURE}":`);
}

/** Name of a resource: the last part of its URN. */
export function nameOf({ urn }: Pick<ResourceState, "urn">): string {
  return urn.split("::").slice(3).join("::");
}

/** Short type of a resource, such as `ssoadmin.AccountAssignment`. */
export function kindOf({ type }: Pick<ResourceState, "type">): string {
  const [, module = "", name = ""] = type.split(":");
  const space = module.split("/")[0] ?? "";
  return space === "" || space === "index" ? name : `${space}.${name}`;
}
