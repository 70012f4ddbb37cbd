import assert from "node:assert/strict";
import { sameDocument } from "../../../cli/verify/document";

const statement = (more: object): object => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["a:B", "a:A"], Resource: "*", ...more }],
});

describe("policy documents", () => {
  it("say the same in another order, with a list of one, and with everybody written either way", () => {
    assert.ok(
      sameDocument({ Statement: { Resource: ["*"], Action: ["a:A", "a:B"], Effect: "Allow" }, Version: "2012-10-17" }, statement({})),
    );
    assert.ok(sameDocument(statement({ Principal: { AWS: "*" } }), JSON.stringify(statement({ Principal: "*" }))));
  });

  it("differ in what they allow, to whom, and under which condition", () => {
    for (const other of [
      { Effect: "Deny" },
      { Action: "a:A" },
      { Resource: "arn:x" },
      { Principal: "*" },
      { Condition: { Bool: { x: "true" } } },
    ])
      assert.ok(!sameDocument(statement(other), statement({})), JSON.stringify(other));
    assert.ok(!sameDocument(statement({ Principal: { AWS: ["*", "arn:x"] } }), statement({ Principal: "*" })));
    assert.ok(!sameDocument(undefined, statement({})));
  });
});
