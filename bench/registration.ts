/**
 * What registering assignments costs at growing size: a no-change preview of this program against one of a bare program
 * by hand that makes the same look-ups and registers the same resources with the same providers; both without packs,
 * then with ours against an empty compiled one; turn by turn in one run. `SIZES` (1000,5000,10000) chooses the sizes,
 * `ROUNDS` (3) the turns.
 *
 * The state of each size is made of one `up` with one account's grants: what differs between accounts is the account's
 * id, in the state too.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { askedRounds, askedSizes } from "./engine/asked";
import { type Exported, type StateResource, writeBareProgram, writeEmptyPack } from "./engine/bare";
import { machine } from "./engine/machine";
import { accessOf, firstAccount, groups, pairsOf, settings, world } from "./engine/organization";
import { plot } from "./engine/plot";
import { table, writeResults } from "./engine/results";
import { BenchSandbox, repository } from "./engine/sandbox";
import { interleaved, median, spanOf, type Spread, spread } from "./engine/statistics";
import { measured, type Usage } from "./engine/usage";

const LIMITS = { ratioTime: 1.05, ratioMemory: 1.15, ratioTimeWithPacks: 1.15, growth: 1.1 };
const KINDS = ["ours", "bare", "oursWithPack", "bareWithPack"] as const;
type Kind = (typeof KINDS)[number];

/** Wall and processor seconds and megabytes of engine, program and pack of one kind. */
interface Cost {
  readonly seconds: Spread;
  readonly cpuSeconds: Spread;
  readonly megabytes: Spread;
  readonly megabytesByRole: Readonly<Record<"engine" | "program" | "pack", number>>;
}

interface Size {
  readonly assignments: number;
  /** Wall time of our preview by that of the bare one, no packs. */
  readonly ratioTime: number;
  /** Peak memory of engine and program, no packs. */
  readonly ratioMemory: number;
  /** Wall time with our pack by that of the bare program with an empty one. */
  readonly ratioTimeWithPacks: number;
  readonly ratioMemoryWithPacks: number;
  readonly ratioCpu: number;
  readonly ratioCpuWithPacks: number;
  readonly resources: number;
  readonly costs: Readonly<Record<Kind, Cost>>;
}

/** Measures, prints and writes bench/results/registration.{json,md,svg}; true where the goals were met. */
export async function run(): Promise<boolean> {
  const sizes = askedSizes([1_000, 5_000, 10_000]);
  for (const size of sizes) accessOf(size); // A size that cannot be had is told before anything starts.
  const rounds = askedRounds(3);
  const where = machine();
  const sandbox = new BenchSandbox("bench-registration");
  try {
    const env = sandbox.start(world(), settings());
    const stack = new Stack(sandbox, env);
    await stack.pulumi(["up", "--yes", "--skip-preview"], repository);
    const exported = JSON.parse((await stack.pulumi(["stack", "export"], repository)).stdout) as Exported;
    const done: Size[] = [];
    for (const assignments of sizes) {
      sandbox.touch();
      done.push(await stack.measure(assignments, rounds, exported));
      console.log(sentence(done.at(-1)!));
      // After each size: a run that is stopped at the largest has measured the others.
      const growth = growthOf(done);
      const result = { machine: where, rounds, limits: LIMITS, growth, sizes: done };
      writeResults("registration", result, markdown(done, rounds, growth), drawing(done));
    }
    return done.every(isWithin) && growthOf(done).every(({ timesLinear }) => timesLinear <= LIMITS.growth);
  } finally {
    sandbox.reset();
  }
}

function isWithin({ ratioTime, ratioMemory, ratioTimeWithPacks }: Size): boolean {
  return ratioTime <= LIMITS.ratioTime && ratioMemory <= LIMITS.ratioMemory && ratioTimeWithPacks <= LIMITS.ratioTimeWithPacks;
}

/** The stack in the sandbox. */
export class Stack {
  readonly name: string;
  readonly env: NodeJS.ProcessEnv;
  private readonly configFile: string;

  constructor(
    private readonly sandbox: BenchSandbox,
    original: NodeJS.ProcessEnv,
  ) {
    this.name = sandbox.stack;
    this.configFile = join(sandbox.folder, "stack.yaml");
    const generated = original["PULUMI_OPTION_CONFIG_FILE"];
    if (generated === undefined) throw new Error("The sandbox tells no stack file.");
    writeFileSync(this.configFile, readFileSync(generated, "utf8"));
    this.env = { ...original, PULUMI_OPTION_CONFIG_FILE: this.configFile };
  }

