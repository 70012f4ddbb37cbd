/**
 * What the policy pack costs on this stack: no-change previews with no pack, an empty compiled pack, this pack and
 * @pulumi/awsguard, turn by turn in one run. `SIZES` (1000,5000) chooses the assignments, `ROUNDS` (3) the turns;
 * `BEFORE` names a pack to hold this one against as well: the folder `policy` of another checkout, built there.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { askedRounds, askedSizes } from "../engine/asked";
import { type Exported, writeEmptyPack } from "../engine/bare";
import { machine } from "../engine/machine";
import { accessOf, settings, world } from "../engine/organization";
import { plot } from "../engine/plot";
import { table, writeResults } from "../engine/results";
import { BenchSandbox, repository } from "../engine/sandbox";
import { interleaved, spanOf, type Spread, spread } from "../engine/statistics";
import type { Usage } from "../engine/usage";
import { type Messages, messagesOf } from "./messages";
import { Stack } from "../registration";

const AWSGUARD = "0.3.1";
const LIMITS = { overEmpty: 1.08, overAwsguard: 1.05 };
type Kind = "none" | "empty" | "ours" | "awsguard" | "before";
/** The pack of before, where one is named. */
const before = process.env["BEFORE"];
const KINDS: readonly Kind[] = ["none", "empty", "ours", "awsguard", ...(before === undefined ? [] : (["before"] as const))];

interface Size {
  readonly assignments: number;
  readonly resources: number;
  /** Wall time with this pack by that with an empty one, and by that with awsguard. */
  readonly overEmpty: number;
  readonly overAwsguard: number;
  readonly overBefore?: number;
  /** The same in processor time of all processes. */
  readonly overEmptyCpu: number;
  readonly overAwsguardCpu: number;
  readonly overBeforeCpu?: number;
  readonly seconds: Readonly<Record<Kind, Spread>>;
  readonly cpuSeconds: Readonly<Record<Kind, Spread>>;
  /** Processor time of the pack's own process. */
  readonly packCpuSeconds: Readonly<Record<Kind, Spread>>;
}

/** Measures, prints and writes bench/results/policy.{json,md,svg}; true where the goals were met. */
export async function run(): Promise<boolean> {
  const sizes = askedSizes([1_000, 5_000]);
  for (const size of sizes) accessOf(size); // A size that cannot be had is told before anything starts.
  const rounds = askedRounds(3);
  const where = machine();
  const sandbox = new BenchSandbox("bench-policy");
  try {
    const stack = new Stack(sandbox, sandbox.start(world(), settings()));
    const folders = packs(sandbox.folder);
    const messages = await messagesOfAll(folders);
    await stack.pulumi(["up", "--yes", "--skip-preview"], repository);
    const exported = JSON.parse((await stack.pulumi(["stack", "export"], repository)).stdout) as Exported;
    const done: Size[] = [];
    for (const assignments of sizes) {
      sandbox.touch();
      const resources = await stack.prepare(assignments, exported);
      done.push(await measure(stack, { assignments, resources, rounds, folders }));
      writeResults(
        "policy",
        { machine: where, rounds, limits: LIMITS, messages, sizes: done },
        markdown(done, rounds, messages),
        drawing(done),
      );
    }
    return done.every(({ overEmpty, overAwsguard }) => overEmpty <= LIMITS.overEmpty && overAwsguard <= LIMITS.overAwsguard);
  } finally {
    sandbox.reset();
  }
}

interface Question {
  readonly assignments: number;
  readonly resources: number;
  readonly rounds: number;
  readonly folders: Folders;
}

async function measure(stack: Stack, { assignments, resources, rounds, folders }: Question): Promise<Size> {
  const runs: Record<Kind, Usage[]> = { none: [], empty: [], ours: [], awsguard: [], before: [] };
  for (const kind of interleaved(KINDS, rounds)) {
    const usage = await stack.pulumi(
      ["preview", "--expect-no-changes", ...(kind === "none" ? [] : ["--policy-pack", folders[kind] ?? ""])],
      repository,
    );
    runs[kind].push(usage);
    console.error(`${assignments} ${kind}: ${usage.seconds.toFixed(1)} s, ${usage.cpuSeconds.toFixed(1)} s of processor time`);
  }
  const of = (what: (usage: Usage) => number) =>
    Object.fromEntries(KINDS.map((kind) => [kind, spread(runs[kind].map(what))])) as Record<Kind, Spread>;
  const seconds = of((usage) => usage.seconds);
  const cpuSeconds = of((usage) => usage.cpuSeconds);
  const size: Size = {
    assignments,
    resources,
    overEmpty: seconds.ours.median / seconds.empty.median,
    overAwsguard: seconds.ours.median / seconds.awsguard.median,
    overEmptyCpu: cpuSeconds.ours.median / cpuSeconds.empty.median,
    overAwsguardCpu: cpuSeconds.ours.median / cpuSeconds.awsguard.median,
    ...(before !== undefined && {
      overBefore: seconds.ours.median / seconds.before.median,
      overBeforeCpu: cpuSeconds.ours.median / cpuSeconds.before.median,
    }),
    seconds,
    cpuSeconds,
    packCpuSeconds: of((usage) => usage.cpuSecondsByRole.pack),
  };
  console.log(
    `${assignments} assignments: over an empty pack ${size.overEmpty.toFixed(2)} (goal ${LIMITS.overEmpty}), over awsguard ${size.overAwsguard.toFixed(2)} (goal ${LIMITS.overAwsguard}); processor time ${size.overEmptyCpu.toFixed(2)} and ${size.overAwsguardCpu.toFixed(2)}.`,
  );
  return size;
}

