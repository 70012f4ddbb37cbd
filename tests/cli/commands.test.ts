import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { commands } from "../../cli/commands";
import { optionsTaken } from "./command-options";

const folder = join(__dirname, "../../cli/commands");
const sources = readdirSync(folder).filter((file) => file !== "index.ts" && file !== "command.ts");

describe("commands", () => {
  it("are one file each, called like the command, which loads its work when it runs", () => {
    assert.deepEqual(sources.sort(), commands.map(({ name }) => `${name}.ts`).sort());
    for (const file of sources) {
      const text = readFileSync(join(folder, file), "utf8");
      const imports = [...text.matchAll(/^import .* from "(.+)";$/gm)].map(([, from]) => from);
      assert.deepEqual(
        imports.filter((from) => from !== "commander" && from !== "./command"),
        [],
        file,
      );
    }
  });

  it("declare an option of the same name with the same letter, and the same words once", () => {
    const declared = new Map<string, string>();
    for (const { name, define } of commands) {
      for (const { long, short } of define(new Command(name)).options) {
        assert.equal(short ?? "", declared.get(long!) ?? short ?? "", `${name} ${long}`);
        declared.set(long!, short ?? "");
      }
    }
    const words = sources.flatMap((file) => [...readFileSync(join(folder, file), "utf8").matchAll(/"(-[^"]+)",?\s*("[^"]+")/g)]);
    const written = words.map(([, flags, meaning]) => `${flags} ${meaning}`);
    assert.deepEqual(
      written.filter((each, at) => written.indexOf(each) !== at),
      [],
    );
  });

  it("declare the options that their work takes, every one and no other", () => {
    for (const { name, define } of commands) {
      const text = readFileSync(join(folder, `${name}.ts`), "utf8");
      const [, work, as] = /import\("(.+)"\)\)\.(\w+)/.exec(text) ?? [];
      const declared = define(new Command(name)).options.map((option) => option.attributeName());
      assert.deepEqual(declared.sort(), optionsTaken(join(folder, `${work}.ts`), as!), name);
    }
  });
});
