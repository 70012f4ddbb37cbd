import assert from "node:assert/strict";
import type { IdentityStoreGroup } from "../../access/identity-store";
import { problemSentence } from "../../access/problems";
import { nameGroups } from "../../components/named-groups";
import type { StateResource } from "../../components/stack-state";
import { COMPONENT } from "../../contract/component-types";
import { parsed } from "../access/fixtures";
import { startMocks } from "./mocks";

const NAME = "aws-developers";
const STORE_ID = "90677c608a-11111111-1111-4111-8111-111111111111";
/** Entra's ids and newer ones of the identity store look the same. */
const UUID = "22222222-2222-4222-8222-222222222222";

const scope = (objectId: string): StateResource => ({
  urn: `urn:pulumi:test::federation::${COMPONENT.group}::${NAME}`,
  type: COMPONENT.group,
  name: NAME,
  outputs: { objectId, writtenAs: NAME },
});
const SET: StateResource = {
  urn: "urn:pulumi:test::federation::aws:ssoadmin/permissionSet:PermissionSet::Ops",
  ...{ type: "aws:ssoadmin/permissionSet:PermissionSet", name: "Ops", outputs: { arn: "ps-1" } },
};
const accountAssignment = (principalId: string): StateResource => ({
  urn: "urn:pulumi:test::federation::aws:ssoadmin/accountAssignment:AccountAssignment::a",
  ...{ type: "aws:ssoadmin/accountAssignment:AccountAssignment", name: `Ops/${principalId}/300000000001` },
  outputs: { permissionSetArn: "ps-1", principalId, targetId: "300000000001" },
});
const appAssignment = (principalObjectId: string): StateResource => ({
  urn: "urn:pulumi:test::federation::azuread:index/appRoleAssignment:AppRoleAssignment::a",
  ...{ type: "azuread:index/appRoleAssignment:AppRoleAssignment", name: "a", outputs: { principalObjectId } },
});
const stored = (...externalIds: string[]): IdentityStoreGroup[] => [{ groupId: STORE_ID, displayName: NAME, externalIds }];

describe("a group of the settings that Entra does not have", () => {
  before(() => startMocks({ "azuread:index/getGroups:getGroups": () => ({ objectIds: [], displayNames: [] }) }));

  async function sentences(state: StateResource[], store: IdentityStoreGroup[] = []): Promise<string> {
    const settings = parsed({ access: [{ group: NAME, permissionSet: "Platform-Admin", accounts: "all" }] });
    const named = [{ setting: "federation:access[0].group", group: NAME }];
    const { found } = await nameGroups({ named, listed: [], store, state, settings, inEntra: true });
    return found.problems.map(problemSentence).join("\n");
  }
  const never = /: the directory has no such group; create it in Entra, or write another group\.$/;

  it("and that nobody knows is not there", async () => {
    assert.match(await sentences([]), never);
    assert.match(await sentences([], stored()), never);
  });

  it("and that the phase aws knew by Identity Center's own id was never there", async () => {
    assert.match(await sentences([scope(STORE_ID)], stored()), never);
    assert.match(await sentences([SET, scope(UUID), accountAssignment(UUID)]), never);
    assert.match(await sentences([scope(UUID)], [{ groupId: UUID, displayName: NAME, externalIds: [] }]), never);
  });

  it("and that only Identity Center knows by an object id may be another directory's", async () => {
    assert.match(
      await sentences([], stored(UUID)),
      new RegExp(`knows by this name \\(${UUID}\\); whether it was deleted there or came from another directory cannot be told`),
    );
  });

  it("and that the last run assigned to the application was deleted", async () => {
    const deleted = new RegExp(`the group that was known by this name \\(${UUID}\\) was deleted in Entra`);
    assert.match(await sentences([scope(UUID), appAssignment(UUID)]), deleted);
    assert.match(await sentences([appAssignment(UUID)], stored(UUID)), deleted);
  });
});
