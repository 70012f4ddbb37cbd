/**
 * Mutation check: changes the rules and what they share, one small change at a time, and runs the tests that the change
 * concerns. A change that no test notices is a condition or limit that nothing holds in place. `npm run mutation [--
 * PATTERN]`.
 */
import { type ChildProcess, fork } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { equivalentMutants } from "./equivalent-mutants";
import { type Mutant, mutantsOf } from "./mutants";
import type { Outcome, Task } from "./mutation-worker";

const PACK = join(__dirname, "..");
/** What asks the rules, for tests: no part of the pack. */
const ASKING = join(PACK, "sdk", "analyze.ts");
/** Time after which a change is taken to have made a loop without an end, at least. */
const PATIENCE_MS = 20_000;
/** And at least so many times what the tests take without a change: on a busy machine a long test is no loop. */
const PATIENCE_TIMES = 10;
/** The first answer of a worker takes longer: it loads every rule and test, beside whatever else the machine does. */
const FIRST_PATIENCE_MS = 180_000;

/** A change that the tests passed over. */
export interface Survivor extends Omit<Mutant, "source"> {
  /** Path of the source, from the pack. */
  readonly file: string;
}

/** Result of a check. */
export interface MutationReport {
  readonly mutants: number;
  /** Not noticed, and not known to change nothing. */
  readonly survivors: readonly Survivor[];
  /** Said to change nothing, but noticed or gone. */
  readonly outdated: readonly string[];
}

interface Job {
  readonly file: string;
  readonly mutant: Mutant | undefined;
  readonly task: Task;
}

/**
 * Checks the sources whose path has `pattern` in it.
 *
 * @param share One of so many files is checked; which ones changes with every change of a source.
 */
export async function checkMutations(pattern = "", report: (line: string) => void = () => undefined, share = 1): Promise<MutationReport> {
  const judged = ["rules", "sdk", "shared"].flatMap((folder) => sources(join(PACK, folder))).filter((path) => path !== ASKING);
  const chosen = chosenFiles(
    judged.filter((path) => relative(PACK, path).includes(pattern)),
    share,
  );
  const jobs = chosen.flatMap((path) => jobsOf(path));
  const survivors: Survivor[] = [];
  const files = new Set(chosen.map((path) => relative(PACK, path)));
  const known = equivalentMutants.filter(({ file }) => files.has(file) || (share === 1 && file.includes(pattern)));
  const unused = new Set(known.flatMap(({ file, text, changes }) => changes.map((change) => called(file, change, text))));
  await spread(jobs, ({ file, mutant }, outcome) => {
    if (mutant === undefined) {
      // Without any change: the tests must pass, and there must be some.
      if (outcome.noticed !== undefined) throw new Error(`The tests of ${file} fail without any change: ${outcome.noticed}`);
      if (outcome.tests === 0) throw new Error(`${file} has no tests.`);
      return;
    }
    if (outcome.noticed !== undefined) return;
    const { line, text, change } = mutant;
    if (known.some((each) => each.file === file && each.text === text && each.changes.includes(change))) {
      return void unused.delete(called(file, change, text));
    }
    survivors.push({ file, line, text, change });
    report(`not noticed: ${file}:${line}: ${change}`);
  });
  return { mutants: jobs.filter(({ mutant }) => mutant !== undefined).length, survivors, outdated: [...unused] };
}

function called(file: string, change: string, text: string): string {
  return `${file}: ${change} in ${text}`;
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? sources(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();
}

/** One of `share` files. The same ones until a source changes: no run fails because of the day. */
function chosenFiles(paths: readonly string[], share: number): readonly string[] {
  if (share === 1) return paths;
  const all = createHash("sha256");
  for (const path of paths) all.update(readFileSync(path));
  const seed = all.digest("hex");
  return paths.filter((path) => createHash("sha256").update(seed).update(relative(PACK, path)).digest().readUInt32BE(0) % share === 0);
}

/** The source as it is, then each mutant of it. Mutants of a rule are for the rule's own tests to notice. */
function jobsOf(path: string): readonly Job[] {
  const file = relative(PACK, path);
  const source = readFileSync(path, "utf8");
  const mutants = mutantsOf(source);
  if (mutants.length === 0) return [];
  const rule = file.startsWith("rules") ? /\n {2}name: "([^"]+)"/.exec(source)?.[1] : undefined;
  const task = (changed: string): Task => ({ file: path, source: changed, ...(rule === undefined ? {} : { rule }) });
  return [undefined, ...mutants].map((mutant) => ({ file, mutant, task: task(mutant?.source ?? source) }));
}

/** Gives jobs to as many workers as there are processors; a worker that does not answer is replaced. */
async function spread(jobs: readonly Job[], done: (job: Job, outcome: Outcome) => void): Promise<void> {
  const waiting = [...jobs];
  const workers = new Set<ChildProcess>();
  /** Milliseconds of the tests of a file without a change. */
  const usual = new Map<string, number>();
  const patience = ({ file }: Job): number => {
    const took = usual.get(file);
    return took === undefined ? FIRST_PATIENCE_MS : Math.max(PATIENCE_MS, PATIENCE_TIMES * took);
  };
  const work = async (): Promise<void> => {
    let worker: ChildProcess | undefined;
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      const isFirst = worker === undefined;
      if (worker === undefined)
        workers.add((worker = fork(join(__dirname, "mutation-worker.ts"), { execArgv: ["-r", "ts-node/register"] })));
      const started = Date.now();
      const outcome = await ask(worker, job.task, isFirst ? FIRST_PATIENCE_MS : patience(job));
      if (job.mutant === undefined && outcome !== undefined) usual.set(job.file, Date.now() - started);
      if (outcome === undefined) {
        worker.kill("SIGKILL");
        workers.delete(worker);
        worker = undefined;
      }
      done(job, outcome ?? { noticed: "it does not end", tests: 0 });
    }
  };
  try {
    await Promise.all(Array.from({ length: availableParallelism() }, work));
  } finally {
    for (const worker of workers) worker.kill("SIGKILL");
  }
}

/** What a worker answers; undefined where it has not after `patience` milliseconds. */
async function ask(worker: ChildProcess, task: Task, patience: number): Promise<Outcome | undefined> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => settle(() => resolve(undefined)), patience);
    const answered = (outcome: Outcome): void => settle(() => resolve(outcome));
    const ended = (code: number | null): void =>
      settle(() => reject(new Error(`A worker ended with ${code} while it tried ${task.file}.`)));
    const settle = (how: () => void): void => {
      clearTimeout(late);
      worker.off("message", answered).off("exit", ended);
      how();
    };
    worker.on("message", answered).on("exit", ended);
    worker.send(task);
  });
}

if (require.main === module) {
  const started = Date.now();
  checkMutations(process.argv[2], console.log)
    .then(({ mutants, survivors, outdated }) => {
      for (const each of outdated) console.log(`outdated in equivalent-mutants.ts: ${each}`);
      console.log(`${mutants - survivors.length} of ${mutants} changes noticed in ${Math.round((Date.now() - started) / 1000)} s.`);
      process.exitCode = survivors.length + outdated.length === 0 ? 0 : 1;
    })
    .catch((error: unknown) => {
      console.error(error);
      process.exitCode = 2;
    });
}
