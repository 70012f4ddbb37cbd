import type { Command } from "commander";
import { boundedNumber, withActionOptions, withExamples, withQuestionOptions, withStackOptions } from "./command";

/** Declares `federation verify`. */
export function defineVerify(command: Command): Command {
  return withExamples(
    withStackOptions(command.description("read both clouds and hold them against the settings (R1 to R9); never writes")).option(
      "--all-accounts <role>",
      "also look for IAM users in every other account, entered with this read-only role (R9.6)",
    ),
    [
      ["federation verify", "the selected stack"],
      ["federation verify --stack prod --json", "for machines"],
      ["federation verify --all-accounts OrganizationReadOnly", "IAM users of all accounts, too"],
    ],
  );
}

/** Declares `federation drift`. */
export function defineDrift(command: Command): Command {
  return withExamples(
    withStackOptions(
      command.description("what the clouds hold beside, without or other than the settings, who did it, and two ways out of each"),
    ),
    [
      ["federation drift --stack prod", "nothing is changed"],
      ["federation drift --stack prod --json", "for machines"],
    ],
  );
}

/** Declares `federation fetch-metadata`. */
export function defineFetchMetadata(command: Command): Command {
  return withExamples(
    withStackOptions(command.description("save the Federation Metadata XML for the AWS console, or one certificate (R2.4, R3.1)"))
      .option("-o, --out <file>", "file to write (default: federation-metadata-<stack>.xml here)")
      .option("--certificate <slot>", "the certificate of a slot as PEM in place of the metadata: what a rotation imports into AWS"),
    [
      ["federation fetch-metadata", "federation-metadata-<stack>.xml in this folder"],
      ["federation fetch-metadata --stack prod --out /tmp/entra.xml", "to a file of your choice"],
      ["federation fetch-metadata --certificate 2029", "signing-certificate-2029.pem, before Entra signs with it"],
    ],
  );
}

/** Declares `federation steps`. */
export function defineSteps(command: Command): Command {
  return withExamples(
    withStackOptions(
      command.description("the steps that no API can do: why, where to click, exact values, how verify knows (R1.1, R3.1, R4.1, R7.2)"),
    ),
    [
      ["federation steps", "what a person has to do in the consoles"],
      ["federation steps --stack prod --json", "for machines"],
    ],
  );
}

/** Declares `federation activate-certificate`. */
export function defineActivateCertificate(command: Command): Command {
  return withExamples(
    withStackOptions(
      command.description("make a slot's certificate the one that Entra signs with (R2.4); the only write of the verify family"),
    )
      .option("--slot <name>", "slot of enterpriseApp.signingCertificates (default: the last)")
      .option("-y, --yes", "AWS already knows the certificate; do not ask"),
    [
      ["federation activate-certificate", "after the first `pulumi up`"],
      ["federation activate-certificate --slot 2029 --yes", "last step of a rotation"],
    ],
  );
}

/** Declares `federation inventory`. */
export function defineInventory(command: Command): Command {
  return withExamples(
    withStackOptions(
      command.description("save accounts, units, tags and the groups that the settings name, for questions without credentials; no secret"),
    ).option("-o, --out <file>", "file to write (default: standard output)"),
    [
      ["federation inventory --out inventory.json", "then `federation matrix --inventory inventory.json`"],
      ["federation inventory --stack prod --out inventory.prod.json --json", "what was written, for machines"],
    ],
  );
}

/** Declares `federation matrix`. */
export function defineMatrix(command: Command): Command {
  return withExamples(
    withQuestionOptions(command.description("the access matrix: groups by accounts, as the settings mean it; at most 120 columns wide")),
    [
      ["federation matrix", "accounts with the same access share a column where the table is too wide"],
      ["federation matrix --stack prod --json", "every grant with its reasons"],
      ["federation matrix --stack prod --inventory inventory.json", "from a saved inventory, without credentials"],
    ],
  );
}

/** Declares `federation who-can`. */
export function defineWhoCan(command: Command): Command {
  return withExamples(
    withActionOptions(
      withQuestionOptions(
        command
          .argument("<account>", "id or name")
          .description("which groups reach an account, with what, and who of them can do something"),
      ),
    ),
    [
      ["federation who-can data-prod", "by name"],
      ["federation who-can data-prod --action s3:DeleteBucket", "who of them can do that: yes, no or depends, and by which statement"],
      ["federation who-can 012345678901", "by id"],
      [
        "federation who-can data-dev --stack dev --inventory docs/examples/inventory.dev.json",
        "from a saved inventory, without credentials",
      ],
    ],
  );
}

/** Declares `federation what-can`. */
export function defineWhatCan(command: Command): Command {
  return withExamples(
    withActionOptions(
      withQuestionOptions(
        command.argument("<group>", "as written in the settings").description("which accounts a group reaches, with what"),
      ),
    ),
    [
      ["federation what-can aws-data-engineers", "by the name in the settings"],
      ["federation what-can aws-developers --action iam:CreateUser", "in which of them it can do that"],
    ],
  );
}

/** Declares `federation why`. */
export function defineWhy(command: Command): Command {
  return withExamples(
    withActionOptions(
      withQuestionOptions(
        command
          .argument("<group>", "as written in the settings")
          .argument("<account>", "id or name")
          .description("which settings give a group access to an account, and what it is worth there"),
      ),
    ),
    [["federation why aws-developers web-dev", "the lines of the settings, and how the account came to match"]],
  );
}

