import { COMPONENT } from "../../../contract/component-types";
import {
  ADOPTED_KEYS,
  type ConditionalAccessPolicyModel,
  conditionalAccessPolicies,
  type PolicyKey,
} from "../../../access/conditional-access/policies";
import { dayOf, daysAfter } from "../../../contract/clock";
import {
  conditionalAccessProblems,
  conditionalAccessSchema,
  type ConditionalAccessSettings,
} from "../../../access/settings/conditional-access";
import { nameMatcher } from "../../../access/settings/unmanaged";
import { listed } from "../../../access/words";
import { policyDifferences, textsOf } from "../../verify/conditional-access-policy";
import type { ConditionalAccessPolicy, NamedLocation } from "../../clouds/entra-types";
import { type AdoptionPlace, type Decision, type LeftAlone, ROOT } from "../part";
import { groupNames } from "./groups";
import { type Readings, UNREAD } from "./readings";
import type { EntraSources, Found } from "./sources";
import { forEveryApplication } from "./tenant-wide";

/** Days for which an adopted report-only policy may stay so. */
const REPORT_ONLY_DAYS = 30;

/** A policy as it could be said in the settings, and how far it is from that. */
interface Candidate {
  readonly policy: ConditionalAccessPolicy;
  readonly key: PolicyKey | undefined;
  readonly location: NamedLocation | undefined;
}

/**
 * The Conditional Access policies that are about the application alone: adopted where the settings say exactly the
 * same, else left alone.
 */
export async function adoptedConditionalAccess(
  { conditionalAccess: reader, entra }: EntraSources,
  clientId: string,
  appName: string,
  place: AdoptionPlace,
  readings: Readings,
): Promise<(Found<Record<string, unknown> | undefined> & { readonly count: number }) | undefined> {
  const [policies, located] = await Promise.all([
    readings.of("conditionalAccess", () => reader.policies()),
    readings.of("namedLocations", () => reader.namedLocations()),
  ]);
  if (policies === UNREAD) return undefined;
  const locations = located === UNREAD ? [] : located;
  const about = policies.filter(({ conditions }) =>
    textsOf(conditions.applications?.["includeApplications"]).some((id) => same(id, clientId)),
  );
  const candidates = about.map((policy) => candidateOf(policy, locations));
  const names = await groupNames(
    entra,
    candidates.map(({ policy }) => policy),
    readings,
  );
  const groupIds = new Map([...names].map(([id, written]) => [written, id]));
  for (const { written, id, ofEntra } of place.groups) if (ofEntra) groupIds.set(written, id.toLowerCase());

  const proposals = bestSettings(candidates, names, place).map((settings) => {
    const models = conditionalAccessPolicies(settings, place.compliantDeviceGroups, appName);
    const taken = new Set<ConditionalAccessPolicy>();
    const matched = models.flatMap((model) => {
      const own = candidates.find(
        ({ policy, key, location }) =>
          key === model.key && !taken.has(policy) && differences(model, policy, location, { clientId, groupIds, names }).length === 0,
      );
      if (own === undefined) return [];
      taken.add(own.policy);
      return [{ model, ...own }];
    });
    return { settings, models, matched };
  });
  const best = proposals.reduce<(typeof proposals)[number] | undefined>(
    (before, next) => (next.matched.length > (before?.matched.length ?? 0) ? next : before),
    undefined,
  );
  const matched = best?.matched ?? [];
  const foreign = candidates.filter(({ policy }) => !matched.some((own) => own.policy === policy));
  // An entry by a name that is, or as a pattern means, an adopted policy's would leave that one alone.
  const isAdoptedName = (name: string): boolean => matched.some(({ policy }) => nameMatcher(name, false)(policy.displayName));
  const nameable = foreign.filter(({ policy: { displayName } }) => displayName.trim() !== "" && !isAdoptedName(displayName));
  const unnameable = foreign.filter((candidate) => !nameable.includes(candidate));
  const why = ({ policy, key, location }: Candidate): string => {
    if (located === UNREAD && key === "countries") return "its named location could not be read";
    const model =
      best?.models.find((each) => each.key === key) ?? proposals.flatMap(({ models }) => models).find((each) => each.key === key);
    if (model === undefined) return unsayable("the settings have no policy of its kind");
    const found = differences(model, policy, location, { clientId, groupIds, names });
    return unsayable(found.length === 0 ? "another policy says the same" : found.join("; "));
  };
  return {
    count: matched.length,
    settings: best === undefined || matched.length === 0 ? undefined : written(best.settings, matched),
    resources: matched.flatMap(({ model, policy, location }) => [
      resource(model.key, "conditionalAccessPolicy:ConditionalAccessPolicy", policyId(policy.id)),
      ...(model.outside === undefined || location === undefined
        ? []
        : [resource(model.key, "namedLocation:NamedLocation", `/identity/conditionalAccess/namedLocations/${location.id}`)]),
    ]),
    decisions: [
      ...foreign.flatMap((candidate) => leftAlone(candidate, why(candidate))),
      ...unnameable.map(({ policy: { displayName, id } }): Decision => ({
        kind: "fault",
        what: `Conditional Access policy "${displayName}"`,
        text: `No entry of federation:unmanaged can name it (object id ${id}) without naming an adopted one as well. Rename it in Entra and adopt again.`,
      })),
      ...forEveryApplication(policies, clientId),
      ...matched
        .filter(({ policy }) => policy.state === "enabledForReportingButNotEnforced")
        .map(({ policy }): Decision => ({
          kind: "note",
          what: `Conditional Access policy "${policy.displayName}"`,
          text: `It is report-only and holds nobody. The settings give it ${REPORT_ONLY_DAYS} days (federation:conditionalAccess.reportOnlyUntil); enable it before, by its state.`,
        })),
    ],
    unmanaged: nameable.map((candidate): LeftAlone => ({
      conditionalAccess: [candidate.policy.displayName],
      reason: `There before the stack; ${why(candidate)}.`,
    })),
    found: nameable.map(({ policy: { displayName, id } }) => ({
      kind: "Conditional Access policy",
      what: `Conditional Access policy "${displayName}"`,
      names: [displayName],
      id: policyId(id),
    })),
  };
}

