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
  { sources: "sandbox/aws/cloud", tests: "sandbox/tests/aws" },
  { sources: "sandbox/engine", tests: "sandbox/tests/engine" },
  { sources: "sandbox/entra", tests: "sandbox/tests/entra" },
  { sources: "sandbox/providers", tests: "sandbox/tests/providers" },
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
  "sandbox/tests/aws/alarm-path.test.ts": "from a sign-in through trail, rule, key and topic to the subscriber",
  "sandbox/tests/aws/launcher.test.ts": "the local AWS as a process",
  "sandbox/tests/engine/test-run.test.ts": "`npm test` as a process",
  "sandbox/tests/entra/never-500.test.ts": "every route, with bodies of any form",
  "sandbox/tests/entra/provider-needs.test.ts": "what the official azuread plugin must find in answers",
  "sandbox/tests/providers/aws/limits.test.ts": "the plugin under AWS's limits on calls",
  "sandbox/tests/providers/azuread/local-entra.test.ts": "the plugin on the local Entra",
  "sandbox/tests/providers/azuread/official-calls-access.test.ts": "the calls that the official plugin makes",
  "sandbox/tests/providers/azuread/official-calls-app.test.ts": "the calls that the official plugin makes",
  "sandbox/tests/providers/azuread/official-calls-conditional-access.test.ts": "the calls that the official plugin makes",
  "tests/access/iam/simulator.test.ts": "whether a request is allowed, from policies to decision",
  "tests/access/parse-anything.test.ts": "settings and plan, of anything that can be written",
  "tests/access/stack-files.test.ts": "the committed stack files, from settings to Conditional Access",
  "tests/components/growth.test.ts": "what the program says to the engine",
};

/** A file without its ending; Python's names have underscores where the others have hyphens. */
const bare = (file: string): string =>
  file.endsWith(".py") ? file.replace(/\.py$/, "").replaceAll("_", "-") : file.replace(/(\.test)?\.(tsx?|cjs|mjs)$/, "");
const testsOf = (folder: string): string[] => filesIn(folder).filter((file) => file.endsWith(".test.ts"));

describe("a test", () => {
  for (const { sources, tests } of ROOMS) {
    it(`of ${sources}/ bears the name of what it tests`, () => {
      const there = new Set(
        filesIn(sources)
          .filter((file) => isSource(file) || file.endsWith(".py"))
          .map(bare),
      );
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
