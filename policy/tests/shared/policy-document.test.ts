import assert from "node:assert/strict";
import { type Statement, namesAction, reachesEverything, readPolicy } from "../../shared/policy-document";

const read = (statement: Readonly<Record<string, unknown>>) =>
  readPolicy({ Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...statement } });
const statement = (more: Readonly<Record<string, unknown>>): Statement => read(more).statements?.[0] ?? assert.fail();

describe("readPolicy", () => {
  it("refuses one wrong action among right ones", () => {
    const problem = "in statement 1, an action is not of the form service:Action";
    assert.equal(read({ Action: ["s3:GetObject", "GetObject"] }).problem, problem);
    assert.equal(read({ Action: ["GetObject", "s3:GetObject"] }).problem, problem);
  });
  it("refuses one wrong value among right ones", () => {
    const problem = "in statement 1, Condition is not operators with keys and values";
    assert.equal(read({ Condition: { StringEquals: { "aws:PrincipalOrgID": ["o-1", {}] } } }).problem, problem);
  });
  it("reads a single value as a list, and keys of conditions in lower case", () => {
    assert.deepEqual(statement({ Condition: { Bool: { "aws:SecureTransport": true } } }).conditions, [
      { operator: "Bool", key: "aws:securetransport", values: ["true"] },
    ]);
  });
});

describe("reachesEverything", () => {
  for (const [title, more, expected] of [
    ["*", { Resource: "*" }, true],
    ["* beside an ARN", { Resource: ["arn:aws:s3:::lake", "*"] }, true],
    ["an ARN of nothing but wildcards", { Resource: "arn:aws:*:*:*" }, true],
    ["all of one service", { Resource: "arn:aws:s3:::*" }, false],
    ["everything but a bucket", { Resource: undefined, NotResource: "arn:aws:s3:::lake" }, true],
  ] as const) {
    it(`${expected ? "holds" : "does not hold"} for ${title}`, () => assert.equal(reachesEverything(statement(more)), expected));
  }
});

describe("namesAction", () => {
  for (const [title, more, expected] of [
    ["the action itself", { Action: "iam:passrole" }, true],
    ["a pattern beside another action", { Action: ["s3:GetObject", "iam:Pass*"] }, true],
    ["another action", { Action: "iam:GetRole" }, false],
    ["everything but another service", { Action: undefined, NotAction: "s3:*" }, true],
    ["everything but its service, and another", { Action: undefined, NotAction: ["s3:*", "iam:*"] }, false],
  ] as const) {
    it(`${expected ? "holds" : "does not hold"} of ${title}`, () => assert.equal(namesAction(statement(more), "iam:PassRole"), expected));
  }
});
