/** Where a command writes: results to `out`, progress and errors to `err`, so that results can be piped. */
export interface Writer {
  out(text: string): void;
  err(text: string): void;
  /** Whether a person watches `err`, so that progress may be drawn over itself. */
  readonly interactive: boolean;
}

/** The process's own streams. */
export const processWriter: Writer = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  interactive: process.stderr.isTTY === true,
};

/**
 * Ends the process without a word once nobody reads its output (`federation matrix | head`), with the status that a
 * shell gives a command ended by SIGPIPE: nothing is left to say, and "fine" would be claimed of work that was broken
 * off.
 */
function endWithoutReader(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(141);
}
process.stdout.on("error", endWithoutReader);
process.stderr.on("error", endWithoutReader);

/** Stable JSON for machines. */
export function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