type Folders = Readonly<Record<Exclude<Kind, "none" | "before">, string>> & { readonly before?: string };

/** Where the packs are; they are made on first use. */
function packs(folder: string): Folders {
  const [empty, awsguard] = [join(folder, "empty-pack"), join(repository, ".sandbox", "bench", "awsguard")];
  writeEmptyPack(empty);
  mkdirSync(awsguard, { recursive: true });
  writeFileSync(join(awsguard, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
  writeFileSync(join(awsguard, "index.js"), 'const { AwsGuard } = require("@pulumi/awsguard");\nnew AwsGuard({ all: "advisory" });\n');
  if (!existsSync(join(awsguard, "package.json")))
    writeFileSync(join(awsguard, "package.json"), JSON.stringify({ name: "awsguard", version: "1.0.0", main: "index.js" }));
  if (!existsSync(join(awsguard, "node_modules", "@pulumi", "awsguard")))
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "-E", `@pulumi/awsguard@${AWSGUARD}`], { cwd: awsguard, stdio: "inherit" });
  return { empty, ours: join(repository, "policy"), awsguard, ...(before !== undefined && { before: resolve(before) }) };
}

async function messagesOfAll(folders: Folders): Promise<Readonly<Record<string, Messages>>> {
  const measured: Record<string, Messages> = {};
  for (const [kind, folder] of Object.entries(folders)) measured[kind] = await messagesOf(folder);
  return measured;
}

function markdown(sizes: readonly Size[], rounds: number, messages: Readonly<Record<string, Messages>>): string {
  const measured = Object.entries(messages).map(([kind, { questions, notApplicable, bytesAsked, bytesAnswered }]) => [
    kind,
    ...[questions, notApplicable, bytesAsked, bytesAnswered].map(String),
  ]);
  const ratios = sizes.map((size) => [
    ...[size.assignments, size.resources].map(String),
    ...[size.overEmpty, size.overAwsguard, size.overEmptyCpu, size.overAwsguardCpu, size.overBefore, size.overBeforeCpu]
      .filter((ratio) => ratio !== undefined)
      .map((ratio) => ratio.toFixed(2)),
  ]);
  const last = before === undefined ? [] : ["Over before", "Processor, before"];
  const costs = sizes.flatMap(({ assignments, seconds, cpuSeconds, packCpuSeconds }) =>
    KINDS.map((kind) => [
      String(assignments),
      kind,
      spanOf(seconds[kind], 1),
      spanOf(cpuSeconds[kind], 1),
      spanOf(packCpuSeconds[kind], 1),
    ]),
  );
  return [
    "# Policy pack",
    "",
    `No-change previews of this program with this pack, by those with another; medians of ${rounds} interleaved rounds. Goals: ${LIMITS.overEmpty} over an empty pack, ${LIMITS.overAwsguard} over @pulumi/awsguard ${AWSGUARD}.`,
    "",
    table(["Assignments", "Resources", "Over empty", "Over awsguard", "Processor, empty", "Processor, awsguard", ...last], ratios),
    "",
    "What it costs, median (least–most):",
    "",
    table(["Assignments", "Pack", "Seconds", "Processor seconds", "Of the pack"], costs),
    "",
    "What is said about one assignment:",
    "",
    table(["Pack", "Questions", "Rules that do not apply", "Bytes asked", "Bytes answered"], measured),
    "",
  ].join("\n");
}

function drawing(sizes: readonly Size[]): string {
  return plot({
    title: "No-change preview by pack, seconds",
    x: "assignments",
    lines: KINDS.map((name) => ({ name, points: sizes.map(({ assignments, seconds }) => ({ x: assignments, ...seconds[name] })) })),
  });
}
