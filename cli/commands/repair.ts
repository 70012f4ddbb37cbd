import { commandEntry, withChangeOptions, withExamples, withStackOptions } from "./command";

/** `federation repair`. */
export const repair = commandEntry({
  name: "repair",
  define: (command) =>
    withExamples(
      withChangeOptions(
        withStackOptions(
          command.description(
            "what verify finds and no `pulumi up` mends: removes policies attached by hand, provisions permission sets again, restarts provisioning",
          ),
        ),
      ).option("--restart-provisioning", "restart Entra's provisioning although it is in no quarantine: everybody is looked at again"),
      [
        ["federation repair", "look, show, ask, do"],
        ["federation repair --dry-run", "only look"],
        ["federation repair --stack prod --yes --json", "for machines: what was done, what stays"],
      ],
    ),
  load: async () => (await import("../repair/command")).repair,
});
