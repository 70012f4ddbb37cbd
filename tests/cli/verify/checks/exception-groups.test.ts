import assert from "node:assert/strict";
import type { Group } from "../../../../cli/clouds/entra-types";
import { exceptionGroups } from "../../../../cli/verify/checks/exception-groups";
import { changed, conditional, type Entra, withEntra } from "../remedies/case";
import { groupIds } from "../group-ids";
import { DENIED_BY_ENTRA, deniedByEntra, messages } from "../messages";

const AT = "federation:conditionalAccess";
const found = (change: (entra: Entra) => Partial<Entra>) => messages(exceptionGroups, withEntra(change), conditional);
/** The directory with another answer about one group. */
const group = (asked: string, answer: Group[]) =>
  found((entra) => ({ groups: async (written) => (written === asked ? answer : entra.groups(written)) }));
const members = (...ids: string[]) => found(() => ({ members: async () => ids.map((id) => ({ id })) }));
const namesake = (displayName: string, id: string): Group => ({ id, displayName, securityEnabled: true });
const gone = (name: string, setting: string) =>
  `finding: Entra has no group "${name}" (${AT}.${setting}). -> If it was renamed, write its name of today or its object id at ${AT}.${setting}; if it was deleted, restore it in Entra (Groups > Deleted groups): policies know it by its object id.`;

describe("verify: emergency-access and travel-exception groups (R6.1)", () => {
  it("are there, and somebody is in the emergency-access group", async () => {
    assert.deepEqual(await messages(exceptionGroups, undefined, conditional), ['ok: "emergency" has one member.']);
    assert.deepEqual(await members("a", "b"), ['ok: "emergency" has 2 members.']);
  });

  it("are a finding each where Entra has none of the name, by its own setting", async () => {
    assert.deepEqual(await group("emergency", []), [gone("emergency", "emergencyAccessGroup")]);
    assert.deepEqual(await group("travel", []), [gone("travel", "travelExceptionGroup"), 'ok: "emergency" has one member.']);
  });

  it("are a finding where several have the name, by their ids", async () => {
    const two = [namesake("travel", groupIds["travel"]!), namesake("travel", "aaaaaaaa-0000-4000-8000-0000000000ff")];
    assert.deepEqual(await group("travel", two), [
      `finding: Entra has 2 groups "travel" (${groupIds["travel"]}, aaaaaaaa-0000-4000-8000-0000000000ff). -> Write the object id of the one that is meant at ${AT}.travelExceptionGroup.`,
      'ok: "emergency" has one member.',
    ]);
  });

  it("are a finding where nobody is in the emergency group", async () => {
    assert.deepEqual(await members(), [
      'finding: "emergency" has no members: nobody is left whom no policy holds. -> Put two cloud-only accounts with a FIDO2 key each into it (docs/conditional-access.md).',
    ]);
  });

  it("are none where the settings name none", async () => {
    const none = changed("conditionalAccess", { emergencyAccessGroup: undefined, travelExceptionGroup: undefined }, conditional);
    assert.deepEqual(await messages(exceptionGroups, undefined, none), ["ok: The settings name none."]);
    assert.deepEqual(await messages(exceptionGroups), ["not yet: The settings have no federation:conditionalAccess."]);
  });

  it("cannot be told where their members may not be read", async () => {
    assert.deepEqual(await found(() => ({ members: deniedByEntra })), DENIED_BY_ENTRA);
  });
});
