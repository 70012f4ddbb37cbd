/**
 * One process of the mutation check: runs the tests that a changed source concerns, and tells its parent whether one of
 * them failed.
 */
import { readFileSync, readdirSync } from "node:fs";
import { join, sep } from "node:path";
import Mocha from "mocha";
import ts from "typescript";

/** A source to run the tests with. */
export interface Task {
  /** Path of the source. */
  readonly file: string;
  /** In place of what is in the file. */
  readonly source: string;
  /** Only tests of this rule; otherwise all that the file has to do with. */
  readonly rule?: string;
}

/** What a worker answers. */
export interface Outcome {
  /** Title of the test that failed first; undefined where none did. */
  readonly noticed: string | undefined;
  readonly tests: number;
}

const PACK = join(__dirname, "..");
const TESTS = join(PACK, "tests");
/** Of the pack as a whole, and of generated resources: they would notice little, slowly. */
const OTHERS = ["assembly.test.ts", "mutation.test.ts", join("shared", "robust.test.ts")].map((name) => join(TESTS, name));

type Loader = (module: NodeJS.Module, file: string) => void;
const { extensions } = require as unknown as { extensions: Record<string, Loader> };
const usual = extensions[".ts"] as Loader;
const compiledFiles = new Map<string, string>();
let changed: Task | undefined;

function compiled(source: string): string {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

// Modules are loaded anew for every change; compiling them each time would be most of the work.
extensions[".ts"] = (module, file) => {
  if (!file.startsWith(PACK + sep)) return usual(module, file);
  let code = file === changed?.file ? compiled(changed.source) : compiledFiles.get(file);
  if (code === undefined) compiledFiles.set(file, (code = compiled(readFileSync(file, "utf8"))));
  (module as unknown as { _compile(code: string, file: string): void })._compile(code, file);
};

function testFiles(folder = TESTS): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return testFiles(path);
    return path.endsWith(".test.ts") && !OTHERS.includes(path) ? [path] : [];
  });
}

let importers: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** Who imports each file of the pack, learned by loading all tests once. */
async function learn(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  await run(testFiles(), /^no test has this title$/);
  const found = new Map<string, Set<string>>();
  for (const { filename, children } of Object.values(require.cache) as NodeJS.Module[]) {
    for (const child of children) found.set(child.filename, (found.get(child.filename) ?? new Set()).add(filename));
  }
  return found;
}

/** A file and all that imports it, directly or not. */
function concerned(file: string, by: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const all = new Set([file]);
  for (const each of all) for (const importer of by.get(each) ?? []) if (importer.startsWith(PACK + sep)) all.add(importer);
  return all;
}

async function run(files: readonly string[], grep: RegExp): Promise<Outcome> {
  let noticed: string | undefined;
  let tests = 0;
  const mocha = new Mocha({ reporter: class {} as never, bail: true, timeout: 5000, ui: "bdd", grep });
  try {
    for (const file of files) mocha.addFile(file);
    await new Promise<void>((resolve) => {
      const runner = mocha.run(() => resolve());
      runner.on("fail", (test) => (noticed ??= test.fullTitle()));
      runner.on("pass", () => tests++);
    });
  } catch (error) {
    // It does not even load.
    noticed = String(error);
  }
  // Who imports what is learned from the modules that are loaded: it must not unload the tests.
  mocha.files = [];
  mocha.dispose();
  return { noticed, tests };
}

async function judge(task: Task): Promise<Outcome> {
  importers ??= await learn();
  const all = concerned(task.file, importers);
  for (const file of all) delete require.cache[file];
  changed = task;
  try {
    const files = [...all].filter((file) => file.endsWith(".test.ts"));
    return await run(files, task.rule === undefined ? /(?:)/ : new RegExp(`^${task.rule} `));
  } finally {
    changed = undefined;
    for (const file of all) delete require.cache[file];
  }
}

process.on("message", (task: Task) => {
  void judge(task).then((outcome) => process.send?.(outcome));
});
