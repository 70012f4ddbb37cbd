import { readFileSync } from "node:fs";
import { Failure, sentence } from "../failure";

/** Text of a file, or of standard input for `-`. */
export function readText(file: string): string {
  if (file === "-" && process.stdin.isTTY)
    throw new Failure("Nothing comes on standard input: name a file, or pipe `pulumi preview --json --show-sames` into it.");
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new Failure(`${file === "-" ? "Standard input" : file} cannot be read: ${sentence(error)}`);
  }
}
