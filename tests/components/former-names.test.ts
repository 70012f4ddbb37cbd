import assert from "node:assert/strict";
import {
  accountAssignmentKey,
  aliasOf,
  assignmentsInState,
  formerNames,
  groupsAsWritten,
  groupsInState,
  setsLeftAlone,
} from "../../components/former-names";

const resource = (urn: string, type: string, name: string, outputs: Record<string, unknown>) => ({ urn, type, name, outputs });

describe("former names", () => {
  const state = [
    resource("urn:set", "aws:ssoadmin/permissionSet:PermissionSet", "Developer", { arn: "arn:set" }),
    resource("urn:app", "azuread:index/appRoleAssignment:AppRoleAssignment", "app-assignments/Devs", { principalObjectId: "AB" }),
    resource("urn:account", "aws:ssoadmin/accountAssignment:AccountAssignment", "Developer/Devs/1", {
      permissionSetArn: "arn:set",
      principalId: "g-1",
      targetId: "000000000001",
    }),
    resource("urn:demand", "azuread:index/synchronizationJobProvisionOnDemand:SynchronizationJobProvisionOnDemand", "x", {
      parameters: [{ subjects: [{ objectId: "ab" }] }],
    }),
  ];

  it("are found by what each resource is, whatever it was called", () => {
    const former = formerNames(state);
    assert.equal(former.appAssignments.get("ab"), "urn:app");
    assert.equal(former.provisioning.get("ab"), "urn:demand");
    assert.equal(former.accountAssignments.get(accountAssignmentKey("Developer", "g-1", "000000000001")), "urn:account");
    assert.equal(former.accountAssignments.get(accountAssignmentKey("Developer", "g-2", "000000000001")), undefined);
  });

  it("of groups are those of the last run, and those that the settings had then", () => {
    const scope = (name: string, writtenAs?: string) =>
      resource(`urn:${name}`, "federation:index:Group", name, { objectId: "AB", writtenAs });
    assert.deepEqual(groupsInState([...state, scope("Devs", "developers")]), [{ id: "AB", displayName: "Devs" }]);
    assert.deepEqual(groupsAsWritten([...state, scope("Devs", "developers")]), [{ id: "AB", displayName: "developers" }]);
    assert.deepEqual(groupsAsWritten([scope("Devs"), scope("Devs", "6f0c0000-0000-0000-0000-000000000000")]), []);
  });

  it("tell every assignment by set, group and account, and which sets the last run left alone", () => {
    const groupId = "11111111-1111-4111-8111-111111111111";
    const more = [
      resource("urn:new", "aws:ssoadmin/accountAssignment:AccountAssignment", `Developer/${groupId}/000000000002`, {
        permissionSetArn: "arn:set",
        principalId: "g-2",
        targetId: "000000000002",
      }),
      resource("urn:c", "federation:aws:PermissionSet", "Developer", { arn: "arn:set", held: true }),
      resource("urn:d", "federation:aws:PermissionSet", "Other", { arn: "arn:other" }),
    ];
    assert.deepEqual(assignmentsInState([...state, ...more]), [
      { urn: "urn:account", permissionSet: "Developer", accountId: "000000000001", principalId: "g-1", groupId: undefined },
      { urn: "urn:new", permissionSet: "Developer", accountId: "000000000002", principalId: "g-2", groupId },
    ]);
    assert.deepEqual(setsLeftAlone([...state, ...more]), ["Developer"]);
  });

  it("are aliases only as long as the state has not moved", () => {
    assert.deepEqual(aliasOf(undefined, "a"), {});
    assert.deepEqual(aliasOf("urn:pulumi:dev::federation::x$y::app-assignments/ab", "app-assignments/ab"), {
      aliases: ["urn:pulumi:dev::federation::x$y::app-assignments/ab"],
    });
    assert.deepEqual(aliasOf("urn:pulumi:dev::federation::x$federation:index:Group$y::app-assignments/ab", "app-assignments/ab"), {});
  });
});
