/**
 * The Conditional Access policies that the settings ask for (R6), as plain data: components map them to Entra, the
 * what-if evaluates them.
 */
import type { ConditionalAccessSettings } from "../settings/conditional-access";

/** State of a policy in Entra. */
export type PolicyState = ConditionalAccessSettings["state"];

/** Kinds of client that Entra tells apart; legacy authentication is `exchangeActiveSync` and `other`. */
export const CLIENT_TYPES = ["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "other"] as const;

/** A kind of client. */
export type ClientType = (typeof CLIENT_TYPES)[number];

/** What a policy may ask for; `phishingResistant` is Entra's built-in authentication strength. */
export type GrantControl = "block" | "mfa" | "phishingResistant" | "compliantDevice";

/** Entra's built-in authentication strength "Phishing-resistant MFA". */
export const PHISHING_RESISTANT_STRENGTH = "/policies/authenticationStrengthPolicies/00000000-0000-0000-0000-000000000004";

/** What a policy is about; names the resource. */
export type PolicyKey = "mfa" | "compliant-device" | "countries" | "legacy-authentication";

/** One Conditional Access policy. */
export interface ConditionalAccessPolicyModel {
  readonly key: PolicyKey;
  readonly displayName: string;
  readonly state: PolicyState;
  /** The AWS application alone, or every application of the tenant. */
  readonly applications: "aws" | "all";
  readonly includeUsers: "all" | { readonly groups: readonly string[] };
  /** Groups as written in the settings, sorted. */
  readonly excludeGroups: readonly string[];
  readonly clientAppTypes: readonly ("all" | ClientType)[];
  /** Everywhere but the allowed countries; everywhere when missing. */
  readonly outside?: AllowedCountries;
  /** One control is enough only because there is never more than one. */
  readonly control: GrantControl;
  readonly session?: SessionControls;
}

/** What Entra does with a session that a policy let in. */
export interface SessionControls {
  /** After which time people sign in again, or at every sign-in. */
  readonly signInFrequency?: { readonly value: number; readonly period: "hours" | "days" } | "everyTime";
  readonly disableResilienceDefaults?: true;
  /** How Defender for Cloud Apps treats the session. */
  readonly cloudAppSecurity?: NonNullable<ConditionalAccessSettings["cloudAppSecurity"]>;
}

/** The named location of countries from which people may sign in. */
export interface AllowedCountries {
  readonly displayName: string;
  /** ISO 3166-1 alpha-2, upper case, sorted, unique: Entra compares the list in order. */
  readonly countries: readonly string[];
  /** Whether addresses of no known country count as allowed. */
  readonly includeUnknown: boolean;
}

/**
 * The policies in the order of their creation (Entra takes one request a second).
 *
 * @param compliantDeviceGroups Groups that hold a set for which a compliant device is needed (R6.2), from the plan.
 * @param appName Display name of the enterprise application; begins every policy's name, so that stacks of one tenant
 * are told apart.
 */
export function conditionalAccessPolicies(
  settings: ConditionalAccessSettings,
  compliantDeviceGroups: readonly string[],
  appName: string,
): ConditionalAccessPolicyModel[] {
  const { state, emergencyAccessGroup: emergency, travelExceptionGroup: travel, allowedCountries } = settings;
  const without = (...groups: (string | undefined)[]): string[] => [...new Set(groups.filter((group) => group !== undefined))].sort();
  const everybody = {
    state,
    applications: "aws",
    includeUsers: "all",
    excludeGroups: without(emergency),
    clientAppTypes: ["all"],
  } as const;
  const session = sessionControls(settings);
  // Entra lets an exclusion win, so that a group in both lists would make a policy for nobody.
  const holders = compliantDeviceGroups.filter((group) => group !== emergency);

  const policies: ConditionalAccessPolicyModel[] = [
    {
      ...everybody,
      key: "mfa",
      displayName: `${appName}: multifactor authentication for everybody`,
      control: settings.strength,
      ...(Object.keys(session).length === 0 ? {} : { session }),
    },
  ];
  if (holders.length > 0) {
    policies.push({
      ...everybody,
      key: "compliant-device",
      displayName: `${appName}: compliant device for administrators`,
      includeUsers: { groups: [...holders].sort() },
      control: "compliantDevice",
    });
  }
  if (allowedCountries !== undefined) {
    policies.push({
      ...everybody,
      key: "countries",
      displayName: `${appName}: blocked outside the allowed countries`,
      excludeGroups: without(emergency, travel),
      outside: {
        displayName: `${appName}: allowed countries`,
        countries: allowedCountries,
        includeUnknown: settings.includeUnknownCountries,
      },
      control: "block",
    });
  }
  if (settings.blockLegacyAuthenticationTenantWide) {
    policies.push({
      ...everybody,
      key: "legacy-authentication",
      displayName: "Legacy authentication blocked for the whole tenant",
      // A block of legacy client types on one application is a mistake: Entra means it for all of them.
      applications: "all",
      clientAppTypes: ["exchangeActiveSync", "other"],
      control: "block",
    });
  }
  return settings.adopted === undefined ? policies : policies.flatMap((policy) => adoptedPolicy(policy, settings.adopted!));
}

/** A policy under the name that it had before the stack; none where the stack did not take it over. */
function adoptedPolicy(
  policy: ConditionalAccessPolicyModel,
  names: NonNullable<ConditionalAccessSettings["adopted"]>,
): ConditionalAccessPolicyModel[] {
  const displayName = names[ADOPTED_KEYS[policy.key]];
  if (displayName === undefined) return [];
  const outside = policy.outside && { ...policy.outside, displayName: names.allowedCountries ?? policy.outside.displayName };
  return [{ ...policy, displayName, ...(outside === undefined ? {} : { outside }) }];
}

/** What the settings call the policies. */
export const ADOPTED_KEYS = {
  mfa: "mfa",
  "compliant-device": "compliantDevice",
  countries: "countries",
  "legacy-authentication": "legacyAuthentication",
} as const satisfies Readonly<Record<PolicyKey, keyof NonNullable<ConditionalAccessSettings["adopted"]>>>;

function sessionControls(settings: ConditionalAccessSettings): SessionControls {
  const { disableResilienceDefaults, cloudAppSecurity } = settings;
  const frequency = signInFrequency(settings);
  return {
    ...(frequency === undefined ? {} : { signInFrequency: frequency }),
    ...(disableResilienceDefaults ? { disableResilienceDefaults } : {}),
    ...(cloudAppSecurity === undefined ? {} : { cloudAppSecurity }),
  };
}

function signInFrequency({
  signInFrequencyHours,
  signInFrequencyDays,
  signInEveryTime,
}: ConditionalAccessSettings): SessionControls["signInFrequency"] {
  if (signInEveryTime) return "everyTime";
  if (signInFrequencyHours !== undefined) return { value: signInFrequencyHours, period: "hours" };
  return signInFrequencyDays === undefined ? undefined : { value: signInFrequencyDays, period: "days" };
}
