import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { Failure, sentence } from "../failure";
import { differenceLines, differenceOfStackFiles, type SettingDifference } from "./difference";

/** What became of a stack file that was worked out. */
export interface Delivery {
  readonly file: string;
  /** `kept`: the file was there, and is as it was. */
  readonly outcome: "written" | "kept";
  /** What the new one would change in the one that is there. */
  readonly difference: readonly SettingDifference[];
}

/**
 * Writes a stack file where there is none. One that is there is somebody's work: it is compared, and never written
 * over.
 *
 * @throws Failure where it cannot be read or written, or is no stack file.
 */
export function deliverStackFile(file: string, text: string): Delivery {
  if (existsSync(file)) {
    let there: string;
    try {
      there = readFileSync(file, "utf8");
    } catch (error) {
      throw new Failure(`${file} cannot be read: ${sentence(error)}`);
    }
    return { file, outcome: "kept", difference: differenceOfStackFiles({ file, text: there }, { file: "the new stack file", text }) };
  }
  try {
    // Somebody may make it meanwhile.
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    throw new Failure(`${file} cannot be written: ${sentence(error)}`);
  }
  return { file, outcome: "written", difference: [] };
}

/** What became of it, in words: the difference a line a setting. */
export function deliveryWords({ file, outcome, difference }: Delivery): string {
  if (outcome === "written") return `${file} is written.`;
  if (difference.length === 0) return `${file} says the same already; nothing was written.`;
  return `${file} is there already and was left as it is. What it would take to say the same:\n${differenceLines(difference).join("\n")}\n`;
}
