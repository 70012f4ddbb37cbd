/** Whole readings of an organization that must see every assignment: one that missed some would be the cheapest. */
import { adoption } from "../../cli/adopt/adoption";
import { readDrift } from "../../cli/drift/command";
import { json } from "../../cli/output/writer";
import type { VerifyContext } from "../../cli/verify/context";
import { checks } from "../../cli/verify/registry";
import { formatReport, reportOf } from "../../cli/verify/report";
import { runChecks } from "../../cli/verify/run";
import { systemClock } from "../../contract/clock";

/** @throws Error unless verify sees exactly so many assignments */
export async function verifyOfAll(context: VerifyContext, assignments: number): Promise<void> {
  const about = { stack: "large", phase: context.settings.phase, time: "", calls: { aws: 0, entra: 0 }, milliseconds: 0 };
  const report = reportOf(await runChecks(checks, context), about);
  formatReport(report);
  json(report);
  const messages = report.checks.find(({ id }) => id === "R5.7")?.outcomes.map(({ message }) => message);
  if (messages?.[0] !== `${assignments} assignments, none missing, none too much.`)
    throw new Error(`verify said of R5.7: ${messages?.join(" ")}`);
}

/** @throws Error where drift sees an assignment more or less than the settings declare */
export async function driftOfAll(context: VerifyContext): Promise<void> {
  const found = await readDrift(context, async () => new Map());
  json(found);
  const strange = [...found.missing, ...found.undeclared].find(({ accountId }) => accountId !== undefined);
  if (strange !== undefined) throw new Error(`drift did not see all assignments: ${strange.what}`);
}

/** @throws Error unless exactly so many assignments are adopted */
export async function adoptOfAll(homeRegion: string, assignments: number): Promise<void> {
  const nothing = (): never => {
    throw new Error("Entra is not asked.");
  };
  const { resources } = await adoption({
    ...{ stack: "large", homeRegion, tenantId: undefined, awsOnly: true, fold: true },
    ...{ wantedSet: () => true, wantedAccount: () => true, included: () => true },
    ...{ lookUp: nothing, entraHalf: nothing, counter: { calls: 0 }, clock: systemClock, progress: () => undefined },
  });
  const found = resources.filter(({ type }) => type.endsWith(":AccountAssignment")).length;
  if (found !== assignments) throw new Error(`adopt found ${found} of ${assignments} assignments.`);
}
