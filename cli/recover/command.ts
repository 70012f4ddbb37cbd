import { confirm, isCancel } from "@clack/prompts";
import { azureEnvironment } from "../../graph/environment";
import type { EntraReader } from "../clouds/entra";
import { entraReader } from "../clouds/entra-reader";
import { IdentityCenterReader } from "../clouds/identity-center";
import { exitStatus, Failure, sentence } from "../failure";
import { confirmChange } from "../output/confirm-change";
import { json, type Writer } from "../output/writer";
import { pulumiRepairingBackend } from "./file-backend";
import { readOrphanFacts } from "./facts";
import { pulumiOnStack } from "./lock";
import { lookForPending, type Clouds } from "./look";
import { findOrphans } from "./orphans";
import { planRecovery, recoveredState, type Action, type RecoveryPlan } from "./plan";
import { markOf, pendingCreations } from "./proof";
import { type Orphan, type FoundObjects, mergeFound } from "./found-objects";
import { removeOrphan } from "./remove-orphan";
import { formatPlan, summarize } from "./report";
import { resourcesOf, type StackState } from "../stack/state";
import { readDuplicates } from "./duplicates";
import { uselessOrphans } from "./useless";
import { loadSettings } from "../stack/load-settings";
import { lastWords } from "../stack/pulumi";
import { resolveStack } from "../stack/stack";
import type { Run, StackOptions } from "../commands/command";

interface Options extends StackOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly removeOrphans?: boolean;
  readonly forgetUnclear?: boolean;
}

/** What was begun up to this many minutes before the state was last written may belong to the interrupted run. */
const windowMinutes = 20;

/** `federation recover`: brings the state of an interrupted `pulumi up` back to what the clouds hold. */
export const recover: Run<Options> = async ({ writer }, options) => {
  const mend = options.dryRun !== true;
  // The selected stack's name, too, cannot be told before a half-written backend is mended.
  if (options.stack === undefined) await pulumiRepairingBackend(["stack", "--show-name"], mend);
  const stack = await resolveStack(options.stack);
  const { settings, core } = loadSettings(stack);
  const state = await exportState(stack, mend);
  const since = beginning(state);
  const counter = { calls: 0 };
  const identityCenter = new IdentityCenterReader(settings.homeRegion, counter);
  let reader: Promise<EntraReader> | undefined;
  const entra = () =>
    (reader ??= azureEnvironment(settings.microsoftCloud).then((cloud) => entraReader(settings.tenantId, cloud, counter)));
  const clouds: Clouds = { identityCenter, entra, since, homeRegion: settings.homeRegion };

  const seen = planRecovery(state, await lookForPending(state, clouds), since);
  const plan = options.forgetUnclear === true ? withoutUnclear(seen) : seen;
  const after = recoveredState(state, plan);
  const pending = pendingCreations(state);
  const [{ facts, unread: unreadFacts }, { unread: unreadDuplicates, ...duplicates }] = await Promise.all([
    readOrphanFacts(resourcesOf(after), since, {
      identityCenter,
      entra,
      settings,
      counter,
      isAccessStack: core !== undefined,
      proof: { pending, mark: markOf(state) },
    }),
    readDuplicates(resourcesOf(after), clouds, pending),
  ]);
  const unread = [...unreadFacts, ...unreadDuplicates];
  const { orphans, unproven } = mergeFound([
    findOrphans(resourcesOf(after), facts),
    duplicates,
    { orphans: uselessOrphans(plan), unproven: [] },
  ]);
  if (options.json === true && options.dryRun === true) writer.out(json({ stack, ...plan, orphans, unproven, unread }));
  else {
    // With --json the one document on standard output is the answer at the end; people read along on standard error.
    const say = options.json === true ? writer.err : writer.out;
    describe(say, stack, plan, { orphans, unproven }, unread);
  }

  const work = plan.actions.length > 0 || plan.refresh.length > 0;
  if (options.dryRun === true) return work || orphans.length > 0 ? exitStatus.findings : exitStatus.fine;
  if (isUnclear(plan)) {
    // Pulumi drops every interrupted operation when a state is written back, the unclear ones with the others.
    throw new Failure(
      "Nothing was changed, because what became of some operations is unclear; mend the reasons above and run it again, or look for yourself and add --forget-unclear.",
    );
  }
  if (work) {
    await confirmChange(options.yes === true, "Bring the state up to date?");
    await apply(stack, plan, after, writer);
  } else await write(stack, state); // Changes nothing; where an interrupted run left its lock, this finds it.
  const left = await offerRemoval(orphans, options, { identityCenter, entra, homeRegion: settings.homeRegion }, writer);
  if (options.json === true) writer.out(json({ stack, ...plan, orphans, unproven, unread, orphansLeft: left.length }));
  else if (work) writer.out("Recovered. `pulumi up` goes on from here.");
  return left.length > 0 || unread.length > 0 ? exitStatus.findings : exitStatus.fine;
};

