/**
 * `npm test`: every test of the repository and of the policy pack, with sandboxes of their own, then the pure ones once more a year ahead.
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

/** Tests that start programs, clouds or the engine; a year more or less makes no difference to those that matters in the others. */
const notPure = ["tests/e2e/**", "tests/sandbox/**"];

interface TestRun {
  readonly title: string;
  readonly folder: string;
  /** Arguments of mocha. */
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Runs the tests; the last lines say which failed, with the beginning of what each said, and how many passed.
 * @param args Given to mocha in place of everything: files, `-g PATTERN`.
 */
export async function runTests(args: readonly string[]): Promise<number> {
  // Away from the user's own sandbox, and away from another run at the same time.
  const own = join(repository, ".sandbox", "tests", String(process.pid));
  process.env["FEDERATION_SANDBOX_DIR"] = own;
  // A test is started from the repository, wherever npm was called.
  delete process.env["INIT_CWD"];
  // Mocha ends first; then what it started is stopped here, and nothing else is begun.
  let mocha: ChildProcess | undefined;
  let interrupted: NodeJS.Signals | undefined;
  const stopPassing = passSignals(
    () => mocha,
    (signal) => (interrupted = signal),
  );
  mkdirSync(own, { recursive: true });
  const total = { passes: 0, failures: 0, pending: 0 };
  const failed: string[] = [];
  try {
    await prepare((line) => process.stderr.write(`sandbox: ${line}\n`));
    for (const run of args.length > 0 ? [{ title: "Chosen tests", folder: repository, args }] : allRuns()) {
      if (interrupted !== undefined) break;
      process.stdout.write(`\n${run.title}\n`);
      const numbersFile = join(own, "numbers.json");
      mocha = startMocha(run, numbersFile);
      const numbers = await endOf(mocha, numbersFile);
      const { passes, failures, pending } = numbers;
      failed.push(...numbers.failed.map((test) => shownFailure(run.title, test)));
      total.passes += passes;
      total.failures += failures;
      total.pending += pending;
    }
  } catch (error) {
    process.stderr.write(`sandbox: ${explain(error)}\n`);
    total.failures += 1;
  } finally {
    for (const set of allSets()) await set.forget();
    rmSync(own, { recursive: true, force: true });
    stopPassing();
  }
  // Minutes of output may lie between a failure and the end: who reads only the end finds it there.
  if (failed.length > 0) process.stdout.write(`\nFailed:\n${failed.join("\n")}\n`);
  process.stdout.write(`\n${total.passes} passed, ${total.failures} failed${total.pending > 0 ? `, ${total.pending} skipped` : ""}\n`);
  if (interrupted !== undefined) process.stdout.write(`Ended by ${interrupted}: the rest was not run.\n`);
  return total.failures > 0 || total.passes === 0 || interrupted !== undefined ? 1 : 0;
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

function allRuns(): TestRun[] {
  const policy = join(repository, "policy");
  const hasPolicyTests = existsSync(join(policy, "tests"));
  const nextYear = { FEDERATION_NOW: new Date(Date.now() + year).toISOString() };
  const ignored = (patterns: readonly string[]): string[] => patterns.flatMap((pattern) => ["--ignore", pattern]);
  const policyRun = { title: "Policy pack", folder: policy, args: ["tests/**/*.test.ts"] };
  return [
    { title: "Tests", folder: repository, args: ["tests/**/*.test.ts", ...ignored(["tests/e2e/**"])] },
    ...(hasPolicyTests ? [policyRun] : []),
    ...(existsSync(join(repository, "tests", "e2e"))
      ? [{ title: "On the real engine", folder: repository, args: ["tests/e2e/**/*.test.ts"] }]
      : []),
    { title: "Once more, a year ahead", folder: repository, args: ["tests/**/*.test.ts", ...ignored(notPure)], env: nextYear },
    ...(hasPolicyTests ? [{ ...policyRun, title: "Policy pack, a year ahead", env: nextYear }] : []),
  ];
}

function startMocha({ folder, args, env }: TestRun, numbers: string): ChildProcess {
  rmSync(numbers, { force: true });
  // --exit: a connection that a test left open must not keep everything waiting after the last test.
  const options = ["--exit", "--reporter", join(__dirname, "test-reporter.js")];
  const command = [join(folder, "node_modules", "mocha", "bin", "mocha.js"), ...options, ...args];
  return spawn(process.execPath, command, {
    cwd: folder,
    env: { ...process.env, ...env, FEDERATION_TEST_NUMBERS: numbers },
    stdio: ["ignore", "inherit", "inherit"],
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
