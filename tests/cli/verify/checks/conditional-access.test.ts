import assert from "node:assert/strict";
import type { ConditionalAccessPolicy, NamedLocation } from "../../../../cli/clouds/entra-types";
import { compliantDevice, multifactor } from "../../../../cli/verify/checks/conditional-access";
import { checks } from "../../../../cli/verify/registry";
import { runChecks } from "../../../../cli/verify/run";
import type { Sources } from "../../../../cli/verify/context";
import { contextWith, settings } from "../fakes";
import { groupIds } from "../group-ids";
import { everyPolicy, graphLocations, graphPolicies } from "../conditional-access-fakes";

type Reader = Awaited<ReturnType<Sources["conditionalAccess"]>>;
type Entra = Awaited<ReturnType<Sources["entra"]>>;
const wanted = settings({ conditionalAccess: everyPolicy });
const [mfa, device, countries] = graphPolicies(wanted) as [ConditionalAccessPolicy, ConditionalAccessPolicy, ConditionalAccessPolicy];
const [location] = graphLocations(wanted) as [NamedLocation];
const withReader =
  (reader: Partial<Reader>, entra: Partial<Entra> = {}) =>
  (sources: Sources): Sources => ({
    ...sources,
    conditionalAccess: async () => ({ ...(await sources.conditionalAccess()), ...reader }),
    entra: async () => ({ ...(await sources.entra()), ...entra }),
  });

/** Sentences of all R6 rows that are not ok. */
async function found(reader: Partial<Reader>, entra: Partial<Entra> = {}, asked = wanted): Promise<string[]> {
  const results = await runChecks(checks, contextWith(withReader(reader, entra), asked));
  return results
    .filter(({ runbook }) => runbook.startsWith("R6"))
    .flatMap(({ id, outcomes }) =>
      outcomes.filter(({ status }) => status !== "ok").map(({ status, message }) => `${id} ${status}: ${message}`),
    );
}
const policies = (...list: readonly ConditionalAccessPolicy[]): Partial<Reader> => ({ policies: async () => [...list] });
const changed = (policy: ConditionalAccessPolicy, users: object): ConditionalAccessPolicy => ({
  ...policy,
  conditions: { ...policy.conditions, users: { ...policy.conditions.users, ...users } },
});
const MFA = '"AWS: multifactor authentication for everybody"';
const follows = "R6.3 note: The MFA policy, which blocks legacy clients, is not as it should be (see R6.1).";

