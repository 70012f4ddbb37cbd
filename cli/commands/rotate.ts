import { Argument } from "commander";
import { commandEntry, FLAG, boundedNumber, withExamples, withStackOptions } from "./command";

/** Longest wait, in minutes: tokens of both clouds live an hour. */
const MOST_MINUTES = 60;

/** `federation rotate`. */
export const rotate = commandEntry({
  name: "rotate",
  define: (command) =>
    withExamples(
      withStackOptions(
        command
          .addArgument(new Argument("<what>", "what to rotate").choices(["certificate", "scim-token"]))
          .description(
            "walk through a rotation of the SAML certificate or the SCIM token (R2.4, R4.1); broken off anywhere, sign-in works",
          ),
      )
        .option(FLAG.yes, "certificate: let Entra sign with the new one without asking, once AWS has it")
        .option(FLAG.dryRun, "look only")
        .option(FLAG.wait, "how long to wait for what people do in the consoles (default: 0)", boundedNumber("--wait", 0, MOST_MINUTES))
        .option("--aws-has <thumbprint>", "certificate: the AWS console shows this one, where CloudTrail cannot tell")
        .option("--since <time>", "certificate: since when Entra signs with the new one, as the run that activated it showed"),
      [
        ["federation rotate certificate", "how far it is, and what comes next"],
        ["federation rotate certificate --wait 30", "through the steps in one go"],
        ["federation rotate scim-token --stack prod --json", "for machines"],
      ],
    ),
  load: async () => (await import("../rotate/command")).rotate,
});
