import { commandEntry, withExamples, withStackOptions } from "./command";

/** `federation drift`. */
export const drift = commandEntry({
  name: "drift",
  define: (command) =>
    withExamples(
      withStackOptions(
        command.description("what the clouds hold beside, without or other than the settings, who did it, and two ways out of each"),
      ),
      [
        ["federation drift --stack prod", "nothing is changed"],
        ["federation drift --stack prod --json", "for machines"],
      ],
    ),
  load: async () => (await import("../drift/command")).drift,
});
