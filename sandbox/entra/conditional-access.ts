/**
 * What a Conditional Access policy may say: checks of its form, of its combinations, and of the ids in it.
 *
 * @see https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy
 */
import * as z from "zod";
import { checked, text, type Json } from "./body";
import type { Directory } from "./directory";
import type { ConditionalAccessPolicy } from "./entities";
import { invalid } from "./graph-error";
import { GUID } from "./identifier";
import { without } from "./object";

/** Exchange Online, the one application that takes Exchange ActiveSync clients. */
const EXCHANGE_ONLINE = "00000002-0000-0ff1-ce00-000000000000";
/** Stands for the tenant's "MFA trusted IPs". */
const MFA_TRUSTED_IPS = "00000000-0000-0000-0000-000000000000";

const names = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);
const orNull = <T extends z.ZodType>(type: T): z.ZodType => type.nullish().transform((value) => emptied(value));
const riskLevels = z
  .array(z.enum(["low", "medium", "high", "hidden", "none"]))
  .nullish()
  .transform((list) => list ?? []);

const conditions = z.strictObject({
  applications: z.strictObject({
    includeApplications: names,
    excludeApplications: names,
    includeUserActions: names,
    includeAuthenticationContextClassReferences: names,
    applicationFilter: orNull(z.looseObject({})),
    globalSecureAccess: orNull(z.looseObject({})),
    networkAccess: orNull(z.looseObject({})),
  }),
  users: z.strictObject({
    includeUsers: names,
    excludeUsers: names,
    includeGroups: names,
    excludeGroups: names,
    includeRoles: names,
    excludeRoles: names,
    includeGuestsOrExternalUsers: orNull(z.looseObject({})),
    excludeGuestsOrExternalUsers: orNull(z.looseObject({})),
  }),
  clientAppTypes: z.array(z.enum(["all", "browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "easSupported", "other"])).min(1),
  signInRiskLevels: riskLevels,
  userRiskLevels: riskLevels,
  servicePrincipalRiskLevels: riskLevels,
  agentIdRiskLevels: z.unknown().optional(),
  insiderRiskLevels: z
    .string()
    .nullish()
    .transform((level) => level ?? null),
  clients: orNull(z.looseObject({})),
  clientApplications: orNull(z.looseObject({})),
  authenticationFlows: orNull(z.looseObject({})),
  devices: orNull(z.looseObject({})),
  deviceStates: orNull(z.looseObject({})),
  platforms: orNull(z.strictObject({ includePlatforms: names, excludePlatforms: names })),
  locations: orNull(z.strictObject({ includeLocations: names, excludeLocations: names })),
});
const grantControls = z.strictObject({
  operator: z.enum(["AND", "OR"]),
  builtInControls: z
    .array(
      z.enum([
        "block",
        "mfa",
        "compliantDevice",
        "domainJoinedDevice",
        "approvedApplication",
        "compliantApplication",
        "passwordChange",
        "riskRemediation",
      ]),
    )
    .nullish()
    .transform((list) => list ?? []),
  customAuthenticationFactors: names,
  termsOfUse: names,
  authenticationStrength: z
    .looseObject({ id: z.string().regex(GUID) })
    .nullish()
    .transform((strength) => (strength === null || strength === undefined ? null : { id: strength.id })),
});
const signInFrequency = z.strictObject({
  isEnabled: z.boolean().nullish(),
  value: z.number().int().min(1).nullish(),
  type: z.enum(["days", "hours"]).nullish(),
  frequencyInterval: z.enum(["timeBased", "everyTime"]).nullish(),
  authenticationType: z.enum(["primaryAndSecondaryAuthentication", "secondaryAuthentication"]).nullish(),
});
const sessionControls = z.strictObject({
  applicationEnforcedRestrictions: z.looseObject({ isEnabled: z.boolean().nullish() }).nullish(),
  cloudAppSecurity: z.looseObject({ isEnabled: z.boolean().nullish() }).nullish(),
  continuousAccessEvaluation: z.looseObject({}).nullish(),
  disableResilienceDefaults: z.boolean().nullish(),
  globalSecureAccessFilteringProfile: z.unknown().optional(),
  persistentBrowser: z.strictObject({ isEnabled: z.boolean().nullish(), mode: z.enum(["always", "never"]).nullish() }).nullish(),
  secureSignInSession: z.looseObject({}).nullish(),
  signInFrequency: signInFrequency.nullish(),
});
const policyType = z
  .strictObject({
    id: z.unknown(),
    createdDateTime: z.unknown(),
    modifiedDateTime: z.unknown(),
    templateId: z.unknown(),
    displayName: text(256),
    state: z.enum(["enabled", "disabled", "enabledForReportingButNotEnforced"]),
    conditions,
    grantControls: orNull(grantControls),
    sessionControls: orNull(sessionControls),
  })
  .partial() as unknown as z.ZodType<Json>;

/** An object whose parts are all null or empty lists counts as null: Graph never answers an empty object. */
function emptied(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  return Object.values(value).every((part) => (Array.isArray(part) ? part.length === 0 : part === null || part === undefined))
    ? null
    : value;
}

/** Checks form and combinations; gives back what was sent, absent lists as empty and absent parts as null. */
export function conditionalAccessPolicy(body: Json): Partial<ConditionalAccessPolicy> {
  const whole = checked(policyType, body, "ConditionalAccessPolicy", invalid);
  const sent = without(whole, "id", "createdDateTime", "modifiedDateTime", "templateId");
  const policy = Object.fromEntries(Object.entries(sent).filter(([name]) => name in body)) as Partial<ConditionalAccessPolicy>;
  refuseConditions(policy.conditions);
  refuseGrants(policy.grantControls ?? null);
  refuseSession(policy);
  return policy;
}

function refuseConditions(wanted: ConditionalAccessPolicy["conditions"] | undefined): void {
  if (wanted === undefined) return;
  const { applications, users, clientAppTypes } = wanted;
  const context = (applications["includeAuthenticationContextClassReferences"] as string[]).length > 0;
  if (applications.includeApplications.length === 0 && applications.includeUserActions.length === 0 && !context) {
    throw invalid("The policy must include applications, user actions or authentication contexts.");
  }
  const somebody = [users.includeUsers, users.includeGroups, users.includeRoles].some((list) => list.length > 0);
  if (!somebody && users.includeGuestsOrExternalUsers === null && wanted["clientApplications"] === null)
    throw invalid("The policy must include users, groups or roles.");
  if (clientAppTypes.includes("all") && clientAppTypes.length > 1)
    throw invalid("The client app type 'all' cannot be combined with others.");
  const activeSync = clientAppTypes.some((type) => type === "exchangeActiveSync" || type === "easSupported");
  if (activeSync && !applications.includeApplications.every((app) => ["All", "Office365", EXCHANGE_ONLINE].includes(app))) {
    throw invalid("The client app type 'exchangeActiveSync' can be chosen only for all applications or Exchange Online.");
  }
  if (wanted.locations !== null && wanted.locations.includeLocations.length === 0)
    throw invalid("A location condition must include locations.");
}

function refuseGrants(controls: ConditionalAccessPolicy["grantControls"]): void {
  if (controls === null) return;
  const { builtInControls, customAuthenticationFactors, termsOfUse, authenticationStrength } = controls;
  const others =
    builtInControls.length + customAuthenticationFactors.length + termsOfUse.length + (authenticationStrength === null ? 0 : 1);
  if (others === 0) throw invalid("grantControls must hold at least one control.");
  if (builtInControls.includes("block") && others > 1) throw invalid("The grant control 'block' cannot be combined with other controls.");
  if (builtInControls.includes("mfa") && authenticationStrength !== null) {
    throw invalid("The grant control 'mfa' cannot be combined with an authentication strength.");
  }
}

function refuseSession({ sessionControls: controls, conditions: when }: Partial<ConditionalAccessPolicy>): void {
  const frequency = controls?.["signInFrequency"] as z.infer<typeof signInFrequency> | null | undefined;
  if (frequency?.isEnabled === true) {
    const hasPeriod = (frequency.value ?? null) !== null || (frequency.type ?? null) !== null;
    const whole = (frequency.value ?? null) !== null && (frequency.type ?? null) !== null;
    if (frequency.frequencyInterval === "everyTime" ? hasPeriod : !whole) {
      throw invalid("signInFrequency needs value and type together, or the frequencyInterval 'everyTime' with neither.");
    }
  }
  const browser = controls?.["persistentBrowser"] as { isEnabled?: boolean | null } | null | undefined;
  if (browser?.isEnabled === true && when !== undefined && !when.applications.includeApplications.includes("All")) {
    throw invalid("persistentBrowser can be set only on a policy for all applications.");
  }
}

/** Refuses ids that the directory does not know, each by its place in the policy. */
export function refuseUnknownReferences(directory: Directory, { conditions: when, grantControls: grants }: ConditionalAccessPolicy): void {
  const { applications, users, locations } = when;
  const known = (place: string, ids: readonly string[], words: readonly string[], exists: (id: string) => boolean): void => {
    for (const id of ids) {
      if (!words.includes(id) && !exists(id))
        throw invalid(`The value '${id}' in '${place}' is invalid: no such object exists in the tenant.`);
    }
  };
  const anApp = (id: string): boolean =>
    id.toLowerCase() === EXCHANGE_ONLINE ||
    directory.servicePrincipals.list().some(({ appId }) => appId.toLowerCase() === id.toLowerCase());
  known("includeApplications", applications.includeApplications, ["All", "None", "Office365", "MicrosoftAdminPortals"], anApp);
  known("excludeApplications", applications.excludeApplications, ["Office365", "MicrosoftAdminPortals"], anApp);
  const aUser = (id: string): boolean => directory.users.find(id) !== undefined;
  known("includeUsers", users.includeUsers, ["All", "None", "GuestsOrExternalUsers"], aUser);
  known("excludeUsers", users.excludeUsers, ["GuestsOrExternalUsers"], aUser);
  const aGroup = (id: string): boolean => directory.groups.find(id) !== undefined;
  known("includeGroups", users.includeGroups, [], aGroup);
  known("excludeGroups", users.excludeGroups, [], aGroup);
  known("includeRoles", users.includeRoles, ["All", "None"], (id) => GUID.test(id));
  known("excludeRoles", users.excludeRoles, [], (id) => GUID.test(id));
  const aLocation = (id: string): boolean => directory.namedLocations.find(id) !== undefined;
  const words = ["All", "AllTrusted", MFA_TRUSTED_IPS];
  known("includeLocations", locations?.includeLocations ?? [], words, aLocation);
  known("excludeLocations", locations?.excludeLocations ?? [], words, aLocation);
  const strength = grants?.authenticationStrength?.id;
  known(
    "authenticationStrength",
    strength === undefined ? [] : [strength],
    [],
    (id) => directory.authenticationStrengths.find(id) !== undefined,
  );
}
