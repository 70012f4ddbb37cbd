import { commandEntry, withActionOptions, withExamples, withQuestionOptions } from "./command";

/** `federation what-can`. */
export const whatCan = commandEntry({
  name: "what-can",
  define: (command) =>
    withExamples(
      withActionOptions(
        withQuestionOptions(
          command.argument("<group>", "as written in the settings").description("which accounts a group reaches, with what"),
        ),
      ),
      [
        ["federation what-can aws-data-engineers", "by the name in the settings"],
        ["federation what-can aws-developers --action iam:CreateUser", "in which of them it can do that"],
      ],
    ),
  load: async () => (await import("../questions/what-can")).whatCan,
});
