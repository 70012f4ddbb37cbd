import { commandEntry, FLAG, withExamples, withQuestionOptions } from "./command";

/** `federation aws-config`. */
export const awsConfig = commandEntry({
  name: "aws-config",
  define: (command) =>
    withExamples(
      withQuestionOptions(
        command.description(
          "write profiles for the AWS CLI and SDKs, one an account and permission set, between markers of its own (R8.1)",
        ),
      )
        .option("-f, --file <file>", "configuration file (default: AWS_CONFIG_FILE, else ~/.aws/config)")
        .option("-g, --group <name>", "only what this group holds, as the settings or Entra name it")
        .option("-a, --account <account>", "only this account, by id or name")
        .option("-t, --template <name>", "name of a profile (default: {account}.{permissionSet}; also {accountId})")
        .option("--portal <url>", "access portal (default: the settings' accessPortalUrl, else the stack's output)")
        .option(FLAG.dryRun, "show the difference; write nothing (status 1 if there is one)"),
      [
        ["federation aws-config --group aws-developers --dry-run", "what would change"],
        ["federation aws-config --group aws-developers", "write it; again after each change of the access list"],
        ["federation aws-config --file /tmp/config --json", "with the pattern of each role's ARN, for EKS, KMS and S3 policies"],
      ],
    ),
  load: async () => (await import("../aws-config/command")).awsConfig,
});
