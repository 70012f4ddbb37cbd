import { commandEntry, withActionOptions, withExamples, withQuestionOptions } from "./command";

/** `federation why`. */
export const why = commandEntry({
  name: "why",
  define: (command) =>
    withExamples(
      withActionOptions(
        withQuestionOptions(
          command
            .argument("<group>", "as written in the settings")
            .argument("<account>", "id or name")
            .description("which settings give a group access to an account, and what it is worth there"),
        ),
      ),
      [["federation why aws-developers web-dev", "the lines of the settings, and how the account came to match"]],
    ),
  load: async () => (await import("../questions/why")).why,
});
