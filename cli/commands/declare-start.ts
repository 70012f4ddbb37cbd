import type { Command } from "commander";
import { withExamples } from "./command";

/** Declares `federation convert`. */
export function defineConvert(command: Command): Command {
  return withExamples(
    command
      .description("a stack file from another tool's files; what is not carried over is listed; status 1 if there is any")
      .argument("<file...>", "the tool's files, or folders of them")
      .requiredOption("--from <tool>", "terraform (`terraform show -json`) | lza | cloudposse | aws-ia | single-stage")
      .option("-o, --out <file>", "stack file to write; one that is there is compared and never written over (default: print)")
      .option("--home-region <region>", "region of Identity Center, where the files do not say it")
      .option("--tenant-id <id>", "Entra directory id, where the files do not say it")
      .option("-i, --inventory <file>", "tells accounts from organizational units, and what lies below them")
      .option("--json", "print one JSON document for machines"),
    [
      ["federation convert --from terraform state.json --out Pulumi.prod.yaml", "from `terraform show -json > state.json`"],
      ["federation convert --from lza iam-config.yaml -i inventory.json", "print it, with OUs as the accelerator means them"],
    ],
  );
}

/** Declares `federation init`. */
export function defineInit(command: Command): Command {
  return withExamples(
    command
      .description("a first stack file, from an interview; one that is there is compared and never written over")
      .option("-s, --stack <name>", "the stack that is to be, such as prod")
      .option("--answers <file>", "answers as JSON instead of an interview (docs/start.md has the names)")
      .option("-i, --inventory <file>", "accounts and organizational units that the answers must name")
      .option("--live", "read them in AWS, with this terminal's credentials")
      .option("--json", "print one JSON document for machines"),
    [
      ["federation init --stack prod", "asks, and writes Pulumi.prod.yaml"],
      ["federation init --stack prod --answers answers.json --live", "for pipelines"],
    ],
  );
}
