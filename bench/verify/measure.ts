/** Seconds, calls and memory of `verify` or `drift`, at 20 ms latency and AWS's 20 requests a second. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { stringify } from "yaml";
import { askedSizes } from "../engine/asked";
import { machine } from "../engine/machine";
import { plot } from "../engine/plot";
import { table, writeResults } from "../engine/results";
import { repository } from "../engine/sandbox";
import { LocalAws } from "./local-aws";
import type { Measured } from "./main";
import { assignmentsOf, settingsOf, type Size } from "./size";

const LIMIT = { seconds: 60, megabytes: 300 };
const GROUPS = 50;
/** 500 sets in accounts at each size: what grows is the groups of each, and the calls must not. */
const PLACES = { accounts: 100, sets: 50, groups: GROUPS, accountsOfSet: 10, users: 1000 };
/** As many assignments as the middle of them, over every account: ten times the sets in accounts, fewer principals. */
const SPREAD: Size = { accounts: 101, sets: 50, groups: GROUPS, accountsOfSet: 100, groupsOfSet: 1, users: 500 };

type Operation = "verify" | "drift";

interface Cost extends Size {
  readonly assignments: number;
  readonly seconds: number;
  readonly calls: number;
  /** Of the calls, those that were refused and asked again. */
  readonly throttled: number;
  readonly megabytes: number;
}

/**
 * Measures, prints and writes bench/results/OPERATION.{json,md,svg}. `SIZES` (1000,5000,10000) chooses the assignments.
 *
 * @returns true where the limits were kept and the calls are the same at each size
 */
export async function measureReading(operation: Operation, more: readonly Size[]): Promise<boolean> {
  const sizes = askedSizes([1_000, 5_000, 10_000]).map(sizeOf);
  const where = machine();
  const folder = mkdtempSync(join(tmpdir(), `bench-${operation}-`));
  try {
    // Compiled beforehand, as the command's own cache is: no compiler is measured.
    const program = join(repository, "node_modules", ".cache", "bench-verify.cjs");
    buildSync({
      entryPoints: [join(__dirname, "main.ts")],
      bundle: true,
      platform: "node",
      packages: "external",
      outfile: program,
      logLevel: "error",
    });
    const costs: Cost[] = [];
    for (const size of [...sizes, ...more]) {
      const cost = await measure(program, folder, operation, size);
      costs.push(cost);
      console.log(
        `${operation}, ${cost.assignments} assignments: ${cost.seconds.toFixed(1)} s, ${cost.calls} calls (${cost.throttled} throttled), ${cost.megabytes.toFixed(0)} MB.`,
      );
      const title = `Seconds of ${operation}`;
      writeResults(operation, { machine: where, limits: LIMIT, sizes: costs }, markdown(operation, costs), drawing(title, costs));
    }
    const same = costs.slice(0, sizes.length);
    return (
      costs.every(({ seconds, megabytes }) => seconds < LIMIT.seconds && megabytes < LIMIT.megabytes) &&
      new Set(same.map(({ calls, throttled }) => calls - throttled)).size === 1
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same assignments over ten times the places. */
export const spread: readonly Size[] = [SPREAD];

function sizeOf(assignments: number): Size {
  const groupsOfSet = assignments / (PLACES.sets * PLACES.accountsOfSet);
  if (!Number.isInteger(groupsOfSet) || groupsOfSet < 1 || groupsOfSet > GROUPS)
    throw new Error(`${assignments} assignments: a size of this bench is a multiple of 500, at most ${500 * GROUPS}.`);
  return { ...PLACES, groupsOfSet };
}

async function measure(program: string, folder: string, operation: Operation, size: Size): Promise<Cost> {
  const settings = join(folder, "Pulumi.large.yaml");
  writeFileSync(settings, stringify({ config: settingsOf(size) }, { aliasDuplicateObjects: false }));
  const aws = new LocalAws(size);
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: await aws.start(),
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    PULUMI_OPTION_CONFIG_FILE: settings,
    FEDERATION_NOW: "2026-11-28T12:00:00Z",
  };
  try {
    const { milliseconds, megabytes } = await finished([program, operation, String(assignmentsOf(size))], env);
    const counted = { calls: aws.calls, throttled: aws.throttled };
    return { ...size, assignments: assignmentsOf(size), seconds: milliseconds / 1000, ...counted, megabytes };
  } finally {
    aws.stop();
  }
}

function finished(words: readonly string[], env: NodeJS.ProcessEnv): Promise<Measured> {
  const child = spawn(process.execPath, ["--no-warnings", ...words], { cwd: repository, env, stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (status) => {
      if (status === 0) done(JSON.parse(out) as Measured);
      else failed(new Error(`${words.slice(1).join(" ")} ended with ${status}`));
    });
  });
}

function markdown(operation: Operation, costs: readonly Cost[]): string {
  const rows = costs.map(({ assignments, sets, accountsOfSet, seconds, calls, throttled, megabytes }) => [
    ...[assignments, sets * accountsOfSet].map(String),
    ...[seconds.toFixed(1), String(calls), String(throttled), megabytes.toFixed(0)],
  ]);
  return [
    `# ${operation === "verify" ? "Verify" : "Drift"}`,
    `\`federation ${operation}\` in 100 accounts, at 20 ms latency and 20 requests a second. Limits: ${LIMIT.seconds} s, ${LIMIT.megabytes} MB, and the same calls for the same places (permission sets in accounts).`,
    table(["Assignments", "Places", "Seconds", "Calls", "Of them refused", "Megabytes"], rows),
  ].join("\n\n");
}

function drawing(title: string, costs: readonly Cost[]): string {
  const places = [...new Set(costs.map(({ sets, accountsOfSet }) => sets * accountsOfSet))];
  const lines = places.map((each) => ({
    name: `${each} places`,
    points: costs
      .filter(({ sets, accountsOfSet }) => sets * accountsOfSet === each)
      .map(({ assignments, seconds }) => ({ x: assignments, median: seconds, least: seconds, most: seconds })),
  }));
  return plot({ title, x: "assignments", lines });
}