function unsayable(why: string): string {
  return `the settings cannot say it: ${why}`;
}

function policyId(id: string): string {
  return `/identity/conditionalAccess/policies/${id}`;
}

function leftAlone({ policy }: Candidate, why: string): Decision[] {
  const what = `Conditional Access policy "${policy.displayName}"`;
  const { users } = policy.conditions;
  const excluded = [...textsOf(users?.["excludeGroups"]), ...textsOf(users?.["excludeUsers"])];
  return [
    {
      kind: "left-alone",
      what,
      text: `It stays as it is, because ${why}. To have it under the stack, make it so in Entra and adopt again, or let the stack make its own beside it, report-only first (docs/conditional-access.md).`,
    },
    ...(policy.state === "enabled" && excluded.length === 0
      ? [
          {
            kind: "fault" as const,
            what,
            text: "It is enabled and excludes nobody: a mistake in it locks everybody out. Exclude the emergency-access group.",
          },
        ]
      : []),
  ];
}

function resource(key: PolicyKey, type: string, id: string) {
  const parents = [ROOT, { type: COMPONENT.conditionalAccess, name: "conditional-access" }];
  return { type: `azuread:index/${type}`, name: `conditional-access/${key}`, id, parents };
}

function written(
  settings: ConditionalAccessSettings,
  matched: readonly {
    readonly model: ConditionalAccessPolicyModel;
    readonly policy: ConditionalAccessPolicy;
    readonly location: NamedLocation | undefined;
  }[],
): Record<string, unknown> {
  const kept = matched.map(({ model, policy }) => [ADOPTED_KEYS[model.key], policy.displayName] as const);
  const location = matched.find(({ model }) => model.outside !== undefined)?.location;
  const { includeUnknownCountries, strength, signInEveryTime, disableResilienceDefaults, blockLegacyAuthenticationTenantWide, ...rest } =
    settings;
  const unusual = Object.entries({
    includeUnknownCountries,
    signInEveryTime,
    disableResilienceDefaults,
    blockLegacyAuthenticationTenantWide,
  });
  return {
    ...rest,
    ...(strength === "mfa" ? {} : { strength }),
    ...Object.fromEntries(unusual.filter(([, value]) => value)),
    adopted: Object.fromEntries([...kept, ...(location === undefined ? [] : [["allowedCountries", location.displayName] as const])]),
  };
}

/**
 * What kind of policy it is by what it demands; a second policy of one kind differs from the settings and is left
 * alone.
 */
function candidateOf(policy: ConditionalAccessPolicy, locations: readonly NamedLocation[]): Candidate {
  const { grantControls, conditions } = policy;
  const controls = grantControls?.builtInControls ?? [];
  const [excluded = "", ...more] = textsOf(conditions.locations?.["excludeLocations"]);
  const location = more.length > 0 ? undefined : locations.find(({ id }) => same(id, excluded));
  const key = controls.includes("block")
    ? "countries"
    : controls.includes("compliantDevice")
      ? "compliant-device"
      : controls.includes("mfa") || (grantControls?.authenticationStrength?.id ?? "") !== ""
        ? "mfa"
        : undefined;
  return { policy, key, location: key === "countries" && location?.countriesAndRegions !== undefined ? location : undefined };
}

