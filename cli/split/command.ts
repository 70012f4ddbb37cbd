import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import pMap from "p-map";
import { formatProblems } from "../../access/problems";
import { parsePulumiYaml } from "../../access/settings/pulumi-yaml";
import { stackKind } from "../../access/settings/stacks";
import { divideAccounts } from "../../access/stacks";
import { readOrganization } from "../clouds/organization";
import { exitStatus, Failure, sentence } from "../failure";
import { confirmChange } from "../output/confirm-change";
import { json } from "../output/writer";
import type { StackState } from "../stack/state";
import { FederationBackend } from "./backend";
import { type FederationStack, type Move, planMoves, refusePending, writesOf } from "./plan";
import { accessStackFile, writeAccessStackFile } from "./stack-file";
import { loadSettings } from "../stack/load-settings";
import { coreOf, fileBeside, readSettingsFrom, shortName, stacksIn } from "../stack/settings-file";
import { resolveStack } from "../stack/stack";
import type { Run, StackOptions } from "../commands/command";

interface Options extends StackOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/**
 * `federation split`: from one stack to several and back, and whenever an account changes its stack. Writes states and
 * stack files, nothing in a cloud.
 */
export const split: Run<Options> = async ({ writer }, options) => {
  const stack = coreOf(await resolveStack(options.stack));
  const core = shortName(stack);
  const { settings, file } = loadSettings(stack);
  const { organization } = await readOrganization(settings.homeRegion, { calls: 0 }).catch((error: unknown) => {
    throw new Failure(`The organization cannot be read in AWS: ${sentence(error)}`);
  });
  const division = divideAccounts(settings.stacks, organization);
  if (division.problems.length > 0)
    throw new Failure(`The settings in ${file} do not fit this organization:\n${formatProblems(division.problems)}`);

  const backend = new FederationBackend(stack, file);
  const existing = await backend.existing();
  if (!existing.has(core)) throw new Failure(`There is no stack ${core}; make it with \`pulumi stack init ${stack}\`.`);
  const names = [...new Set([core, ...division.accessStacks, ...formerAccessStacks(file, core)])];
  const texts = new Map<string, string>();
  const stacks = await pMap(
    names,
    async (name): Promise<FederationStack> => {
      const wanted = name === core || division.accessStacks.includes(name);
      if (!existing.has(name)) return { name, state: undefined, wanted };
      const { text, state } = await backend.read(name);
      texts.set(name, text);
      return { name, state, wanted };
    },
    { concurrency: 2 },
  );
  refusePending(stacks);
  const moves = planMoves(stacks, core, division);
  const made = stacks.filter(({ state, wanted }) => state === undefined && wanted).map(({ name }) => name);
  const files = division.accessStacks.filter((name) => needsFile(file, core, name));
  const emptied = stacks.filter(({ wanted, state }) => !wanted && state !== undefined).map(({ name }) => name);
  const document = { core, stacksMade: made, filesWritten: files, moves: moves.map(shownMove), givenUp: emptied };

  const work = moves.length + made.length + files.length > 0;
  const say = options.json === true ? writer.err : writer.out;
  say(describe(core, { made, files, moves, emptied }));
  if (options.dryRun === true || !work) {
    if (options.json === true) writer.out(json({ ...document, done: false }));
    return work ? exitStatus.findings : exitStatus.fine;
  }
  await confirmChange(options.yes === true, "Do it?");
  for (const name of files) writeAccessStackFile(file, core, fileBeside(file, name));
  const empty = new Map<string, StackState>();
  for (const name of made) {
    await backend.make(name, secretsProvider(file));
    writer.err(`Made the stack ${name}.`);
    const { text, state } = await backend.read(name);
    texts.set(name, text);
    empty.set(name, state);
  }
  for (const write of writesOf(stacks, moves, empty)) {
    // Somebody's run since the look would be forgotten.
    if (texts.has(write.stack) && (await backend.read(write.stack)).text !== texts.get(write.stack)) {
      throw new Failure(`The state of ${write.stack} has changed meanwhile; once no run is under way, run \`federation split\` again.`);
    }
    await backend.write(write.stack, write.state);
    texts.delete(write.stack);
    writer.err(`Wrote the state of ${write.stack}.`);
  }
  if (options.json === true) writer.out(json({ ...document, done: true }));
  else writer.out(next(stack, backend, division.accessStacks, emptied));
  return exitStatus.fine;
};

/** Stacks whose files name this core, which the settings may have no more. */
function formerAccessStacks(file: string, core: string): string[] {
  return stacksIn(dirname(file)).filter((name) => {
    if (name === core) return false;
    try {
      return stackKind(readSettingsFrom(fileBeside(file, name)).raw).core === core;
    } catch {
      return false;
    }
  });
}

function needsFile(coreFile: string, core: string, stack: string): boolean {
  let present: string | undefined;
  try {
    present = readFileSync(fileBeside(coreFile, stack), "utf8");
  } catch {
    present = undefined;
  }
  return accessStackFile(readFileSync(coreFile, "utf8"), core, present) !== undefined;
}

function secretsProvider(coreFile: string): string | undefined {
  const { secretsprovider } = (parsePulumiYaml(readFileSync(coreFile, "utf8")).value ?? {}) as { secretsprovider?: string };
  return secretsprovider;
}

function shownMove({ from, to, urns, there }: Move) {
  return { from, to, assignments: urns.size, alreadyThere: there };
}

interface Shown {
  readonly made: readonly string[];
  readonly files: readonly string[];
  readonly moves: readonly Move[];
  readonly emptied: readonly string[];
}

function describe(core: string, { made, files, moves, emptied }: Shown): string {
  const lines = [
    ...files.map((name) => `write  Pulumi.${name}.yaml, which names ${core} as its core`),
    ...made.map((name) => `make   the stack ${name}`),
    ...moves.map(({ from, to, urns, there }) => {
      const begun = there === 0 ? "" : ` (${there} of them are there already: an earlier run was stopped)`;
      return `move   ${urns.size} account assignment${urns.size === 1 ? "" : "s"} from ${from} to ${to}, in the states alone${begun}`;
    }),
    ...emptied
      .filter((name) => moves.every(({ from }) => from !== name))
      .map((name) => `       ${name} is in federation:stacks no more, and has no assignment of ours`),
  ];
  return lines.length === 0 ? "Every account assignment is in the stack that the settings give it." : lines.join("\n");
}

function next(core: string, backend: FederationBackend, accessStacks: readonly string[], emptied: readonly string[]): string {
  return [
    "Done; nothing was changed in the clouds. Next:",
    `  pulumi up --stack ${core}   (the core first: access stacks read its outputs)`,
    ...accessStacks.map((name) => `  pulumi up --stack ${backend.qualified(name)}`),
    ...emptied.map((name) => `  pulumi stack rm ${backend.qualified(name)}   (it is empty; takes its settings file with it)`),
  ].join("\n");
}
