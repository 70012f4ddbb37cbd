import { type Props } from "./values";

/** What concerns one resource in every call. */
export interface Target {
  readonly urn: string;
  /** Logical name, the last part of the URN. */
  readonly name: string;
  /** Type token, such as `aws:ssoadmin/permissionSet:PermissionSet`. */
  readonly type: string;
}

/** An operation that reaches the cloud. */
export interface Operation extends Target {
  /** The resource's customTimeouts for this operation in seconds; 0 when it has none. */
  readonly timeoutSeconds: number;
  /** Aborted when the engine cancels (Ctrl-C). */
  readonly signal: AbortSignal;
}

export interface CheckCall extends Target {
  /** Inputs in the state, as an earlier check returned them; empty at first. */
  readonly olds: Props;
  readonly news: Props;
  /** Makes the same choice in a preview's check and in the `up` that carries it out. */
  readonly seed: Uint8Array;
}

export interface Checked {
  readonly inputs: Props;
  /** One sentence a mistake. */
  readonly failures?: readonly { readonly property: string; readonly reason: string }[];
}

export interface DiffCall extends Target {
  readonly id: string;
  /** Outputs in the state. */
  readonly olds: Props;
  /** Inputs in the state. */
  readonly oldInputs: Props;
  readonly news: Props;
  /** Property paths that the program wants left as they are; the engine has already put the old values into `news`. */
  readonly ignoreChanges: readonly string[];
}

/** How a property differs. */
export type Kind = "add" | "delete" | "update";

/** One property that differs. The path is Pulumi's: `tags.env`, `attributes[0].key`, `tags["a.b"]`. */
export interface Difference {
  readonly path: string;
  readonly kind: Kind;
  readonly replaces: boolean;
}

export interface Diff {
  readonly differences: readonly Difference[];
  readonly deleteBeforeReplace?: boolean;
}

export interface CreateCall extends Operation {
  readonly news: Props;
}

export interface ReadCall extends Operation {
  readonly id: string;
  /** Outputs in the state; empty on import. */
  readonly olds: Props;
  /** Inputs in the state; empty on import. */
  readonly oldInputs: Props;
}

export interface UpdateCall extends ReadCall {
  readonly news: Props;
  /** As in {@link DiffCall}; where the program was always silent, `news` has nothing to put the old value from. */
  readonly ignoreChanges: readonly string[];
}

export interface State {
  readonly id: string;
  readonly outputs: Props;
}

export interface ReadState extends State {
  /** Inputs as they would have to be for the cloud to look as it does. */
  readonly inputs: Props;
}

/**
 * What a stand-in plugin does, on plain values. The gRPC service around it keeps secrets secret and turns errors into
 * one sentence. An implementation throws {@link PartialFailure} where the object exists although the operation failed.
 */
export interface StandIn {
  /** Package name: `aws`. */
  readonly name: string;
  /** Version of the official plugin that this stands in for. */
  readonly version: string;
  /**
   * Called once, before any other call but `secretsOf`. Values are as the program or the stack configuration wrote
   * them: JSON is already parsed.
   */
  configure(config: Props): Promise<void> | void;
  check(call: CheckCall): Promise<Checked> | Checked;
  diff(call: DiffCall): Promise<Diff> | Diff;
  /** Outputs that a preview shows; unknown ones hold {@link unknown}. Must not touch the cloud. */
  previewCreate(call: CreateCall): Props;
  previewUpdate(call: UpdateCall): Props;
  create(call: CreateCall): Promise<State>;
  /** Undefined when the object is gone. */
  read(call: ReadCall): Promise<ReadState | undefined>;
  /** The outputs after the update. */
  update(call: UpdateCall): Promise<Props>;
  delete(call: ReadCall): Promise<void>;
  invoke(token: string, args: Props, signal: AbortSignal): Promise<Props>;
  /** Outputs of the type that are secret whatever the program says. */
  secretsOf(type: string): readonly string[];
}
