import assert from "node:assert/strict";
import { readStackState } from "../../components/stack-state";
import { startMocks } from "./mocks";

const URN = "urn:pulumi:test::federation::a:b:C$aws:iam/user:User::breakglass-1";

describe("state of the stack", () => {
  let failures: string[] = [];
  let asked = 0;

  before(() =>
    startMocks({
      "pulumi:pulumi:readStackResourceOutputs": () => {
        asked += 1;
        const failure = failures.shift();
        if (failure !== undefined) throw new Error(failure);
        return { outputs: { [URN]: { type: "aws:iam/user:User", outputs: { name: "breakglass-1" } } } };
      },
    }),
  );

  beforeEach(() => {
    [failures, asked] = [[], 0];
  });

  it("is what the engine says, by type and name", async () => {
    assert.deepEqual(await readStackState(), [
      { urn: URN, type: "aws:iam/user:User", name: "breakglass-1", outputs: { name: "breakglass-1" } },
    ]);
  });

  it("is asked for again where the engine was just writing it", async () => {
    failures = ["failed to load checkpoint: EOF", "failed to load checkpoint: reading: unexpected EOF"];
    assert.equal((await readStackState()).length, 1);
    assert.equal(asked, 3);
  });

  it("is given up after some times, and at once where something else is wrong", async () => {
    failures = Array.from({ length: 9 }, () => "failed to load checkpoint: EOF");
    await assert.rejects(readStackState(), /gave no usable answer/);
    assert.equal(asked, 5);
    [failures, asked] = [["AccessDenied"], 0];
    await assert.rejects(readStackState());
    assert.equal(asked, 1);
  });
});