describe("verify, Conditional Access (R6)", () => {
  it("is ok where every policy is as the settings want it, in the form that Graph writes out", async () => {
    assert.deepEqual(await found({}), []);
  });

  it("is not yet where the settings have none", async () => {
    const rows = await found({}, {}, settings());
    assert.equal(rows.length, 7);
    assert.ok(rows.every((row) => / not yet: The settings have no federation:conditionalAccess\.$/.test(row)));
  });

  it("finds a policy that was deleted, switched off, doubled or renamed, one cause by one finding", async () => {
    assert.deepEqual(await found(policies(mfa, countries)), [
      'R6.2 finding: There is no policy "AWS: compliant device for administrators".',
    ]);
    assert.deepEqual(await found(policies({ ...mfa, state: "disabled" }, device, countries)), [
      `R6.1 finding: ${MFA} has state disabled instead of enabled.`,
      follows,
    ]);
    assert.deepEqual(await found(policies(mfa, device, { ...device, id: "twin" }, countries)), [
      'R6.2 finding: There are 2 policies "AWS: compliant device for administrators" (id of AWS: compliant device for administrators, twin).',
    ]);
    assert.deepEqual(await found(policies(mfa, { ...device, displayName: "Old devices" }, countries)), [
      'R6.2 finding: The policy "AWS: compliant device for administrators" is called "Old devices" in Entra.',
    ]);
  });

  const conditions = (more: object): ConditionalAccessPolicy => ({ ...mfa, conditions: { ...mfa.conditions, ...more } });
  const cases: readonly (readonly [string, ConditionalAccessPolicy])[] = [
    ['user All missing; group "travel" too much', changed(mfa, { includeUsers: [], includeGroups: [groupIds["travel"]] })],
    ['excluded user "eve@example.com" too much', changed(mfa, { excludeUsers: ["eeeeeeee-0000-4000-8000-000000000001"] })],
    ['excluded group "emergency" missing', changed(mfa, { excludeGroups: [] })],
    ['excluded role "Global Administrator" too much', changed(mfa, { excludeRoles: ["eeeeeeee-0000-4000-8000-000000000002"] })],
    [
      "condition excludeGuestsOrExternalUsers too much",
      changed(mfa, { excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: "b2bCollaborationGuest" } }),
    ],
    ["application client missing; application other too much", conditions({ applications: { includeApplications: ["other"] } })],
    ["client type all missing; client type browser too much", conditions({ clientAppTypes: ["browser"] })],
    [
      "location All too much; excluded location AllTrusted too much",
      conditions({ locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] } }),
    ],
    ["condition platforms too much", conditions({ platforms: { includePlatforms: ["iOS"], excludePlatforms: [] } })],
    ["condition signInRiskLevels too much", conditions({ signInRiskLevels: ["high"] })],
    ["condition devices too much", conditions({ devices: { deviceFilter: { mode: "exclude", rule: "device.isCompliant -eq True" } } })],
    [
      "control mfa missing; control compliantDevice too much",
      { ...mfa, grantControls: { operator: "OR", builtInControls: ["compliantDevice"] } },
    ],
    ["control termsOfUse too much", { ...mfa, grantControls: { ...mfa.grantControls, termsOfUse: ["terms"] } }],
    [
      "authentication strength 00000000-0000-0000-0000-000000000002 too much",
      { ...mfa, grantControls: { ...mfa.grantControls, authenticationStrength: { id: "00000000-0000-0000-0000-000000000002" } } },
    ],
    ["session control signInFrequency missing instead of 12 hours", { ...mfa, sessionControls: null }],
    [
      "session control persistentBrowser always instead of none",
      { ...mfa, sessionControls: { ...mfa.sessionControls, persistentBrowser: { isEnabled: true, mode: "always" } } },
    ],
  ];
  for (const [words, policy] of cases) {
    it(`finds ${words}`, async () => {
      const names: Record<string, string> = {
        "eeeeeeee-0000-4000-8000-000000000001": "eve@example.com",
        "eeeeeeee-0000-4000-8000-000000000002": "Global Administrator",
      };
      assert.deepEqual(await found({ ...policies(policy, device, countries), nameOf: async (id) => names[id] }), [
        `R6.1 finding: ${MFA} has ${words}.`,
        follows,
      ]);
    });
  }

  it("says which setting would adopt a sign-in frequency of the MFA policy, and none for that of another", async () => {
    const sessionControls = { signInFrequency: { value: 4, type: "hours", isEnabled: true, frequencyInterval: "timeBased" } };
    const adopted = async (...list: ConditionalAccessPolicy[]) =>
      (await runChecks([multifactor, compliantDevice], contextWith(withReader(policies(...list)), wanted))).map(({ outcomes }) => [
        outcomes[0]?.status,
        outcomes[0]?.adopt,
      ]);
    assert.deepEqual(await adopted({ ...mfa, sessionControls }, { ...device, sessionControls }, countries), [
      ["finding", { kind: "value", setting: "federation:conditionalAccess.signInFrequencyHours", value: 4 }],
      ["finding", undefined],
    ]);
    assert.deepEqual((await adopted({ ...mfa, state: "disabled" }, device, countries))[0], ["finding", undefined]);
  });

  it("wants the phishing-resistant strength where the settings do", async () => {
    const strict = settings({ conditionalAccess: { ...everyPolicy, strength: "phishingResistant" } });
    assert.deepEqual(
      (await found({}, {}, strict))[0],
      `R6.1 finding: ${MFA} has control mfa too much; the phishing-resistant authentication strength missing.`,
    );
    const strength = { id: "00000000-0000-0000-0000-000000000004" };
    const right = { ...mfa, grantControls: { operator: "OR", builtInControls: [], authenticationStrength: strength } };
    assert.deepEqual(await found(policies(right, device, countries), {}, strict), []);
  });

  it("finds another country in the named location, and a location that is gone, without a second finding at the policy", async () => {
    const locations = (...list: NamedLocation[]): Partial<Reader> => ({ namedLocations: async () => list });
    assert.deepEqual(await found(locations({ ...location, countriesAndRegions: ["DE", "RU"], includeUnknownCountriesAndRegions: true })), [
      'R6.4 finding: The named location "AWS: allowed countries" has RU too much; IE missing; addresses of no known country too much.',
    ]);
    const [gone, ...more] = await found({
      ...locations(),
      policies: async () => [mfa, device, { ...countries, conditions: { ...countries.conditions, locations: null } }],
    });
    assert.equal(gone, 'R6.4 finding: "AWS: blocked outside the allowed countries" has location All missing.');
    assert.deepEqual(more, ['R6.4 finding: There is no named location "AWS: allowed countries".']);
  });

  it("tells of report-only as declared that it holds nobody yet", async () => {
    const asked = settings({
      conditionalAccess: { ...everyPolicy, state: "enabledForReportingButNotEnforced", reportOnlyUntil: "2026-12-01" },
    });
    const live = graphPolicies(asked).map((policy) => ({ ...policy, state: "enabledForReportingButNotEnforced" }));
    const rows = await found(policies(...live), {}, asked);
    assert.equal(rows[0], `R6.1 note: ${MFA} is as the settings want it, but holds nobody: report-only until 2026-12-01.`);
    assert.ok(rows.every((row) => row.includes(" note: ")));
  });
});
