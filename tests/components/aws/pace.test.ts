import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { AccountAssignments } from "../../../components/aws/account-assignments";
import { assignmentPace, SET_PACE } from "../../../components/aws/pace";
import { PermissionSet } from "../../../components/aws/permission-set";
import { ResourceTurns } from "../../../components/aws/turns";
import { accountAssignmentKey } from "../../../components/former-names";

const instance = { instanceArn: "arn:aws:sso:::instance/ssoins-1", identityStoreId: "d-1", region: "eu-west-1" };
const group = { id: "11111111-1111-4111-8111-111111111111", displayName: "devs" };
const account = (index: number): string => String(100_000_000_000 + index);

describe("new assignments", () => {
  let underWay = 0;
  let most = 0;
  const made: string[] = [];

  before(() =>
    pulumi.runtime.setMocks(
      {
        async newResource({ name, type, inputs }) {
          if (!/^aws:.*:(AccountAssignment|PermissionSet|PermissionSetInlinePolicy)$/.test(type))
            return { id: name, state: inputs as object };
          most = Math.max(most, (underWay += 1));
          await sleep(400);
          underWay -= 1;
          made.push(name);
          return { id: name, state: inputs as object };
        },
        call: () => ({}),
      },
      "federation",
      "test",
      false,
      "organization",
    ),
  );

  async function register(name: string, assignments: number, existing: number): Promise<number> {
    [underWay, most, made.length] = [0, 0, 0];
    const grants = Array.from({ length: assignments }, (_, index) => ({
      ...{ group: "devs", permissionSet: "Ops", accountId: account(index), accountName: "a", because: [] },
    }));
    const former = grants.slice(0, existing).map(({ accountId }) => [accountAssignmentKey("Ops", "g-1", accountId), "urn"] as const);
    new AccountAssignments(name, {
      ...{ instance, grants, held: [], formerGroups: [] },
      permissionSets: new Map([["Ops", { arn: pulumi.output("arn"), ready: [] }]]),
      groups: new Map([["devs", group]]),
      groupIds: new Map([["devs", pulumi.output("g-1")]]),
      knownIds: new Map([["devs", "g-1"]]),
      formerUrns: new Map(former),
    });
    for (let waited = 0; made.length < assignments && waited < 20_000; waited += 50) await sleep(50);
    assert.equal(made.length, assignments);
    return most;
  }

  it("go to AWS a few at once, whatever the engine would take", async function () {
    this.timeout(30_000);
    const most = await register("new", 100, 0);
    assert.ok(most >= 20 && most <= 45, String(most));
  });

  it("do not make those wait that are there already", async () => {
    assert.equal(await register("old", 30, 30), 30);
  });

  it("and permission sets: a set's turn lasts until its last policy is there", async () => {
    [underWay, most] = [0, 0];
    const turns = new ResourceTurns(SET_PACE);
    const definition = {
      ...{ description: "", sessionHours: 4, managedPolicies: [], customerManagedPolicies: [] },
      ...{ inlinePolicy: { Version: "2012-10-17" as const, Statement: [] }, nonProductionOnly: false, compliantDevice: false },
    };
    const sets = Array.from(
      { length: 12 },
      (_, index) => new PermissionSet(`Set-${index}`, { instance, definition: { ...definition, name: `Set-${index}` }, turns }),
    );
    await Promise.all(sets.map(({ ready }) => new Promise((resolve) => ready[0]!.urn.apply(resolve))));
    assert.equal(most, 5);
  });

  it("share what AWS takes with the stacks beside them", () => {
    assert.deepEqual(assignmentPace(1), { atOnce: 45, apartMilliseconds: 210 });
    assert.deepEqual(assignmentPace(5), { atOnce: 9, apartMilliseconds: 1050 });
    assert.deepEqual(assignmentPace(0), assignmentPace(1));
  });
});
