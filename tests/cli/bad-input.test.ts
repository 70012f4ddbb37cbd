import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, type Option } from "commander";
import { commands } from "../../cli/commands";
import { restoreEnvironment } from "../../sandbox/tests/environment";
import { type Ended, federation } from "./command";
import { onExampleDay, suiteFolder } from "./example-day";

const root = join(__dirname, "../..");
const INVENTORY = join(root, "docs/examples/inventory.dev.json");

/** Arguments and options with which a command gets as far as its other options. */
const RIGHT: Readonly<Record<string, readonly string[]>> = {
  adopt: ["--check"],
  convert: ["iam-config.yaml", "--from", "lza"],
  drill: ["--user", "breakglass-1"],
  init: ["--answers", "answers.json"],
  report: [join(root, "tests/fixtures/previews/change.json")],
  rotate: ["certificate"],
  "what-can": ["aws-developers"],
  "who-can": ["data-dev"],
  why: ["aws-developers", "data-dev"],
};
/** What an option goes with in place of {@link RIGHT}. */
const WITH: Readonly<Record<string, readonly string[]>> = {
  "adopt --out": [],
  // The example without breakglass users has nobody to drill.
  "drill --answers": ["--user", "breakglass-1", "--stack", "prod"],
  "report --before": ["--after", "Pulumi.dev.yaml", "--inventory", INVENTORY],
  "report --after": ["--before", "Pulumi.dev.yaml", "--inventory", INVENTORY],
};
/** Files and folders that are written: a folder that is not there is named before anything is read. */
const WRITTEN = ["--out", "--ics", "--folder"];
/** The configuration file of the AWS CLI is made where it is missing, and may be empty. */
const MADE = ["aws-config --file"];

/** One way to use a command wrongly, and what its sentence has to say. */
interface Wrong {
  readonly args: readonly string[];
  readonly says: RegExp;
}

