import { commandEntry, withExamples, withQuestionOptions } from "./command";

/** `federation matrix`. */
export const matrix = commandEntry({
  name: "matrix",
  define: (command) =>
    withExamples(
      withQuestionOptions(command.description("the access matrix: groups by accounts, as the settings mean it; at most 120 columns wide")),
      [
        ["federation matrix", "accounts with the same access share a column where the table is too wide"],
        ["federation matrix --stack prod --json", "every grant with its reasons"],
        ["federation matrix --stack prod --inventory inventory.json", "from a saved inventory, without credentials"],
      ],
    ),
  load: async () => (await import("../questions/matrix")).matrix,
});
