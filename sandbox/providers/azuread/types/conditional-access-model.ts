import { type Entity } from "../graph";
import { block, list, listOf, optional, output, required, type Schema } from "../schema";
import { flag, lastSegment, object, objects, text, texts, type Props } from "../values";

const filter: Schema = { mode: required, rule: required };
const guests = listOf({ externalTenants: listOf({ members: list, membershipKind: required }), guestOrExternalUserTypes: list });

/** azuread_conditional_access_policy as the official plugin declares it. */
export const conditionalAccessSchema: Schema = {
  conditions: {
    kind: "block",
    required: true,
    of: {
      applications: block({ excludedApplications: list, includedApplications: list, includedUserActions: list }),
      authenticationFlowTransferMethods: list,
      clientAppTypes: list,
      clientApplications: block({ excludedServicePrincipals: list, filter: block(filter), includedServicePrincipals: list }),
      devices: block({ filter: block(filter) }),
      insiderRiskLevels: { computed: "also" },
      locations: block({ excludedLocations: list, includedLocations: list }),
      platforms: block({ excludedPlatforms: list, includedPlatforms: list }),
      servicePrincipalRiskLevels: list,
      signInRiskLevels: list,
      userRiskLevels: list,
      users: block({
        excludedGroups: list,
        excludedGuestsOrExternalUsers: guests,
        excludedRoles: list,
        excludedUsers: list,
        includedGroups: list,
        includedGuestsOrExternalUsers: guests,
        includedRoles: list,
        includedUsers: list,
      }),
    },
  },
  displayName: required,
  grantControls: block({
    authenticationStrengthPolicyId: optional,
    builtInControls: list,
    customAuthenticationFactors: list,
    operator: required,
    termsOfUses: list,
  }),
  objectId: output,
  sessionControls: {
    kind: "block",
    quietWhenIneffective: true,
    of: {
      applicationEnforcedRestrictionsEnabled: optional,
      cloudAppSecurityPolicy: optional,
      disableResilienceDefaults: optional,
      persistentBrowserMode: optional,
      signInFrequency: optional,
      signInFrequencyAuthenticationType: { computed: "also" },
      signInFrequencyInterval: { computed: "also" },
      signInFrequencyPeriod: optional,
    },
  },
  state: required,
};

function guestsToGraph(value: unknown): Entity | null {
  const [guest] = objects(value);
  if (guest === undefined) return null;
  const [tenants] = objects(guest["externalTenants"]);
  const kind = text(tenants?.["membershipKind"]);
  return {
    externalTenants:
      tenants === undefined
        ? null
        : {
            "@odata.type":
              kind === "enumerated"
                ? "#microsoft.graph.conditionalAccessEnumeratedExternalTenants"
                : "#microsoft.graph.conditionalAccessAllExternalTenants",
            membershipKind: kind,
            ...(kind === "enumerated" ? { members: texts(tenants["members"]) } : {}),
          },
    guestOrExternalUserTypes: texts(guest["guestOrExternalUserTypes"]).join(","),
  };
}

function guestsFromGraph(value: unknown): Props[] {
  const guest = object(value);
  if (guest === undefined) return [];
  const tenants = object(guest["externalTenants"]);
  return [
    {
      externalTenants:
        tenants === undefined ? [] : [{ members: texts(tenants["members"]), membershipKind: text(tenants["membershipKind"]) }],
      guestOrExternalUserTypes: text(guest["guestOrExternalUserTypes"])
        .split(",")
        .map((kind) => kind.trim()),
    },
  ];
}

function filterToGraph(value: unknown): Entity | undefined {
  const from = object(value);
  return from && { mode: text(from["mode"]), rule: text(from["rule"]) };
}

/** Pulumi's name, Graph's name: the lists of users, applications, locations and platforms. */
const userLists = {
  excludedGroups: "excludeGroups",
  excludedRoles: "excludeRoles",
  excludedUsers: "excludeUsers",
  includedGroups: "includeGroups",
  includedRoles: "includeRoles",
  includedUsers: "includeUsers",
} as const;
const applicationLists = {
  excludedApplications: "excludeApplications",
  includedApplications: "includeApplications",
  includedUserActions: "includeUserActions",
} as const;
const locationLists = { excludedLocations: "excludeLocations", includedLocations: "includeLocations" } as const;
const platformLists = { excludedPlatforms: "excludePlatforms", includedPlatforms: "includePlatforms" } as const;
const clientLists = {
  excludedServicePrincipals: "excludeServicePrincipals",
  includedServicePrincipals: "includeServicePrincipals",
} as const;

