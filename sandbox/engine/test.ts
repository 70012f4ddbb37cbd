/**
 * `npm test`: every test of the repository and of the policy pack, with sandboxes of their own, then the pure ones once
 * more a year ahead.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { ensureTools } from "./ensure";
import { explain, SandboxError, type Say } from "./failure";
import { readJson } from "./files";
import { buildDirectory, repository } from "./paths";
import { ensurePython } from "./python";
import { allSets } from "./set";
import { passSignals } from "./signals";
import { allParts, type TestPart } from "./test-parts";
import type { FailedTest, TestNumbers } from "./test-reporter";

/** What all parts add to. */
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
  const chosen = { name: "chosen", folder: repository, args };
  const parts: readonly TestPart[] = args.length > 0 ? [chosen] : allParts();
  const tally: Tally = { passes: 0, failures: 0, pending: 0, failed: [], slowest: [] };
  const waiting = [...parts];
  const lane = async (): Promise<void> => {
    for (let part = waiting.shift(); part !== undefined && interrupted === undefined; part = waiting.shift())
      await runPart(part, join(own, part.name), tally, running);
  };
  try {
    const many = lanes();
    await prepare((line) => process.stderr.write(`sandbox: ${line}\n`));
    await Promise.all(Array.from({ length: many }, lane));
  } catch (error) {
    process.stderr.write(`sandbox: ${explain(error)}\n`);
    tally.failures += 1;
  } finally {
    for (const { name } of parts) {
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

/**
 * How many parts run at once. Most of a part on the engine is one process that waits for another, or for a cloud: two
 * parts for each core keep the cores at work; more than eight at once would need more than 8 GB of memory.
 */
function lanes(): number {
  const wanted = process.env["FEDERATION_TEST_LANES"];
  if (wanted === undefined) return Math.min(2 * availableParallelism(), 8);
  if (!/^[1-9]\d*$/.test(wanted))
    throw new SandboxError(`FEDERATION_TEST_LANES is "${wanted}": it must be a whole number of parts that run at once, such as 2.`);
  return Number(wanted);
}

/** Runs one part, its sandboxes below `folder`. */
async function runPart(part: TestPart, folder: string, tally: Tally, running: Set<ChildProcess>): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const numbersFile = join(folder, "numbers.json");
  const mocha = startMocha(part, numbersFile, folder);
  const say = printer(part.name);
  for (const stream of [mocha.stdout, mocha.stderr]) stream?.setEncoding("utf8").on("data", say);
  running.add(mocha);
  const numbers = await endOf(mocha, numbersFile);
  running.delete(mocha);
  tally.failed.push(...numbers.failed.map((test) => shownFailure(part.name, test)));
  tally.slowest.push(...(numbers.parts ?? []).map(({ title, seconds }) => ({ title: `${part.name} › ${title}`, seconds })));
  tally.passes += numbers.passes;
  tally.failures += numbers.failures;
  tally.pending += numbers.pending;
}

/** Writes text line by line as it comes, each with the part's name before it. */
function printer(name: string): (text: string) => void {
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
  const lines = message.trim().split("\n").slice(0, 15);
  return [`  ${run} › ${title}`, ...lines.map((line) => `    ${line.slice(0, 300)}`)].join("\n");
}

/** Set-up takes minutes on a fresh machine: no test's time is spent on it. */
async function prepare(say: Say): Promise<void> {
  const [, python] = await Promise.all([ensureTools({ stack: "dev", real: [] }, say), ensurePython(say)]);
  process.env["SANDBOX_PYTHON"] ??= python;
}

function startMocha({ name, folder, args, env }: TestPart, numbers: string, sandboxes: string): ChildProcess {
  rmSync(numbers, { force: true });
  // --exit: a connection that a test left open must not keep everything waiting after the last test.
  const options = ["--exit", "--reporter", join(__dirname, "test-reporter.js")];
  const output = name === "chosen" ? "inherit" : "pipe";
  return spawn(process.execPath, [join(folder, "node_modules", "mocha", "bin", "mocha.js"), ...options, ...args], {
    cwd: folder,
    env: {
      NODE_COMPILE_CACHE: join(buildDirectory, "compile-cache"),
      SANDBOX_QUICK_START: "1",
      ...process.env,
      FEDERATION_SANDBOX_DIR: sandboxes,
      ...env,
      FEDERATION_TEST_NUMBERS: numbers,
    },
    stdio: ["ignore", output, output],
  });
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
