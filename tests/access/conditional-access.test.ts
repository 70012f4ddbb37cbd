import assert from "node:assert/strict";
import fc from "fast-check";
import { breachesOf, INVARIANTS } from "../../access/conditional-access/invariants";
import { personasOf } from "../../access/conditional-access/personas";
import { CLIENT_TYPES, conditionalAccessPolicies, type ConditionalAccessPolicyModel } from "../../access/conditional-access/policies";
import { joinedRows, outcomeWords, truthTable } from "../../access/conditional-access/truth-table";
import { applies, whatIf, type SignIn } from "../../access/conditional-access/what-if";
import type { ConditionalAccessSettings } from "../../access/settings/conditional-access";
import { parsed, type Raw } from "./fixtures";

const ADMINS = ["aws-admins"];

function settingsOf(changes: Raw = {}): ConditionalAccessSettings {
  const conditionalAccess = {
    state: "enabled",
    emergencyAccessGroup: "emergency",
    allowedCountries: ["DE", "FR"],
    travelExceptionGroup: "travel",
    signInFrequencyHours: 12,
    ...changes,
  };
  return parsed({ conditionalAccess }).conditionalAccess!;
}

const policiesOf = (changes: Raw = {}, admins: readonly string[] = ADMINS): ConditionalAccessPolicyModel[] =>
  conditionalAccessPolicies(settingsOf(changes), admins, "AWS");

const ORDINARY: SignIn = { groups: ["aws-developers"], compliantDevice: false, country: "DE", clientType: "browser" };
const MFA = "AWS: multifactor authentication for everybody";
const DEVICE = "AWS: compliant device for administrators";
const COUNTRIES = "AWS: blocked outside the allowed countries";
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

describe("what-if", () => {
  const cases: readonly [string, Partial<SignIn>, string, readonly string[]][] = [
    ["a member meets MFA", {}, "mfa", [MFA]],
    ["somebody without any group meets MFA", { groups: [] }, "mfa", [MFA]],
    ["a member from elsewhere is blocked", { country: "US" }, "blocked", [COUNTRIES]],
    ["a member from nowhere known is blocked", { country: "unknown" }, "blocked", [COUNTRIES]],
    ["a traveller from elsewhere meets MFA", { country: "US", groups: ["travel"] }, "mfa", [MFA]],
    [
      "an administrator on a compliant device meets both",
      { groups: ADMINS, compliantDevice: true },
      "compliantDevice and mfa",
      [MFA, DEVICE],
    ],
    ["an administrator on another device is blocked", { groups: ADMINS }, "blocked", [DEVICE]],
    ["legacy clients are blocked by the MFA that they cannot meet", { clientType: "other" }, "blocked", [MFA]],
    ["Exchange ActiveSync as well", { clientType: "exchangeActiveSync" }, "blocked", [MFA]],
    ["emergency access is free", { groups: ["emergency"] }, "allowed", []],
    ["emergency access is free for an administrator from elsewhere", { groups: ["emergency", ...ADMINS], country: "US" }, "allowed", []],
  ];
  for (const [what, signIn, words, by] of cases) {
    it(what, () => {
      const outcome = whatIf(policiesOf(), { ...ORDINARY, ...signIn });
      assert.deepEqual([outcomeWords(outcome), outcome.by], [words, by]);
    });
  }

  it("takes report-only policies for what they are, or as if they were enabled", () => {
    const policies = policiesOf({ state: "enabledForReportingButNotEnforced", reportOnlyUntil: "2026-12-01" });
    assert.equal(outcomeWords(whatIf(policies, ORDINARY)), "allowed");
    assert.equal(outcomeWords(whatIf(policies, ORDINARY, "asIfEnabled")), "mfa");
    assert.equal(outcomeWords(whatIf(policiesOf({ state: "disabled" }), ORDINARY, "asIfEnabled")), "allowed");
  });

  it("lets unknown countries in where the settings say so", () => {
    const policies = policiesOf({ includeUnknownCountries: true });
    assert.equal(outcomeWords(whatIf(policies, { ...ORDINARY, country: "unknown" })), "mfa");
    assert.equal(outcomeWords(whatIf(policies, { ...ORDINARY, country: "US" })), "blocked");
  });

  it("more policies never allow more", () => {
    const rank = { allow: 0, controls: 1, block: 2 };
    const signIns = fc.record({
      groups: fc.subarray(["emergency", "travel", "aws-admins", "x"]),
      compliantDevice: fc.boolean(),
      country: fc.constantFrom("DE", "US", "unknown"),
      clientType: fc.constantFrom(...CLIENT_TYPES),
    });
    const all = policiesOf({ blockLegacyAuthenticationTenantWide: true });
    fc.assert(
      fc.property(signIns, fc.subarray(all), fc.subarray(all), (signIn, some, more) => {
        const union = all.filter((policy) => some.includes(policy) || more.includes(policy));
        assert.ok(rank[whatIf(union, signIn).result] >= rank[whatIf(some, signIn).result]);
        assert.deepEqual(whatIf(union, signIn).by.filter((name) => !all.some((policy) => policy.displayName === name && applies(policy, signIn))), []); // prettier-ignore
      }),
    );
  });
});

describe("truth table", () => {
  it("has every combination once", () => {
    const rows = truthTable(settingsOf(), ADMINS, policiesOf());
    assert.equal(personasOf(settingsOf(), ADMINS).length, 8);
    assert.equal(rows.length, 8 * 4 * 3 * 2);
    const keys = rows.map(({ persona, clientType, location, compliantDevice }) =>
      [persona.name, clientType, location, compliantDevice].join("|"),
    );
    assert.equal(new Set(keys).size, rows.length);
  });

  it("knows a travellers' group that is an administrators' group for both", () => {
    const personas = personasOf(settingsOf(), ["travel"]).map(({ name, administrator, travelling }) => [name, administrator, travelling]);
    assert.deepEqual(personas.slice(0, 4), [
      ["member", false, false],
      ["administrator with travel exception", true, true],
      ["emergency access", false, false],
      ["administrator with emergency access with travel exception", true, true],
    ]);
  });

  it("joins rows whose outcome does not depend on a column", () => {
    const rows = joinedRows(truthTable(settingsOf(), ADMINS, policiesOf())).filter(
      ({ persona }) => persona === "emergency access" || persona === "administrator",
    );
    assert.deepEqual(
      rows.map(({ persona, devices, locations, clientTypes, outcome }) => [
        persona,
        devices.length,
        locations.length,
        clientTypes.join("+"),
        outcomeWords(outcome),
      ]),
      [
        ["administrator", 1, 1, "browser+mobileAppsAndDesktopClients", "compliantDevice and mfa"],
        ["administrator", 1, 1, "browser+mobileAppsAndDesktopClients", "blocked"],
        ["administrator", 1, 2, "browser+mobileAppsAndDesktopClients", "blocked"],
        ["administrator", 1, 2, "browser+mobileAppsAndDesktopClients", "blocked"],
        ["administrator", 2, 1, "exchangeActiveSync+other", "blocked"],
        ["administrator", 2, 2, "exchangeActiveSync+other", "blocked"],
        ["emergency access", 2, 3, CLIENT_TYPES.join("+"), "allowed"],
      ],
    );
  });

  it("joined rows cover the same combinations", () => {
    const rows = truthTable(settingsOf(), ADMINS, policiesOf());
    const covered = joinedRows(rows).reduce(
      (sum, { devices, locations, clientTypes }) => sum + devices.length * locations.length * clientTypes.length,
      0,
    );
    assert.equal(covered, rows.length);
  });
});

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