type Names = Readonly<Record<string, string>>;

function listsToGraph(names: Names, value: unknown): Entity {
  const from = object(value) ?? {};
  return Object.fromEntries(Object.entries(names).map(([mine, graphs]) => [graphs, texts(from[mine])]));
}

function listsFromGraph(names: Names, value: unknown): Props {
  const from = object(value) ?? {};
  return Object.fromEntries(Object.entries(names).map(([mine, graphs]) => [mine, texts(from[graphs])]));
}

/** Conditions in full: lists that the program leaves out are sent empty, blocks that it leaves out as explicit null. */
export function conditionsToGraph(value: unknown): Entity {
  const from = object(value) ?? {};
  const users = object(from["users"]);
  const flows = texts(from["authenticationFlowTransferMethods"]);
  const clients = object(from["clientApplications"]);
  const devices = object(from["devices"]);
  return {
    applications: listsToGraph(applicationLists, from["applications"]),
    authenticationFlows: flows.length === 0 ? null : { transferMethods: flows.join(",") },
    clientAppTypes: texts(from["clientAppTypes"]),
    ...(clients === undefined
      ? {}
      : { clientApplications: { ...listsToGraph(clientLists, clients), servicePrincipalFilter: filterToGraph(clients["filter"]) } }),
    devices: devices === undefined ? null : { deviceFilter: filterToGraph(devices["filter"]) },
    ...(text(from["insiderRiskLevels"]) === "" ? {} : { insiderRiskLevels: text(from["insiderRiskLevels"]) }),
    locations: from["locations"] === undefined ? null : listsToGraph(locationLists, from["locations"]),
    platforms: from["platforms"] === undefined ? null : listsToGraph(platformLists, from["platforms"]),
    servicePrincipalRiskLevels: texts(from["servicePrincipalRiskLevels"]),
    signInRiskLevels: texts(from["signInRiskLevels"]),
    userRiskLevels: texts(from["userRiskLevels"]),
    users: {
      ...listsToGraph(userLists, users),
      excludeGuestsOrExternalUsers: guestsToGraph(users?.["excludedGuestsOrExternalUsers"]),
      includeGuestsOrExternalUsers: guestsToGraph(users?.["includedGuestsOrExternalUsers"]),
    },
  };
}

/**
 * Conditions in Pulumi's names. An empty object where Graph should say null becomes a block in the state, and so a
 * lasting difference.
 */
export function conditionsFromGraph(value: unknown): Props | undefined {
  const from = object(value);
  if (from === undefined) return undefined;
  const users = object(from["users"]);
  const devices = object(from["devices"]);
  const flows = text(object(from["authenticationFlows"])?.["transferMethods"]);
  const clients = object(from["clientApplications"]);
  return {
    applications: listsFromGraph(applicationLists, from["applications"]),
    authenticationFlowTransferMethods: flows === "" ? [] : flows.split(","),
    clientAppTypes: texts(from["clientAppTypes"]),
    clientApplications: clients && { ...listsFromGraph(clientLists, clients), filter: filterToGraph(clients["servicePrincipalFilter"]) },
    devices: devices && { filter: filterToGraph(devices["deviceFilter"]) },
    insiderRiskLevels: text(from["insiderRiskLevels"]),
    locations: object(from["locations"]) && listsFromGraph(locationLists, from["locations"]),
    platforms: object(from["platforms"]) && listsFromGraph(platformLists, from["platforms"]),
    servicePrincipalRiskLevels: texts(from["servicePrincipalRiskLevels"]),
    signInRiskLevels: texts(from["signInRiskLevels"]),
    userRiskLevels: texts(from["userRiskLevels"]),
    users: users && {
      ...listsFromGraph(userLists, users),
      excludedGuestsOrExternalUsers: guestsFromGraph(users["excludeGuestsOrExternalUsers"]),
      includedGuestsOrExternalUsers: guestsFromGraph(users["includeGuestsOrExternalUsers"]),
    },
  };
}

