/**
 * Loaded first by the program. Pulumi's SDK takes a stack trace for each resource and for each promise that it keeps an
 * eye on: some ten thousand at a thousand assignments. Under ts-node each is rewritten, frame by frame, through source
 * maps: a third of the processor time of a large preview, and a quarter of the state, which keeps the traces of
 * resources. Nobody reads them but who looks for a mistake in this program.
 *
 * Only traces of errors that say nothing are left out, which is how the SDK takes them; errors with a message keep
 * theirs. The full ones are back where somebody debugs: under Node's inspector, with PULUMI_DEBUG_PROMISE_LEAKS or with
 * FEDERATION_STACK_TRACES set.
 */
import { url } from "node:inspector";

const { FEDERATION_STACK_TRACES, PULUMI_DEBUG_PROMISE_LEAKS } = process.env;

/** Whether somebody debugs, so that every trace is taken and written. */
export const tracesWanted = Boolean(FEDERATION_STACK_TRACES) || Boolean(PULUMI_DEBUG_PROMISE_LEAKS) || url() !== undefined;

if (!tracesWanted) leaveOutSdkStackTraces();

/** Writes no stack for an error without a message; every other one as before. */
export function leaveOutSdkStackTraces(): void {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (error: Error, frames: NodeJS.CallSite[]): unknown => {
    if (error.message === "" && error.constructor === Error) return "Error";
    if (prepareStackTrace !== undefined) return prepareStackTrace(error, frames) as unknown;
    return [String(error), ...frames.map((frame) => `    at ${String(frame)}`)].join("\n");
  };
}
