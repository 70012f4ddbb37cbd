import assert from "node:assert/strict";
import fc from "fast-check";
import { meansTheSame, samePolicy } from "../../../access/iam/same-policy";

const document = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const read = { Sid: "Read", Effect: "Allow", Action: ["s3:GetObject", "s3:ListBucket"], Resource: ["a", "b"] };
const deny = {
  Sid: "No",
  Effect: "Deny",
  Action: "iam:*",
  Resource: "*",
  Condition: { StringEquals: { "aws:PrincipalTag/a": ["x", "y"] } },
};

describe("IAM policies that are the same", () => {
  it("are in whatever order, single value or list, whatever case the effect has", () => {
    const other = document(
      { ...deny, Action: ["iam:*"], Resource: ["*"], Effect: "deny", Condition: { StringEquals: { "aws:PrincipalTag/a": ["y", "x"] } } },
      { ...read, Action: ["s3:ListBucket", "s3:GetObject"], Resource: ["b", "a"] },
    );
    assert.ok(samePolicy(document(read, deny), other));
    assert.ok(meansTheSame(document(read, deny), other));
    assert.ok(samePolicy({ Version: "2012-10-17", Statement: read }, document(read)));
  });

  it("are to IAM, and a change to the provider, with actions in another case, other statement ids, repetitions", () => {
    for (const other of [
      { ...read, Action: ["S3:getobject", "s3:listbucket"] },
      { ...read, Sid: "Other" },
      { Effect: read.Effect, Action: read.Action, Resource: read.Resource },
      { ...read, Action: [...read.Action, "s3:GetObject"] },
    ]) {
      assert.ok(meansTheSame(document(read), document(other)), JSON.stringify(other));
      assert.ok(!samePolicy(document(read), document(other)), JSON.stringify(other));
    }
    const operator = { ...deny, Condition: { stringequals: { "aws:principaltag/A": ["x", "y"] } } };
    assert.ok(meansTheSame(document(deny), document(operator)));
  });

  it("are not where anything else differs, or is of no known form", () => {
    const others = [
      { ...read, Effect: "Deny" },
      { ...read, Action: ["s3:GetObject"] },
      { ...read, Action: undefined, NotAction: read.Action },
      { ...read, Resource: ["A", "b"] },
      { ...read, Condition: { Bool: { "aws:SecureTransport": "true" } } },
      { ...read, Action: [1] },
      { ...read, Condition: { Bool: { "aws:SecureTransport": true } } },
      { ...read, Principal: "*" },
    ];
    for (const other of others) {
      assert.ok(!meansTheSame(document(read), document(other)), JSON.stringify(other));
      assert.ok(!samePolicy(document(other), document(read)), JSON.stringify(other));
    }
    assert.ok(!meansTheSame(document(read), document(read, deny)));
    assert.ok(!meansTheSame({ ...document(read), Version: "2008-10-17" }, document(read)));
    for (const none of [undefined, null, "{", [], {}, { Statement: ["x"] }]) assert.ok(!samePolicy(none, none), String(none));
    const twice = { ...deny, Condition: { StringEquals: { a: "x" }, stringEquals: { b: "y" } } };
    assert.ok(!meansTheSame(document(twice), document(twice)), "what cannot be told is not the same");
  });

  it("are whatever way the lists are shuffled", () => {
    const words = fc.uniqueArray(fc.constantFrom("s3:Get*", "s3:Put*", "iam:PassRole", "kms:Decrypt"), { minLength: 1 });
    const statement = fc.record({ Effect: fc.constantFrom("Allow", "Deny"), Action: words, Resource: words });
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), fc.infiniteStream(fc.nat(9)), (statements, stream) => {
        const shuffled = <Item>(items: readonly Item[]): Item[] =>
          items
            .map((item) => [stream.next().value as number, item] as const)
            .sort(([a], [b]) => a - b)
            .map(([, item]) => item);
        const single = (items: string[]): string | string[] => (items.length === 1 ? items[0]! : shuffled(items));
        const other = shuffled(statements).map((each) => ({ ...each, Action: single(each.Action), Resource: single(each.Resource) }));
        assert.ok(samePolicy(document(...statements), document(...other)));
        const changed = [{ ...other[0]!, Effect: other[0]!.Effect === "Allow" ? "Deny" : "Allow" }, ...other.slice(1)];
        const isSame = new Set([...statements].map((each) => JSON.stringify(each))).size > 1;
        if (!isSame) assert.ok(!samePolicy(document(...statements), document(...changed)));
      }),
      { numRuns: 200 },
    );
  });
});
