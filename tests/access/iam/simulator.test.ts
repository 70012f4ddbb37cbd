import assert from "node:assert/strict";
import { runSimulation } from "@cloud-copilot/iam-simulate";
import fc from "fast-check";
import { Decider } from "../../../access/iam/decision";
import { requestOf } from "../../../access/iam/request";
import type { PermissionSetDefinition, PolicyDocument, PolicyStatement } from "../../../access/model";
import { actionFacts } from "../../../cli/policies/action-facts";

/** Requests that really occur, which the simulator decides as AWS does. */
const ACCOUNT = "012345678901";
const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  "s3:GetObject": ["arn:aws:s3:::lake/raw/a", "arn:aws:s3:::lake/b", "arn:aws:s3:::pond/a"],
  "s3:ListBucket": ["arn:aws:s3:::lake", "arn:aws:s3:::pond"],
  "iam:PassRole": [`arn:aws:iam::${ACCOUNT}:role/job`, `arn:aws:iam::${ACCOUNT}:role/admin`],
  "ec2:DescribeInstances": ["*"],
  "dynamodb:GetItem": [`arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`],
};
const CONTEXTS = [{}, { "aws:RequestedRegion": "eu-west-1" }, { "aws:RequestedRegion": "us-east-1" }];

const entries = (...of: string[]) => fc.uniqueArray(fc.constantFrom(...of), { minLength: 1, maxLength: 3 });
const anyAction = entries(
  "*",
  "s3:*",
  "s3:Get*",
  "S3:GetObject",
  "s3:ListBucket",
  "iam:PassRole",
  "iam:*",
  "ec2:Describe*",
  "dynamodb:GetItem",
);
const anyResource = entries(
  "*",
  "arn:aws:s3:::*",
  "arn:aws:s3:::lake",
  "arn:aws:s3:::lake/*",
  "arn:aws:s3:::*/a",
  "arn:aws:s3:::p?nd/*",
  "arn:aws:iam::*:role/job",
  `arn:aws:iam::${ACCOUNT}:role/*`,
  "arn:aws:dynamodb:*:*:table/orders",
);
const anyCondition = fc.constantFrom<PolicyStatement["Condition"]>(
  undefined,
  undefined,
  { StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
  { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1"] } },
  { StringEqualsIfExists: { "aws:RequestedRegion": "us-east-1" } },
);
const statementOf = (conditions: fc.Arbitrary<PolicyStatement["Condition"]>): fc.Arbitrary<PolicyStatement> =>
  fc
    .record({
      Effect: fc.constantFrom("Allow" as const, "Allow" as const, "Deny" as const),
      actions: fc.tuple(fc.constantFrom("Action", "Action", "NotAction"), anyAction),
      resources: fc.tuple(fc.constantFrom("Resource", "Resource", "NotResource"), anyResource),
      condition: conditions,
    })
    .map(({ Effect, actions: [a, action], resources: [r, resource], condition }) => ({
      Effect,
      [a]: action,
      [r]: resource,
      ...(condition === undefined ? {} : { Condition: condition }),
    }));
const documentOf = (conditions: fc.Arbitrary<PolicyStatement["Condition"]>): fc.Arbitrary<PolicyDocument> =>
  fc.array(statementOf(conditions), { minLength: 1, maxLength: 4 }).map((Statement) => ({ Version: "2012-10-17", Statement }));
const anySet = (conditions: fc.Arbitrary<PolicyStatement["Condition"]>) =>
  fc.record({
    managed: documentOf(conditions),
    inline: documentOf(conditions),
    boundary: fc.option(documentOf(conditions), { nil: undefined }),
  });
type Documents = { managed: PolicyDocument; inline: PolicyDocument; boundary: PolicyDocument | undefined };

const anyRequest = fc.constantFrom(...Object.entries(RESOURCES).flatMap(([action, resources]) => resources.map((resource) => ({ action, resource })))); // prettier-ignore

async function ours({ managed, inline, boundary }: Documents, action: string, resource: string | undefined) {
  const set: PermissionSetDefinition = {
    name: "Set",
    description: "",
    sessionHours: 8,
    managedPolicies: ["Managed"],
    customerManagedPolicies: [],
    inlinePolicy: inline,
    nonProductionOnly: false,
    compliantDevice: false,
    ...(boundary === undefined ? {} : { permissionsBoundary: { managedPolicy: "Boundary" } }),
  };
  const asked = requestOf(await actionFacts(action), resource, { accountId: ACCOUNT, partition: "aws" });
  assert.ok("request" in asked, JSON.stringify(asked));
  return new Decider((name) => (name === "Managed" ? managed : boundary)).decide(set, asked.request).verdict;
}

async function simulated(
  { managed, inline, boundary }: Documents,
  action: string,
  resource: string,
  contextVariables: Record<string, string>,
) {
  const result = await runSimulation(
    {
      request: { principal: `arn:aws:iam::${ACCOUNT}:role/x`, action, resource: { resource, accountId: ACCOUNT }, contextVariables },
      identityPolicies: [
        { name: "managed", policy: managed },
        { name: "inline", policy: inline },
      ],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(boundary === undefined ? {} : { permissionBoundaryPolicies: [{ name: "boundary", policy: boundary }] }),
    },
    {},
  );
  assert.notEqual(result.resultType, "error", JSON.stringify(result));
  return "overallResult" in result && result.overallResult === "Allowed";
}

describe("whether a permission set allows an action, held against a simulator of AWS's evaluation", () => {
  it("without conditions, on one resource, is the simulator's answer", async () => {
    await fc.assert(
      fc.asyncProperty(anySet(fc.constant(undefined)), anyRequest, async (documents, { action, resource }) => {
        const expected = await simulated(documents, action, resource, {});
        assert.equal(await ours(documents, action, resource === "*" ? undefined : resource), expected ? "yes" : "no");
      }),
      { numRuns: 120 },
    );
  }).timeout(60_000);

  it("with conditions is yes only where every request is allowed, and no only where none is", async () => {
    await fc.assert(
      fc.asyncProperty(anySet(anyCondition), anyRequest, async (documents, { action, resource }) => {
        const verdict = await ours(documents, action, resource === "*" ? undefined : resource);
        const answers = await Promise.all(CONTEXTS.map((context) => simulated(documents, action, resource, context)));
        if (verdict === "yes") assert.deepEqual(answers, [true, true, true]);
        if (verdict === "no") assert.deepEqual(answers, [false, false, false]);
      }),
      { numRuns: 120 },
    );
  }).timeout(60_000);

  it("without a resource is yes only where it is allowed on all, and no only where on none", async () => {
    await fc.assert(
      fc.asyncProperty(anySet(anyCondition), fc.constantFrom(...Object.keys(RESOURCES)), async (documents, action) => {
        const verdict = await ours(documents, action, undefined);
        const answers = await Promise.all(
          RESOURCES[action]!.flatMap((resource) => CONTEXTS.map((context) => simulated(documents, action, resource, context))),
        );
        if (verdict === "yes") assert.ok(answers.every(Boolean));
        if (verdict === "no") assert.ok(!answers.some(Boolean));
      }),
      { numRuns: 80 },
    );
  }).timeout(60_000);
});
