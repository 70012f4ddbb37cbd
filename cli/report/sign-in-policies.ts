import {
  CLIENT_TYPES,
  type ConditionalAccessPolicyModel,
  type GrantControl,
  PHISHING_RESISTANT_STRENGTH,
} from "../../access/conditional-access/policies";
import { stableJson } from "../../access/json";
import type { SignInPolicy } from "../../access/report/snapshot";
import type { Principals } from "./principals";
import { isUnknown, known, type ResourceState, urnParts } from "./steps";

type Resources = ReadonlyMap<string, ResourceState>;

const POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy";
const LOCATION = "azuread:index/namedLocation:NamedLocation";
const APPLICATION = "azuread:index/application:Application";

/** The Conditional Access policies of one side, as far as they can be evaluated. */
export function signInPolicies(side: Resources, principals: Principals): SignInPolicy[] {
  const all = [...side.values()];
  const clientIds = new Set(all.filter(({ type }) => type === APPLICATION).map(({ outputs }) => outputs["clientId"]));
  const locations = all.filter(({ type }) => type === LOCATION);
  return all.filter(({ type }) => type === POLICY).map((policy) => read(policy, { clientIds, locations, principals }));
}

interface Context {
  readonly clientIds: ReadonlySet<unknown>;
  readonly locations: readonly ResourceState[];
  readonly principals: Principals;
}

interface Conditions {
  readonly applications?: Readonly<Record<string, readonly string[] | undefined>>;
  readonly users?: Readonly<Record<string, readonly string[] | undefined>>;
  readonly locations?: { readonly includedLocations?: readonly string[]; readonly excludedLocations?: readonly string[] };
  readonly clientAppTypes?: readonly string[];
}

function read(policy: ResourceState, context: Context): SignInPolicy {
  const name = known(policy, "displayName") ?? urnParts(policy.urn).name;
  const key = urnParts(policy.urn).name;
  const fields = fieldsOf(policy, context);
  const evaluated = modelOf(policy, name, context);
  if (evaluated === "elsewhere") return { key, name, fields };
  return typeof evaluated === "string" ? { key, name, fields, unclear: evaluated } : { key, name, fields, model: evaluated };
}

/** Properties in words, groups and locations by name. */
function fieldsOf(policy: ResourceState, { principals, locations }: Context): Record<string, string> {
  const fields: Record<string, string> = {};
  const walk = (path: string, value: unknown): void => {
    if (value === undefined || value === null || path.includes("__defaults")) return;
    if (typeof value === "object" && !Array.isArray(value)) {
      for (const [key, item] of Object.entries(value)) walk(path === "" ? key : `${path}.${key}`, item);
    } else if (isUnknown(value)) fields[path] = "not known before `pulumi up`";
    else if (/Groups$/.test(path) && Array.isArray(value))
      fields[path] = value
        .map((id) => principals.nameOf(String(id)))
        .sort()
        .join(", ");
    else fields[path] = Array.isArray(value) ? value.map(String).join(", ") : String(value);
  };
  walk("", policy.inputs);
  const location = locationOf(policy, locations);
  if (location !== undefined) {
    delete fields["conditions.locations.excludedLocations"];
    fields["countries from which it does not apply"] = placeWords(location);
  }
  return fields;
}

function placeWords({ inputs }: ResourceState): string {
  const { countriesAndRegions, includeUnknownCountriesAndRegions } = (inputs["country"] ?? {}) as Country;
  if (countriesAndRegions === undefined || isUnknown(countriesAndRegions)) return stableJson(inputs["ip"] ?? "not known");
  return [...countriesAndRegions, ...(includeUnknownCountriesAndRegions === true ? ["unknown"] : [])].sort().join(", ");
}

interface Country {
  readonly countriesAndRegions?: readonly string[];
  readonly includeUnknownCountriesAndRegions?: boolean;
}

/** The named location that a policy excludes, by object id, or where that is not known yet by what it comes from. */
function locationOf(policy: ResourceState, locations: readonly ResourceState[]): ResourceState | undefined {
  const [excluded, ...others] = (policy.inputs["conditions"] as Conditions | undefined)?.locations?.excludedLocations ?? [];
  if (excluded === undefined || others.length > 0) return undefined;
  const byId = locations.filter(({ outputs }) => outputs["objectId"] === excluded);
  if (byId.length === 1 && !isUnknown(excluded)) return byId[0];
  const from = new Set(Object.values(policy.propertyDependencies ?? {}).flat());
  const byOrigin = locations.filter(({ urn }) => from.has(urn));
  // The program gives both the same name; a stream of events tells no origins.
  const byName = locations.filter(({ urn }) => urnParts(urn).name === urnParts(policy.urn).name);
  return byOrigin.length === 1 ? byOrigin[0] : byName.length === 1 ? byName[0] : undefined;
}

