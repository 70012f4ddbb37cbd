import { closeSync, createReadStream, openSync, readFileSync, readSync } from "node:fs";
import { Failure, sentence } from "../failure";

/** Bytes as they come. */
export type Chunks = AsyncIterable<Buffer> | Iterable<Buffer>;

/** Text of a file. */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${sentence(error)}`);
  }
}

/** Bytes of a file, or of standard input for `-`. */
export async function* chunksOf(file: string): AsyncIterable<Buffer> {
  if (file === "-" && process.stdin.isTTY)
    throw new Failure("Nothing comes on standard input: name a file, or pipe `pulumi preview --json --show-sames` into it.");
  try {
    for await (const chunk of file === "-" ? process.stdin : createReadStream(file, { highWaterMark: 1 << 20 }))
      yield typeof chunk === "string" ? Buffer.from(chunk) : (chunk as Buffer);
  } catch (error) {
    throw new Failure(`${file === "-" ? "Standard input" : file} cannot be read: ${sentence(error)}`);
  }
}

/** Whether a file holds a saved state, which is JSON, rather than settings. */
export function isState(file: string): boolean {
  const start = Buffer.alloc(64);
  try {
    const open = openSync(file, "r");
    readSync(open, start, 0, start.length, 0);
    closeSync(open);
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${sentence(error)}`);
  }
  return start
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart()
    .startsWith("{");
}
