import { commandEntry, withActionOptions, withExamples, withQuestionOptions } from "./command";

/** `federation who-can`. */
export const whoCan = commandEntry({
  name: "who-can",
  define: (command) =>
    withExamples(
      withActionOptions(
        withQuestionOptions(
          command
            .argument("<account>", "id or name")
            .description("which groups reach an account, with what, and who of them can do something"),
        ),
      ),
      [
        ["federation who-can data-prod", "by name"],
        ["federation who-can data-prod --action s3:DeleteBucket", "who of them can do that: yes, no or depends, and by which statement"],
        ["federation who-can 012345678901", "by id"],
        [
          "federation who-can data-dev --stack dev --inventory docs/examples/inventory.dev.json",
          "from a saved inventory, without credentials",
        ],
      ],
    ),
  load: async () => (await import("../questions/who-can")).whoCan,
});
