import assert from "node:assert/strict";
import type { ConditionalAccessPolicy } from "../../../../cli/clouds/entra-types";
import { otherPolicies } from "../../../../cli/verify/checks/other-policies";
import type { Settings } from "../../../../access/settings";
import { clientId, everyPolicy, graphPolicy } from "../conditional-access-fakes";
import { settings } from "../fakes";
import { groupIds } from "../group-ids";
import { changed, conditional, withEntra, withPolicies } from "../remedies/case";
import { DENIED_BY_ENTRA, deniedByEntra, messages } from "../messages";

const OTHER = "Somebody else's";
const other = (users: object, more: Parameters<typeof graphPolicy>[1] = {}) =>
  graphPolicy(OTHER, { applications: { includeApplications: ["All"] }, users, ...more });
const beside = (policy: ConditionalAccessPolicy, wanted: Settings = conditional) =>
  messages(
    otherPolicies,
    withPolicies((reader) => ({ policies: async () => [...(await reader.policies()), policy] })),
    wanted,
  );
const fine = (reaching: number) => [
  `ok: ${reaching} enabled policies beside this stack's reach AWS; none holds emergency access, none leaves AWS out.`,
];
const REACHES = `The policy "${OTHER}" reaches AWS and does not exclude "emergency": it can lock out the emergency-access accounts.`;
const EXCLUDE = 'Exclude the group "emergency" from it (Entra admin center > Conditional Access): it is none of this stack\'s.';
const MEMBER = "aaaaaaaa-0000-4000-8000-00000000000a";

