/**
 * Runs what throws only to tell the SDK something: without a stack trace, which costs more than the rule
 * (docs/performance.md). A rule of several types tells so of most resources.
 */
export function withoutStackTrace<T>(run: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
