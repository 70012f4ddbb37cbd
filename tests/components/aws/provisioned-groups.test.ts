import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { matchGroups } from "../../../access/identity-store";
import { waitForGroups } from "../../../components/aws/provisioned-groups";
import { startMocks, valueOf } from "../mocks";

const instance = { instanceArn: "arn:aws:sso:::instance/ssoins-1", identityStoreId: "d-1", region: "eu-west-1" };
const groups = [{ written: "a", id: "11111111-1111-4111-8111-111111111111", displayName: "aws-a" }];
const present = { groupId: "g-a", displayName: "aws-a", externalIds: [{ id: groups[0]!.id, issuer: "i" }] };

describe("waiting for groups", () => {
  let answers: unknown[][] = [];
  let calls = 0;
  before(() =>
    startMocks({
      "aws:identitystore/getGroups:getGroups": () => {
        calls += 1;
        return { groups: answers.length > 1 ? answers.shift() : answers[0] };
      },
    }),
  );
  beforeEach(() => (calls = 0));

  const idsOf = async (coming: ReadonlyMap<string, pulumi.Output<string>>): Promise<Record<string, unknown>> =>
    Object.fromEntries(await Promise.all([...coming].map(async ([written, id]) => [written, await valueOf(id)] as const)));
  const wait = (found = matchGroups(groups, []), waitMinutes = 1) =>
    waitForGroups({ instance, groups, found, requested: pulumi.output(undefined) as pulumi.Output<void>, waitMinutes });

  it("asks nobody where every group was there from the start", async () => {
    const found = matchGroups(groups, [{ groupId: "g-a", displayName: "aws-a", externalIds: [] }]);
    assert.deepEqual(await idsOf(await wait(found)), { a: "g-a" });
    assert.equal(calls, 0);
  });

  it("goes on as soon as the last group is there", async () => {
    answers = [[], [present]];
    assert.deepEqual(await idsOf(await wait()), { a: "g-a" });
    assert.equal(calls, 2);
  });

  it("names every missing group when the time is up", async () => {
    answers = [[]];
    const failure = await wait(undefined, 0).then(
      () => undefined,
      (error: unknown) => error,
    );
    assert.ok(pulumi.RunError.isInstance(failure));
    assert.match(failure.message, /After 0 minutes .* still lacks the group: "aws-a" \(11111111-1111-4111-8111-111111111111\)/);
  });

  it("does not wait for what only a person can clear up", async () => {
    const leftover = { groupId: "g-x", displayName: "aws-a", externalIds: [{ id: "99999999-9999-4999-8999-999999999999", issuer: "i" }] };
    answers = [[leftover]];
    await assert.rejects(wait(undefined, 0.05), /Group "aws-a" in Identity Center \(g-x\) belongs to another Entra group/);
    assert.equal(calls, 1);
  });
});
