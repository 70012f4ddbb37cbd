import assert from "node:assert/strict";
import { conditionalAccessPolicies } from "../../../access/conditional-access/policies";
import { parsed, type Raw } from "../fixtures";
import { COUNTRIES, DEVICE, MFA, policiesOf, settingsOf } from "./fixtures";

const LEGACY = "Legacy authentication blocked for the whole tenant";

describe("Conditional Access policies", () => {
  it("are those of the settings, each without the emergency-access group", () => {
    assert.deepEqual(policiesOf({ blockLegacyAuthenticationTenantWide: true }), [
      {
        key: "mfa",
        displayName: MFA,
        state: "enabled",
        applications: "aws",
        includeUsers: "all",
        excludeGroups: ["emergency"],
        clientAppTypes: ["all"],
        control: "mfa",
        session: { signInFrequency: { value: 12, period: "hours" } },
      },
      {
        key: "compliant-device",
        displayName: DEVICE,
        state: "enabled",
        applications: "aws",
        includeUsers: { groups: ["aws-admins"] },
        excludeGroups: ["emergency"],
        clientAppTypes: ["all"],
        control: "compliantDevice",
      },
      {
        key: "countries",
        displayName: COUNTRIES,
        state: "enabled",
        applications: "aws",
        includeUsers: "all",
        excludeGroups: ["emergency", "travel"],
        clientAppTypes: ["all"],
        outside: { displayName: "AWS: allowed countries", countries: ["DE", "FR"], includeUnknown: false },
        control: "block",
      },
      {
        key: "legacy-authentication",
        displayName: LEGACY,
        state: "enabled",
        applications: "all",
        includeUsers: "all",
        excludeGroups: ["emergency"],
        clientAppTypes: ["exchangeActiveSync", "other"],
        control: "block",
      },
    ]);
  });

  it("are fewer when less is asked for", () => {
    const changes = {
      allowedCountries: undefined,
      travelExceptionGroup: undefined,
      signInFrequencyHours: undefined,
      strength: "phishingResistant",
    };
    const policies = conditionalAccessPolicies(settingsOf(JSON.parse(JSON.stringify({ state: "enabled", ...changes })) as Raw), [], "AWS");
    assert.deepEqual(policies.map(({ key, control }) => [key, control]), [["mfa", "phishingResistant"], ["countries", "block"]]); // prettier-ignore
    const least = parsed({ conditionalAccess: { state: "disabled" } }).conditionalAccess!;
    assert.deepEqual(conditionalAccessPolicies(least, [], "AWS").map(({ key, excludeGroups }) => [key, excludeGroups]), [["mfa", []]]); // prettier-ignore
  });

  it("leave the emergency-access group out of those who need a compliant device", () => {
    assert.deepEqual(policiesOf({}, ["emergency"]).map(({ key }) => key), ["mfa", "countries"]); // prettier-ignore
    assert.deepEqual(policiesOf({}, ["emergency", "b", "a"])[1]?.includeUsers, { groups: ["a", "b"] });
  });
});
