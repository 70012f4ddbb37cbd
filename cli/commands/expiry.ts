import { FLAG, boundedWholeNumber, commandEntry, fileToWrite, withExamples, withStackOptions } from "./command";

/** `federation expiry`. */
export const expiry = commandEntry({
  name: "expiry",
  define: (command) =>
    withExamples(
      withStackOptions(command.description("what ends when, and what to do before: one calendar; status 1 where something is due"))
        .option("-w, --within <days>", "warning days for everything (default: each one's own)", boundedWholeNumber("--within", 0, 3660))
        .option("--ics <file>", "write the calendar as an iCalendar file", fileToWrite("--ics"))
        .option("--offline", "from the settings alone: no credentials, no network")
        .option(FLAG.inventory, "how old a saved inventory is, too")
        .option("--pack-config <file>", "exemptions in this configuration of the policy pack, too"),
      [
        ["federation expiry --stack prod", "certificates, token, keys, access, drills, credentials"],
        ["federation expiry --stack prod --within 90 --ics federation.ics", "for the team's calendar"],
        ["federation expiry --stack prod --offline --json", "for machines without credentials"],
      ],
    ),
  load: async () => (await import("../expiry/command")).expiry,
});