/**
 * The policy as the evaluator knows it; a sentence where it does not; `elsewhere` where it is about other applications
 * than AWS.
 */
function modelOf(policy: ResourceState, displayName: string, context: Context): ConditionalAccessPolicyModel | "elsewhere" | (string & {}) {
  const { conditions, grantControls, state } = policy.inputs as {
    conditions?: Conditions;
    grantControls?: Record<string, unknown>;
    state?: string;
  };
  const { applications = {}, users = {}, locations, clientAppTypes = [], ...further } = conditions ?? {};
  const left = Object.keys(further).filter((key) => key !== "__defaults");
  if (left.length > 0) return `its conditions ${left.join(", ")} are not evaluated`;
  const included = applications["includedApplications"] ?? [];
  const all = included.includes("All");
  const ours = all || included.some((id) => context.clientIds.has(id) || isUnknown(id));
  if (!ours) return "elsewhere";
  const group = (ids: readonly string[] | undefined): string[] => (ids ?? []).map((id) => context.principals.nameOf(id)).sort();
  if (isUnknown(users)) return "its users are not known before `pulumi up`";
  const strange = Object.entries(users).filter(
    ([key, ids]) => !["includedUsers", "includedGroups", "excludedGroups", "__defaults"].includes(key) && (ids ?? []).length > 0,
  );
  const everybody = (users["includedUsers"] ?? []).includes("All");
  if (strange.length > 0 || (!everybody && (users["includedUsers"] ?? []).length > 0))
    return `its users are named by more than groups (${[...strange.map(([key]) => key), ...(everybody ? [] : ["includedUsers"])].join(", ")})`;
  const control = controlOf(grantControls);
  if (control === undefined) return "its grant controls are not evaluated";
  const outside = outsideOf(policy, locations, context);
  if (typeof outside === "string") return outside;
  if (!["enabled", "disabled", "enabledForReportingButNotEnforced"].includes(state ?? "")) return "its state is not known";
  return {
    key: "mfa",
    displayName,
    state: state as ConditionalAccessPolicyModel["state"],
    applications: all ? "all" : "aws",
    includeUsers: everybody ? "all" : { groups: group(users["includedGroups"]) },
    excludeGroups: group(users["excludedGroups"]),
    clientAppTypes: clientAppTypes.includes("all") ? ["all"] : CLIENT_TYPES.filter((type) => clientAppTypes.includes(type)),
    ...(outside === undefined ? {} : { outside }),
    control,
  };
}

function controlOf(grant: Readonly<Record<string, unknown>> | undefined): GrantControl | undefined {
  const builtIn = (grant?.["builtInControls"] ?? []) as readonly string[];
  const strength = grant?.["authenticationStrengthPolicyId"];
  if (builtIn.length === 0 && strength === PHISHING_RESISTANT_STRENGTH) return "phishingResistant";
  if (builtIn.length !== 1 || strength !== undefined) return undefined;
  return (["block", "mfa", "compliantDevice"] as const).find((control) => control === builtIn[0]);
}

/** Countries outside of which the policy applies; a sentence where its locations are of another kind. */
function outsideOf(
  policy: ResourceState,
  locations: Conditions["locations"],
  { locations: known }: Context,
): ConditionalAccessPolicyModel["outside"] | string {
  const { includedLocations = [], excludedLocations = [] } = locations ?? {};
  if (excludedLocations.length === 0 && (includedLocations.length === 0 || includedLocations.includes("All"))) return undefined;
  const location = locationOf(policy, known);
  const country = location?.inputs["country"] as
    { countriesAndRegions?: string[]; includeUnknownCountriesAndRegions?: boolean } | undefined;
  if (!includedLocations.includes("All") || country === undefined || isUnknown(country)) return "its locations are not evaluated";
  return {
    displayName: String(location?.inputs["displayName"] ?? ""),
    countries: [...(country.countriesAndRegions ?? [])].sort(),
    includeUnknown: country.includeUnknownCountriesAndRegions === true,
  };
}
