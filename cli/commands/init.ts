import { FLAG, commandEntry, stackName, withExamples, withJson } from "./command";

/** `federation init`. */
export const init = commandEntry({
  name: "init",
  define: (command) =>
    withExamples(
      withJson(
        command
          .description("a first stack file, from an interview; one that is there is compared and never written over")
          .option(FLAG.stack, "the stack that is to be, such as prod", stackName)
          .option(FLAG.answers, "answers as JSON instead of an interview (docs/start.md has the names)")
          .option(FLAG.inventory, "accounts and organizational units that the answers must name")
          .option("--live", "read them in AWS, with this terminal's credentials"),
      ),
      [
        ["federation init --stack prod", "asks, and writes Pulumi.prod.yaml"],
        ["federation init --stack prod --answers answers.json --live", "for pipelines"],
      ],
    ),
  load: async () => (await import("../init/command")).init,
});
