import { type Graph } from "../graph";
import { type Schema } from "../schema";
import { type Session } from "../session";
import { type Props } from "../values";

/** Where an operation takes place. */
export interface Cloud {
  /** Graph, within this operation's deadline. */
  readonly graph: Graph;
  readonly session: Session;
}

/** What a create or an update starts from. */
export interface Plan {
  /** The program's values with the official defaults filled in; what the plugin computes has its old value. */
  readonly planned: Props;
  /** The state before; empty on create. */
  readonly prior: Props;
  /**
   * True when the property (a top-level name, or a path such as `api.oauth2PermissionScopes`) differs from the state
   * before.
   */
  changed(path: string): boolean;
}

/** The official plugin's default time-outs in minutes. */
export interface Minutes {
  readonly create: number;
  readonly update?: number;
  readonly delete: number;
}

/** One row of the table of types: the official plugin's behaviour for one resource type. */
export interface ResourceType {
  readonly schema: Schema;
  readonly minutes: Minutes;
  /** What an import id looks like; absent where the official plugin cannot import. */
  readonly importId?: { readonly form: string; readonly pattern: RegExp };
  /**
   * Makes the object. `exists` is called with the resource id as soon as the official plugin would keep it in state
   * even if a later step fails.
   * @returns the resource id
   */
  create(cloud: Cloud, plan: Plan, exists: (id: string) => void): Promise<string>;
  /** Reads the object; undefined when it is gone. `prior` is the state before, empty on import. */
  read(cloud: Cloud, id: string, prior: Props): Promise<Props | undefined>;
  /** Changes the object; absent where every change replaces. */
  update?(cloud: Cloud, id: string, plan: Plan): Promise<void>;
  /** Update answers with what was planned, without reading the object again. */
  readonly updateReadsNothing?: boolean;
  delete(cloud: Cloud, id: string, prior: Props): Promise<void>;
  /** Properties that change as a consequence of others, given the paths that change. */
  consequences?(changed: (path: string) => boolean): readonly string[];
  /** What the official plugin refuses while planning; one sentence, or undefined. */
  refuse?(planned: Props): string | undefined;
}
