/**
 * Authentication strengths: which combinations of methods there are, and the three that every tenant has.
 *
 * @see https://learn.microsoft.com/graph/api/resources/authenticationstrengths-overview
 */
import type { AuthenticationStrength } from "./entities";

const PHISHING_RESISTANT = ["windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor"];
const PASSWORDLESS = [...PHISHING_RESISTANT, "deviceBasedPush"];
const TWO_FACTORS = [
  "temporaryAccessPassOneTime",
  "temporaryAccessPassMultiUse",
  "password,microsoftAuthenticatorPush",
  "password,softwareOath",
  "password,hardwareOath",
  "password,sms",
  "password,voice",
  "federatedMultiFactor",
  "microsoftAuthenticatorPush,federatedSingleFactor",
  "softwareOath,federatedSingleFactor",
  "hardwareOath,federatedSingleFactor",
  "sms,federatedSingleFactor",
  "voice,federatedSingleFactor",
];

/** All values of `allowedCombinations`. */
export const COMBINATIONS: readonly string[] = [
  ...PASSWORDLESS,
  ...TWO_FACTORS,
  "x509CertificateSingleFactor",
  "qrCodePin",
  "password",
  "sms",
  "federatedSingleFactor",
];

/** Largest number of custom strengths in a tenant. */
export const CUSTOM_STRENGTH_LIMIT = 15;

/** The built-in strengths with their well-known ids. */
export function builtInStrengths(): AuthenticationStrength[] {
  const strength = (digit: number, displayName: string, description: string, allowedCombinations: string[]): AuthenticationStrength => ({
    id: `00000000-0000-0000-0000-00000000000${digit}`,
    displayName,
    description,
    policyType: "builtIn",
    requirementsSatisfied: "mfa",
    allowedCombinations,
    createdDateTime: "2021-12-01T00:00:00Z",
    modifiedDateTime: "2021-12-01T00:00:00Z",
  });
  return [
    strength(2, "Multifactor authentication", "Combinations of methods that satisfy strong authentication, such as a password + SMS", [
      ...PASSWORDLESS,
      ...TWO_FACTORS,
    ]),
    strength(
      3,
      "Passwordless MFA",
      "Passwordless methods that satisfy strong authentication, such as Passwordless sign-in with the Microsoft Authenticator",
      PASSWORDLESS,
    ),
    strength(
      4,
      "Phishing-resistant MFA",
      "Phishing-resistant, Passwordless methods for the strongest authentication, such as a FIDO2 security key",
      PHISHING_RESISTANT,
    ),
  ];
}

/** Whether a combination counts as multifactor. */
export function isMultifactor(combination: string): boolean {
  return PASSWORDLESS.includes(combination) || TWO_FACTORS.includes(combination);
}
