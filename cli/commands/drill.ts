import { FLAG, boundedNumber, commandEntry, folderName, withExamples, withStackOptions } from "./command";

/** `federation drill`. */
export const drill = commandEntry({
  name: "drill",
  define: (command) =>
    withExamples(
      withStackOptions(
        command.description("a breakglass drill: walks the operator through, checks what can be checked, leaves dated evidence (R7.5)"),
      )
        .option("-u, --user <name>", "breakglass user that is drilled")
        .option("--operator <name>", "who holds the keyboard (asked for otherwise)")
        .option("--witness <name>", "who sits beside (asked for otherwise)")
        .option(FLAG.answers, "JSON {operator, witness, answers: {vault|console|heard|closed: {yes, remark}}} in place of questions")
        .option("--folder <folder>", "where the records are", folderName("--folder"), "docs/drills")
        .option(FLAG.wait, "how long to wait for CloudTrail and the alarm", boundedNumber("--wait", 0, 60), 20)
        .option(
          "--check",
          "only check the chain of the records there are and, with --stack, that one bears out each day in federation:drills.lastDrills",
        ),
      [
        ["federation drill --stack prod --user breakglass-1", "at a terminal, with the vault at hand"],
        ["federation drill --check --stack prod", "was an older record changed, or a drill claimed that none tells of?"],
      ],
    ),
  load: async () => (await import("../drill/command")).drill,
});
