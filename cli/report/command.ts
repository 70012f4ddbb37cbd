import { writeFileSync } from "node:fs";
import { systemClock } from "../../contract/clock";
import { buildReport } from "../../access/report/build";
import { catalogueOf } from "../../access/report/catalogue";
import { documentsOf } from "../../access/report/effective";
import type { Report } from "../../access/report/report";
import { exitStatus, Failure, sentence } from "../failure";
import { managedDocuments } from "../policies/managed-documents";
import { csv } from "./csv";
import { markdown } from "./markdown";
import { readSource, type SourceOptions } from "./source";
import { reportSettings } from "./stack-settings";
import type { Run } from "../commands/command";

interface Options extends SourceOptions {
  readonly format?: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly maxAdminGains?: number;
  readonly maxAccounts?: number;
  readonly maxLosses?: number;
}

const FORMATS: Readonly<Record<string, (report: Report) => string | Promise<string>>> = {
  markdown,
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  csv,
  // Its compiler is loaded for a page only.
  html: async (report) => (await import("./page/page")).reportPage(report),
};

/** Names of the formats. */
export const formatNames = Object.keys(FORMATS);

/** `federation report [FILE|-] …`: what a change does to access. Status 1 past a limit that no approval covers. */
export const report: Run<Options> = async ({ writer }, options, ...files) => {
  const format = options.format ?? (options.json === true ? "json" : "markdown");
  const write = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (write === undefined) throw new Failure(`--format is "${format}"; write one of ${formatNames.join(", ")}.`);
  const { change, source, settings } = await readSource(files, options);
  const { approval, ...limits } = settings === undefined ? {} : reportSettings(settings);
  const { maxAdminGains = limits.maxAdminGains, maxAccounts = limits.maxAccounts, maxLosses = limits.maxLosses } = options;
  const managed = managedDocuments(change.facts.partition);
  const made = buildReport({
    change,
    managed,
    catalogue: await catalogueOf(documentsOf(change, managed)),
    source,
    limits: {
      ...(maxAdminGains === undefined ? {} : { maxAdminGains }),
      ...(maxAccounts === undefined ? {} : { maxAccounts }),
      ...(maxLosses === undefined ? {} : { maxLosses }),
    },
    approval,
    now: systemClock.now(),
  });
  const text = await write(made);
  if (options.out === undefined) writer.out(text.replace(/\r?\n$/, ""));
  else {
    try {
      writeFileSync(options.out, text);
    } catch (error) {
      throw new Failure(`${options.out} cannot be written: ${sentence(error)}`);
    }
    writer.err(`${made.headline} (${options.out})`);
  }
  for (const { exceeded, sentence: words } of made.limits)
    if (exceeded) writer.err(`${words}${made.verdict === "approved" ? " Approved." : ""}`);
  return made.verdict === "exceeded" ? exitStatus.findings : exitStatus.fine;
};
