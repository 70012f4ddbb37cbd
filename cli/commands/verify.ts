import { commandEntry, withExamples, withStackOptions } from "./command";

/** `federation verify`. */
export const verify = commandEntry({
  name: "verify",
  define: (command) =>
    withExamples(
      withStackOptions(command.description("read both clouds and hold them against the settings (R1 to R9); never writes")).option(
        "--all-accounts <role>",
        "also look for IAM users in every other account, entered with this read-only role (R9.6)",
      ),
      [
        ["federation verify", "the selected stack"],
        ["federation verify --stack prod --json", "for machines"],
        ["federation verify --all-accounts OrganizationReadOnly", "IAM users of all accounts, too"],
      ],
    ),
  load: async () => (await import("../verify/command")).verify,
});
