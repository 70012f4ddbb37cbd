import assert from "node:assert/strict";
import { filesIn, isSource } from "./files";

/** Rooms whose tests stand where their sources do, and where the tests are. */
const ROOMS: readonly { readonly sources: string; readonly tests: string }[] = [
  { sources: "access", tests: "tests/access" },
  { sources: "cli/verify/checks", tests: "tests/cli/verify/checks" },
  { sources: "components", tests: "tests/components" },
  { sources: "contract", tests: "tests/contract" },
  { sources: "graph", tests: "tests/graph" },
  { sources: "policy", tests: "policy/tests" },
  { sources: "start", tests: "tests/start" },
];

/** Folders of which each file has a test of its own: one thing, one file, one test. */
const EACH = ["cli/verify/checks", "policy/rules"];

/** Tests that are not of one file, and what they are about. */
const ACROSS: Readonly<Record<string, string>> = {
  "policy/tests/assembly.test.ts": "the pack as a whole",
  "policy/tests/mutation.test.ts": "a change of each source of the pack",
  "policy/tests/shared/growth.test.ts": "what all rules answer about an assignment",
  "policy/tests/shared/robust.test.ts": "every rule, on resources of any form",
  "tests/access/iam/simulator.test.ts": "whether a request is allowed, from policies to decision",
  "tests/access/parse-anything.test.ts": "settings and plan, of anything that can be written",
  "tests/access/stack-files.test.ts": "the committed stack files, from settings to Conditional Access",
  "tests/components/growth.test.ts": "what the program says to the engine",
};

const bare = (file: string): string => file.replace(/(\.test)?\.(tsx?|cjs|mjs)$/, "");
const testsOf = (folder: string): string[] => filesIn(folder).filter((file) => file.endsWith(".test.ts"));

describe("a test", () => {
  for (const { sources, tests } of ROOMS) {
    it(`of ${sources}/ bears the name of what it tests`, () => {
      const there = new Set(filesIn(sources).filter(isSource).map(bare));
      const lost = testsOf(tests).filter((test) => !there.has(bare(test).replace(tests, sources)) && !Object.hasOwn(ACROSS, test));
      assert.deepEqual(lost, []);
    });
  }

  for (const folder of EACH) {
    it(`stands beside each file of ${folder}/`, () => {
      const { sources, tests } = ROOMS.find((room) => folder.startsWith(room.sources)) ?? assert.fail(folder);
      const tested = new Set(testsOf(tests).map((test) => bare(test).replace(tests, sources)));
      const files = filesIn(folder).filter((file) => !file.endsWith("/index.ts"));
      assert.ok(files.length > 40);
      assert.deepEqual(
        files.filter((file) => !tested.has(bare(file))),
        [],
      );
    });
  }

  it("that is not of one file is still there", () => {
    const all = new Set(ROOMS.flatMap(({ tests }) => testsOf(tests)));
    assert.deepEqual(
      Object.keys(ACROSS).filter((test) => !all.has(test)),
      [],
    );
  });
});
