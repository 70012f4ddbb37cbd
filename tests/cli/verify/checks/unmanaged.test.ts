import assert from "node:assert/strict";
import type { LiveAssignment } from "../../../../cli/clouds/identity-center";
import type { Sources } from "../../../../cli/verify/context";
import { checks } from "../../../../cli/verify/registry";
import { runChecks } from "../../../../cli/verify/run";
import { everyPolicy, graphPolicies } from "../conditional-access-fakes";
import { contextWith, settings } from "../fakes";

const ADMIN = "arn:Platform-Admin";
const granted: LiveAssignment = { permissionSetArn: ADMIN, accountId: "300000000001", principalType: "GROUP", principalId: "g1" };
const users: LiveAssignment[] = ["u8", "u9"].map((principalId) => ({
  permissionSetArn: ADMIN,
  accountId: "100000000001",
  principalType: "USER",
  principalId,
}));
const tower: LiveAssignment = { ...granted, permissionSetArn: "arn:tower", principalId: "gt" };
const withAssignments =
  (...extra: LiveAssignment[]) =>
  (sources: Sources): Sources => ({
    ...sources,
    identityCenter: {
      ...sources.identityCenter,
      permissionSets: async (arn) => [
        ...(await sources.identityCenter.permissionSets(arn)),
        ...(extra.includes(tower)
          ? [{ arn: "arn:tower", name: "AWSAdministratorAccess", description: "", sessionDuration: "PT1H", relayState: undefined }]
          : []),
      ],
      assignments: async () => [granted, ...extra],
    },
    identityStore: {
      ...sources.identityStore,
      groups: async (id) => [
        ...(await sources.identityStore.groups(id)),
        { groupId: "gt", displayName: "AWSControlTowerAdmins", externalIds: [] },
      ],
    },
  });

