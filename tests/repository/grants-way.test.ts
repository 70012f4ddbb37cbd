import assert from "node:assert/strict";
import { posix } from "node:path";
import { importsOf, textOf } from "./files";

/** The files that docs/architecture.md lists as one grant's way, in their order. */
function documentedWay(): string[] {
  const [, part = ""] = textOf("docs/architecture.md").split("### One grant's way");
  return [...part.split(/^#/m)[0]!.matchAll(/^\| `([\w./-]+)` +\|/gm)].map(([, file = ""]) => file);
}

describe("one grant's way from the stack file to the assignment", () => {
  const way = documentedWay();

  it("passes at most eight files", () => {
    assert.equal(way[0], "index.ts");
    assert.match(textOf(way.at(-1)!), /new ssoadmin\.AccountAssignment\(/);
    assert.ok(way.length <= 8, way.join(", "));
  });

  it("is found by following imports: each file is imported by one before it", () => {
    for (const [index, file] of way.entries()) {
      if (index === 0) continue;
      const imported = way
        .slice(0, index)
        .flatMap((before) => importsOf(before).map((each) => posix.join(posix.dirname(before), each)))
        .flatMap((each) => [`${each}.ts`, `${each}/index.ts`]);
      assert.ok(imported.includes(file), `${file} is imported by none of ${way.slice(0, index).join(", ")}`);
    }
  });

  it("has what docs/architecture.md says of each file", () => {
    const calls = [...textOf("docs/architecture.md").matchAll(/^\| `([\w./-]+\.ts)` +\| `(\w+)`: /gm)];
    assert.ok(calls.length >= 6);
    for (const [, file = "", name = ""] of calls)
      assert.match(textOf(file), new RegExp(`export (?:async )?(?:function|class) ${name}\\b`), file);
  });
});
