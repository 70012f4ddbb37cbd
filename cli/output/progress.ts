import { interruptible } from "./interrupt";
import type { Writer } from "./writer";

/** Milliseconds after which long work says for the first time, and then again, how far it is. */
const EVERY_MS = 5_000;

/**
 * Reads something, and says on standard error how far it is where it takes long; nothing where it is soon over. Ctrl-C
 * ends it cleanly.
 *
 * @param state how far it is, as a sentence.
 */
export async function withProgress<Result>(
  writer: Pick<Writer, "err">,
  state: () => string,
  work: () => Promise<Result>,
  everyMs = EVERY_MS,
): Promise<Result> {
  const timer = setInterval(() => writer.err(state()), everyMs);
  try {
    return await interruptible(writer, work);
  } finally {
    clearInterval(timer);
  }
}
