import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { matchGroups } from "../../../access/identity-store";
import { waitForGroups } from "../../../components/aws/provisioned-groups";
import type { ProvisioningLook } from "../../../access/provisioning-health";
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
  const silent: ProvisioningLook = { status: undefined, connection: undefined, log: [], unread: [] };
  const wait = (found = matchGroups(groups, []), waitMinutes = 1, look: () => ProvisioningLook = () => silent) =>
    waitForGroups({
      instance,
      groups,
      found,
      requested: pulumi.output(undefined) as pulumi.Output<void>,
      waitMinutes,
      look: async () => look(),
      pace: { poll: 0.01, firstLook: 0, look: 0.02 },
    });
  const failureOf = async (waiting: Promise<unknown>): Promise<string> => {
    const failure = await waiting.then(
      () => undefined,
      (error: unknown) => error,
    );
    assert.ok(pulumi.RunError.isInstance(failure));
    return failure.message;
  };
  const refused = (message = "HTTP 401"): ProvisioningLook => ({ ...silent, connection: { message, credentials: true } });

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

  it("says why when the time is up, as far as Entra tells", async () => {
    answers = [[]];
    const reason = { status: "failure", errorInformation: { reason: "HTTP 409" } };
    const log = [{ sourceIdentity: { id: groups[0]!.id, displayName: "aws-a" }, provisioningStatusInfo: reason }];
    const messages = await failureOf(wait(undefined, 0, () => ({ ...silent, log })));
    assert.match(messages, /; Entra says why: the provisioning log says "HTTP 409" about aws-a\. Mend it, then run `pulumi up` again/);
    const closed = await failureOf(wait(undefined, 0, () => ({ ...silent, unread: ["Entra's provisioning log cannot be read"] })));
    assert.match(closed, /; look at the provisioning log of the enterprise app \(Entra's provisioning log cannot be read\), then run/);
  });

  it("ends long before its time where the target refuses Entra's token, and says so", async () => {
    answers = [[]];
    const messages = await failureOf(wait(undefined, 1, () => refused()));
    assert.match(
      messages,
      /^Identity Center lacks the group: "aws-a" \(1{8}-.*\), and Entra cannot provision there: its connection test fails: "HTTP 401"\. To mend it, make a new token .* `pulumi config set --secret federation:scimToken`, then run `pulumi up` again/,
    );
  });

  it("believes one refusal not yet: the token may be of this very run", async () => {
    answers = [...Array.from({ length: 20 }, () => []), [present]];
    let looks = 0;
    // Every other look, never two one after the other.
    assert.deepEqual(await idsOf(await wait(undefined, 1, () => (++looks % 2 === 1 ? refused() : silent))), { a: "g-a" });
    assert.ok(looks >= 4, String(looks));
  });

  it("waits on where Entra may not be asked, or says that the target does not answer", async () => {
    for (const look of [
      { ...silent, unread: ["not to be read"] },
      { ...silent, connection: { message: "no such host", credentials: false } },
    ]) {
      answers = [...Array.from({ length: 12 }, () => []), [present]];
      assert.deepEqual(await idsOf(await wait(undefined, 1, () => look)), { a: "g-a" });
    }
  });

  it("says beside what is missing what only a person can clear up", async () => {
    const b = { written: "b", id: "22222222-2222-4222-8222-222222222222", displayName: "aws-b" };
    const twice = ["g-1", "g-2"].map((groupId) => ({ groupId, displayName: "aws-b", externalIds: [] }));
    answers = [twice];
    const both = (waitMinutes: number, look: () => ProvisioningLook): Promise<string> =>
      failureOf(
        waitForGroups({
          ...{ instance, groups: [...groups, b], found: matchGroups([...groups, b], twice), waitMinutes },
          ...{ requested: pulumi.output(undefined) as pulumi.Output<void>, look: async () => look() },
          pace: { poll: 0.01, firstLook: 0, look: 0.02 },
        }),
      );
    const clash = 'Group "aws-b" is in Identity Center 2 times (g-1, g-2): delete the ones that provisioning did not make.';
    for (const messages of [await both(0, () => silent), await both(1, () => refused())]) {
      assert.match(messages, /the group: "aws-a"/);
      assert.equal(messages.split("\n").at(-1), clash);
    }
  });

  it("does not wait for what only a person can clear up", async () => {
    const leftover = { groupId: "g-x", displayName: "aws-a", externalIds: [{ id: "99999999-9999-4999-8999-999999999999", issuer: "i" }] };
    answers = [[leftover]];
    await assert.rejects(wait(undefined, 0.05), /Group "aws-a" in Identity Center \(g-x\) belongs to another Entra group/);
    assert.equal(calls, 1);
  });
});
