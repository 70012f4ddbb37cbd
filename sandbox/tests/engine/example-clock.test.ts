import assert from "node:assert/strict";
import { exampleTime } from "../../engine/example-clock";

describe("the sandbox's clock", () => {
  it("runs while the example settings are fresh", () => assert.equal(exampleTime(new Date("2026-12-24T00:00:00Z"), undefined), undefined));
  it("stands still before they grow too old", () =>
    assert.equal(exampleTime(new Date("2031-01-01T00:00:00Z"), undefined), "2027-02-01T12:00:00.000Z"));
  it("is the caller's where one is set", () => assert.equal(exampleTime(new Date("2031-01-01T00:00:00Z"), "2030-01-01"), "2030-01-01"));
});
