import assert from "node:assert/strict";
import fc from "fast-check";
import type { PolicyDocument, PolicyStatement } from "../../../access/model";
import { type ActionsDiff, allowedActions, diffActions, idlePatterns, servicesOf } from "../../../access/report/actions";
import { catalogueOf } from "../../../access/report/catalogue";
import { ACCESS_LEVELS } from "../../../access/report/report";

const document = (...Statement: Partial<PolicyStatement>[]): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: Statement.map((statement) => ({ Effect: "Allow", Resource: "*", ...statement })),
});

async function compared(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
): Promise<Record<string, Record<string, string[]>>> {
  const both = [before, after].filter((one) => one !== undefined);
  const found = diffActions(before, after, await catalogueOf(both));
  const sentences = (part: keyof ActionsDiff) =>
    Object.fromEntries(ACCESS_LEVELS.flatMap((level) => (found[part][level].count === 0 ? [] : [[level, found[part][level].actions]])));
  return Object.fromEntries(
    (["gained", "lost", "rescoped"] as const)
      .map((part) => [part, sentences(part)])
      .filter(([, levels]) => Object.keys(levels!).length > 0),
  );
}

describe("actions of a policy", () => {
  it("gained by one more, by its access level", async () => {
    const before = document({ Action: ["s3:GetObject"] });
    assert.deepEqual(await compared(before, document({ Action: ["s3:GetObject", "s3:PutObject"] })), {
      gained: { write: ["s3:PutObject"] },
    });
    assert.deepEqual(
      await compared(before, document({ Action: ["s3:GetObject", "s3:ListBucket", "s3:PutBucketPolicy", "s3:PutObjectTagging"] })),
      {
        gained: { permissionsManagement: ["s3:PutBucketPolicy"], tagging: ["s3:PutObjectTagging"], list: ["s3:ListBucket"] },
      },
    );
  });

  it("are the same whatever the letters, the order, and one statement or two", async () => {
    const before = document({ Action: ["s3:GetObject", "s3:PutObject"] });
    assert.deepEqual(await compared(before, document({ Action: "S3:putobject" }, { Action: "s3:GETOBJECT" })), {});
    assert.deepEqual(await compared(before, document({ Action: ["s3:PutObject", "s3:GetObject"], Sid: "Other" })), {});
  });

  it("lost, or allowed elsewhere or under conditions", async () => {
    const before = document({ Action: ["s3:GetObject", "s3:PutObject"], Resource: ["arn:aws:s3:::a/*"] });
    const after = document({ Action: "s3:GetObject", Resource: ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"] });
    assert.deepEqual(await compared(before, after), { lost: { write: ["s3:PutObject"] }, rescoped: { read: ["s3:GetObject"] } });
    const conditional = document({
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: "arn:aws:s3:::a/*",
      Condition: { Bool: { "aws:SecureTransport": "true" } },
    });
    assert.deepEqual(await compared(before, conditional), { rescoped: { write: ["s3:PutObject"], read: ["s3:GetObject"] } });
  });

  it("lost by a denial of everything, rescoped by one of something", async () => {
    const allow = { Action: "s3:GetObject*" };
    const whole = await compared(document(allow), document(allow, { Effect: "Deny", Action: "s3:GetObjectAcl" }));
    assert.deepEqual(whole, { lost: { read: ["s3:GetObjectAcl"] } });
    const part = await compared(
      document(allow),
      document(allow, { Effect: "Deny", Action: "s3:GetObjectAcl", Resource: "arn:aws:s3:::a/*" }),
    );
    assert.deepEqual(part, { rescoped: { read: ["s3:GetObjectAcl"] } });
  });

  it("of NotAction are all the others", async () => {
    const catalogue = await catalogueOf([document({ NotAction: ["iam:*", "organizations:*"], Action: undefined as never })]);
    const allowed = [...allowedActions(document({ NotAction: ["iam:*"], Action: undefined as never }), catalogue).keys()];
    assert.ok(allowed.includes("s3:DeleteBucket") && allowed.includes("organizations:LeaveOrganization"));
    assert.ok(!allowed.some((name) => name.startsWith("iam:")));
  });

  it("are read of the services that are named, and of all where a pattern has any", () => {
    assert.deepEqual(servicesOf([document({ Action: ["S3:Get*", "glue:GetTable"] })]), new Set(["s3", "glue"]));
    for (const open of [document({ Action: "*" }), document({ Action: "*:Get*" }), document({ NotAction: "iam:*" })])
      assert.equal(servicesOf([open]), undefined);
  });

  it("that AWS does not have are told", async () => {
    const one = document({ Action: ["s3:GetObject", "s3:Fetch*", "nosuch:Thing"] });
    assert.deepEqual(idlePatterns(one, await catalogueOf([one])), ["nosuch:Thing", "s3:Fetch*"]);
  });

  it("are those that each pattern means by itself, whatever else is written", async () => {
    const catalogue = await catalogueOf([document({ Action: ["s3:Get*", "sqs:*", "sns:*"] })]);
    const actions = [...catalogue.values()].flat();
    const patterns = ["*", "*:*", "s3:*", "S3:getobject", "s3:*Object", "sqs:Send?essage", "s*:Get*", "sns:publish", "ec2:*", "nothing"];
    const listed = fc.subarray(patterns);
    const statement = fc.record({ names: listed, others: fc.boolean(), deny: fc.boolean() });
    const means = (pattern: string, name: string): boolean =>
      new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i").test(name);
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 4 }), (statements) => {
        const covers = ({ names, others }: (typeof statements)[number], name: string): boolean =>
          names.some((pattern) => means(pattern, name)) !== others;
        const expected = actions.filter(
          ({ name }) =>
            statements.some((one) => !one.deny && covers(one, name)) && !statements.some((one) => one.deny && covers(one, name)),
        );
        const written = document(
          ...statements.map(({ names, others, deny }) => ({
            Effect: deny ? ("Deny" as const) : ("Allow" as const),
            ...(others ? { NotAction: names } : { Action: names }),
          })),
        );
        assert.deepEqual([...allowedActions(written, catalogue).keys()].sort(), expected.map(({ name }) => name).sort());
      }),
    );
  });
});
