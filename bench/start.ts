/**
 * What our program adds to a preview: no-change previews of dev and prod with the pack, against the same of a bare
 * JavaScript program that makes the same look-ups and registers the same resources with the same providers, and an
 * empty compiled pack; turn by turn in one run. `ROUNDS` (5) changes the number of turns, `STACKS` (dev,prod) the
 * stacks. `BEFORE` names another checkout, installed there, to hold this one against as well: its `up` and its previews
 * go in between, in clouds of their own, and then this program must not replace or delete anything of its state.
 */
import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { askedRounds } from "./engine/asked";
import { type Exported, writeBareProgram, writeEmptyPack } from "./engine/bare";
import { machine } from "./engine/machine";
import { plot } from "./engine/plot";
import { table, writeResults } from "./engine/results";
import { BenchSandbox, repository } from "./engine/sandbox";
import { interleaved, spanOf, type Spread, spread } from "./engine/statistics";
import { measured, type Usage } from "./engine/usage";

const LIMIT = 1.1;
/** The checkout of before, where one is named. */
const before = process.env["BEFORE"] === undefined ? undefined : resolve(process.env["BEFORE"]);
type Kind = "ours" | "bare" | "oursWithoutPack" | "bareWithoutPack" | "before";
const KINDS: readonly Kind[] = [
  ...(["ours", "bare", "oursWithoutPack", "bareWithoutPack"] as const),
  ...(before === undefined ? [] : (["before"] as const)),
];

/** One stack's previews. */
interface Stack {
  readonly stack: string;
  readonly resources: number;
  /** Wall time of ours with our pack by that of the bare program with an empty one. */
  readonly ratio: number;
  readonly ratioCpu: number;
  readonly ratioWithoutPacks: number;
  /** Wall time of ours by that of the checkout of before, each with its pack. */
  readonly overBefore?: number;
  readonly overBeforeCpu?: number;
  /** What this program would replace or delete of the state of before. */
  readonly lostFromBefore?: readonly string[];
  readonly seconds: Readonly<Record<Kind, Spread>>;
  readonly cpuSeconds: Readonly<Record<Kind, Spread>>;
}

/** Measures, prints and writes bench/results/start.{json,md,svg}; true where the limit was kept. */
export async function run(): Promise<boolean> {
  const rounds = askedRounds(5);
  const where = machine();
  const stacks: Stack[] = [];
  for (const stack of (process.env["STACKS"] ?? "dev,prod").split(",")) {
    stacks.push(await measure(stack, rounds));
    writeResults("start", { machine: where, rounds, limit: LIMIT, stacks }, markdown(stacks, rounds), drawing(stacks));
  }
  return stacks.every(({ ratio, lostFromBefore = [] }) => ratio <= LIMIT && lostFromBefore.length === 0);
}

async function measure(name: string, rounds: number): Promise<Stack> {
  const sandbox = new BenchSandbox(`bench-start-${name}`);
  const former = before === undefined ? undefined : new Before(name, before);
  try {
    const world = parse(readFileSync(join(repository, "sandbox", "worlds", `${name}.yaml`), "utf8")) as object;
    const settings = settingsOf(repository, name);
    const pulumi = engine(sandbox, sandbox.start(world, settings));
    await former?.start(world);
    await pulumi(["up", "--yes", "--skip-preview"], repository);
    const { resources } = (JSON.parse((await pulumi(["stack", "export", "--show-secrets"], repository)).stdout) as Exported).deployment;
    const [bare, empty] = [join(sandbox.folder, "bare"), join(sandbox.folder, "empty-pack")];
    writeBareProgram(bare, resources, groupsOf(settings.config));
    writeEmptyPack(empty);
    const preview = (cwd: string, ...pack: string[]) => pulumi(["preview", "--expect-no-changes", ...pack], cwd);
    const previews: Readonly<Record<Kind, () => Promise<Usage>>> = {
      ours: () => preview(repository, "--policy-pack", join(repository, "policy")),
      bare: () => preview(bare, "--policy-pack", empty),
      oursWithoutPack: () => preview(repository),
      bareWithoutPack: () => preview(bare),
      before: () => former!.preview(),
    };
    // The first of each makes what later ones find ready.
    for (const kind of KINDS) await previews[kind]();
    const runs: Record<Kind, Usage[]> = { ours: [], bare: [], oursWithoutPack: [], bareWithoutPack: [], before: [] };
    for (const kind of interleaved(KINDS, rounds)) runs[kind].push(await previews[kind]());
    const of = (what: "seconds" | "cpuSeconds") =>
      Object.fromEntries(KINDS.map((kind) => [kind, spread(runs[kind].map((usage) => usage[what]))])) as Record<Kind, Spread>;
    const [seconds, cpuSeconds] = [of("seconds"), of("cpuSeconds")];
    const result: Stack = {
      stack: name,
      resources: resources.length,
      ratio: seconds.ours.median / seconds.bare.median,
      ratioCpu: cpuSeconds.ours.median / cpuSeconds.bare.median,
      ratioWithoutPacks: seconds.oursWithoutPack.median / seconds.bareWithoutPack.median,
      ...(former !== undefined && {
        overBefore: seconds.ours.median / seconds.before.median,
        overBeforeCpu: cpuSeconds.ours.median / cpuSeconds.before.median,
        lostFromBefore: await former.lost(),
      }),
      seconds,
      cpuSeconds,
    };
    console.log(
      `No-change preview of ${name}, ${result.resources} resources: ours ${seconds.ours.median.toFixed(2)} s, bare ${seconds.bare.median.toFixed(2)} s, ratio ${result.ratio.toFixed(2)} (limit ${LIMIT}); processor time ${result.ratioCpu.toFixed(2)}.`,
    );
    return result;
  } finally {
    sandbox.reset();
    former?.end();
  }
}