async function verify(
  unmanaged: readonly Record<string, unknown>[],
  change: (sources: Sources) => Sources,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Map<string, string[]>> {
  const results = await runChecks(checks, contextWith(change, settings({ unmanaged, ...more })));
  return new Map(results.map(({ id, outcomes }) => [id, outcomes.map(({ status, message }) => `${status}: ${message}`)]));
}

describe("verify: what the settings leave alone", () => {
  it("makes one note an entry of assignments that nobody declared, and no finding", async () => {
    const entries = [
      { kind: "just-in-time", tool: "TEAM", reason: "elevation for hours" },
      { kind: "control-tower", reason: "landing zone" },
    ];
    const report = await verify(entries, withAssignments(...users, tower));
    assert.deepEqual(report.get("R5.7"), [
      'note: 2 assignments left alone by federation:unmanaged[0] (TEAM: elevation for hours): "ada@example.com" Platform-Admin in management, "ada@example.com" Platform-Admin in management.',
      'note: 1 assignment left alone by federation:unmanaged[1] (landing zone): "AWSControlTowerAdmins" AWSAdministratorAccess in app.',
    ]);
    assert.deepEqual(report.get("R5.7 unmanaged"), [
      "ok: federation:unmanaged[0] (TEAM: elevation for hours) matches 2.",
      "ok: federation:unmanaged[1] (landing zone) matches 2.",
    ]);
  });

  it("keeps what no entry covers a finding, and asks each user's name once", async () => {
    let asked = 0;
    const report = await verify([{ users: ["nobody@*"], reason: "x" }], (sources) => {
      const changed = withAssignments(...users, ...users)(sources);
      const userName = async (): Promise<string> => {
        asked += 1;
        return "ada@example.com";
      };
      return { ...changed, identityStore: { ...changed.identityStore, userName } };
    });
    assert.match(report.get("R5.7")![0]!, /^finding: The user "ada@example.com" has Platform-Admin/);
    assert.deepEqual(report.get("R5.7 unmanaged"), ["note: federation:unmanaged[0] (x) matches nothing any more."]);
    assert.equal(asked, 2);
  });

  it("makes it a finding again after its last day", async () => {
    const report = await verify([{ kind: "control-tower", reason: "until the move", until: "2026-11-22" }], withAssignments(tower));
    assert.deepEqual(report.get("R5.7"), [
      'finding: The group "AWSControlTowerAdmins" has AWSAdministratorAccess in app (300000000001), which the settings do not grant. federation:unmanaged[0] left it alone until 2026-11-22 (until the move).',
    ]);
    assert.match(report.get("R5.7 unmanaged")![0]!, /^finding: federation:unmanaged\[0\] \(until the move\) has ended on 2026-11-22/);
  });

  it("leaves alone assignments to the application, and other applications", async () => {
    const entries = [
      { groups: ["guests"], reason: "portal only" },
      { applications: ["Old AWS"], reason: "until June" },
    ];
    const report = await verify(entries, (sources) => ({
      ...sources,
      entra: async () => {
        const entra = await sources.entra();
        return {
          ...entra,
          applications: async () => [
            ...(await entra.applications()),
            { id: "o", appId: "p", displayName: "Old AWS", identifierUris: [], web: { redirectUris: [] } },
          ],
          appRoleAssignments: async (id) => [
            ...(await entra.appRoleAssignments(id)),
            {
              id: "2",
              appRoleId: "8774f594-1d59-4279-b9d9-59ef09a23530",
              principalId: "x",
              principalType: "Group",
              principalDisplayName: "guests",
            },
          ],
        };
      },
    }));
    assert.deepEqual(report.get("R4.6"), ['note: 1 assignment left alone by federation:unmanaged[0] (portal only): group "guests".']);
    assert.match(
      report.get("R2.1")![0]!,
      /^note: There is another application of the template, "Old AWS" \(o\), left alone by federation:unm/,
    );
    assert.deepEqual(
      [...report.values()].flat().filter((line) => line.startsWith("finding")),
      [],
    );
  });

  it("leaves alone what a policy of somebody else's does", async () => {
    const conditionalAccess = { ...everyPolicy, state: "enabled", emergencyAccessGroup: "emergency" };
    const entry = { conditionalAccess: ["Baseline *"], reason: "security team" };
    const other = {
      id: "b",
      displayName: "Baseline MFA",
      state: "enabled" as const,
      conditions: { applications: { includeApplications: ["All"] }, users: { includeUsers: ["All"] } },
      grantControls: { operator: "OR", builtInControls: ["mfa"] },
    };
    const wanted = settings({ conditionalAccess });
    const change = (sources: Sources): Sources => ({
      ...sources,
      conditionalAccess: async () => ({
        ...(await sources.conditionalAccess()),
        policies: async () => [...graphPolicies(wanted), other] as never,
      }),
    });
    const open = await verify([], change, { conditionalAccess });
    assert.match(open.get("R6.1 others")![0]!, /^finding: The policy "Baseline MFA" reaches AWS/);
    const left = await verify([entry], change, { conditionalAccess });
    assert.match(
      left.get("R6.1 others")![0]!,
      /^note: The policy "Baseline MFA" .* Left alone by federation:unmanaged\[0\] \(security team\)\.$/,
    );
    assert.deepEqual(left.get("R5.7 unmanaged"), ["ok: federation:unmanaged[0] (security team) matches 1."]);
    const blind = await verify([entry], change);
    assert.match(blind.get("R5.7 unmanaged")![0]!, /^not yet: .* the settings have no federation:conditionalAccess/);
  });

  it("finds a pattern that covers a group which the settings write as object id", async () => {
    const access = [{ group: "aaaaaaaa-0000-4000-8000-000000000001", permissionSet: "Platform-Admin", accounts: "app" }];
    const report = await verify([{ groups: ["adm*"], reason: "x" }], withAssignments(), { access });
    assert.match(
      report.get("R5.7 unmanaged")![1]!,
      /^finding: federation:unmanaged\[0\] covers the group "admins" \(aaaaaaaa-.*federation:access\[0\]/,
    );
  });
});