/** Every way in which the settings could say these policies: by state, emergency-access group and travellers. */
function bestSettings(
  candidates: readonly Candidate[],
  names: ReadonlyMap<string, string>,
  { now }: AdoptionPlace,
): ConditionalAccessSettings[] {
  const states = [...new Set(candidates.map(({ policy }) => policy.state))];
  const excludedOf = ({ policy }: Candidate): string[] => textsOf(policy.conditions.users?.["excludeGroups"]).map((id) => id.toLowerCase());
  const groups = [...new Set(candidates.flatMap(excludedOf))];
  const countries = candidates.filter(({ key, location }) => key === "countries" && location !== undefined);
  const mfa = candidates.filter(({ key }) => key === "mfa");
  return states.flatMap((state) =>
    [undefined, ...groups].flatMap((emergency) =>
      [undefined, ...countries].flatMap((blocked) =>
        [undefined, ...mfa].flatMap((multifactor) => {
          const [travel, ...more] = blocked === undefined ? [] : excludedOf(blocked).filter((id) => id !== emergency);
          if (more.length > 0) return [];
          const raw = {
            state,
            ...(state === "enabledForReportingButNotEnforced" ? { reportOnlyUntil: daysAfter(dayOf(now), REPORT_ONLY_DAYS) } : {}),
            ...(emergency === undefined ? {} : { emergencyAccessGroup: names.get(emergency) ?? emergency }),
            ...(blocked === undefined ? {} : { allowedCountries: blocked.location?.countriesAndRegions }),
            ...(blocked?.location?.includeUnknownCountriesAndRegions === true ? { includeUnknownCountries: true } : {}),
            ...(travel === undefined ? {} : { travelExceptionGroup: names.get(travel) ?? travel }),
            ...(multifactor === undefined ? {} : sessionOf(multifactor.policy)),
          };
          const parsed = conditionalAccessSchema.safeParse(raw);
          if (!parsed.success || conditionalAccessProblems(parsed.data, { now: () => now }).length > 0) return [];
          return [parsed.data];
        }),
      ),
    ),
  );
}

/** Strength and session of the policy for everybody. */
function sessionOf({ grantControls, sessionControls }: ConditionalAccessPolicy): Record<string, unknown> {
  const part = (name: string): Record<string, unknown> => {
    const found = (sessionControls?.[name] ?? {}) as Record<string, unknown>;
    return found["isEnabled"] === false ? {} : found;
  };
  const { value, type, frequencyInterval } = part("signInFrequency");
  const cloudApp = part("cloudAppSecurity")["cloudAppSecurityType"];
  return {
    ...((grantControls?.authenticationStrength?.id ?? "") === "" ? {} : { strength: "phishingResistant" }),
    ...(frequencyInterval === "everyTime" ? { signInEveryTime: true } : {}),
    ...(frequencyInterval !== "everyTime" && type === "hours" ? { signInFrequencyHours: value } : {}),
    ...(frequencyInterval !== "everyTime" && type === "days" ? { signInFrequencyDays: value } : {}),
    ...(sessionControls?.["disableResilienceDefaults"] === true ? { disableResilienceDefaults: true } : {}),
    ...(typeof cloudApp === "string" ? { cloudAppSecurity: cloudApp } : {}),
  };
}

function differences(
  model: ConditionalAccessPolicyModel,
  policy: ConditionalAccessPolicy,
  location: NamedLocation | undefined,
  {
    clientId,
    groupIds,
    names,
  }: { readonly clientId: string; readonly groupIds: ReadonlyMap<string, string>; readonly names: ReadonlyMap<string, string> },
): string[] {
  const own = policyDifferences(model, policy, {
    clientId,
    groupIds,
    locationId: location?.id,
    nameOf: (id) => names.get(id.toLowerCase()) ?? id,
  }).map(({ words }) => words);
  if (model.outside === undefined || location === undefined) return own;
  const live = [...(location.countriesAndRegions ?? [])];
  const isSame = [...live].sort().join() === model.outside.countries.join();
  return [
    ...own,
    ...(isSame ? [] : [`countries ${listed(live)}`]),
    ...((location.includeUnknownCountriesAndRegions ?? false) === model.outside.includeUnknown ? [] : ["unknown countries"]),
    ...((location.countryLookupMethod ?? "clientIpAddress") === "clientIpAddress" ? [] : [`countries by ${location.countryLookupMethod}`]),
  ];
}

function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
