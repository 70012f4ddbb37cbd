import { FLAG, commandEntry, fileToWrite, withExamples, withJson } from "./command";

/** `federation convert`. */
export const convert = commandEntry({
  name: "convert",
  define: (command) =>
    withExamples(
      withJson(
        command
          .description("a stack file from another tool's files; what is not carried over is listed; status 1 if there is any")
          .argument("<file...>", "the tool's files, or folders of them")
          .requiredOption("--from <tool>", "terraform (`terraform show -json`) | lza | cloudposse | aws-ia | single-stage")
          .option(
            FLAG.out,
            "stack file to write; one that is there is compared and never written over (default: print)",
            fileToWrite("--out"),
          )
          .option("--home-region <region>", "region of Identity Center, where the files do not say it")
          .option("--tenant-id <id>", "Entra directory id, where the files do not say it")
          .option(FLAG.inventory, "tells accounts from organizational units, and what lies below them"),
      ),
      [
        ["federation convert --from terraform state.json --out Pulumi.prod.yaml", "from `terraform show -json > state.json`"],
        ["federation convert --from lza iam-config.yaml -i inventory.json", "print it, with OUs as the accelerator means them"],
      ],
    ),
  load: async () => (await import("../convert/command")).convert,
});
