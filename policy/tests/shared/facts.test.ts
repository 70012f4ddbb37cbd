import assert from "node:assert/strict";
import * as sdk from "@pulumi/policy";
import { isUnknown } from "../../sdk/unknown-value";
import { joinFacts, readFacts } from "../../shared/facts";
import { UNKNOWN } from "../../testing";

const { UnknownValueError } = sdk as unknown as { UnknownValueError: new (value: unknown, path: readonly PropertyKey[]) => Error };

/** Inputs of which the stage is not known yet. */
const unknownStage = (props: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.defineProperty({ ...props }, "stage", {
    enumerable: true,
    get: () => {
      throw new UnknownValueError(UNKNOWN, ["stage"]);
    },
  });

describe("facts", () => {
  it("of the stack count more than those that passed by, save for what is not known yet", () => {
    const unknown = unknownStage({ homeRegion: "eu-west-2" });
    const joined = joinFacts({ stage: "production", homeRegion: "eu-west-1" }, readFacts(unknown));
    assert.deepEqual(joined, { stage: "production", homeRegion: "eu-west-2" });
  });
  it("that are not known yet are there, and tell so when they are read", () => {
    const joined = joinFacts({ homeRegion: "eu-west-1" }, readFacts(unknownStage({})));
    assert.deepEqual(Object.keys(joined).sort(), ["homeRegion", "stage"]);
    assert.throws(() => joined.stage, isUnknown);
  });
  it("are not there where nothing is told", () => {
    assert.deepEqual(readFacts({ acsUrls: null, productionAccountIds: undefined, stage: null }), {});
    assert.deepEqual(readFacts({ acsUrls: [], productionAccountIds: "1", stage: "development" }), {
      acsUrls: [],
      productionAccountIds: ["1"],
      stage: "development",
    });
  });
  it("leave out what is malformed", () =>
    assert.deepEqual(readFacts({ acsUrls: ["https://a", {}], stage: {} }), { acsUrls: ["https://a"] }));
});
