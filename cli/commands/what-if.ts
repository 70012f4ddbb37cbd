import { commandEntry, withExamples, withQuestionOptions } from "./command";

/** `federation what-if`. */
export const whatIf = commandEntry({
  name: "what-if",
  define: (command) =>
    withExamples(
      withQuestionOptions(
        command.description(
          "what Conditional Access does with a sign-in to AWS, from the settings alone; without a question: the whole truth table (R6)",
        ),
      )
        .option("-g, --group <name...>", "Entra groups of the person, as the settings write them")
        .option("--device <kind>", "compliant or other (default: compliant)")
        .option("--country <code>", "ISO 3166-1 alpha-2, or unknown (default: unknown)")
        .option("--client <type>", "browser, mobileAppsAndDesktopClients, exchangeActiveSync or other (default: browser)")
        .option("--markdown", "the truth table as Markdown"),
      [
        ["federation what-if --stack prod", "every persona, device, country and client type"],
        ["federation what-if --stack prod --group aws-platform-admins --device other --country DE", "one sign-in"],
      ],
    ),
  load: async () => (await import("../questions/what-if")).whatIf,
});
