import { loadSettings } from "../stack/load-settings";
import { cloudSources } from "./sources";
import { VerifyContext } from "./context";
import { checks } from "./registry";
import { runChecks } from "./run";
import { formatReport, reportOf } from "./report";
import { systemClock } from "../../contract/clock";
import { exitStatus } from "../failure";
import { withProgress } from "../output/progress";
import { json } from "../output/writer";
import { resolveStack } from "../stack/stack";
import { Failure } from "../failure";
import type { Run, StackOptions } from "../commands/command";

interface Options extends StackOptions {
  /** Role to enter every other account with. */
  readonly allAccounts?: string;
}

/**
 * A role's name, with its path where it has one. @see
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const ROLE = /^([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/;

/** `federation verify`: both clouds held against the settings. */
export const verify: Run<Options> = async ({ writer }, options) => {
  const started = performance.now();
  const { allAccounts } = options;
  if (allAccounts !== undefined && !ROLE.test(allAccounts)) {
    throw new Failure(
      `--all-accounts "${allAccounts}" is no name of an IAM role: write the role that every account has, such as audit/ReadOnly, without arn:.`,
    );
  }
  const stack = await resolveStack(options.stack);
  const { settings } = loadSettings(stack);
  const counts = { aws: { calls: 0 }, entra: { calls: 0 } };
  const now = systemClock.now();
  const context = new VerifyContext(settings, now, cloudSources(settings, counts, allAccounts));
  let done = 0;
  const results = await withProgress(
    writer,
    () => `${done} of ${checks.length} checks are done, after ${counts.aws.calls} calls to AWS and ${counts.entra.calls} to Entra.`,
    () => runChecks(checks, context, () => (done += 1)),
  );
  const report = reportOf(results, {
    stack,
    phase: settings.phase,
    time: now.toISOString(),
    calls: { aws: counts.aws.calls, entra: counts.entra.calls },
    milliseconds: Math.round(performance.now() - started),
  });
  writer.out(options.json === true ? json(report) : formatReport(report));
  return { fine: exitStatus.fine, findings: exitStatus.findings, incomplete: exitStatus.wrongUse }[report.status];
};
