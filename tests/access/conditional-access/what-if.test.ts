import assert from "node:assert/strict";
import fc from "fast-check";
import { CLIENT_TYPES } from "../../../access/conditional-access/policies";
import { outcomeWords } from "../../../access/conditional-access/truth-table";
import { applies, type SignIn, whatIf } from "../../../access/conditional-access/what-if";
import { ADMINS, COUNTRIES, DEVICE, MFA, policiesOf } from "./fixtures";

const ORDINARY: SignIn = { groups: ["aws-developers"], compliantDevice: false, country: "DE", clientType: "browser" };

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
