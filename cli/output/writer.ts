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

/** Stable JSON for machines. */
export function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
