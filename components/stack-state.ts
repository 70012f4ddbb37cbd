import * as pulumi from "@pulumi/pulumi";
import pRetry from "p-retry";
import { saysHalfWrittenState } from "./provider-answers";
import { reading } from "./reading";

const RETRIES = 4;
/** Before the first retry; it doubles with each. */
const PAUSE_MILLISECONDS = 100;

/** A resource that the stack's own state holds. */
export interface StateResource {
  readonly urn: string;
  /** Pulumi's type token, such as `aws:ssoadmin/permissionSet:PermissionSet`. */
  readonly type: string;
  readonly name: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * Reads what the stack's own state holds, as its last run left it; the engine answers, no cloud is asked. Empty before
 * the first `up`.
 *
 * The engine answers by URN with `{type, outputs}`.
 *
 * The answer grows with the state: ask once a run, and only where something depends on it.
 *
 * @param stack Name of another stack of the project, in place of this one.
 */
export async function readStackState(stack = pulumi.getStack()): Promise<StateResource[]> {
  const stackName = [pulumi.getOrganization(), pulumi.getProject(), stack].join("/");
  const { outputs = {} } = (await reading("pulumi", `what the state of ${stackName} holds`, () => ask(stackName))) as {
    outputs?: Record<string, { readonly outputs?: Record<string, unknown> } | null>;
  };
  return Object.entries(outputs).map(([urn, found]) => ({ urn, ...partsOf(urn), outputs: found?.outputs ?? {} }));
}

/** The engine may write the state at this moment, for what it has just registered: asked again, it is whole. */
function ask(stackName: string): Promise<unknown> {
  const read = (): Promise<unknown> => pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName });
  return pRetry(read, {
    retries: RETRIES,
    minTimeout: PAUSE_MILLISECONDS,
    shouldRetry: ({ error }) => saysHalfWrittenState(error.message),
  });
}

/** `urn:pulumi:<stack>::<project>::<parents' types>$<type>::<name>`; a name may hold any of these signs. */
function partsOf(urn: string): { readonly type: string; readonly name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.split("$").at(-1) ?? "", name: name.join("::") };
}
