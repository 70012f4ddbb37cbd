import { writeFileSync } from "node:fs";
import { systemClock } from "../../contract/clock";
import { groupsOf } from "../../access/groups";
import { groupsIn } from "../../access/inventory";
import { exitStatus, Failure, sentence } from "../failure";
import { json } from "../output/writer";
import { readLive } from "./live-inventory";
import { loadSettings } from "./load-settings";
import { resolveStack } from "./stack";
import type { Run, StackOptions } from "../commands/command";

interface Options extends StackOptions {
  readonly out?: string;
}

/** `federation inventory`: what settings need to become grants, in a file, so that questions need no cloud. */
export const inventory: Run<Options> = async ({ writer }, options) => {
  const { settings } = loadSettings(await resolveStack(options.stack));
  const made = await readLive(settings, systemClock.now());
  const { unknown } = groupsIn(made, groupsOf(settings));
  if (unknown.length > 0) writer.err(`Entra does not have these groups of the settings exactly once: ${unknown.join(", ")}.`);
  if (options.out === undefined) {
    writer.out(json(made));
    return exitStatus.fine;
  }
  try {
    writeFileSync(options.out, `${json(made)}\n`);
  } catch (error) {
    throw new Failure(`${options.out} cannot be written: ${sentence(error)}`);
  }
  const summary = { file: options.out, accounts: made.accounts.length, groups: made.groups.length };
  writer.out(options.json === true ? json(summary) : `${options.out}: ${summary.accounts} accounts, ${summary.groups} groups.`);
  return exitStatus.fine;
};
