import assert from "node:assert/strict";
import type { AppRoleAssignment } from "../../../../cli/clouds/entra-types";
import { appAssignments } from "../../../../cli/verify/checks/app-assignments";
import { runChecks } from "../../../../cli/verify/run";
import { USER_APP_ROLE } from "../../../../contract/gallery-app";
import { contextWith, settings } from "../fakes";
import { groupIds } from "../group-ids";
import { changed, type Entra, withEntra } from "../remedies/case";
import { DENIED_BY_ENTRA, deniedByEntra, inConnect, LATER, messages } from "../messages";

const admins = groupIds["admins"]!;
const assignment = (principalDisplayName: string | null, change: Partial<AppRoleAssignment> = {}): AppRoleAssignment =>
  ({ id: "2", appRoleId: USER_APP_ROLE, principalId: "x", principalType: "Group", principalDisplayName, ...change }) as AppRoleAssignment;
const assigned = (list: AppRoleAssignment[], wanted = settings(), more: Partial<Entra> = {}) =>
  messages(appAssignments, withEntra({ appRoleAssignments: async () => list, ...more }), wanted);
const OURS = assignment("admins", { principalId: admins });
const UP = "Run `pulumi refresh` and `pulumi up`.";
const ELSEWHERE =
  "Take the group out of federation:enterpriseApp.assignedElsewhere and run `pulumi up`, which assigns it in the role User.";
const REMOVE = " -> Remove the assignment in Entra, or add the group to federation:access.";
const elsewhere = (name: string) => changed("enterpriseApp", { assignedElsewhere: [name] });

describe("verify: groups assigned to the enterprise application (R4.6)", () => {
  it("are those of the access list, whatever the letters of their ids", async () => {
    assert.deepEqual(await messages(appAssignments), ["ok: 1 groups are assigned, nobody else."]);
    assert.deepEqual(await assigned([{ ...OURS, principalId: admins.toUpperCase() }]), ["ok: 1 groups are assigned, nobody else."]);
  });

  it("are a finding where one is not assigned, by name; whose assignment is somebody else's has another remedy", async () => {
    const message = 'finding: Group "admins" is not assigned to the application. ->';
    assert.deepEqual(await assigned([]), [`${message} ${UP}`]);
    for (const written of ["Admins", admins]) assert.deepEqual(await assigned([], elsewhere(written)), [`${message} ${ELSEWHERE}`]);
  });

  it("are a finding where one has another role, by name", async () => {
    const other = [{ ...OURS, appRoleId: "another" }];
    const message = 'finding: The group "admins" has another app role than User. ->';
    assert.deepEqual(await assigned(other), [`${message} ${UP}`]);
    assert.deepEqual(await assigned(other, elsewhere("admins")), [`${message} ${ELSEWHERE}`]);
  });

  it("are a finding where somebody else is: group, user or application, by name or by id", async () => {
    const not = "is assigned, but is not in the access list.";
    assert.deepEqual(
      await assigned([
        OURS,
        assignment("guests"),
        assignment("Linus", { principalId: "u", principalType: "User" }),
        assignment(null, { principalId: "p", principalType: "ServicePrincipal" }),
      ]),
      [`finding: The group "guests" ${not}${REMOVE}`, `finding: The user "Linus" ${not}${REMOVE}`, `finding: The serviceprincipal "p" ${not}${REMOVE}`], // prettier-ignore
    );
  });

  it("say which setting would adopt each, and none for an application", async () => {
    const list = [
      assignment("guests"),
      assignment("Linus", { principalId: "u", principalType: "User" }),
      assignment(null, { principalId: "p", principalType: "ServicePrincipal" }),
    ];
    const [result] = await runChecks([appAssignments], contextWith(withEntra({ appRoleAssignments: async () => list })));
    assert.deepEqual(
      result!.outcomes.map(({ adopt, about }) => [adopt, about]),
      [
        [
          { kind: "entry", change: "remove", setting: "federation:access", group: "admins" },
          { ids: [admins], names: ["admins"] },
        ],
        [
          { kind: "entry", change: "add", setting: "federation:access", group: "guests" },
          { ids: ["x"], names: ["guests"] },
        ],
        [
          { kind: "entry", change: "add", setting: "federation:unmanaged", user: "Linus" },
          { ids: ["u"], names: ["Linus"] },
        ],
        [undefined, { ids: ["p"], names: ["p"] }],
      ],
    );
  });

  it("are a note where the settings leave them alone: a group by name, a user by its id, and neither as the other", async () => {
    const leaving = (entry: object) => settings({ unmanaged: [{ reason: "portal only", ...entry }] });
    const note = (short: string) => `note: 1 assignment left alone by federation:unmanaged[0] (portal only): ${short}.`;
    const linus = assignment("Linus", { principalId: "u", principalType: "User" });
    assert.deepEqual(await assigned([OURS, assignment("guests")], leaving({ groups: ["guests"] })), [note('group "guests"')]);
    assert.deepEqual(await assigned([OURS, linus], leaving({ users: ["u"] })), [note('user "Linus"')]);
    assert.deepEqual(await assigned([OURS, linus], leaving({ groups: ["Linus"] })), [
      `finding: The user "Linus" is assigned, but is not in the access list.${REMOVE}`,
    ]);
    assert.deepEqual(await assigned([OURS, assignment("guests")], leaving({ groups: ["guests"], until: "2026-11-22" })), [
      `finding: The group "guests" is assigned, but is not in the access list. federation:unmanaged[0] left it alone until 2026-11-22 (portal only).${REMOVE}`,
    ]);
  });

  it("follow from R5.7 where the group is no security group, or which one is meant cannot be told", async () => {
    const group = (more: object) => ({ id: admins, displayName: "admins", securityEnabled: true, ...more });
    assert.deepEqual(await assigned([], settings(), { groups: async () => [group({ securityEnabled: false })] }), [
      'note: Group "admins" is not assigned, as it is no security group (see R5.7 groups).',
    ]);
    const two = { groups: async () => [group({}), group({ id: admins.replace("01", "99") })] };
    assert.deepEqual(await assigned([OURS], settings(), two), [
      'note: The group "admins" is assigned; whether the settings mean it cannot be told (see R5.7 groups).',
    ]);
    const deleted = { groups: async () => [] };
    assert.deepEqual(await assigned([OURS], settings(), deleted), [
      'note: The group "admins" is assigned; whether the settings mean it cannot be told (see R5.7 groups).',
    ]);
  });

  it("cannot be told where assignments may not be read, and belong to the phase assign", async () => {
    assert.deepEqual(await messages(appAssignments, withEntra({ appRoleAssignments: deniedByEntra })), DENIED_BY_ENTRA);
    assert.deepEqual(await inConnect(appAssignments), LATER);
  });
});