describe("verify: somebody else's Conditional Access policies (R6.1)", () => {
  it("are none, or leave the emergency group alone", async () => {
    assert.deepEqual(await messages(otherPolicies, undefined, conditional), fine(0));
    assert.deepEqual(await beside(other({})), fine(1));
    assert.deepEqual(await beside(other({ excludeGroups: [], excludeUsers: [MEMBER.toUpperCase()] })), fine(1));
  });

  for (const [how, users] of [
    ["everybody", {}],
    ["its group", { includeUsers: [], includeGroups: [groupIds["emergency"]] }],
    ["one of its members", { includeUsers: [MEMBER] }],
  ] as const) {
    it(`are a finding where they hold the emergency group: ${how}`, async () => {
      assert.deepEqual(await beside(other({ ...users, excludeGroups: [] })), [`finding: ${REACHES} -> ${EXCLUDE}`]);
    });
  }

  it("are a finding where not every member of the emergency group is left out, and where it has none", async () => {
    const members = async (ids: string[]) =>
      messages(
        otherPolicies,
        (sources) =>
          withPolicies(() => ({ policies: async () => [other({ excludeGroups: [], excludeUsers: [MEMBER] })] }))(
            withEntra({ members: async () => ids.map((id) => ({ id })) })(sources),
          ),
        conditional,
      );
    assert.deepEqual(await members([MEMBER]), fine(1));
    assert.deepEqual(await members([MEMBER, "another"]), [`finding: ${REACHES} -> ${EXCLUDE}`]);
    assert.deepEqual(await members([]), [`finding: ${REACHES} -> ${EXCLUDE}`]);
  });

  it("are a note where they hold people by role or group, among whom its members may be", async () => {
    const perhaps = [
      `note: The policy "${OTHER}" reaches AWS by role or group and does not exclude "emergency", whose members may be among them. -> ${EXCLUDE}`,
    ];
    assert.deepEqual(await beside(other({ includeUsers: [], includeRoles: ["role"], excludeGroups: [] })), perhaps);
    assert.deepEqual(await beside(other({ includeUsers: [], includeGroups: ["another"], excludeGroups: [] })), perhaps);
    assert.deepEqual(await beside(other({ includeUsers: ["somebody"], excludeGroups: [] })), fine(1));
  });

  it("are a finding where they leave the AWS app out, in whatever letters its id is written", async () => {
    const excludes = { includeApplications: ["All"], excludeApplications: [clientId.toUpperCase()] };
    assert.deepEqual(await beside(other({ excludeGroups: [] }, { applications: excludes })), [
      `finding: The policy "${OTHER}", which is none of this stack's, leaves out the AWS app. -> Take "AWS" out of its excluded resources (Entra admin center > Conditional Access), or let its owner say why it is there.`,
    ]);
  });

  const BLOCK = { grantControls: { operator: "OR", builtInControls: ["block"] } };
  const blocks = (whom: string) => `The policy "${OTHER}", which is none of this stack's, blocks every sign-in to AWS${whom}`;
  const ASK =
    " -> Find out from its owner why it is there, and have it limited or switched to report-only (Entra admin center > Conditional Access); if it is meant, say so in federation:unmanaged.";

  it("are a finding where they block people of the access list, whatever these do, and a note where others are left out", async () => {
    const everybody = [`finding: ${blocks(' of "admins"')}.${ASK}`];
    assert.deepEqual(await beside(other({}, BLOCK)), everybody);
    assert.deepEqual(await beside(other({ excludeUsers: [MEMBER] }, BLOCK)), everybody);
    const its = { includeUsers: [], includeGroups: [groupIds["admins"]!.toUpperCase()] };
    assert.deepEqual(await beside(other(its, { ...BLOCK, conditions: { clientAppTypes: ["browser"] } })), everybody);
    for (const left of [{ excludeGroups: [groupIds["emergency"]!, "another"] }, { excludeRoles: ["role"] }])
      assert.deepEqual(await beside(other(left, BLOCK)), [
        `note: ${blocks(", save for whom it leaves out")}: whether "admins" are among them cannot be told.${ASK}`,
      ]);
  });

  it("are of no interest where they block others, or some sign-ins only", async () => {
    for (const [users, more] of [
      [{ includeUsers: ["somebody"] }, {}],
      [{ excludeGroups: [groupIds["emergency"]!, groupIds["admins"]!] }, {}],
      [{}, { conditions: { clientAppTypes: ["exchangeActiveSync", "other"] } }],
      [{}, { conditions: { locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] } } }],
      [{}, { conditions: { userRiskLevels: ["high"] } }],
      [{}, { conditions: { platforms: { includePlatforms: ["linux"] } } }],
    ] as const)
      assert.deepEqual(await beside(other(users, { ...BLOCK, ...more })), fine(1), JSON.stringify([users, more]));
  });

  it("are of no interest where they do not reach AWS, are not enabled, or block nobody", async () => {
    for (const [harmless, reaching] of [
      [other({ excludeGroups: [] }, { state: "disabled" }), 0],
      [other({ excludeGroups: [] }, { applications: { includeApplications: ["another"] } }), 0],
      [other({ excludeGroups: [] }, { grantControls: null, sessionControls: { signInFrequency: {} } }), 1],
    ] as const)
      assert.deepEqual(await beside(harmless), fine(reaching));
    const ofAws = other({ excludeGroups: [] }, { applications: { includeApplications: [clientId] } });
    assert.deepEqual(await beside(ofAws), [`finding: ${REACHES} -> ${EXCLUDE}`]);
  });

  it("are a note where the settings leave them alone, and a finding again after the last day", async () => {
    const leave = (until: object) =>
      settings({ conditionalAccess: everyPolicy, unmanaged: [{ conditionalAccess: ["Somebody*"], reason: "security team", ...until }] });
    const policy = other({ excludeGroups: [] });
    assert.deepEqual(await beside(policy, leave({})), [`note: ${REACHES} Left alone by federation:unmanaged[0] (security team).`]);
    assert.deepEqual(await beside(policy, leave({ until: "2026-11-22" })), [
      `finding: ${REACHES} federation:unmanaged[0] left it alone until 2026-11-22 (security team). -> ${EXCLUDE}`,
    ]);
  });

  it("are not held against an emergency group that the settings do not name or Entra does not have", async () => {
    const policy = other({ excludeGroups: [] });
    assert.deepEqual(await beside(policy, changed("conditionalAccess", { emergencyAccessGroup: undefined }, conditional)), fine(1));
    assert.deepEqual(await messages(otherPolicies), ["not yet: The settings have no federation:conditionalAccess."]);
  });

  it("cannot be told where policies may not be read", async () => {
    assert.deepEqual(await messages(otherPolicies, withPolicies(() => ({ policies: deniedByEntra })), conditional), DENIED_BY_ENTRA); // prettier-ignore
  });
});
