import { commandEntry, folderName, withExamples, withStackOptions } from "./command";

/** `federation adopt`. */
export const adopt = commandEntry({
  name: "adopt",
  define: (command) =>
    withExamples(
      withStackOptions(
        command.description(
          "what is there already as a stack file and an import file, so that the first `pulumi up` changes nothing; writes no cloud",
        ),
      )
        .option(
          "-o, --out <folder>",
          "folder for Pulumi.<stack>.yaml, import.json and decisions.md; an edited stack file is never overwritten",
          folderName("--out"),
        )
        .option("--check", "hold the adopted stack against what is there: what is still outside")
        .option("--region <region>", "home region of Identity Center (default: the settings', else AWS_REGION)")
        .option("--tenant <id>", "Entra directory (tenant) id (default: the settings', else ARM_TENANT_ID)")
        .option("--half <half>", "aws: Identity Center alone, without Entra, breakglass users, trail and alarms; both (default: both)")
        .option("--fold", "fold accounts into all, units and tags where they mean exactly the same accounts today")
        .option("--ou <path...>", "only assignments of accounts in these organizational units; the others are left alone for now")
        .option("--set <name...>", "only these permission sets, by name or pattern")
        .option("--include <name...>", "adopt these although Control Tower or a just-in-time tool makes them, by name or pattern"),
      [
        ["federation adopt --stack prod --out adopted", "read decisions.md, then follow its commands"],
        ["federation adopt --stack prod --out adopted --half aws --ou Sandbox --fold", "in steps: one unit of the AWS half"],
        ["federation adopt --stack prod --check", "what is still outside; status 1 if anything is"],
      ],
    ),
  load: async () => (await import("../adopt/command")).adopt,
});
