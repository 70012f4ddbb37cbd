import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { Failure } from "../failure";

/** Name of the Pulumi project in this folder. */
export function projectName(): string {
  try {
    const { name } = parse(readFileSync("Pulumi.yaml", "utf8")) as { name?: string };
    if (name !== undefined) return name;
  } catch {
    // Told below, whatever was wrong with it.
  }
  throw new Failure("Pulumi.yaml with the project's name does not lie here; run it in the project's folder.");
}
