import { statSync } from "node:fs";

/**
 * Refuses a path at which something else than a regular file stands, such as /dev/null: a new file that is renamed onto
 * it would take a device's place, for the whole machine where root writes it.
 *
 * @throws {Error} which says what to write instead, to be put into a sentence.
 */
export function refuseSpecialFile(file: string, option: string): void {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile()) throw new Error(`it is no regular file; name one with ${option}`);
}
