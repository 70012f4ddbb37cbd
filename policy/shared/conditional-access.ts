import type { PolicyResource } from "@pulumi/policy";
import { identityCenterApps, principalsOf, servicePrincipals } from "./entra-app";
import { isProduction } from "./facts";
import { ifKnown } from "./links";
import type { StackContext } from "./stack-rule";
import { azuread } from "./types";
import { readBlock, readList, readText } from "./values";

/** An element of a list: undefined where preview does not know it yet. */
type Element = string | undefined;

/** A Conditional Access policy, as far as the rules ask. */
export interface ConditionalAccess {
  readonly on: PolicyResource;
  readonly state: string;
  /** Whether it is about Identity Center's app: by its client id, or because it is about every app. */
  readonly aboutApp: boolean;
  readonly aboutEveryApp: boolean;
  readonly excludesApp: boolean;
  readonly everyUser: boolean;
  readonly includedGroups: readonly Element[];
  readonly excludedGroups: readonly Element[];
  /** Other exclusions than of groups, by property. */
  readonly otherExclusions: readonly string[];
  readonly clientAppTypes: readonly Element[];
  /**
   * Conditions that let some sign-ins pass by the policy: platform, filter of devices or applications, risk,
   * authentication flow.
   */
  readonly narrowedBy: readonly string[];
  readonly locations: { readonly included: readonly Element[]; readonly excluded: readonly Element[] } | undefined;
  readonly operator: string;
  /** Built-in controls, and `authenticationStrength`, `termsOfUse`, `custom`. */
  readonly controls: readonly Element[];
  /** Hours between sign-ins; 0 for every time, undefined where the policy does not say. */
  readonly signInFrequencyHours: number | undefined;
}

/** Reads a policy; `apps` are the app and its service principals. Throws where a part that decides is unknown. */
function readConditionalAccess(on: PolicyResource, apps: readonly PolicyResource[]): ConditionalAccess {
  const conditions = readBlock(on.props["conditions"], "conditions");
  const applications = readBlock(conditions["applications"], "applications");
  const users = readBlock(conditions["users"], "users");
  const locations = conditions["locations"] as unknown;
  const location = readBlock(locations, "locations");
  const grant = readBlock(on.props["grantControls"], "grantControls");
  const session = readBlock(on.props["sessionControls"], "sessionControls");
  const included = strings(applications, "includedApplications");
  const everyApp = included.includes("All");
  const excludedApps = strings(applications, "excludedApplications");
  const excludesApp = names(excludedApps, on, apps, included.length === 0 || everyApp);
  return {
    on,
    state: readText(on.props["state"], "state") ?? "",
    aboutApp: (everyApp && !excludesApp) || names(included, on, apps, true),
    aboutEveryApp: everyApp,
    excludesApp,
    everyUser: strings(users, "includedUsers").includes("All"),
    includedGroups: strings(users, "includedGroups"),
    excludedGroups: strings(users, "excludedGroups"),
    otherExclusions: ["excludedUsers", "excludedRoles", "excludedGuestsOrExternalUsers"].filter(
      (property) => readList(users[property]).length > 0,
    ),
    clientAppTypes: strings(conditions, "clientAppTypes"),
    narrowedBy: narrowing(conditions, applications),
    locations:
      Object.keys(location).length === 0
        ? undefined
        : { included: strings(location, "includedLocations"), excluded: strings(location, "excludedLocations") },
    operator: readText(grant["operator"], "operator") ?? "AND",
    controls: [
      ...strings(grant, "builtInControls"),
      ...(isGiven(grant, "authenticationStrengthPolicyId") ? ["authenticationStrength"] : []),
      ...(readList(grant["termsOfUses"]).length > 0 ? ["termsOfUse"] : []),
      ...(readList(grant["customAuthenticationFactors"]).length > 0 ? ["custom"] : []),
    ],
    signInFrequencyHours: frequency(session),
  };
}

function strings(of: Readonly<Record<string, unknown>>, property: string): readonly Element[] {
  const values = readList(of[property]);
  return Array.from({ length: values.length }, (_, index) => ifKnown(() => readText(values[index], property)));
}

/**
 * Whether a list of client ids names one of the apps; an id that is unknown does where the policy depends on the app.
 */
function names(ids: readonly Element[], on: PolicyResource, apps: readonly PolicyResource[], byDependency: boolean): boolean {
  const clientIds = apps.map((app) => ifKnown(() => app.props["clientId"] as unknown));
  if (ids.some((id) => id !== undefined && clientIds.includes(id))) return true;
  const depends = (on.propertyDependencies["conditions"] ?? []).some(({ urn }) => apps.some((app) => app.urn === urn));
  return byDependency && depends && ids.includes(undefined);
}

function narrowing(conditions: Readonly<Record<string, unknown>>, applications: Readonly<Record<string, unknown>>): readonly string[] {
  const platforms = readBlock(conditions["platforms"], "platforms");
  const somePlatforms =
    Object.keys(platforms).length > 0 &&
    !(strings(platforms, "includedPlatforms").includes("all") && readList(platforms["excludedPlatforms"]).length === 0);
  const devices = readBlock(conditions["devices"], "devices");
  const lists = [
    "signInRiskLevels",
    "userRiskLevels",
    "servicePrincipalRiskLevels",
    "authenticationFlowTransferMethods",
    "insiderRiskLevels",
  ];
  return [
    ...(somePlatforms ? ["platforms"] : []),
    ...(isGiven(devices, "filter") ? ["devices"] : []),
    ...(isGiven(applications, "filter") ? ["applications"] : []),
    ...lists.filter((property) => readList(conditions[property]).length > 0 && conditions[property] !== ""),
  ];
}

