/**
 * A failure of the sandbox itself, told in words: what happened, then what the user can do. Shown without a stack
 * trace.
 */
export class SandboxError extends Error {
  override readonly name = "SandboxError";

  /** @param options What the user can do about it, one sentence each. */
  constructor(
    message: string,
    readonly options: readonly string[] = [],
  ) {
    super(message);
  }
}

/**
 * The words for any error: a {@link SandboxError} with its options, anything else by its message; the stack only when
 * DEBUG is set.
 */
export function explain(error: unknown): string {
  if (error instanceof SandboxError) return [error.message, ...error.options.map((option) => `  - ${option}`)].join("\n");
  if (error instanceof Error) return process.env["DEBUG"] ? (error.stack ?? error.message) : error.message;
  return String(error);
}

/** Takes one line of progress. Written to standard error by `exec`, into the task list by `run`. */
export type Say = (line: string) => void;
