import assert from "node:assert/strict";
import { gatesOf, gateWords } from "../../../access/conditional-access/gates";
import { conditionalAccessPolicies } from "../../../access/conditional-access/policies";
import { parsed } from "../fixtures";

const conditionalAccess = {
  state: "enabled",
  emergencyAccessGroup: "aws-emergency-access",
  travelExceptionGroup: "aws-travellers",
  allowedCountries: ["DE", "IE"],
  blockLegacyAuthenticationTenantWide: true,
};

const policiesOf = (changes: object = {}) => {
  const settings = parsed({ conditionalAccess: { ...conditionalAccess, ...changes } });
  return conditionalAccessPolicies(settings.conditionalAccess!, ["aws-platform-admins"], "AWS");
};

describe("Conditional Access policies before a group", () => {
  const keys = (group: string) => gatesOf(group, policiesOf()).map(({ key }) => key);

  it("are those that include it and do not exclude it, whatever its letter case", () => {
    assert.deepEqual(keys("aws-developers"), ["mfa", "countries", "legacy-authentication"]);
    assert.deepEqual(keys("AWS-Platform-Admins"), ["mfa", "compliant-device", "countries", "legacy-authentication"]);
    assert.deepEqual(keys("AWS-Travellers"), ["mfa", "legacy-authentication"]);
    assert.deepEqual(keys("aws-emergency-access"), []);
  });

  it("are told in words: what they do, where, how often, and who is free", () => {
    assert.deepEqual(policiesOf({ signInFrequencyHours: 4, strength: "phishingResistant" }).map(gateWords), [
      "asks for a phishing-resistant second factor, again after 4 hours, save for members of aws-emergency-access",
      "asks for a compliant device, save for members of aws-emergency-access",
      "blocks the sign-in from outside DE and IE, save for members of aws-emergency-access or aws-travellers",
      "blocks the sign-in of legacy clients, save for members of aws-emergency-access",
    ]);
  });

  it("say where they are not in force", () => {
    const [reportOnly] = policiesOf({ state: "enabledForReportingButNotEnforced", reportOnlyUntil: "2026-12-01" });
    assert.match(gateWords(reportOnly!), / \(report-only: logged, not enforced\)$/);
    const [off] = policiesOf({ state: "disabled" });
    assert.match(gateWords(off!), / \(disabled: not in force\)$/);
  });
});