/** A value that is unknown is given; null and empty text are not. */
function isGiven(of: Readonly<Record<string, unknown>>, property: string): boolean {
  if (!Object.keys(of).includes(property)) return false;
  const value = ifKnown(() => ({ read: of[property] }));
  return value === undefined || (value.read !== undefined && value.read !== null && value.read !== "");
}

function frequency(session: Readonly<Record<string, unknown>>): number | undefined {
  if (readText(session["signInFrequencyInterval"], "signInFrequencyInterval") === "everyTime") return 0;
  const value = Number(readText(session["signInFrequency"], "signInFrequency"));
  if (!(value > 0)) return undefined;
  return readText(session["signInFrequencyPeriod"], "signInFrequencyPeriod") === "days" ? value * 24 : value;
}

/** The Conditional Access of one of Identity Center's apps. */
export interface AppProtection {
  readonly app: PolicyResource;
  readonly policies: readonly ConditionalAccess[];
  /** Whether a policy could not be read; then the absence of one proves nothing. */
  readonly uncertain: boolean;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- for rules of any configuration
type Asking = Pick<StackContext<any>, "stack" | "known">;

/**
 * Reads, for each of Identity Center's apps in the stack, the policies of the stack; those that are unknown are noted.
 */
export function appProtections(context: Asking): readonly AppProtection[] {
  return identityCenterApps(context.stack).map((app) => {
    return { app, ...readAll(context, [app, ...principalsOf(context.stack, app)]) };
  });
}

/**
 * Policies of a stack that has Identity Center's app, each read once, whichever of the apps it is about; none where the
 * stack has no app.
 */
export function appPolicies(context: Asking): readonly ConditionalAccess[] {
  const apps = identityCenterApps(context.stack);
  return apps.length === 0 ? [] : readAll(context, [...apps, ...servicePrincipals(context.stack)]).policies;
}

function readAll({ stack, known }: Asking, apps: readonly PolicyResource[]): Omit<AppProtection, "app"> {
  const read = stack.of(azuread.conditionalAccessPolicy).map((on) => known(() => readConditionalAccess(on, apps), on.name));
  const policies = read.filter((policy) => policy !== undefined);
  return { policies, uncertain: policies.length < read.length };
}

/** Notes which of the groups that a policy includes or excludes are not known yet. */
export function noteUnknownGroups(
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- for rules of any configuration
  { each }: Pick<StackContext<any>, "each">,
  on: PolicyResource,
  property: "includedGroups" | "excludedGroups",
): void {
  const users = readBlock(readBlock(on.props["conditions"], "conditions")["users"], "users");
  each(readList(users[property]), (group) => readText(group, property), on.name);
}

/** Whether a policy does something, now or in a report. */
export function isOn({ state }: ConditionalAccess): boolean {
  return state === "enabled" || state === "enabledForReportingButNotEnforced";
}

/** Whether a policy is about every client, whatever its kind, and nothing lets a sign-in pass by it. */
export function coversEveryClient({ clientAppTypes, narrowedBy }: ConditionalAccess): boolean {
  const every = ["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "other"];
  return narrowedBy.length === 0 && (clientAppTypes.includes("all") || every.every((type) => clientAppTypes.includes(type)));
}

/** Whether a policy is about every place. */
export function coversEveryPlace({ locations }: ConditionalAccess): boolean {
  return locations === undefined || (locations.included.includes("All") && locations.excluded.length === 0);
}

/** Whether access needs one of these controls: with OR, nothing else may be enough. */
export function demands({ operator, controls }: ConditionalAccess, wanted: readonly string[]): boolean {
  const is = (control: Element): boolean => control !== undefined && wanted.includes(control);
  return operator === "OR" ? controls.length > 0 && controls.every(is) : controls.some(is);
}

/** Whether a policy asks everybody for MFA, or an authentication strength, on Identity Center's app. */
export function asksForMfa(policy: ConditionalAccess): boolean {
  return (
    isOn(policy) &&
    policy.aboutApp &&
    policy.everyUser &&
    coversEveryClient(policy) &&
    coversEveryPlace(policy) &&
    demands(policy, ["mfa", "authenticationStrength"])
  );
}

/** Whether a policy blocks by place. */
export function blocksByPlace(policy: ConditionalAccess): boolean {
  const { locations } = policy;
  if (locations === undefined || !demands(policy, ["block"])) return false;
  const named = locations.included.some((location) => location !== "All" && location !== "AllTrusted");
  return named || (locations.included.includes("All") && locations.excluded.length > 0);
}

/** Reports that something is missing: a violation in production, a note elsewhere. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- for rules of any configuration
export function demand(context: StackContext<any>, message: string, on: PolicyResource): void {
  if (isProduction(context.facts)) context.report(message, on);
  else context.note(message, on);
}
