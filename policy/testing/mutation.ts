/**
 * Mutation check: changes each rule, one small change at a time, and runs the tests of its area. A change that no test notices is a condition
 * or limit that nothing holds in place. `npm run mutation [-- PATTERN]`; `--fast` takes the first change of each rule only.
 */
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import Mocha from "mocha";
import ts from "typescript";
import { type Mutant, mutantsOf } from "./mutants";

const PACK = join(__dirname, "..");
const RULES = join(PACK, "rules");

/** Areas of rules: one folder each. */
function areas(): readonly string[] {
  return readdirSync(RULES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** Test files of an area, which are in a folder of its name. */
function testsOf(area: string): readonly string[] {
  const folder = join(PACK, "tests", "rules", area);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => join(folder, file));
}

/** A change that the tests passed over. */
export interface Survivor extends Mutant {
  /** Path of the rule. */
  readonly rule: string;
}

/** Result of a check. */
export interface MutationReport {
  readonly mutants: number;
  readonly survivors: readonly Survivor[];
}

/** Checks the rules whose path has `pattern` in it; with `most`, so many changes of each rule, spread over it. */
export async function checkMutations(
  pattern = "",
  most = Number.POSITIVE_INFINITY,
  told: (line: string) => void = () => undefined,
): Promise<MutationReport> {
  const survivors: Survivor[] = [];
  let count = 0;
  for (const area of areas()) {
    for (const file of readdirSync(join(RULES, area)).sort()) {
      const path = join(RULES, area, file);
      const rule = relative(RULES, path);
      if (!rule.includes(pattern)) continue;
      const source = readFileSync(path, "utf8");
      const name = /name: "([^"]+)"/.exec(source)?.[1] ?? "";
      if (await fails(area, path, source, name)) throw new Error(`The tests of ${name} fail without any change.`);
      const all = mutantsOf(source);
      const chosen = all.length <= most ? all : Array.from({ length: most }, (_, index) => all[Math.floor((index * all.length) / most)]!);
      for (const mutant of chosen) {
        count++;
        if (await fails(area, path, mutant.source, name)) continue;
        survivors.push({ ...mutant, rule });
        told(`not noticed: rules/${rule}:${mutant.line}: ${mutant.change}`);
      }
      told(`${rule}: ${chosen.length} changes`);
    }
  }
  return { mutants: count, survivors };
}

/** Whether the tests of a rule fail with its source changed. */
async function fails(area: string, path: string, source: string, rule: string): Promise<boolean> {
  const changed = compiled(source);
  const { extensions } = require as unknown as { extensions: Record<string, (module: NodeJS.Module, file: string) => void> };
  const usual = extensions[".ts"];
  const tests = testsOf(area);
  forget(path, ...tests);
  extensions[".ts"] = (module, file) => {
    const code = file === path ? changed : tests.includes(file) ? compiledTest(file) : undefined;
    if (code === undefined) usual?.(module, file);
    else (module as unknown as { _compile(code: string, file: string): void })._compile(code, file);
  };
  try {
    const mocha = new Mocha({ reporter: class {} as never, bail: true, timeout: 5000, ui: "bdd", grep: new RegExp(`^${rule} `) });
    for (const test of tests) mocha.addFile(test);
    const failures = await new Promise<number>((resolve) => mocha.run(resolve));
    mocha.dispose();
    return failures > 0;
  } catch {
    // It does not even load.
    return true;
  } finally {
    if (usual !== undefined) extensions[".ts"] = usual;
    forget(path, ...tests);
  }
}

function compiled(source: string): string {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

const compiledTests = new Map<string, string>();

/** Tests are loaded anew for every change; compiling them each time would be most of the work. */
function compiledTest(file: string): string {
  const known = compiledTests.get(file) ?? compiled(readFileSync(file, "utf8"));
  compiledTests.set(file, known);
  return known;
}

/** Lets modules be loaded anew. */
function forget(...paths: string[]): void {
  for (const path of paths) delete require.cache[path];
}

if (require.main === module) {
  const [pattern = ""] = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
  const started = Date.now();
  checkMutations(pattern, process.argv.includes("--fast") ? 1 : undefined, console.log)
    .then(({ mutants, survivors }) => {
      console.log(`${mutants - survivors.length} of ${mutants} changes noticed in ${Math.round((Date.now() - started) / 1000)} s.`);
      process.exitCode = survivors.length === 0 ? 0 : 1;
    })
    .catch((error: unknown) => {
      console.error(error);
      process.exitCode = 2;
    });
}