/** Declares `federation take-over`. */
export function defineTakeOver(command: Command): Command {
  return withExamples(
    withStackOptions(
      command.description(
        "what the settings declare, somebody else made, and this stack's state lacks: writes the file for `pulumi import`",
      ),
    ).option("-o, --out <file>", "file to write (default: take-over.json here)"),
    [
      ["federation take-over", "look, and write take-over.json; status 1 if there is something to take over"],
      ["federation take-over --stack prod --json", "for machines"],
    ],
  );
}

/** Declares `federation expiry`. */
export function defineExpiry(command: Command): Command {
  return withExamples(
    withStackOptions(command.description("what ends when, and what to do before: one calendar; status 1 where something is due"))
      .option("-w, --within <days>", "warning days for everything (default: each one's own)", boundedNumber("--within", 0, 3660))
      .option("--ics <file>", "write the calendar as an iCalendar file")
      .option("--offline", "from the settings alone: no credentials, no network")
      .option("-i, --inventory <file>", "how old a saved inventory is, too")
      .option("--pack-config <file>", "exemptions in this configuration of the policy pack, too"),
    [
      ["federation expiry --stack prod", "certificates, token, keys, access, drills, credentials"],
      ["federation expiry --stack prod --within 90 --ics federation.ics", "for the team's calendar"],
      ["federation expiry --stack prod --offline --json", "for machines without credentials"],
    ],
  );
}

/** Declares `federation aws-config`. */
export function defineAwsConfig(command: Command): Command {
  return withExamples(
    withQuestionOptions(
      command.description("write profiles for the AWS CLI and SDKs, one an account and permission set, between markers of its own (R8.1)"),
    )
      .option("-f, --file <file>", "configuration file (default: AWS_CONFIG_FILE, else ~/.aws/config)")
      .option("-g, --group <name>", "only what this group holds, as the settings or Entra name it")
      .option("-a, --account <account>", "only this account, by id or name")
      .option("-t, --template <name>", "name of a profile (default: {account}.{permissionSet}; also {accountId})")
      .option("--portal <url>", "access portal (default: the settings' accessPortalUrl, else the stack's output)")
      .option("-n, --dry-run", "show the difference; write nothing (status 1 if there is one)"),
    [
      ["federation aws-config --group aws-developers --dry-run", "what would change"],
      ["federation aws-config --group aws-developers", "write it; again after each change of the access list"],
      ["federation aws-config --file /tmp/config --json", "with the pattern of each role's ARN, for EKS, KMS and S3 policies"],
    ],
  );
}

/** Declares `federation repair`. */
export function defineRepair(command: Command): Command {
  return withExamples(
    withStackOptions(
      command.description(
        "what verify finds and no `pulumi up` mends: removes policies attached by hand, provisions permission sets again, restarts provisioning",
      ),
    )
      .option("-n, --dry-run", "show what would be done; change nothing (status 1 if there is something to do)")
      .option("-y, --yes", "do it without asking")
      .option("--restart-provisioning", "restart Entra's provisioning although it is in no quarantine: everybody is looked at again"),
    [
      ["federation repair", "look, show, ask, do"],
      ["federation repair --dry-run", "only look"],
      ["federation repair --stack prod --yes --json", "for machines: what was done, what stays"],
    ],
  );
}

/** Declares `federation recover`. */
export function defineRecover(command: Command): Command {
  return withExamples(
    withStackOptions(
      command.description("after an interrupted `pulumi up`: finds what it really made in both clouds, hands it to Pulumi, names orphans"),
    )
      .option("-n, --dry-run", "say what would be done; change nothing (status 1 if there is something to do)")
      .option("-y, --yes", "do it without asking")
      .option("--remove-orphans", "with --yes: remove the orphans, too")
      .option("--forget-unclear", "you have looked: what cannot be told was not made"),
    [
      ["federation recover", "look, ask, then recover"],
      ["federation recover --dry-run", "only look"],
      ["federation recover --yes --remove-orphans", "in a pipeline, before the next `pulumi up`"],
    ],
  );
}

/** Declares `federation what-if`. */
export function defineWhatIf(command: Command): Command {
  return withExamples(
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
  );
}

/** Declares `federation drill`. */
export function defineDrill(command: Command): Command {
  return withExamples(
    withStackOptions(
      command.description("a breakglass drill: walks the operator through, checks what can be checked, leaves dated evidence (R7.5)"),
    )
      .option("-u, --user <name>", "breakglass user that is drilled")
      .option("--operator <name>", "who holds the keyboard (asked for otherwise)")
      .option("--witness <name>", "who sits beside (asked for otherwise)")
      .option("--answers <file>", "JSON {operator, witness, answers: {vault|console|heard|closed: {yes, remark}}} in place of questions")
      .option("--folder <folder>", "where the records are", "docs/drills")
      .option("--wait <minutes>", "how long to wait for CloudTrail and the alarm", boundedNumber("--wait", 0, 60), 20)
      .option(
        "--check",
        "only check the chain of the records there are and, with --stack, that one bears out each day in federation:drills.lastDrills",
      ),
    [
      ["federation drill --stack prod --user breakglass-1", "at a terminal, with the vault at hand"],
      ["federation drill --check --stack prod", "was an older record changed, or a drill claimed that none tells of?"],
    ],
  );
}