type Engine = (args: readonly string[], cwd: string) => Promise<Usage>;

function engine(sandbox: BenchSandbox, env: NodeJS.ProcessEnv): Engine {
  return (args, cwd) => measured("pulumi", [...args, "--stack", sandbox.stack, "--non-interactive", "--color", "never"], cwd, env);
}

interface Settings {
  readonly config: Readonly<Record<string, unknown>>;
}

function settingsOf(checkout: string, name: string): Settings {
  return parse(readFileSync(join(checkout, `Pulumi.${name}.yaml`), "utf8")) as Settings;
}

interface Step {
  readonly op: string;
  readonly urn: string;
}

/** The program, the pack and the settings of another checkout, with a state and clouds of its own. */
class Before {
  private readonly sandbox: BenchSandbox;
  private pulumi: Engine | undefined;

  constructor(
    private readonly name: string,
    private readonly checkout: string,
  ) {
    this.sandbox = new BenchSandbox(`bench-before-${name}`);
  }

  async start(world: object): Promise<void> {
    this.pulumi = engine(this.sandbox, this.sandbox.start(world, settingsOf(this.checkout, this.name)));
    copyFileSync(join(repository, this.stackFile), join(this.checkout, this.stackFile));
    await this.pulumi(["up", "--yes", "--skip-preview"], this.checkout);
  }

  preview(): Promise<Usage> {
    return this.pulumi!(["preview", "--expect-no-changes", "--policy-pack", join(this.checkout, "policy")], this.checkout);
  }

  /** What this checkout's program would take away from that state, as `operation URN`. */
  async lost(): Promise<string[]> {
    const { steps } = JSON.parse((await this.pulumi!(["preview", "--json"], repository)).stdout) as { steps: readonly Step[] };
    if (steps.length === 0) throw new Error(`The preview of ${this.name} on the state of before has no steps.`);
    return steps.filter(({ op }) => /replace|delete/.test(op)).map(({ op, urn }) => `${op} ${urn}`);
  }

  end(): void {
    rmSync(join(this.checkout, this.stackFile), { force: true });
    this.sandbox.reset();
  }

  private get stackFile(): string {
    return `Pulumi.${this.sandbox.stack}.yaml`;
  }
}

/** Names of all Entra groups that the settings name. */
function groupsOf(config: Readonly<Record<string, unknown>>): string[] {
  const access = config["federation:access"] as readonly { readonly group: string }[];
  const { emergencyAccessGroup, travelExceptionGroup } = config["federation:conditionalAccess"] as Record<string, string | undefined>;
  const named = [...access.map(({ group }) => group), emergencyAccessGroup, travelExceptionGroup];
  return [...new Set(named.filter((name) => name !== undefined))];
}

function markdown(stacks: readonly Stack[], rounds: number): string {
  const ratios = stacks.map(({ stack, resources, ratio, ratioCpu, ratioWithoutPacks, overBefore, overBeforeCpu, lostFromBefore }) => [
    stack,
    String(resources),
    ...[ratio, ratioCpu, ratioWithoutPacks, overBefore, overBeforeCpu].filter((each) => each !== undefined).map((each) => each.toFixed(2)),
    ...(lostFromBefore === undefined ? [] : [String(lostFromBefore.length)]),
  ]);
  const last = before === undefined ? [] : ["Over before", "Processor, before", "Replaced or deleted from before"];
  const costs = stacks.flatMap(({ stack, seconds, cpuSeconds }) =>
    KINDS.map((kind) => [stack, kind, spanOf(seconds[kind], 2), spanOf(cpuSeconds[kind], 2)]),
  );
  return [
    "# Start",
    "",
    `No-change previews, ours with our pack by a bare program's with an empty one; medians of ${rounds} interleaved rounds. Goal: time ${LIMIT}.`,
    "",
    table(["Stack", "Resources", "Time", "Processor", "Time without packs", ...last], ratios),
    "",
    "What it costs, median (least–most):",
    "",
    table(["Stack", "Kind", "Seconds", "Processor seconds"], costs),
    "",
  ].join("\n");
}

function drawing(stacks: readonly Stack[]): string {
  return plot({
    title: "No-change preview, seconds",
    x: "resources",
    lines: KINDS.map((name) => ({ name, points: stacks.map(({ resources, seconds }) => ({ x: resources, ...seconds[name] })) })),
  });
}
