import { commandEntry, withChangeOptions, withExamples, withStackOptions } from "./command";

/** `federation recover`. */
export const recover = commandEntry({
  name: "recover",
  define: (command) =>
    withExamples(
      withChangeOptions(
        withStackOptions(
          command.description(
            "after an interrupted `pulumi up`: finds what it really made in both clouds, hands it to Pulumi, names orphans",
          ),
        ),
      )
        .option("--remove-orphans", "with --yes: remove the orphans, too")
        .option("--forget-unclear", "you have looked: what cannot be told was not made"),
      [
        ["federation recover", "look, ask, then recover"],
        ["federation recover --dry-run", "only look"],
        ["federation recover --yes --remove-orphans", "in a pipeline, before the next `pulumi up`"],
      ],
    ),
  load: async () => (await import("../recover/command")).recover,
});
