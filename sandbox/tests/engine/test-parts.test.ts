import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../../engine/paths";
import { allParts, type TestPart } from "../../engine/test-parts";

/** Paths of the test files below a folder, relative to `from`. */
function testFiles(folder: string, from: string): string[] {
  return readdirSync(join(from, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts") && !file.includes("node_modules"))
    .map((file) => join(folder, file));
}

/** Whether mocha runs the file: the parts name files, or everything below a folder. */
function runs({ args }: TestPart, file: string): boolean {
  const [first = "", ...options] = args;
  const isMeant = (pattern: string): boolean => (pattern.includes("**") ? file.startsWith(pattern.split("**")[0]!) : file === pattern);
  return isMeant(first) && !options.some((option, index) => options[index - 1] === "--ignore" && isMeant(option));
}

describe("the parts of npm test", () => {
  const parts = allParts();
  const now = parts.filter(({ env }) => env?.["FEDERATION_NOW"] === undefined);

  for (const [title, folder, from] of [
    ["the repository", "tests", repository],
    ["the sandbox", join("sandbox", "tests"), repository],
    ["the pack", "tests", join(repository, "policy")],
  ] as const)
    it(`run each test file of ${title} once`, () => {
      const files = testFiles(folder, from);
      assert.ok(files.length > 10);
      for (const file of files) {
        const its = now.filter((part) => part.folder === from && runs(part, file)).map(({ name }) => name);
        assert.equal(its.length, 1, `${file} is run by: ${its.join(", ")}`);
      }
    });

  it("run the pure ones of the program and of the pack once more, a year ahead", () => {
    const ahead = parts.filter((part) => !now.includes(part));
    assert.deepEqual(ahead.map(({ name }) => name).sort(), ["policy-a-year-ahead", "tests-a-year-ahead"]);
    for (const { env } of ahead) assert.ok(Date.parse(env!["FEDERATION_NOW"]!) - Date.now() > 364 * 86_400_000);
  });

  it("have names of their own, which are those of their sandboxes' folders", () => {
    const names = parts.map(({ name }) => name);
    assert.deepEqual([...new Set(names)], names);
    for (const name of names) assert.match(name, /^[a-z-]+$/);
  });

  it("begin with prod, which takes longest", () => assert.equal(parts[0]?.name, "prod"));
});
