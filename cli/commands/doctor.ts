import { commandEntry, withExamples, withStackOptions } from "./command";

/** `federation doctor`. */
export const doctor = commandEntry({
  name: "doctor",
  define: (command) =>
    withExamples(
      withStackOptions(
        command.description(
          "whether the identities at hand have the permissions and licences for deploy, preview and verify; never writes",
        ),
      )
        .option("--for <purpose>", "deploy, preview or verify alone (default: all three)")
        .option(
          "--policy <purpose>",
          "print the least IAM policy, and the Graph permissions, for deploy, preview or verify; asks no cloud",
        ),
      [
        ["federation doctor --stack prod", "what is missing for each purpose, cloud by cloud"],
        ["federation doctor --policy deploy > deploy.json", "the policy to paste"],
        ["federation doctor --for verify --json", "for machines"],
      ],
    ),
  load: async () => (await import("../doctor/command")).doctor,
});