/** Grant controls, or null; an authentication strength goes by its bare id. */
export function grantToGraph(value: unknown): Entity | null {
  const from = object(value);
  if (from === undefined) return null;
  const strength = text(from["authenticationStrengthPolicyId"]);
  return {
    ...(strength === ""
      ? {}
      : { authenticationStrength: { "@odata.type": "#microsoft.graph.authenticationStrengthPolicy", id: lastSegment(strength) } }),
    builtInControls: texts(from["builtInControls"]),
    customAuthenticationFactors: texts(from["customAuthenticationFactors"]),
    operator: text(from["operator"]),
    termsOfUse: texts(from["termsOfUses"]),
  };
}

export function grantFromGraph(value: unknown): Props | undefined {
  const from = object(value);
  if (from === undefined) return undefined;
  const strength = object(from["authenticationStrength"]);
  return {
    authenticationStrengthPolicyId: strength === undefined ? "" : `/policies/authenticationStrengthPolicies/${text(strength["id"])}`,
    builtInControls: texts(from["builtInControls"]),
    customAuthenticationFactors: texts(from["customAuthenticationFactors"]),
    operator: text(from["operator"]),
    termsOfUses: texts(from["termsOfUse"]),
  };
}

/** Session controls, or null when they would do nothing: Graph refuses those that do nothing. */
export function sessionToGraph(value: unknown): Entity | null {
  const from = object(value);
  if (from === undefined) return null;
  const cloudApp = text(from["cloudAppSecurityPolicy"]);
  const browser = text(from["persistentBrowserMode"]);
  const frequency = Number(from["signInFrequency"] ?? 0);
  const interval = text(from["signInFrequencyInterval"]) || (frequency > 0 ? "timeBased" : "");
  const everyTime = interval === "everyTime";
  const authenticationType = text(from["signInFrequencyAuthenticationType"]) || "primaryAndSecondaryAuthentication";
  const effective =
    flag(from["applicationEnforcedRestrictionsEnabled"]) ||
    cloudApp !== "" ||
    flag(from["disableResilienceDefaults"]) ||
    browser !== "" ||
    interval !== "";
  if (!effective) return null;
  return {
    // Neither may go with everyTime: https://github.com/hashicorp/terraform-provider-azuread/issues/1225
    ...(everyTime
      ? {}
      : {
          applicationEnforcedRestrictions: { isEnabled: flag(from["applicationEnforcedRestrictionsEnabled"]) },
          disableResilienceDefaults: flag(from["disableResilienceDefaults"]),
        }),
    cloudAppSecurity: cloudApp === "" ? null : { isEnabled: true, cloudAppSecurityType: cloudApp },
    ...(browser === "" ? {} : { persistentBrowser: { isEnabled: true, mode: browser } }),
    ...(interval === ""
      ? {}
      : {
          signInFrequency: {
            authenticationType,
            frequencyInterval: interval,
            isEnabled: true,
            ...(frequency > 0 ? { type: text(from["signInFrequencyPeriod"]), value: frequency } : {}),
          },
        }),
  };
}

/** Session controls in Pulumi's names; an object full of nulls is a block, only null is none. */
export function sessionFromGraph(value: unknown): Props | undefined {
  const from = object(value);
  if (from === undefined) return undefined;
  const frequency = object(from["signInFrequency"]);
  const timed = typeof frequency?.["value"] === "number" && typeof frequency["type"] === "string";
  return {
    applicationEnforcedRestrictionsEnabled: flag(object(from["applicationEnforcedRestrictions"])?.["isEnabled"]),
    cloudAppSecurityPolicy: text(object(from["cloudAppSecurity"])?.["cloudAppSecurityType"]),
    disableResilienceDefaults: flag(from["disableResilienceDefaults"]),
    persistentBrowserMode: text(object(from["persistentBrowser"])?.["mode"]),
    signInFrequency: timed ? Number(frequency["value"]) : 0,
    signInFrequencyAuthenticationType: text(frequency?.["authenticationType"]),
    signInFrequencyInterval: text(frequency?.["frequencyInterval"]),
    signInFrequencyPeriod: timed ? text(frequency["type"]) : "",
  };
}
