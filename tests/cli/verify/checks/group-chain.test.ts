import assert from "node:assert/strict";
import type { Settings } from "../../../../access/settings";
import type { Group } from "../../../../cli/clouds/entra-types";
import { groupChain } from "../../../../cli/verify/checks/group-chain";
import type { Sources } from "../../../../cli/verify/context";
import { settings } from "../fakes";
import { groupIds } from "../group-ids";
import { type Entra, withEntra } from "../remedies/case";
import { DENIED_BY_AWS, DENIED_BY_ENTRA, deniedByAws, deniedByEntra, inConnect, LATER, messages, withCenter, withStore } from "../messages";

const ADMINS = groupIds["admins"]!;
const OTHER = "bbbbbbbb-0000-4000-8000-000000000001";
const group = (id: string, displayName: string, securityEnabled = true): Group => ({ id, displayName, securityEnabled });
/** A directory of these groups, found by name or object id. */
const known = (groups: readonly Group[], more: Partial<Entra> = {}) =>
  withEntra({ groups: async (written) => groups.filter(({ id, displayName }) => [id, displayName].includes(written)), ...more });
const both =
  (...changes: ((sources: Sources) => Sources)[]) =>
  (sources: Sources): Sources =>
    changes.reduce((changed, change) => change(changed), sources);
const NONE = "not yet: 0 of 1 groups are whole from Entra to their accounts.";
const WHOLE = "ok: 1 of 1 groups are whole from Entra to their accounts.";
const unknown = (more: Partial<Entra> = {}) =>
  both(known([], { appRoleAssignments: async () => [], ...more }), withStore({ groups: async () => [] }));
const two = settings({
  access: [
    { group: "admins", permissionSet: "Platform-Admin", accounts: "app" },
    { group: "admins", permissionSet: "Security-Audit-RO", accounts: "app" },
  ],
});
const held = (permissionSet: string, principalId = "g1") =>
  ({ permissionSetArn: `arn:${permissionSet}`, accountId: "300000000001", principalType: "GROUP", principalId }) as const;
const unread = (permissionSet: string, ...sets: string[]) =>
  withCenter({
    assignments: async (_instance, _sets, take) => {
      take!({ permissionSetArn: `arn:${permissionSet}`, accountId: "300000000001", error: new Error("on demand") });
      return sets.map((set) => held(set));
    },
  });
const byId = (written: string): Settings => settings({ access: [{ group: written, permissionSet: "Platform-Admin", accounts: "app" }] });

