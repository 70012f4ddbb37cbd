import assert from "node:assert/strict";
import { filesIn } from "./files";

/** Files that bear the name of a folder beside them. */
function besideTheirFolder(files: readonly string[]): string[] {
  const folders = new Set(files.flatMap((file) => file.split("/").map((_, end, parts) => parts.slice(0, end).join("/"))));
  return files.filter((file) => folders.has(file.replace(/(\.d)?\.[cm]?[jt]sx?$/, "")));
}

describe("a folder's door", () => {
  it("is its index.ts, never a file of the folder's name beside it", () => {
    const files = filesIn();
    assert.ok(files.includes("access/settings/index.ts"));
    assert.deepEqual(besideTheirFolder(files), []);
  });

  for (const [planted, found] of [
    ["access/settings.ts", true],
    ["cli/report/page/client.tsx", true],
    ["access/settings/index.ts", false],
    ["docs/report.md", false],
  ] as const) {
    it(`${planted} ${found ? "is one too many" : "is none"}`, () =>
      assert.deepEqual(besideTheirFolder([...filesIn(), planted]), found ? [planted] : []));
  }
});
