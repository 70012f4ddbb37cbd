import { tracesWanted } from "./stack-traces";

/**
 * Makes a resource of which there are thousands. Pulumi's SDK takes some twenty stack traces for each;
 * `stack-traces.ts` saves their writing, this their taking, which is half of what is left of making one. An error that
 * `make` throws has no trace, save where somebody debugs.
 */
export function oneOfMany<T>(make: () => T): T {
  if (tracesWanted) return make();
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
