import type { Command } from "commander";
import { withExamples, withStackOptions } from "./command";

/** Declares `federation split`. */
export function defineSplit(command: Command): Command {
  return withExamples(
    withStackOptions(
      command.description(
        "brings account assignments into the stacks that federation:stacks gives them, from state to state; changes nothing in the clouds",
      ),
    )
      .option("-n, --dry-run", "show what would be done; change nothing (status 1 if there is something to do)")
      .option("-y, --yes", "do it without asking"),
    [
      ["federation split --stack prod --dry-run", "after a change of federation:stacks, or of an account's organizational unit"],
      ["federation split --stack prod", "look, show, ask, do; stopped in between, it goes on from there"],
    ],
  );
}
