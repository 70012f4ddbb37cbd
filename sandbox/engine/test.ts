/**
 * `npm test`: every test of the repository and of the policy pack, with sandboxes of their own, then the pure ones once
 * more a year ahead.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureTools } from "./ensure";
import { explain, type Say } from "./failure";
import { readJson } from "./files";
import { repository } from "./paths";
import { ensurePython } from "./python";
import { allSets } from "./set";
import { passSignals } from "./signals";
import type { FailedTest, TestNumbers } from "./test-reporter";

const year = 365 * 86_400_000;

/**
 * Tests that start programs, clouds, the engine or a browser; a year more or less makes no difference to those that
 * matters in the others.
 */
const notPure = [
  ...["tests/e2e/**", "tests/browser/**", "tests/workflows/**", "tests/policy/**", "tests/start/**", "tests/repository/**"],
  "tests/cli/rotate/process.test.ts",
  "tests/cli/output/interrupt.test.ts",
];

interface TestRun {
  readonly title: string;
  readonly folder: string;
  /** Arguments of mocha. */
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs one after another, with sandboxes of their own; lanes go side by side. */
interface Lane {
  /** Also the name of the folder of its sandboxes. */
  readonly name: string;
  readonly runs: readonly TestRun[];
  /** Whether each of its lines says whose it is. */
  readonly marked: boolean;
}

/** What all lanes add to. */
interface Tally {
  passes: number;
  failures: number;
  pending: number;
  readonly failed: string[];
  readonly slowest: { readonly title: string; readonly seconds: number }[];
}

/**
 * Runs the tests; the last lines say which took longest, which failed, with the beginning of what each said, and how
 * many passed.
 * @param args Given to mocha in place of everything: files, `-g PATTERN`.
 */
export async function runTests(args: readonly string[]): Promise<number> {
  // Away from the user's own sandbox, and away from another run at the same time.
  const own = join(repository, ".sandbox", "tests", String(process.pid));
  // A test is started from the repository, wherever npm was called.
  delete process.env["INIT_CWD"];
  // Mocha ends first; then what it started is stopped here, and nothing else is begun.
  const running = new Set<ChildProcess>();
  let interrupted: NodeJS.Signals | undefined;
  const stopPassing = passSignals(
    () => running,
    (signal) => (interrupted = signal),
  );
  const lanes: readonly Lane[] =
    args.length > 0 ? [{ name: "chosen", marked: false, runs: [{ title: "Chosen tests", folder: repository, args }] }] : allLanes();
  const tally: Tally = { passes: 0, failures: 0, pending: 0, failed: [], slowest: [] };
  try {
    await prepare((line) => process.stderr.write(`sandbox: ${line}\n`));
    await Promise.all(lanes.map((lane) => runLane(lane, join(own, lane.name), tally, running, () => interrupted !== undefined)));
  } catch (error) {
    process.stderr.write(`sandbox: ${explain(error)}\n`);
    tally.failures += 1;
  } finally {
    for (const { name } of lanes) {
      process.env["FEDERATION_SANDBOX_DIR"] = join(own, name);
      for (const set of allSets()) await set.forget();
    }
    rmSync(own, { recursive: true, force: true });
    stopPassing();
  }
  if (args.length === 0) process.stdout.write(`\nSlowest parts:\n${slowestParts(tally).join("\n")}\n`);
  // Minutes of output may lie between a failure and the end: who reads only the end finds it there.
  if (tally.failed.length > 0) process.stdout.write(`\nFailed:\n${tally.failed.join("\n")}\n`);
  process.stdout.write(`\n${tally.passes} passed, ${tally.failures} failed${tally.pending > 0 ? `, ${tally.pending} skipped` : ""}\n`);
  if (interrupted !== undefined) process.stdout.write(`Ended by ${interrupted}: the rest was not run.\n`);
  return tally.failures > 0 || tally.passes === 0 || interrupted !== undefined ? 1 : 0;
}

async function runLane(lane: Lane, folder: string, tally: Tally, running: Set<ChildProcess>, ended: () => boolean): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const run of lane.runs) {
    if (ended()) return;
    const say = printer(lane);
    say(`\n${run.title}\n`);
    const numbersFile = join(folder, "numbers.json");
    const mocha = startMocha(run, numbersFile, folder, lane.marked ? say : undefined);
    running.add(mocha);
    const numbers = await endOf(mocha, numbersFile);
    running.delete(mocha);
    tally.failed.push(...numbers.failed.map((test) => shownFailure(run.title, test)));
    tally.slowest.push(...(numbers.parts ?? []).map(({ title, seconds }) => ({ title: `${run.title} › ${title}`, seconds })));
    tally.passes += numbers.passes;
    tally.failures += numbers.failures;
    tally.pending += numbers.pending;
  }
}

/** Writes text as it comes; that of a marked lane line by line, each with the lane's name before it. */
function printer({ name, marked }: Lane): (text: string) => void {
  if (!marked) return (text) => process.stdout.write(text);
  let rest = "";
  return (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) process.stdout.write(`[${name}] ${line}\n`);
  };
}

function slowestParts({ slowest }: Tally): string[] {
  return [...slowest]
    .sort((left, right) => right.seconds - left.seconds)
    .slice(0, 10)
    .map(({ title, seconds }) => `${seconds.toFixed(0).padStart(5)} s  ${title}`);
}

