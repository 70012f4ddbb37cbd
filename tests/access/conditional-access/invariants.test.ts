import assert from "node:assert/strict";
import fc from "fast-check";
import { breachesOf, INVARIANTS } from "../../../access/conditional-access/invariants";
import { conditionalAccessPolicies, type ConditionalAccessPolicyModel } from "../../../access/conditional-access/policies";
import { parsed } from "../fixtures";
import { ADMINS, policiesOf, settingsOf } from "./fixtures";

describe("invariants", () => {
  const variants = fc
    .record({
      strength: fc.constantFrom("mfa", "phishingResistant"),
      includeUnknownCountries: fc.boolean(),
      blockLegacyAuthenticationTenantWide: fc.boolean(),
      allowedCountries: fc.constantFrom(["DE"], ["DE", "US"]),
    })
    .chain((changes) => fc.tuple(fc.constant(changes), fc.subarray(["aws-admins", "emergency", "travel"])));

  it("hold for every combination of settings", () => {
    fc.assert(
      fc.property(variants, ([changes, admins]) => {
        assert.deepEqual(breachesOf(settingsOf(changes), admins, policiesOf(changes, admins)), []);
      }),
    );
  });

  it("hold without countries and travellers", () => {
    const settings = parsed({ conditionalAccess: { state: "enabled", emergencyAccessGroup: "emergency" } }).conditionalAccess!;
    assert.deepEqual(breachesOf(settings, [], conditionalAccessPolicies(settings, [], "AWS")), []);
  });

  const spoiled = (change: (policy: ConditionalAccessPolicyModel) => ConditionalAccessPolicyModel | undefined): string[] => {
    const policies = policiesOf().flatMap((policy) => change(policy) ?? []);
    return [...new Set(breachesOf(settingsOf(), ADMINS, policies).map(({ invariant }) => invariant))];
  };
  const without = (key: string) => spoiled((policy) => (policy.key === key ? undefined : policy));
  const names = INVARIANTS.map(({ name }) => name);

  it("notice a policy that holds emergency access", () =>
    assert.deepEqual(spoiled((policy) => ({ ...policy, excludeGroups: policy.excludeGroups.filter((group) => group !== "emergency") })), [names[0]])); // prettier-ignore
  it("notice a missing MFA policy", () => assert.deepEqual(without("mfa"), [names[1], names[3]]));
  it("notice a missing device policy", () => assert.deepEqual(without("compliant-device"), [names[2]]));
  it("notice a missing country policy", () => assert.deepEqual(without("countries"), [names[4]]));
  it("notice an MFA policy that leaves legacy clients out", () =>
    assert.deepEqual(spoiled((policy) => (policy.key === "mfa" ? { ...policy, clientAppTypes: ["browser", "mobileAppsAndDesktopClients"] } : policy)), [names[1], names[3]])); // prettier-ignore
  it("notice a policy that locks everybody out", () =>
    assert.deepEqual(
      spoiled((policy) => ({ ...policy, control: "block" })),
      [names[5]],
    ));
  it("tell who, where and how", () => {
    const [breach] = breachesOf(settingsOf(), ADMINS, policiesOf().slice(0, 2));
    assert.deepEqual(breach, {
      invariant: "other countries are blocked save for travellers (R6.4)",
      message: "Member (browser, other country, a compliant device) signs in from outside the allowed countries.",
    });
  });
  it("tell of settings without emergency access", () => {
    const settings = parsed({ conditionalAccess: { state: "disabled" } }).conditionalAccess!;
    assert.deepEqual(breachesOf(settings, [], conditionalAccessPolicies(settings, [], "AWS")), [
      { invariant: names[0], message: "No emergency-access group is named: a wrong policy would lock everybody out." },
    ]);
  });
});
