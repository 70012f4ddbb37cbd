import { url } from "node:inspector";

const { FEDERATION_STACK_TRACES, PULUMI_DEBUG_PROMISE_LEAKS } = process.env;
const debugged = Boolean(FEDERATION_STACK_TRACES) || Boolean(PULUMI_DEBUG_PROMISE_LEAKS) || url() !== undefined;

/**
 * Makes a resource of which there are thousands. Pulumi's SDK takes some twenty stack traces for each; `stack-traces.ts`
 * saves their writing, this their taking, which is half of what is left of making one. An error that `make` throws has
 * no trace, save where somebody debugs.
 */
export function oneOfMany<T>(make: () => T): T {
  if (debugged) return make();
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
