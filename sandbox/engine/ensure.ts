/**
 * Brings a set up: everything that is missing is made, everything that is there is used, and what no longer fits
 * together is forgotten together.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ensureCli, type Cli } from "./pulumi-cli/index";
import { codeOfClouds, startClouds } from "./clouds";
import { SandboxError, type Say } from "./failure";
import { hash, readIfThere } from "./files";
import { ensureHelpers, type Helpers } from "./helpers";
import { prepareHome } from "./home";
import { withLock } from "./lock";
import { callersDirectory } from "./paths";
import { ensurePlugins, type Plugin } from "./plugins";
import { SandboxSet, type SetName, type SetRecord } from "./set";
import { createStack, readStackSource, refreshStackFile } from "./stack";
import { defaultWorldFile, loadWorld } from "./world";

/** What the caller asked for. */
export interface Wanted extends SetName {
  /** Relative to the caller's folder; without it a running set keeps its world, and a new one takes the stack's own. */
  readonly world?: string;
}

/** The tools of a set: each is got once and kept. */
export interface Tools {
  readonly cli: Cli;
  readonly helpers: Helpers;
  readonly plugins: readonly Plugin[];
}

/** A set whose clouds run. */
export interface RunningSet {
  readonly set: SandboxSet;
  readonly record: SetRecord;
}

/** CLI, language host and plugins. */
export async function ensureTools(wanted: Wanted, say: Say): Promise<Tools> {
  readStackSource(wanted.stack); // A stack that does not exist needs no tools.
  const [cli, helpers] = await Promise.all([ensureCli(say), ensureHelpers()]);
  return { cli, helpers, plugins: await ensurePlugins(wanted.real, cli.path, say) };
}

/** The clouds, the operator's steps and the stack. */
export async function ensureSet(wanted: Wanted, tools: Tools, say: Say): Promise<RunningSet> {
  const set = new SandboxSet(wanted);
  const running = set.record();
  if (set.isUp(running) && fits(running, wanted) === undefined) return use(set, running, tools, say);
  return withLock(
    set.lock(),
    async () => {
      const now = set.record();
      if (set.isUp(now) && fits(now, wanted) === undefined) return use(set, now, tools, say);
      await forgetWhatIsLeft(set, now, wanted, say);
      return start(set, wanted, tools, say);
    },
    (pid) => say(`waiting for process ${pid}, which is starting or stopping ${set.id}`),
  );
}

function use(set: SandboxSet, record: SetRecord, { cli, helpers, plugins }: Tools, say: Say): RunningSet {
  prepareHome(set.home(), cli, helpers, plugins);
  refreshStackFile(set, say);
  set.touch();
  if (record.code !== codeOfClouds()) {
    say(
      `the local clouds of ${set.id} run older code than the work tree has; \`npm run sandbox -- stop\` lets the next command start new ones`,
    );
  }
  return { set, record };
}

/** Why the running clouds are not those that are wanted; undefined when they are. */
function fits(record: SetRecord, wanted: Wanted): string | undefined {
  const file = wanted.world === undefined ? record.world.file : resolve(callersDirectory(), wanted.world);
  const text = readIfThere(file);
  if (text === undefined) return wanted.world === undefined ? undefined : `the world ${file} is not there`;
  return hash(text) === record.world.hash ? undefined : `the world ${file} is not the one that they were started with`;
}

async function forgetWhatIsLeft(set: SandboxSet, record: SetRecord | undefined, wanted: Wanted, say: Say): Promise<void> {
  if (!set.exists()) return;
  if (wanted.world !== undefined) loadWorld(resolve(callersDirectory(), wanted.world)); // A wrong new world costs nobody the old one.
  if (record !== undefined) {
    const why = set.isUp(record) ? fits(record, wanted) : "they are gone";
    say(`the local clouds of ${set.id} start anew, because ${why}; Pulumi's state of them is forgotten with them`);
  }
  await set.forget();
}

async function start(set: SandboxSet, wanted: Wanted, tools: Tools, say: Say): Promise<RunningSet> {
  const file = wanted.world === undefined ? defaultWorldFile(wanted.stack) : resolve(callersDirectory(), wanted.world);
  const world = loadWorld(file);
  const clouds = await startClouds(set, world, { file, hash: hash(readFileSync(file, "utf8")) }, tools.helpers, say).catch(
    async (error: unknown) => {
      throw await afterFailedStart(set, error);
    },
  );
  try {
    prepareHome(set.home(), tools.cli, tools.helpers, tools.plugins);
    await createStack(set, clouds.record, world, say);
    set.write(clouds.record);
    clouds.stay();
    return { set, record: clouds.record };
  } catch (error) {
    await clouds.abandon();
    throw await afterFailedStart(set, error);
  }
}

/** Nothing half-made stays but the logs, which the error points to. */
async function afterFailedStart(set: SandboxSet, error: unknown): Promise<unknown> {
  if (error instanceof SandboxError && error.options.some((option) => option.includes(set.logs()))) return error;
  await set.forget();
  return error;
}