async function exportState(stack: string, mend: boolean): Promise<StackState> {
  const exported = await pulumiRepairingBackend(["stack", "export", "--stack", stack], mend);
  if (exported.status !== 0) throw new Failure(`The state could not be read: ${lastWords(exported)}`);
  return JSON.parse(exported.stdout) as StackState;
}

function beginning({ deployment }: StackState): Date {
  const written = Date.parse(deployment.manifest?.time ?? "");
  return new Date((Number.isNaN(written) ? 0 : written) - windowMinutes * 60_000);
}

function isUnclear({ actions }: RecoveryPlan): boolean {
  return actions.some(({ kind }) => kind === "leave");
}

/** The user has looked: what is unclear was not made. */
function withoutUnclear(plan: RecoveryPlan): RecoveryPlan {
  const forget = (action: Action): Action =>
    action.kind === "leave" ? { ...action, kind: "forget", because: `you say so (${action.because})` } : action;
  return { ...plan, actions: plan.actions.map(forget) };
}

function describe(
  say: Writer["out"],
  stack: string,
  plan: RecoveryPlan,
  { orphans, unproven }: FoundObjects,
  unread: readonly string[],
): void {
  if (plan.actions.length === 0) say(`Stack ${stack} has no interrupted operations.`);
  else say(`${formatPlan(plan)}\n\n${summarize(plan)}`);
  const unfinished = plan.refresh.filter((urn) => !plan.actions.some((action) => action.urn === urn));
  if (unfinished.length > 0) say(`An earlier recovery did not finish ${unfinished.length} resources; they are read again, too.`);
  for (const sentenceOfFailure of unread) say(`Orphans cannot be told: ${sentenceOfFailure}`);
  if (unproven.length > 0) {
    const lines = unproven.map(({ description, remedy }) => `  ${description}: ${remedy}`);
    say(`\nIn no state, and nothing proves that this stack made it; it is never removed here:\n${lines.join("\n")}`);
  }
  if (orphans.length > 0)
    say(`\nOrphans, made by this stack and in no state:\n${orphans.map(({ description }) => `  ${description}`).join("\n")}`);
}

/**
 * Writes the state and lets Pulumi read what was adopted. `pulumi refresh --import-pending-creates` would be the
 * natural way; Pulumi 3.259.0 marks such operations as imports and then drops them unread.
 */
async function apply(stack: string, { actions, refresh }: RecoveryPlan, after: StackState, writer: Writer): Promise<void> {
  if (actions.length > 0) await write(stack, after);
  if (refresh.length === 0) return;
  writer.err(`Reading ${refresh.length} resources …`);
  const targets = refresh.flatMap((urn) => ["--target", urn]);
  const run = await pulumiOnStack(stack, ["refresh", "--yes", "--skip-preview", "--suppress-outputs", ...targets]);
  if (run.status !== 0) {
    throw new Failure(
      `The recovered resources could not be read (${lastWords(run)}); run \`federation recover\` again before the next \`pulumi up\`.`,
    );
  }
}

async function write(stack: string, state: StackState): Promise<void> {
  const imported = await pulumiOnStack(stack, ["stack", "import"], { input: JSON.stringify(state) });
  if (imported.status !== 0) throw new Failure(`The state could not be written: ${lastWords(imported)}`);
}

async function offerRemoval(
  orphans: readonly Orphan[],
  { yes, removeOrphans }: Options,
  clouds: Parameters<typeof removeOrphan>[1],
  writer: Writer,
): Promise<readonly Orphan[]> {
  if (orphans.length === 0) return [];
  if (removeOrphans === true && yes !== true) throw new Failure("--remove-orphans removes without asking; add --yes.");
  if (removeOrphans !== true) {
    if (yes === true || process.stdin.isTTY !== true) {
      writer.err("They stay; `federation recover --yes --remove-orphans` removes them.");
      return orphans;
    }
    const agreed = await confirm({ message: `Remove the ${orphans.length} orphans?`, initialValue: false });
    if (isCancel(agreed) || !agreed) return orphans;
  }
  const left: Orphan[] = [];
  for (const orphan of orphans) {
    try {
      await removeOrphan(orphan, clouds);
      writer.err(`Removed: ${orphan.description}`);
    } catch (error) {
      left.push(orphan);
      writer.err(`Not removed: ${orphan.description}: ${sentence(error)}`);
    }
  }
  return left;
}
