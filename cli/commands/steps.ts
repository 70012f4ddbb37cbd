import { commandEntry, withExamples, withStackOptions } from "./command";

/** `federation steps`. */
export const steps = commandEntry({
  name: "steps",
  define: (command) =>
    withExamples(
      withStackOptions(
        command.description("the steps that no API can do: why, where to click, exact values, how verify knows (R1.1, R3.1, R4.1, R7.2)"),
      ),
      [
        ["federation steps", "what a person has to do in the consoles"],
        ["federation steps --stack prod --json", "for machines"],
      ],
    ),
  load: async () => (await import("../steps/command")).steps,
});
