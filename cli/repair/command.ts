import { systemClock } from "../../contract/clock";
import { azureEnvironment } from "../../graph/environment";
import { entraReader } from "../clouds/entra-reader";
import { IdentityCenterReader } from "../clouds/identity-center";
import { exitStatus, Failure, sentence } from "../failure";
import { confirmChange } from "../output/confirm-change";
import { json } from "../output/writer";
import { readState } from "../stack/state";
import { readJob, readSets } from "./facts";
import { planRepair, type JobRestart, type RepairPlan } from "./plan";
import { repairSets } from "./provision";
import { formatRepair } from "./report";
import { restartProvisioning } from "./restart";
import { loadSettings } from "../stack/load-settings";
import { coreOf } from "../stack/settings-file";
import { resolveStack } from "../stack/stack";
import { VerifyContext } from "../verify/context";
import { cloudSources } from "../verify/sources";
import type { Run, StackOptions } from "../commands/command";

interface Options extends StackOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly restartProvisioning?: boolean;
}

/**
 * `federation repair`: what `verify` finds and no `pulumi up` mends: policies attached by hand, accounts out of date,
 * quarantine.
 */
export const repair: Run<Options> = async ({ writer }, options) => {
  const stack = await resolveStack(options.stack);
  const { settings } = loadSettings(stack);
  const counter = { calls: 0 };
  const context = new VerifyContext(settings, systemClock.now(), cloudSources(settings, { aws: counter, entra: counter }));
  const state = await readState(coreOf(stack));
  const unread: string[] = [];
  const readOr = <Facts>(what: string, read: Promise<Facts>, nothing: Facts): Promise<Facts> =>
    read.catch((error: unknown) => {
      unread.push(`${what} cannot be read: ${sentence(error)}`);
      return nothing;
    });
  const [sets, job] = await Promise.all([
    readOr("Permission sets", readSets(context, state), []),
    settings.phase === "assign" ? readOr("Provisioning", readJob(context), undefined) : undefined,
  ]);
  const plan = planRepair(sets, job, { restart: options.restartProvisioning === true });
  const work = plan.sets.length > 0 || plan.restart !== undefined;
  if (options.json !== true) writer.out(formatRepair(stack, plan, unread));
  const unmended = (failures: readonly string[]): number =>
    failures.length + plan.left.length + unread.length > 0 ? exitStatus.findings : exitStatus.fine;
  if (options.dryRun === true || !work) {
    if (options.json === true) writer.out(json({ stack, ...plan, unread, failures: [] }));
    return work ? exitStatus.findings : unmended([]);
  }
  // With --json the one document on standard output is the answer at the end; people read along on standard error.
  if (options.json === true) writer.err(formatRepair(stack, plan, unread));
  await confirmChange(options.yes === true, "Do it?");
  const failures = await carryOut(plan, context, { say: writer.err, calls: counter });
  if (options.json === true) writer.out(json({ stack, ...plan, unread, failures }));
  else
    writer.out(
      failures.length === 0
        ? "Done. `federation verify` looks at the whole."
        : `Not mended:\n${failures.map((line) => `  ${line}.`).join("\n")}`,
    );
  return unmended(failures);
};

async function carryOut(
  plan: RepairPlan,
  context: VerifyContext,
  { say, calls }: { readonly say: (sentence: string) => void; readonly calls: { calls: number } },
): Promise<string[]> {
  const { settings } = context;
  const failures: string[] = [];
  if (plan.sets.length > 0) {
    const { instanceArn } = await context.instance();
    const center = new IdentityCenterReader(settings.homeRegion, calls);
    const stale = (arn: string) => center.accountsWith(instanceArn, arn, true);
    failures.push(...(await repairSets(plan.sets, { client: center.client, instanceArn, stale, say })));
  }
  if (plan.restart !== undefined) failures.push(...(await restarted(plan.restart, context, say)));
  return failures;
}

async function restarted(restart: JobRestart, { settings }: VerifyContext, say: (sentence: string) => void): Promise<string[]> {
  try {
    const { graph } = entraReader(settings.tenantId, await azureEnvironment(settings.microsoftCloud), { calls: 0 });
    const failure = await restartProvisioning(restart, graph);
    if (failure !== undefined) return [failure];
    say("Restarted: provisioning; the next cycle looks at everybody again");
    return [];
  } catch (error) {
    if (error instanceof Failure) throw error;
    return [`Provisioning was not restarted: ${sentence(error)} (it needs Synchronization.ReadWrite.All)`];
  }
}
