import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { PermissionSetDefinition } from "../../../access/model";
import { AccountAssignments } from "../../../components/aws/account-assignments";
import { PermissionSet } from "../../../components/aws/permission-set";
import { GroupScope } from "../../../components/group-scope";
import { startMocks } from "../mocks";
import { options, watchOptions } from "../options";

const instance = { instanceArn: "arn:aws:sso:::instance/ssoins-1", identityStoreId: "d-1", region: "eu-west-1" };
const definition: PermissionSetDefinition = {
  name: "Ops",
  description: "Operates.",
  sessionHours: 4,
  managedPolicies: [],
  customerManagedPolicies: [],
  inlinePolicy: { Version: "2012-10-17", Statement: [] },
  nonProductionOnly: false,
  compliantDevice: false,
};
const id = (digit: number): string => `${digit}1111111-1111-4111-8111-111111111111`;
const BELOW = "urn:pulumi:test::federation::federation:aws:AccountAssignments$";
const TYPE = "aws:ssoadmin/accountAssignment:AccountAssignment";

describe("account assignments of accounts in which nothing can be changed", () => {
  before(async () => {
    await startMocks();
    watchOptions();
  });

  const held = (groupId: number | undefined, accountId: string, principalId = `g-${groupId}`) => ({
    urn: `${BELOW}federation:index:Group$${TYPE}::Ops/${groupId === undefined ? "devs" : id(groupId)}/${accountId}`,
    permissionSet: "Ops",
    accountId,
    principalId,
    groupId: groupId === undefined ? undefined : id(groupId),
  });
  async function registered() {
    const set = new PermissionSet("Ops", { instance, definition, held: true });
    new AccountAssignments("assignments", {
      instance,
      grants: [{ group: "devs", permissionSet: "Ops", accountId: "000000000001", accountName: "a", because: [] }],
      permissionSets: new Map([["Ops", set]]),
      groups: new Map([["devs", { id: id(1), displayName: "devs" }]]),
      groupIds: new Map([["devs", pulumi.output("g-1")]]),
      knownIds: new Map([["devs", "g-1"]]),
      formerUrns: new Map(),
      provisioned: new Map([["devs", new GroupScope({ id: id(9), displayName: "stands for the provisioning" }, "x")]]),
      formerGroups: [
        { id: id(2), displayName: "former", written: "former" },
        { id: id(3), displayName: "devs", written: "devs" },
      ],
      held: [
        held(1, "000000000002"),
        held(2, "000000000002"),
        held(3, "000000000002"),
        held(4, "000000000002"),
        { ...held(undefined, "000000000003"), principalId: "g-1", urn: `${BELOW}${TYPE}::Ops/devs/000000000003` },
      ],
    });
    return options();
  }

  it("stay where the state has them: below their group, of whatever run, and below none where the name is another's", async () => {
    const option = await registered();
    const parents = [1, 2, 3, 4].map((group) => option(`AccountAssignment Ops/${id(group)}/000000000002`));
    assert.deepEqual(
      parents.map(({ parent }) => parent),
      ["Group devs", "Group former", "AccountAssignments assignments", "AccountAssignments assignments"],
    );
    assert.deepEqual(
      parents.map(({ formerUrns }) => formerUrns),
      [[], [], [held(3, "000000000002").urn], [held(4, "000000000002").urn]],
    );
    const old = option(`AccountAssignment Ops/${id(1)}/000000000003`);
    assert.deepEqual([old.parent, old.formerUrns], ["Group devs", [`${BELOW}${TYPE}::Ops/devs/000000000003`]]);
  });

  it("go with their set, which stays in AWS with its policies; what is granted is deleted by itself", async () => {
    const option = await registered();
    const taken = (resource: string) => [option(resource).retainOnDelete, option(resource).deletedWith];
    assert.deepEqual(taken(`AccountAssignment Ops/${id(1)}/000000000001`), [false, ""]);
    assert.deepEqual(taken(`AccountAssignment Ops/${id(1)}/000000000002`), [false, "PermissionSet Ops"]);
    assert.deepEqual(taken("PermissionSetInlinePolicy Ops/inline"), [false, "PermissionSet Ops"]);
    const sets = option.all.filter(({ resource }) => resource === "PermissionSet Ops").map(({ retainOnDelete }) => retainOnDelete);
    assert.deepEqual(sets, [false, true]);
  });
});