function wrongUses({ name, command }: { readonly name: string; readonly command: Command }): Wrong[] {
  const takes = (long: string): boolean => command.options.some((option) => option.long === long);
  const right = [...(RIGHT[name] ?? []), ...(takes("--stack") ? ["--stack", "dev"] : [])];
  const use = (says: RegExp, ...args: string[]): Wrong => ({ args: [name, ...args], says });
  const needed = command.registeredArguments.filter(({ required }) => required);
  return [
    use(/^error: unknown option '--frobnicate'/, ...right, "--frobnicate"),
    ...(command.registeredArguments.some(({ variadic }) => variadic) ? [] : [use(/^error: too many arguments for/, ...right, "x", "y")]),
    ...(needed.length === 0 ? [] : [use(/^error: (missing required argument|required option) '/)]),
    ...needed.map((argument, at) => {
      const words = (RIGHT[name] ?? []).map((word, index) => (index === at ? "" : word));
      return use(
        argument.argChoices !== undefined
          ? /is invalid for argument .* Allowed choices are/
          : new RegExp(`^The argument <${argument.name()}> is empty`),
        ...words,
      );
    }),
    ...(takes("--stack")
      ? ["../dev", "dev/", "/", "a b", "a/b/c/d", ".."].map((stack) =>
          use(/^--stack is ".+"; write the name of a stack/, ...(RIGHT[name] ?? []), "--stack", stack),
        )
      : []),
    ...command.options.filter(({ required, optional }) => required || optional).flatMap((option) => wrongValues(name, option, right, use)),
  ];
}

function wrongValues(name: string, option: Option, right: readonly string[], use: (says: RegExp, ...args: string[]) => Wrong): Wrong[] {
  const long = option.long!;
  const beside = WITH[`${name} ${long}`] ?? right;
  const asked = (value: string, says: RegExp): Wrong => use(says, ...beside, long, value);
  const names = new RegExp(`^${long} is `);
  const isFile = /<file>|<folder>/.test(option.flags);
  return [
    use(new RegExp(`^error: option '.*${long} .*' argument missing`), ...beside, long),
    asked("", names),
    ...(isFile && WRITTEN.includes(long)
      ? option.flags.includes("<folder>")
        ? [asked("empty.json", names)]
        : [asked("folder", names), asked("folder/none/x", names), asked("empty.json/x", names)]
      : isFile && !MADE.includes(`${name} ${long}`)
        ? ["folder", "missing.json", "empty.json", "words.json", "binary.json"].map((file) => asked(file, new RegExp(file)))
        : []),
    ...(option.parseArg === undefined || isFile || long === "--stack"
      ? []
      : ["nonsense", "-1", "1e9", "NaN"].map((value) => asked(value, names))),
  ];
}

describe("a command that is used wrongly says in one sentence what is wrong, before anything is done", () => {
  onExampleDay();
  const folder = suiteFolder("bad-input");
  const environment = { ...process.env };
  const home = process.cwd();
  const filesThere = (): string[] => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();

  before(() => {
    for (const file of ["Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml"]) copyFileSync(join(root, file), join(folder, file));
    mkdirSync(join(folder, "folder"));
    const contents = { "empty.json": "", "words.json": "no json {", "iam-config.yaml": "groupAssignments: []\n", "answers.json": "{}" };
    for (const [file, text] of Object.entries(contents)) writeFileSync(join(folder, file), text);
    writeFileSync(join(folder, "binary.json"), Buffer.from([0, 1, 255, 254, 7]));
    process.chdir(folder);
    for (const name of Object.keys(process.env)) if (/^(AWS|ARM|AZURE|PULUMI)_/.test(name)) delete process.env[name];
    // Neither credentials nor the Pulumi CLI are there.
    Object.assign(process.env, { HOME: folder, AWS_EC2_METADATA_DISABLED: "true", PATH: join(folder, "folder") });
  });
  after(() => {
    process.chdir(home);
    restoreEnvironment(environment);
  });

  const isOneSentence = ({ err }: Ended, what: string): void => {
    // Where from an inventory's answer is, is said before.
    const lines = err
      .trimEnd()
      .split("\n")
      .filter((line) => !/^From |^\(see `federation/.test(line));
    // An empty stack file lacks every setting, each of which has its sentence.
    if (!/^The settings in empty\.json are not right:$/.test(lines[0]!)) assert.equal(lines.length, 1, `${what}: ${err}`);
    assert.doesNotMatch(err, /federation failed|\w+Error: (?!Unexpected)|undefined|\[object| at \S+ \(/, what);
  };

  for (const { name, define } of commands) {
    it(name, async () => {
      const before = filesThere();
      const uses = wrongUses({ name, command: define(new Command(name)) });
      assert.ok(uses.length > 2);
      for (const { args, says } of uses) {
        const what = `federation ${args.map((arg) => (/^[\w.-]+$/.test(arg) ? arg : `'${arg}'`)).join(" ")}`;
        const ended = await federation(...args);
        assert.deepEqual([ended.status, ended.out], [2, ""], `${what}: ${ended.err}`);
        assert.match(ended.err, says, what);
        isOneSentence(ended, what);
      }
      assert.deepEqual(filesThere(), before);
    });
  }

  it("and without a stack's settings, credentials or the Pulumi CLI names what is missing, with no stack trace", async () => {
    for (const { name, define } of commands) {
      const stack = define(new Command(name)).options.some(({ long }) => long === "--stack");
      if (stack && !["adopt", "init", "report"].includes(name)) {
        const nowhere = await federation(name, ...(RIGHT[name] ?? []), "--stack", "acme/federation/nowhere");
        assert.equal(nowhere.status, 2, name);
        assert.match(
          nowhere.err,
          /^There are no settings for stack acme\/federation\/nowhere \(Pulumi\.nowhere\.yaml does not exist\)/,
          name,
        );
      }
      const bare = await federation(name, ...(RIGHT[name] ?? []), ...(stack ? ["--stack", "dev"] : []));
      assert.doesNotMatch(bare.err + bare.out, /TypeError|ReferenceError|undefined|\[object| at \S+ \(/, name);
      assert.ok([0, 1, 2].includes(bare.status), name);
    }
  });
});
