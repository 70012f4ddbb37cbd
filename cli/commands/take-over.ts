import { FLAG, commandEntry, fileToWrite, withExamples, withStackOptions } from "./command";

/** `federation take-over`. */
export const takeOver = commandEntry({
  name: "take-over",
  define: (command) =>
    withExamples(
      withStackOptions(
        command.description(
          "what the settings declare, somebody else made, and this stack's state lacks: writes the file for `pulumi import`",
        ),
      ).option(FLAG.out, "file to write (default: take-over.json here)", fileToWrite("--out")),
      [
        ["federation take-over", "look, and write take-over.json; status 1 if there is something to take over"],
        ["federation take-over --stack prod --json", "for machines"],
      ],
    ),
  load: async () => (await import("../take-over/command")).takeOver,
});
