import type { Writer } from "./writer";

/** Exit status of a command that Ctrl-C ended, as shells have it: 128 and the number of SIGINT. */
export const INTERRUPTED = 130;

/**
 * Does work that only reads; Ctrl-C ends it at once, with one sentence and {@link INTERRUPTED}. Nothing is half written
 * then: what such a command reports or writes it does at the end, as a whole.
 */
export async function interruptible<Result>(writer: Pick<Writer, "err">, work: () => Promise<Result>): Promise<Result> {
  const stop = (): never => {
    writer.err("Interrupted before everything was read: nothing was changed, and nothing is reported.");
    process.exit(INTERRUPTED);
  };
  process.once("SIGINT", stop);
  try {
    return await work();
  } finally {
    process.off("SIGINT", stop);
  }
}
