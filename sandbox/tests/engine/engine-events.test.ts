import assert from "node:assert/strict";
import { Operation } from "../../engine/engine-events";

const urn =
  "urn:pulumi:dev::federation::federation:index:Federation$aws:ssoadmin/accountAssignment:AccountAssignment::Developer/aws-developers/1";

function take(operation: Operation, event: object, now = 0): string[] {
  return operation.take(JSON.stringify({ sequence: 1, timestamp: 1, ...event }), now);
}

describe("the engine's events", () => {
  it("show each resource once, when it is done, with its time", () => {
    const operation = new Operation();
    assert.deepEqual(take(operation, { resourcePreEvent: { metadata: { op: "create", urn, type: "t" } } }, 1000), []);
    assert.equal(operation.underWay.size, 1);
    assert.deepEqual(take(operation, { resOutputsEvent: { metadata: { op: "create", urn, type: "t" } } }, 2500), [
      "+ AccountAssignment Developer/aws-developers/1 (1.5 s)",
    ]);
    assert.deepEqual([operation.underWay.size, operation.done], [0, 1]);
  });

  it("count what is unchanged without showing it", () => {
    const operation = new Operation();
    assert.deepEqual(take(operation, { resOutputsEvent: { metadata: { op: "same", urn, type: "t" } } }), []);
    assert.equal(operation.done, 1);
  });

  it("keep errors and mandatory violations, and nothing that is only advice", () => {
    const operation = new Operation();
    const say = (severity: string, message: string): string[] => take(operation, { diagnosticEvent: { severity, message, urn } });
    const judge = (enforcementLevel: string): string[] =>
      take(operation, { policyEvent: { policyName: "hours", message: "too long\n", enforcementLevel, resourceUrn: urn } });
    assert.deepEqual(say("debug", "secret detail"), []);
    assert.deepEqual(say("info", "hello"), ["AccountAssignment Developer/aws-developers/1: hello"]);
    assert.deepEqual(say("error", "no such group"), ["error: AccountAssignment Developer/aws-developers/1: no such group"]);
    assert.deepEqual(judge("advisory"), ["[advisory] hours: too long (AccountAssignment Developer/aws-developers/1)"]);
    judge("mandatory");
    assert.deepEqual(operation.errors, [
      "AccountAssignment Developer/aws-developers/1: no such group",
      "[mandatory] hours: too long (AccountAssignment Developer/aws-developers/1)",
    ]);
  });

  it("pass on what is no event", () => {
    const operation = new Operation();
    assert.deepEqual(operation.take("error: no stack named 'dev'\n"), ["error: no stack named 'dev'"]);
    assert.deepEqual(operation.take("{broken"), ["{broken"]);
    assert.deepEqual(operation.take(""), []);
  });
});
