import { FLAG, commandEntry, fileToWrite, wholeNumber, withExamples, withStackOptions } from "./command";

/** `federation report`. */
export const report = commandEntry({
  name: "report",
  define: (command) => {
    const limit = (name: string) => (text: string) => wholeNumber(name, text);
    return withExamples(
      withStackOptions(
        command
          .argument("[file...]", "what `pulumi preview --json --show-sames` wrote, one file a stack; - or nothing: standard input")
          .description("what a change does to access: who gains and loses what, how dangerous it is, and why"),
      )
        .option("-f, --format <format>", "markdown, html, json or csv (default: markdown)")
        .option(FLAG.out, "file to write (default: standard output)", fileToWrite("--out"))
        .option(FLAG.inventory, "what `federation inventory` saved: names accounts, and says why access is there")
        .option("--before <file>", "in place of a preview: a saved state, or a version of the settings")
        .option("--after <file>", "the other state or version")
        .option("--state <file>", "the state that a preview without --show-sames was made of (default: `pulumi stack export`)")
        .option("--max-admin-gains <n>", "most assignments gained that administrate (default: the settings')", limit("--max-admin-gains"))
        .option("--max-accounts <n>", "most accounts whose access changes (default: the settings')", limit("--max-accounts"))
        .option("--max-losses <n>", "most assignments lost (default: the settings')", limit("--max-losses")),
      [
        ["federation report preview.json --inventory inventory.json", "a comment for the pull request"],
        ["federation report preview.json --format html --out report.html", "a page: matrix, filters, search"],
        ["pulumi preview --json --show-sames | federation report --format json --out report.json", "for machines"],
        ["federation report core.json workloads.json sandbox.json", "the stacks of one federation as one change"],
        ["federation report --before old.yaml --after Pulumi.dev.yaml --inventory inventory.json", "no credentials, no state"],
      ],
    );
  },
  load: async () => (await import("../report/command")).report,
});
