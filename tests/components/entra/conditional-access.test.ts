import assert from "node:assert/strict";
import { conditionalAccessPolicies } from "../../../access/conditional-access/policies";
import { ConditionalAccess } from "../../../components/entra/conditional-access";
import { parsed, type Raw } from "../../access/fixtures";
import { only, resources, startMocks, valueOf } from "../mocks";
import { options, watchOptions } from "../options";

const POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy";
const groupIds = new Map([["emergency", "e-id"], ["travel", "t-id"], ["aws-admins", "a-id"]]); // prettier-ignore

async function conditionalAccess(changes: Raw = {}, ids: ReadonlyMap<string, string> = groupIds) {
  await resources();
  await options();
  const raw = {
    state: "enabled",
    emergencyAccessGroup: "emergency",
    allowedCountries: ["FR", "DE"],
    travelExceptionGroup: "travel",
    ...changes,
  };
  const settings = parsed({ conditionalAccess: raw }).conditionalAccess!;
  const policies = conditionalAccessPolicies(settings, ["aws-admins"], "AWS");
  const component = new ConditionalAccess("conditional-access", { clientId: "client-id", policies, groupIds: ids });
  return { component, found: await resources(), of: await options() };
}
const ALL = { blockLegacyAuthenticationTenantWide: true, signInFrequencyHours: 12 };

describe("Conditional Access", () => {
  before(async () => {
    await startMocks();
    watchOptions();
  });

  it("asks everybody for MFA at the AWS app, whatever the client, save for emergency access", async () => {
    const { found } = await conditionalAccess(ALL);
    assert.deepEqual(only(found, POLICY, "conditional-access/mfa").inputs, {
      displayName: "AWS: multifactor authentication for everybody",
      state: "enabled",
      conditions: {
        applications: { includedApplications: ["client-id"] },
        clientAppTypes: ["all"],
        users: { includedUsers: ["All"], excludedGroups: ["e-id"] },
      },
      grantControls: { operator: "OR", builtInControls: ["mfa"] },
      sessionControls: { signInFrequency: 12, signInFrequencyPeriod: "hours" },
    });
  });

  it("asks the holders of administrator sets for a compliant device", async () => {
    const { found } = await conditionalAccess();
    const { conditions, grantControls } = only(found, POLICY, "conditional-access/compliant-device").inputs as Record<
      string,
      { users?: unknown; builtInControls?: unknown }
    >;
    assert.deepEqual(conditions?.users, { includedGroups: ["a-id"], excludedGroups: ["e-id"] });
    assert.deepEqual(grantControls?.builtInControls, ["compliantDevice"]);
  });

  it("blocks everywhere but the allowed countries, by the location's object id, save for travellers", async () => {
    const { found } = await conditionalAccess();
    assert.deepEqual(only(found, "azuread:index/namedLocation:NamedLocation").inputs, {
      displayName: "AWS: allowed countries",
      country: { countriesAndRegions: ["DE", "FR"], includeUnknownCountriesAndRegions: false },
    });
    const { conditions, grantControls } = only(found, POLICY, "conditional-access/countries").inputs as Record<
      string,
      { users?: unknown; locations?: unknown; builtInControls?: unknown }
    >;
    assert.deepEqual(conditions?.locations, {
      includedLocations: ["All"],
      excludedLocations: ["conditional-access/countries-object-id"],
    });
    assert.deepEqual(conditions?.users, { includedUsers: ["All"], excludedGroups: ["e-id", "t-id"] });
    assert.deepEqual(grantControls?.builtInControls, ["block"]);
  });

  it("blocks legacy clients for the whole tenant only where it is asked to", async () => {
    assert.ok(!(await conditionalAccess()).found.some(({ name }) => name.endsWith("legacy-authentication")));
    const { found } = await conditionalAccess(ALL);
    const { conditions } = only(found, POLICY, "conditional-access/legacy-authentication").inputs as {
      conditions: Record<string, unknown>;
    };
    assert.deepEqual(
      [conditions["applications"], conditions["clientAppTypes"]],
      [{ includedApplications: ["All"] }, ["exchangeActiveSync", "other"]],
    );
  });

  it("makes one after another", async () => {
    const { of } = await conditionalAccess(ALL);
    const [mfa, device, location, countries, legacy] = [
      "ConditionalAccessPolicy conditional-access/mfa",
      "ConditionalAccessPolicy conditional-access/compliant-device",
      "NamedLocation conditional-access/countries",
      "ConditionalAccessPolicy conditional-access/countries",
      "ConditionalAccessPolicy conditional-access/legacy-authentication",
    ] as const;
    assert.deepEqual(of(mfa).dependencies, []);
    for (const [later, earlier] of [[device, mfa], [location, device], [countries, location], [legacy, countries]] as const) assert.deepEqual(of(later).dependencies, [earlier]); // prettier-ignore
  });

  it("asks for Entra's own strength instead of the control, where it is to be phishing-resistant", async () => {
    const { found } = await conditionalAccess({ strength: "phishingResistant" });
    assert.deepEqual(only(found, POLICY, "conditional-access/mfa").inputs["grantControls"], {
      operator: "OR",
      authenticationStrengthPolicyId: "/policies/authenticationStrengthPolicies/00000000-0000-0000-0000-000000000004",
    });
  });

  for (const [what, changes, controls] of [
    ["a sign-in each time, without value and period", { signInEveryTime: true }, { signInFrequencyInterval: "everyTime" }],
    ["days", { signInFrequencyDays: 7 }, { signInFrequency: 7, signInFrequencyPeriod: "days" }],
    [
      "no resilience, and Defender for Cloud Apps",
      { disableResilienceDefaults: true, cloudAppSecurity: "blockDownloads" },
      { disableResilienceDefaults: true, cloudAppSecurityPolicy: "blockDownloads" },
    ],
    ["nothing", {}, undefined],
  ] as const) {
    it(`controls sessions by ${what}`, async () => {
      const { found } = await conditionalAccess(changes);
      assert.deepEqual(only(found, POLICY, "conditional-access/mfa").inputs["sessionControls"], controls);
    });
  }

  it("carries the state into every policy, and tells their ids", async () => {
    const { component, found } = await conditionalAccess({
      state: "enabledForReportingButNotEnforced",
      reportOnlyUntil: "2026-12-01",
      ...ALL,
    });
    const policies = found.filter(({ type }) => type === POLICY);
    assert.deepEqual(policies.map(({ inputs }) => inputs["state"]), Array(4).fill("enabledForReportingButNotEnforced")); // prettier-ignore
    assert.deepEqual(Object.keys(await valueOf(component.policyIds)), ["mfa", "compliant-device", "countries", "legacy-authentication"]);
  });

  it("makes nothing where a group was not looked up", async () => {
    await assert.rejects(conditionalAccess({}, new Map()), /The group "emergency" was not looked up\./);
  });
});