describe("verify: each group from Entra to its accounts (R5.7)", () => {
  it("is whole", async () => {
    assert.deepEqual(await messages(groupChain), [WHOLE]);
  });

  describe("breaks at Entra", () => {
    it("where the group of the name was deleted: known by Identity Center, or by its assignment to the application", async () => {
      const deleted = [
        `finding: "admins" breaks at Entra: the group that was known by this name (${ADMINS}) was deleted. -> Restore it in Entra, or take it out of federation:access and run \`pulumi up --refresh\`.`,
        NONE,
      ];
      assert.deepEqual(await messages(groupChain, known([])), deleted);
      assert.deepEqual(await messages(groupChain, both(known([]), withStore({ groups: async () => [] }))), deleted);
    });

    it("where Identity Center alone knows the name: whether its group was deleted cannot be told", async () => {
      const store = (...ids: string[]) =>
        withStore({ groups: async () => ids.map((id) => ({ groupId: `g ${id}`, displayName: "admins", externalIds: [id] })) });
      const words = (ids: string) => [
        `finding: "admins" breaks at Entra: there is no such group, and none by the object id of the one that Identity Center knows by this name (${ids}): whether it was deleted or came from another directory cannot be told. -> Restore it in Entra if it was deleted there, else write a group that Entra has, or take it out of federation:access; then run \`pulumi up --refresh\`.`,
        NONE,
      ];
      const nobody = known([], { appRoleAssignments: async () => [] });
      assert.deepEqual(await messages(groupChain, both(nobody, store(ADMINS))), words(ADMINS));
      assert.deepEqual(await messages(groupChain, both(nobody, store(ADMINS, OTHER))), words(`${ADMINS}, ${OTHER}`));
    });

    it("where no group has the object id", async () => {
      assert.deepEqual(await messages(groupChain, unknown(), byId(OTHER)), [
        `finding: "${OTHER}" breaks at Entra: no group has this object id. -> If it was deleted, restore it in Entra, or take it out of federation:access and run \`pulumi up --refresh\`; else correct federation:access.`,
        NONE,
      ]);
    });

    it("where there never was such a group", async () => {
      assert.deepEqual(await messages(groupChain, unknown()), [
        'finding: "admins" breaks at Entra: there is no such group. -> If it was renamed, write its new name in federation:access; create it as a security group only if there never was one.',
        NONE,
      ]);
    });

    it("where several have the name, by their ids in order", async () => {
      assert.deepEqual(await messages(groupChain, known([group(OTHER, "admins"), group(ADMINS, "admins")])), [
        `finding: "admins" breaks at Entra: 2 groups have this name (${ADMINS}, ${OTHER}). -> Write the object id in federation:access.`,
        NONE,
      ]);
    });

    it("where several were known by the name, by the names of today", async () => {
      const renamed = both(
        known([group(ADMINS, "app-admins"), group(OTHER, "old-admins")]),
        withStore({
          groups: async () => [
            { groupId: "g1", displayName: "admins", externalIds: [ADMINS] },
            { groupId: "g2", displayName: "admins", externalIds: [OTHER] },
          ],
        }),
      );
      assert.deepEqual(await messages(groupChain, renamed), [
        `finding: "admins" breaks at Entra: there is no such group now, and 2 were known by this name ("app-admins", ${ADMINS}; "old-admins", ${OTHER}). -> Write the name or object id of the one that is meant in federation:access.`,
        NONE,
      ]);
    });

    it("where it is no security group", async () => {
      assert.deepEqual(await messages(groupChain, known([group(ADMINS, "admins", false)])), [
        `finding: "admins" breaks at Entra: "admins" (${ADMINS}) is no security group, and cannot be assigned to an application. -> Write a security group that has the same people as direct members in federation:access.`,
        NONE,
      ]);
    });
  });

  it("breaks at the application, which R4.6 finds", async () => {
    assert.deepEqual(await messages(groupChain, withEntra({ appRoleAssignments: async () => [] })), [
      'note: "admins" breaks at the application: it is not assigned (see R4.6).',
      NONE,
    ]);
  });

  it("breaks at Identity Center", async () => {
    assert.deepEqual(await messages(groupChain, withStore({ groups: async () => [] })), [
      'finding: "admins" breaks at Identity Center: it is not provisioned there under its object id. -> See R4.5.',
      NONE,
    ]);
  });

  it("breaks at its assignments, which R5.7 finds: of its own grants, those that are missing", async () => {
    const words = (missing: number, of: number) => `note: "admins" breaks at its assignments: ${missing} of ${of} are missing (see R5.7).`;
    assert.deepEqual(await messages(groupChain, withCenter({ assignments: async () => [] })), [words(1, 1), NONE]);
    assert.deepEqual(await messages(groupChain, undefined, two), [words(1, 2), NONE]);
    const anothers = withCenter({ assignments: async () => [held("Platform-Admin", "g2")] });
    assert.deepEqual(await messages(groupChain, anothers), [words(1, 1), NONE]);
  });

  it("may break at assignments that could not be read; one that is missing for certain goes before", async () => {
    assert.deepEqual(await messages(groupChain, unread("Platform-Admin", "Security-Audit-RO"), two), [
      'cannot tell: "admins" may break at its assignments: 1 of 2 could not be read (see R5.7).',
      NONE,
    ]);
    assert.deepEqual(await messages(groupChain, unread("Platform-Admin"), two), [
      'note: "admins" breaks at its assignments: 1 of 2 are missing (see R5.7).',
      NONE,
    ]);
  });

  it("is whole under another name of today, which is a note", async () => {
    assert.deepEqual(await messages(groupChain, known([group(ADMINS, "app-admins")])), [
      `note: "admins" is called "app-admins" in Entra now (${ADMINS}). -> Write "app-admins" in federation:access; nobody's access changes by it.`,
      WHOLE,
    ]);
  });

  it("is whole with nested groups, whose members are a note, by name or id", async () => {
    const nested = (...names: (string | undefined)[]) =>
      withEntra({
        members: async () => [
          { id: "u" },
          ...names.map((displayName) => ({
            id: "g7",
            ...(displayName === undefined ? {} : { displayName }),
            "@odata.type": "#microsoft.graph.group",
          })),
        ],
      });
    const note = (names: string) => [
      `note: "admins" has nested groups, whose members get no access: ${names}; provisioning takes direct members only. -> Make them direct members, or use a dynamic group.`,
      WHOLE,
    ];
    assert.deepEqual(await messages(groupChain, nested("inner")), note('"inner"'));
    assert.deepEqual(await messages(groupChain, nested("inner", undefined)), note('"inner", "g7"'));
    assert.deepEqual(await messages(groupChain, nested()), [WHOLE]);
  });

  it("is judged beside one that breaks, and counted", async () => {
    const access = [
      { group: "admins", permissionSet: "Platform-Admin", accounts: "app" },
      { group: "travel", permissionSet: "Security-Audit-RO", accounts: "app" },
    ];
    assert.deepEqual(await messages(groupChain, undefined, settings({ access })), [
      'note: "travel" breaks at the application: it is not assigned (see R4.6).',
      "not yet: 1 of 2 groups are whole from Entra to their accounts.",
    ]);
  });

  it("cannot be told where its members may not be read, by name; nor without the application", async () => {
    assert.deepEqual(await messages(groupChain, withEntra({ members: deniedByEntra })), [
      DENIED_BY_ENTRA[0]!.replace("cannot tell: ", 'cannot tell: "admins" could not be read: '),
      NONE,
    ]);
    assert.deepEqual(await messages(groupChain, withEntra({ applications: async () => [] })), [
      "cannot tell: Nothing to look at: there is not exactly one enterprise application of this name (see R2.1).",
    ]);
    assert.deepEqual(await messages(groupChain, (sources) => ({ ...sources, organization: deniedByAws })), DENIED_BY_AWS);
    assert.deepEqual(await inConnect(groupChain), LATER);
  });
});
