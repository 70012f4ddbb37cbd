import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { commands } from "../../cli/commands";
import { Failure } from "../../cli/failure";
import { ensureCli } from "../../sandbox/engine/pulumi-cli/index";
import { filesIn, repository, textOf } from "./files";
import { documentedCommands, type DocumentedCommand } from "./documented-commands";

/** A value that its reader fills in, or a text that goes on in words: `FILE`, `<urn>`, `${stack}`, `…`, `failed:`. */
const open = /^[<[(]|\$\{|…|\.\.\.|[:,]$|[\])>]$|^[A-Z]+$/;

/** What is wrong with a command's words after the name, or undefined. */
function faultOf(command: Command, { words, whole }: DocumentedCommand): string | undefined {
  // A variable of the shell has a value when the command runs: its name stands for it.
  const args = words.slice(2).map((word) => word.replace(/^\[|\]$/g, "").replace(/^\$([A-Z_]+)$/, "$1"));
  try {
    const { unknown, operands } = command
      .exitOverride()
      .configureOutput({ writeErr: () => undefined })
      .parseOptions(args);
    // What follows an unknown option is its value.
    const [option] = unknown;
    if (option !== undefined && option !== "--help") return `has no option ${option}`;
    const [least, most] = [command.registeredArguments.filter(({ required }) => required).length, command.registeredArguments.length];
    if (whole && operands.length < least) return `needs ${least} arguments`;
    const more = command.registeredArguments.at(-1)?.variadic === true || operands.some((operand) => open.test(operand));
    if (operands.length > most && !more) return `takes ${most} arguments: ${operands.join(" ")}`;
  } catch (error) {
    if (!(error instanceof CommanderError || error instanceof Failure)) throw error;
    if (whole || !args.some((word) => open.test(word))) return error.message;
  }
  return undefined;
}

describe("commands that documents and messages tell", function () {
  this.timeout(120_000);
  const sentences = documentedCommands();
  const of = (program: string): DocumentedCommand[] => sentences.filter(({ words }) => words[0] === program);
  const faults = (among: readonly DocumentedCommand[], judge: (command: DocumentedCommand) => string | undefined): string[] =>
    among.flatMap((each) => {
      const fault = judge(each);
      return fault === undefined ? [] : [`${each.where}: ${each.words.join(" ")}: ${fault}`];
    });

  it("are of federation: its commands, options, values and arguments", () => {
    const known = new Map(commands.map(({ name, define }) => [name, define]));
    const judge = (command: DocumentedCommand): string | undefined => {
      const [, name] = command.words;
      if (name === undefined || open.test(name) || name === "--help") return undefined;
      const define = known.get(name);
      return define === undefined ? "is no command" : faultOf(define(new Command(name)), command);
    };
    assert.ok(of("federation").length > 200);
    assert.deepEqual(faults(of("federation"), judge), []);
  });

  it("are of federation in docs/cli.md and its pages, which write them without their first word; each command stands there", () => {
    const spans = ["docs/cli.md", ...filesIn("docs/cli")].flatMap((where) =>
      [...textOf(where).matchAll(/`([^`]+)`/g)].map(([, span = ""]) => ({ where, text: span.replace(/\s+/g, " ") })),
    );
    const judged = commands.map(({ name, define }) => {
      const own = spans.filter(({ text }) => text === name || text.startsWith(`${name} `));
      assert.ok(
        own.some(({ where }) => where === "docs/cli.md"),
        `${name} is not in docs/cli.md`,
      );
      const asTold = own.map(({ where, text }) => ({ where, words: ["federation", ...text.split(" ")], whole: false }));
      return faults(asTold, (command) => faultOf(define(new Command(name)), command));
    });
    assert.deepEqual(judged.flat(), []);
  });

  it("leave out no option of federation", () => {
    const docs = ["README.md", ...filesIn("docs").filter((file) => file.endsWith(".md"))].map(textOf).join("\n");
    const unresolved = commands.flatMap(({ name, define }) =>
      define(new Command(name)).options.flatMap(({ long }) => (new RegExp(`${long}(?![\\w-])`).test(docs) ? [] : [`${name} ${long}`])),
    );
    assert.deepEqual(unresolved, []);
  });

  it("are of npm: scripts, benches, and what the sandbox takes", () => {
    const scripts = (folder: string): string[] =>
      Object.keys((JSON.parse(textOf(join(folder, "package.json"))) as { scripts: Record<string, string> }).scripts);
    const benches = [...textOf("bench/main.ts").matchAll(/from "\.\/([\w-]+)"/g)].map(([, name = ""]) => name);
    const judge = ({ words }: DocumentedCommand): string | undefined => {
      const prefix = words.indexOf("--prefix");
      const folder = prefix < 0 ? "" : words[prefix + 1]!;
      if (/\$|^\./.test(folder)) return undefined;
      const [verb = "", name = "", ...rest] = words
        .slice(1)
        .filter((word, index) => word !== "-s" && !(prefix > 0 && [prefix - 1, prefix].includes(index)));
      if (["ci", "pack", "install"].includes(verb)) return undefined;
      const script = verb === "run" ? name : verb;
      if (!scripts(folder).includes(script)) return `${folder === "" ? "package.json" : folder} has no script ${script}`;
      const args = rest[0] === "--" ? rest.slice(1) : [];
      if (script === "bench") return args.find((bench) => !benches.includes(bench));
      if (script === "sandbox")
        return args.some((word) => /^(run|exec|stop|status|reset|--stack|--world|--real)$/.test(word)) || args.length === 0
          ? undefined
          : "the sandbox does not take it";
      return undefined;
    };
    assert.ok(of("npm").length > 30);
    assert.deepEqual(faults(of("npm"), judge), []);
  });

  it("are of pulumi: its commands and options, as its own help has them", async () => {
    const { path } = await ensureCli(() => undefined);
    const help = new Map<string, string>();
    const helpOf = (words: readonly string[]): string => {
      const key = words.join(" ");
      if (!help.has(key)) help.set(key, spawnSync(path, [...words, "--help"], { encoding: "utf8" }).stdout);
      return help.get(key)!;
    };
    const judge = ({ words }: DocumentedCommand): string | undefined => {
      const [, name = "", second = ""] = words;
      if (!/^[a-z]+$/.test(name) || words.some((word) => /:$|:\\n/.test(word))) return undefined;
      if (!new RegExp(`^ +${name} `, "m").test(helpOf([]))) return "is no command";
      const inner = /^[a-z][a-z-]*$/.test(second) ? second : undefined;
      const text = helpOf(inner === undefined ? [name] : [name, inner]);
      // Of what it does not know, the CLI shows the help of the command above.
      if (inner !== undefined && text === helpOf([name]) && /\[command\]$/m.test(text)) return `has no command ${inner}`;
      return words
        .slice(2)
        .filter((word) => word.startsWith("--") && word.length > 2)
        .map((word) => word.split("=")[0]!.replace(/\W+$/, ""))
        .filter((option) => !new RegExp(`${option}\\b`).test(text))
        .map((option) => `has no option ${option}`)
        .at(0);
    };
    assert.ok(of("pulumi").length > 200);
    assert.deepEqual(faults(of("pulumi"), judge), []);
  });

  it("name no file that Node would take for the pack: policy.json, beside the folder policy", () => {
    const configured = of("pulumi").filter(({ words }) => words.some((word) => /^--(?:policy-pack-)?config(?:=|$)/.test(word)));
    assert.ok(configured.length > 0);
    assert.deepEqual(
      faults(configured, ({ words }) => words.find((word) => /(?:^|=)(?:\.\/)?policy\.js(?:on)?$/.test(word))),
      [],
    );
  });

  it("name files that are there", () => {
    const named = of("federation")
      .filter(({ whole }) => whole)
      .flatMap(({ words }) => words.filter((word) => word.startsWith("docs/")));
    assert.ok(named.length > 0);
    for (const file of named) assert.ok(existsSync(join(repository, file)), file);
    assert.ok(filesIn("docs").length > 20);
  });
});
