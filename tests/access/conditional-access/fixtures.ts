import { conditionalAccessPolicies, type ConditionalAccessPolicyModel } from "../../../access/conditional-access/policies";
import type { ConditionalAccessSettings } from "../../../access/settings/conditional-access";
import { parsed, type Raw } from "../fixtures";

export const ADMINS = ["aws-admins"];
export function settingsOf(changes: Raw = {}): ConditionalAccessSettings {
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

export const policiesOf = (changes: Raw = {}, admins: readonly string[] = ADMINS): ConditionalAccessPolicyModel[] =>
  conditionalAccessPolicies(settingsOf(changes), admins, "AWS");
export const MFA = "AWS: multifactor authentication for everybody";
export const DEVICE = "AWS: compliant device for administrators";
export const COUNTRIES = "AWS: blocked outside the allowed countries";
