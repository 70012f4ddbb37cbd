import { FLAG, commandEntry, fileToWrite, withExamples, withStackOptions } from "./command";

/** `federation inventory`. */
export const inventory = commandEntry({
  name: "inventory",
  define: (command) =>
    withExamples(
      withStackOptions(
        command.description(
          "save accounts, units, tags and the groups that the settings name, for questions without credentials; no secret",
        ),
      ).option(FLAG.out, "file to write (default: standard output)", fileToWrite("--out")),
      [
        ["federation inventory --out inventory.json", "then `federation matrix --inventory inventory.json`"],
        ["federation inventory --stack prod --out inventory.prod.json --json", "what was written, for machines"],
      ],
    ),
  load: async () => (await import("../stack/save-inventory")).inventory,
});