/** Its place, and at most 15 lines of what it said; all of it stands where it failed. */
function shownFailure(run: string, { title, message }: FailedTest): string {
  const said = message.trim().split("\n").slice(0, 15);
  return [`  ${run} › ${title}`, ...said.map((line) => `    ${line.slice(0, 300)}`)].join("\n");
}

/** Set-up takes minutes on a fresh machine: no test's time is spent on it. */
async function prepare(say: Say): Promise<void> {
  const [, python] = await Promise.all([ensureTools({ stack: "dev", real: [] }, say), ensurePython(say)]);
  process.env["SANDBOX_PYTHON"] ??= python;
}

/**
 * Three lanes: most of a run on the engine is one process that waits for another, so the kills, which take longest, and
 * what changes outside go beside the rest. What is run a year ahead leaves out the mutation check, which asks no clock.
 */
function allLanes(): Lane[] {
  const policy = join(repository, "policy");
  const hasPolicyTests = existsSync(join(policy, "tests"));
  const hasEngineTests = existsSync(join(repository, "tests", "e2e"));
  const nextYear = { FEDERATION_NOW: new Date(Date.now() + year).toISOString() };
  const ignored = (patterns: readonly string[]): string[] => patterns.flatMap((pattern) => ["--ignore", pattern]);
  const here = (title: string, ...args: string[]): TestRun => ({ title, folder: repository, args });
  const ofPolicy = (title: string, ...args: string[]): TestRun[] =>
    hasPolicyTests ? [{ title, folder: policy, args: ["tests/**/*.test.ts", ...args] }] : [];
  const onEngine = (title: string, ...args: string[]): TestRun[] => (hasEngineTests ? [here(title, ...args)] : []);
  const ahead = (run: TestRun): TestRun => ({ ...run, env: nextYear });
  const lane = (name: string, runs: TestRun[], marked = true): Lane => ({ name, runs, marked });

  const kills = ["tests/e2e/recover.test.ts"];
  const moved = ["adopt*", "several-stacks", "phases"].map((name) => `tests/e2e/${name}.test.ts`);
  const reviewed = ["tests/e2e/outside.test.ts", "tests/e2e/report.test.ts", "tests/browser/**/*.test.ts"].filter(isThere);
  return [
    lane(
      "main",
      [
        here("Tests", "tests/**/*.test.ts", ...ignored(["tests/e2e/**", "tests/browser/**"])),
        here("Sandbox", "sandbox/tests/**/*.test.ts"),
        // The mutants of a third of the files, others after each change of the pack; `npm --prefix policy test` has
        // all.
        ...ofPolicy("Policy pack").map((run) => ({ ...run, env: { FEDERATION_MUTATION_SHARE: "3" } })),
        ...onEngine("On the real engine", "tests/e2e/**/*.test.ts", ...ignored([...kills, ...moved, ...reviewed])),
      ],
      false,
    ),
    lane("beside", [
      ...onEngine("Killed on the real engine", ...kills),
      ahead(here("Once more, a year ahead", "tests/**/*.test.ts", ...ignored(notPure))),
      ...onEngine("Adopted, split, and from phase to phase on the real engine", ...moved),
      ...ofPolicy("Policy pack, a year ahead", ...ignored(["tests/mutation.test.ts", "tests/shared/robust.test.ts"])).map(ahead),
    ]),
    ...(reviewed.length > 0 ? [lane("outside", [here("Changed outside, and reviewed", ...reviewed)])] : []),
  ];
}

/**
 * Whether there is such a file, or the folder that a pattern begins with: mocha takes a pattern that finds nothing for
 * a mistake.
 */
function isThere(pattern: string): boolean {
  return existsSync(join(repository, pattern.split("/**")[0] ?? pattern));
}

function startMocha({ folder, args, env }: TestRun, numbers: string, sandboxes: string, say?: (text: string) => void): ChildProcess {
  rmSync(numbers, { force: true });
  // --exit: a connection that a test left open must not keep everything waiting after the last test.
  const options = ["--exit", "--reporter", join(__dirname, "test-reporter.js")];
  const command = [join(folder, "node_modules", "mocha", "bin", "mocha.js"), ...options, ...args];
  const child = spawn(process.execPath, command, {
    cwd: folder,
    env: { ...process.env, FEDERATION_SANDBOX_DIR: sandboxes, ...env, FEDERATION_TEST_NUMBERS: numbers },
    stdio: ["ignore", say === undefined ? "inherit" : "pipe", say === undefined ? "inherit" : "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text: string) => say?.(text));
  return child;
}

/** How a run ended: one that breaks off, or cannot load a file, has failed even if no single test has. */
function endOf(mocha: ChildProcess, numbers: string): Promise<TestNumbers> {
  return new Promise((resolve) => {
    mocha.on("close", (status, signal) => {
      const counted = readJson<TestNumbers>(numbers);
      if (counted !== undefined && (status === 0 || counted.failures > 0)) return resolve(counted);
      const message = `mocha ended with ${status ?? signal}; its last words stand where its tests end.`;
      const none = { passes: 0, pending: 0 };
      resolve({ ...none, ...counted, failures: 1, failed: [{ title: "the run itself", message }] });
    });
  });
}
