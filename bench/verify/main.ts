/**
 * `verify` in a process of its own: AWS through the command's own readers, Entra from memory, as Graph is no part of
 * the measurement.
 */
import { systemClock } from "../../contract/clock";
import { VerifyContext } from "../../cli/verify/context";
import { checks } from "../../cli/verify/registry";
import { runChecks } from "../../cli/verify/run";
import { loadSettings } from "../../cli/stack/load-settings";
import { formatReport, reportOf } from "../../cli/verify/report";
import { sourcesOf } from "./sources";

/** What the parent reads. */
export interface Measured {
  readonly milliseconds: number;
  readonly calls: number;
  readonly megabytes: number;
  readonly checks: Readonly<Record<string, string>>;
}

async function main(): Promise<Measured> {
  const began = performance.now();
  const { settings } = loadSettings("large");
  const counts = { aws: { calls: 0 }, entra: { calls: 0 } };
  const results = await runChecks(checks, new VerifyContext(settings, systemClock.now(), sourcesOf(settings, counts)));
  const about = { stack: "large", phase: settings.phase, time: "", calls: { aws: counts.aws.calls, entra: 0 }, milliseconds: 0 };
  const report = reportOf(results, about);
  formatReport(report);
  JSON.stringify(report);
  return {
    milliseconds: performance.now() - began,
    calls: counts.aws.calls,
    megabytes: process.resourceUsage().maxRSS / 1024,
    checks: Object.fromEntries(report.checks.map(({ id, outcomes }) => [id, outcomes[0]?.message ?? ""])),
  };
}

void main().then((measured) => process.stdout.write(JSON.stringify(measured)));
