/**
 * What our program adds to a preview: no-change previews of dev and prod with the pack, against the same of a bare
 * JavaScript program that makes the same look-ups and registers the same resources with the same providers, and an
 * empty compiled pack; turn by turn in one run. `ROUNDS` (5) changes the number of turns, `STACKS` (dev,prod) the
 * stacks.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
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
const KINDS = ["ours", "bare", "oursWithoutPack", "bareWithoutPack"] as const;
type Kind = (typeof KINDS)[number];

/** One stack's previews. */
interface Stack {
  readonly stack: string;
  readonly resources: number;
  /** Wall time of ours with our pack by that of the bare program with an empty one. */
  readonly ratio: number;
  readonly ratioCpu: number;
  readonly ratioWithoutPacks: number;
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
  return stacks.every(({ ratio }) => ratio <= LIMIT);
}

async function measure(name: string, rounds: number): Promise<Stack> {
  const sandbox = new BenchSandbox(`bench-start-${name}`);
  try {
    const world = parse(readFileSync(join(repository, "sandbox", "worlds", `${name}.yaml`), "utf8")) as object;
    const settings = parse(readFileSync(join(repository, `Pulumi.${name}.yaml`), "utf8")) as { config: Record<string, unknown> };
    const env = sandbox.start(world, settings);
    const pulumi = (args: readonly string[], cwd: string): Promise<Usage> =>
      measured("pulumi", [...args, "--stack", sandbox.stack, "--non-interactive", "--color", "never"], cwd, env);
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
    };
    // The first of each makes what later ones find ready.
    for (const kind of KINDS) await previews[kind]();
    const runs: Record<Kind, Usage[]> = { ours: [], bare: [], oursWithoutPack: [], bareWithoutPack: [] };
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
      seconds,
      cpuSeconds,
    };
    console.log(
      `No-change preview of ${name}, ${result.resources} resources: ours ${seconds.ours.median.toFixed(2)} s, bare ${seconds.bare.median.toFixed(2)} s, ratio ${result.ratio.toFixed(2)} (limit ${LIMIT}); processor time ${result.ratioCpu.toFixed(2)}.`,
    );
    return result;
  } finally {
    sandbox.reset();
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
  const ratios = stacks.map(({ stack, resources, ratio, ratioCpu, ratioWithoutPacks }) => [
    stack,
    String(resources),
    ratio.toFixed(2),
    ratioCpu.toFixed(2),
    ratioWithoutPacks.toFixed(2),
  ]);
  const costs = stacks.flatMap(({ stack, seconds, cpuSeconds }) =>
    KINDS.map((kind) => [stack, kind, spanOf(seconds[kind], 2), spanOf(cpuSeconds[kind], 2)]),
  );
  return [
    "# Start",
    "",
    `No-change previews, ours with our pack by a bare program's with an empty one; medians of ${rounds} interleaved rounds. Goal: time ${LIMIT}.`,
    "",
    table(["Stack", "Resources", "Time", "Processor", "Time without packs"], ratios),
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