  pulumi(args: readonly string[], cwd: string, more: NodeJS.ProcessEnv = {}): Promise<Usage> {
    const common = ["--stack", this.name, "--non-interactive", "--color", "never"];
    return measured("pulumi", [...args, ...common], cwd, { ...this.env, ...more });
  }

  /**
   * Brings the stack to a size, from the state with one account's grants.
   *
   * @returns resources in its state
   */
  async prepare(assignments: number, exported: Exported): Promise<number> {
    this.grant(assignments);
    const state = { ...exported, deployment: { ...exported.deployment, resources: grown(exported.deployment.resources, assignments) } };
    const file = join(this.sandbox.folder, "state.json");
    writeFileSync(file, JSON.stringify(state));
    await this.pulumi(["stack", "import", "--file", file], repository);
    // No cloud is asked for what is in the state already: only the component's facts, which name the accounts with a
    // grant, come up to date.
    await this.pulumi(["up", "--yes", "--skip-preview"], repository, { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" });
    return state.deployment.resources.length;
  }

  async measure(assignments: number, rounds: number, exported: Exported): Promise<Size> {
    const resources = await this.prepare(assignments, exported);
    const bare = join(this.sandbox.folder, "bare");
    const shown = JSON.parse((await this.pulumi(["stack", "export", "--show-secrets"], repository)).stdout) as Exported;
    writeBareProgram(bare, shown.deployment.resources, groups);
    const empty = join(this.sandbox.folder, "empty-pack");
    writeEmptyPack(empty);
    const preview = (cwd: string, pack: readonly string[]) => this.pulumi(["preview", "--expect-no-changes", ...pack], cwd);
    const previews: Readonly<Record<Kind, () => Promise<Usage>>> = {
      ours: () => preview(repository, []),
      bare: () => preview(bare, []),
      oursWithPack: () => preview(repository, ["--policy-pack", join(repository, "policy")]),
      bareWithPack: () => preview(bare, ["--policy-pack", empty]),
    };
    const runs: Record<Kind, Usage[]> = { ours: [], bare: [], oursWithPack: [], bareWithPack: [] };
    for (const kind of interleaved(KINDS, rounds)) {
      const usage = await previews[kind]();
      runs[kind].push(usage);
      console.error(`${assignments} ${kind}: ${usage.seconds.toFixed(1)} s, ${usage.cpuSeconds.toFixed(1)} s of processor time`);
    }
    const costs = Object.fromEntries(KINDS.map((kind) => [kind, costOf(runs[kind])])) as Record<Kind, Cost>;
    const ratio = (what: "seconds" | "cpuSeconds" | "megabytes", over: Kind, under: Kind) =>
      round(costs[over][what].median / costs[under][what].median);
    return {
      assignments,
      ratioTime: ratio("seconds", "ours", "bare"),
      ratioMemory: ratio("megabytes", "ours", "bare"),
      ratioTimeWithPacks: ratio("seconds", "oursWithPack", "bareWithPack"),
      ratioMemoryWithPacks: ratio("megabytes", "oursWithPack", "bareWithPack"),
      ratioCpu: ratio("cpuSeconds", "ours", "bare"),
      ratioCpuWithPacks: ratio("cpuSeconds", "oursWithPack", "bareWithPack"),
      resources,
      costs,
    };
  }

  /** Writes settings that grant so many assignments. */
  grant(assignments: number): void {
    const { config, ...rest } = parse(readFileSync(this.configFile, "utf8")) as { config: Record<string, unknown> };
    writeFileSync(this.configFile, stringify({ ...rest, config: { ...config, "federation:access": accessOf(assignments) } }));
  }
}

/** A state with the assignments of a size, each like that of the first account with the same group and set. */
export function grown(resources: readonly StateResource[], assignments: number): StateResource[] {
  const isAssignment = ({ type }: StateResource): boolean => type === "aws:ssoadmin/accountAssignment:AccountAssignment";
  const bySet = new Map<string, string[]>();
  for (const resource of resources.filter(isAssignment)) {
    const set = resource.urn.split("::").at(-1)?.split("/")[0] ?? "";
    bySet.set(set, [...(bySet.get(set) ?? []), JSON.stringify(resource)]);
  }
  const made = pairsOf(assignments).flatMap(({ permissionSet, accountId }) =>
    (bySet.get(permissionSet) ?? []).map((text) => JSON.parse(text.replaceAll(firstAccount, accountId)) as StateResource),
  );
  if (made.length !== assignments) throw new Error(`The state has ${made.length} of ${assignments} assignments.`);
  return [...resources.filter((resource) => !isAssignment(resource)), ...made];
}

function costOf(usages: readonly Usage[]): Cost {
  const role = (name: "engine" | "program" | "pack") => Math.round(median(usages.map(({ megabytes }) => megabytes[name])));
  return {
    seconds: spread(usages.map(({ seconds }) => seconds)),
    cpuSeconds: spread(usages.map(({ cpuSeconds }) => cpuSeconds)),
    megabytes: spread(usages.map(({ megabytes }) => megabytes.engine + megabytes.program + megabytes.pack)),
    megabytesByRole: { engine: role("engine"), program: role("program"), pack: role("pack") },
  };
}

/** How our previews grow between the least and each other size; 1 is linear. */
function growthOf(sizes: readonly Size[]): { from: number; to: number; times: number; timesLinear: number }[] {
  const [least, ...more] = [...sizes].sort((a, b) => a.assignments - b.assignments);
  if (least === undefined) return [];
  return more.map((size) => {
    const times = size.costs.oursWithPack.seconds.median / least.costs.oursWithPack.seconds.median;
    const linear = size.assignments / least.assignments;
    return { from: least.assignments, to: size.assignments, times: round(times), timesLinear: round(times / linear) };
  });
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function sentence({ assignments, ratioTime, ratioMemory, ratioTimeWithPacks, ratioCpu, ratioCpuWithPacks }: Size): string {
  const of = (value: number): string => value.toFixed(2);
  return `${assignments} assignments, ours by bare: time ${of(ratioTime)} (goal ${LIMITS.ratioTime}), memory ${of(ratioMemory)} (goal ${LIMITS.ratioMemory}), time with packs ${of(ratioTimeWithPacks)} (goal ${LIMITS.ratioTimeWithPacks}); processor time ${of(ratioCpu)}, with packs ${of(ratioCpuWithPacks)}.`;
}

function markdown(sizes: readonly Size[], rounds: number, growth: ReturnType<typeof growthOf>): string {
  const ratios = sizes.map((size) => [
    String(size.assignments),
    size.ratioTime.toFixed(2),
    size.ratioCpu.toFixed(2),
    size.ratioMemory.toFixed(2),
    size.ratioTimeWithPacks.toFixed(2),
    size.ratioCpuWithPacks.toFixed(2),
    size.ratioMemoryWithPacks.toFixed(2),
  ]);
  const costs = sizes.flatMap(({ assignments, costs: of }) =>
    KINDS.map((kind) => {
      const { seconds, cpuSeconds, megabytes, megabytesByRole: by } = of[kind];
      return [
        String(assignments),
        kind,
        spanOf(seconds, 1),
        spanOf(cpuSeconds, 1),
        spanOf(megabytes, 1),
        `${by.engine} + ${by.program} + ${by.pack}`,
      ];
    }),
  );
  return [
    "# Registration",
    "",
    `No-change previews, ours by a bare program's; medians of ${rounds} interleaved rounds. Goals: time ${LIMITS.ratioTime}, memory ${LIMITS.ratioMemory}, time with packs ${LIMITS.ratioTimeWithPacks}.`,
    "",
    table(["Assignments", "Time", "Processor", "Memory", "Time, packs", "Processor, packs", "Memory, packs"], ratios),
    "",
    "What it costs, median (least–most):",
    "",
    table(["Assignments", "Kind", "Seconds", "Processor seconds", "Megabytes", "Engine + program + pack"], costs),
    "",
    ...growth.map(({ from, to, times }) => `With packs, ${to} assignments take ${times.toFixed(1)} times what ${from} take.`),
    "",
  ].join("\n");
}

function drawing(sizes: readonly Size[]): string {
  return plot({
    title: "No-change preview, seconds",
    x: "assignments",
    lines: KINDS.map((kind) => ({
      name: kind,
      points: sizes.map(({ assignments, costs }) => ({ x: assignments, ...costs[kind].seconds })),
    })),
  });
}
