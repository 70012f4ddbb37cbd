import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { missing } from "../../access/problems";
import { reading, ReadingError } from "../../components/reading";
import { answered, refuse } from "../../components/refusal";

describe("a refusal", () => {
  it("has every problem once, and there is none without a problem", () => {
    const problem = missing("federation:stage", "write development or production");
    refuse([]);
    assert.throws(
      () => refuse([problem, { ...problem }]),
      (error) => pulumi.RunError.isInstance(error) && error.message === "federation:stage is missing: write development or production.",
    );
  });
});

describe("what was asked", () => {
  it("is the answer, or why a cloud did not answer", async () => {
    assert.equal(await answered(Promise.resolve(1)), 1);
    const unread = await answered(reading("aws", "the accounts", () => Promise.reject(new Error("ExpiredToken"))));
    assert.ok(unread instanceof ReadingError, String(unread));
  });
  it("never hides a mistake of the program itself", async () => {
    await assert.rejects(answered(Promise.reject(new TypeError("x is not a function"))), /x is not a function/);
    await assert.rejects(answered(reading("aws", "the accounts", () => Promise.reject(new TypeError("x is not a function")))), TypeError);
  });
});
