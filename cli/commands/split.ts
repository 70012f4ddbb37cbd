import { commandEntry, withChangeOptions, withExamples, withStackOptions } from "./command";

/** `federation split`. */
export const split = commandEntry({
  name: "split",
  define: (command) =>
    withExamples(
      withChangeOptions(
        withStackOptions(
          command.description(
            "brings account assignments into the stacks that federation:stacks gives them, from state to state; changes nothing in the clouds",
          ),
        ),
      ),
      [
        ["federation split --stack prod --dry-run", "after a change of federation:stacks, or of an account's organizational unit"],
        ["federation split --stack prod", "look, show, ask, do; stopped in between, it goes on from there"],
      ],
    ),
  load: async () => (await import("../split/command")).split,
});
