/**
 * A sign-in played against the tenant: what Conditional Access would do, and the record that Entra would log.
 * Nobody really signs in; the control route `/_sandbox/sign-in` tells who, from where, with what.
 *
 * @see https://learn.microsoft.com/graph/api/resources/signin
 */
import { randomUUID } from "node:crypto";
import { BlockList, isIP } from "node:net";
import * as z from "zod";
import { isMultifactor } from "./authentication-strength";
import type { Directory } from "./directory";
import type { ConditionalAccessPolicy, NamedLocation, ServicePrincipal, User } from "./entities";
import { notFound } from "./graph-error";
import { without } from "./object";

/** Body of `/_sandbox/sign-in`. */
export const attemptSchema = z.strictObject({
  /** User principal name or object id. */
  user: z.string(),
  /** App id of the application signed in to. */
  appId: z.string(),
  clientAppType: z.enum(["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "other"]).default("browser"),
  /** ISO 3166-1 alpha-2; null when the address cannot be placed. */
  country: z.string().length(2).nullable().default(null),
  ipAddress: z
    .string()
    .refine((address) => isIP(address) !== 0)
    .default("203.0.113.10"),
  compliantDevice: z.boolean().default(false),
  domainJoinedDevice: z.boolean().default(false),
  /** Platform such as `windows`, `macOS`, `iOS`, `android`, `linux`. */
  platform: z.string().default("windows"),
  /** Combinations that the user can present, such as `fido2` or `password,sms`. */
  methods: z.array(z.string()).default(["password"]),
  /** When it happens; now when absent. */
  createdDateTime: z.iso.datetime().optional(),
});

/** A sign-in to be judged. */
export type Attempt = z.infer<typeof attemptSchema>;

/** How a policy ended, in Graph's words. */
type Result = "success" | "failure" | "notApplied" | "notEnabled" | "reportOnlySuccess" | "reportOnlyFailure" | "reportOnlyNotApplied";

/** Entra's error codes. @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const REASONS: Record<number, string> = {
  50057: "User account is disabled.",
  50076:
    "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the application.",
  50105: "The signed in user is not assigned to a role for the application.",
  53000:
    "Device is not in required device state: compliant. Conditional Access policy requires a compliant device, and the device is not compliant.",
  53001: "Device is not in required device state: domain_joined.",
  53003: "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
};

/** Judges a sign-in and appends it to the sign-in log. */
export function signIn(directory: Directory, attempt: Attempt): object {
  const user = directory.users
    .list()
    .find(({ id, userPrincipalName }) => [id, userPrincipalName.toLowerCase()].includes(attempt.user.toLowerCase()));
  if (user === undefined) throw notFound(attempt.user);
  const principal = directory.servicePrincipals.list().find(({ appId }) => appId === attempt.appId.toLowerCase());
  if (principal === undefined) throw notFound(attempt.appId);
  const applied = directory.conditionalAccessPolicies.list().map((policy) => judged(directory, policy, user, attempt));
  const errorCode = code(directory, user, principal, applied);
  const reached = errorCode !== 50057 && errorCode !== 50105;
  const enforced = applied.filter(({ result }) => result === "success" || result === "failure");
  const record = {
    id: randomUUID(),
    createdDateTime: attempt.createdDateTime ?? directory.now(),
    userDisplayName: user.displayName,
    userPrincipalName: user.userPrincipalName,
    userId: user.id,
    appId: principal.appId,
    appDisplayName: principal.displayName,
    resourceId: principal.appId,
    resourceDisplayName: principal.displayName,
    ipAddress: attempt.ipAddress,
    clientAppUsed: CLIENT_NAMES[attempt.clientAppType],
    correlationId: randomUUID(),
    isInteractive: true,
    conditionalAccessStatus:
      !reached || enforced.length === 0 ? "notApplied" : enforced.some(({ result }) => result === "failure") ? "failure" : "success",
    riskDetail: "none",
    riskLevelAggregated: "none",
    riskLevelDuringSignIn: "none",
    riskState: "none",
    status: {
      errorCode,
      failureReason: REASONS[errorCode] ?? "Other.",
      additionalDetails: multifactor(attempt) ? "MFA requirement satisfied by claim in the token" : null,
    },
    deviceDetail: {
      deviceId: "",
      displayName: null,
      operatingSystem: attempt.platform,
      isCompliant: attempt.compliantDevice,
      isManaged: attempt.compliantDevice,
      trustType: attempt.domainJoinedDevice ? "Hybrid Azure AD joined" : null,
    },
    location: { city: null, state: null, countryOrRegion: attempt.country, geoCoordinates: {} },
    appliedConditionalAccessPolicies: reached ? applied.map((policy) => without(policy, "error")) : [],
  };
  directory.signIns.push(record);
  return record;
}

const CLIENT_NAMES = {
  browser: "Browser",
  mobileAppsAndDesktopClients: "Mobile Apps and Desktop clients",
  exchangeActiveSync: "Exchange ActiveSync",
  other: "Other clients",
};

function code(
  directory: Directory,
  user: User,
  principal: ServicePrincipal,
  applied: readonly { result: Result; error: number }[],
): number {
  if (!user.accountEnabled) return 50057;
  const holders = [user.id, ...directory.groupsOf(user.id, false).map(({ id }) => id)];
  const assigned = directory.appRoleAssignments
    .list()
    .some(({ resourceId, principalId }) => resourceId === principal.id && holders.includes(principalId));
  if (principal.appRoleAssignmentRequired && !assigned) return 50105;
  const failures = applied.filter(({ result }) => result === "failure").map(({ error }) => error);
  return failures.includes(53003) ? 53003 : (failures[0] ?? 0);
}

function judged(directory: Directory, policy: ConditionalAccessPolicy, user: User, attempt: Attempt) {
  const controls = policy.grantControls;
  const strength = controls?.authenticationStrength?.id;
  const named = {
    id: policy.id,
    displayName: policy.displayName,
    enforcedGrantControls: [...(controls?.builtInControls ?? []), ...(strength === undefined ? [] : ["RequireAuthenticationStrength"])],
    enforcedSessionControls: Object.entries(policy.sessionControls ?? {}).flatMap(([name, value]) => (value === null ? [] : [name])),
  };
  const outcome = (result: Result, error = 0): typeof named & { result: Result; error: number } => ({ ...named, result, error });
  if (policy.state === "disabled") return outcome("notEnabled");
  const reportOnly = policy.state === "enabledForReportingButNotEnforced";
  if (!applies(directory, policy, user, attempt)) return outcome(reportOnly ? "reportOnlyNotApplied" : "notApplied");
  const error = refusal(directory, policy, attempt);
  if (error === 0) return outcome(reportOnly ? "reportOnlySuccess" : "success");
  return outcome(reportOnly ? "reportOnlyFailure" : "failure", error);
}

function applies(directory: Directory, { conditions }: ConditionalAccessPolicy, user: User, attempt: Attempt): boolean {
  const { applications, users, clientAppTypes, platforms, locations } = conditions;
  const appId = attempt.appId.toLowerCase();
  const has = (list: readonly string[], id: string): boolean => list.some((entry) => entry.toLowerCase() === id.toLowerCase());
  const targeted = has(applications.includeApplications, "All") || has(applications.includeApplications, appId);
  if (!targeted || has(applications.excludeApplications, appId)) return false;
  const groups = directory.groupsOf(user.id, true).map(({ id }) => id);
  const guest = user["userType"] === "Guest";
  const named = (list: readonly string[], ofGroups: readonly string[]): boolean =>
    has(list, "All") || has(list, user.id) || (guest && has(list, "GuestsOrExternalUsers")) || groups.some((id) => has(ofGroups, id));
  if (!named(users.includeUsers, users.includeGroups) || named(users.excludeUsers, users.excludeGroups)) return false;
  if (!clientAppTypes.includes("all") && !clientAppTypes.includes(attempt.clientAppType)) return false;
  if (platforms !== null) {
    const { includePlatforms, excludePlatforms } = platforms;
    if (!(has(includePlatforms, "all") || has(includePlatforms, attempt.platform)) || has(excludePlatforms, attempt.platform)) return false;
  }
  if (locations === null) return true;
  const within = (ids: readonly string[]): boolean => ids.some((id) => isAt(directory, id, attempt));
  return within(locations.includeLocations) && !within(locations.excludeLocations);
}

function isAt(directory: Directory, id: string, attempt: Attempt): boolean {
  if (id === "All") return true;
  if (id === "AllTrusted")
    return directory.namedLocations.list().some((location) => location.isTrusted === true && contains(location, attempt));
  const location = directory.namedLocations.find(id);
  return location !== undefined && contains(location, attempt);
}

function contains(location: NamedLocation, { country, ipAddress }: Attempt): boolean {
  if (location.countriesAndRegions !== undefined) {
    return country === null
      ? location.includeUnknownCountriesAndRegions === true
      : location.countriesAndRegions.includes(country.toUpperCase());
  }
  const ranges = new BlockList();
  for (const { cidrAddress } of location.ipRanges ?? []) {
    const [address = "", prefix = ""] = cidrAddress.split("/");
    ranges.addSubnet(address, Number(prefix), isIP(address) === 6 ? "ipv6" : "ipv4");
  }
  return ranges.check(ipAddress, isIP(ipAddress) === 6 ? "ipv6" : "ipv4");
}

const multifactor = ({ methods }: Attempt): boolean => methods.some(isMultifactor);

/** Entra's error code for the first control that is not met, or 0. */
function refusal(directory: Directory, { grantControls }: ConditionalAccessPolicy, attempt: Attempt): number {
  if (grantControls === null) return 0;
  // A legacy client cannot show a second factor or a device, whatever its user holds.
  const modern = attempt.clientAppType === "browser" || attempt.clientAppType === "mobileAppsAndDesktopClients";
  const strength = grantControls.authenticationStrength?.id;
  const allowed = strength === undefined ? [] : (directory.authenticationStrengths.find(strength)?.allowedCombinations ?? []);
  const met: [error: number, passed: boolean][] = [
    ...grantControls.builtInControls.map((control): [number, boolean] => {
      if (control === "mfa") return [50076, modern && multifactor(attempt)];
      if (control === "compliantDevice") return [53000, modern && attempt.compliantDevice];
      if (control === "domainJoinedDevice") return [53001, modern && attempt.domainJoinedDevice];
      return [53003, false];
    }),
    ...(strength === undefined ? [] : [[50076, modern && attempt.methods.some((method) => allowed.includes(method))] as [number, boolean]]),
  ];
  const failed = met.filter(([, passed]) => !passed);
  if (failed.length === 0 || (grantControls.operator === "OR" && failed.length < met.length)) return 0;
  return failed[0]?.[0] ?? 0;
}
