import {
  type ConditionalAccessPolicyModel,
  PHISHING_RESISTANT_STRENGTH,
  type SessionControls,
} from "../../access/conditional-access/policies";
import { stableJson } from "../../access/json";
import { listed } from "../../access/words";
import type { ConditionalAccessPolicy } from "../clouds/entra-types";

/** One way in which a live policy differs from the one that the settings ask for. */
export interface PolicyDifference {
  /**
   * Part of the policy: `state`, a list such as `excluded group`, `condition`, `control`, or a session control's name.
   */
  readonly part: string;
  /** A phrase, such as `excluded group "travel" missing`. */
  readonly words: string;
}

/** What a policy's ids are called, and what its names are in Entra. */
export interface PolicyNames {
  /** Client id of the AWS app. */
  readonly clientId: string;
  /** Object id by the group as written in the settings. */
  readonly groupIds: ReadonlyMap<string, string>;
  /** Id of the policy's own named location; undefined where there is none of its name. */
  readonly locationId: string | undefined;
  /** What people call an id; the id itself where nobody knows. */
  readonly nameOf: (id: string) => string;
}

/** The lists of a policy, Graph's name and ours; whatever else is set is too much. */
const LISTS = {
  applications: {
    includeApplications: "application",
    excludeApplications: "excluded application",
    includeUserActions: "user action",
    includeAuthenticationContextClassReferences: "authentication context",
  },
  users: {
    includeUsers: "user",
    excludeUsers: "excluded user",
    includeGroups: "group",
    excludeGroups: "excluded group",
    includeRoles: "role",
    excludeRoles: "excluded role",
  },
  locations: { includeLocations: "location", excludeLocations: "excluded location" },
} as const;

/** How a live policy differs from the one that the settings ask for; empty when it does not. */
export function policyDifferences(
  model: ConditionalAccessPolicyModel,
  policy: ConditionalAccessPolicy,
  names: PolicyNames,
): PolicyDifference[] {
  const { conditions } = policy;
  const wanted = wantedLists(model, names);
  return [
    ...(policy.state === model.state ? [] : [{ part: "state", words: `state ${policy.state} instead of ${model.state}` }]),
    ...(["applications", "users", "locations"] as const).flatMap((part) =>
      Object.entries(LISTS[part]).flatMap(([name, what]) =>
        listDifferences(what, wanted[name] ?? [], textsOf(conditions[part]?.[name]), part === "applications" ? String : names.nameOf),
      ),
    ),
    ...listDifferences("client type", model.clientAppTypes, conditions.clientAppTypes ?? [], String),
    ...unexpected(conditions),
    ...grantDifferences(model, policy),
    ...sessionDifferences(model.session ?? {}, policy.sessionControls ?? {}),
  ];
}

function wantedLists(
  model: ConditionalAccessPolicyModel,
  { clientId, groupIds, locationId }: PolicyNames,
): Record<string, readonly string[]> {
  const idsOf = (groups: readonly string[]): string[] => groups.map((group) => groupIds.get(group) ?? group);
  return {
    includeApplications: [model.applications === "all" ? "All" : clientId],
    ...(model.includeUsers === "all" ? { includeUsers: ["All"] } : { includeGroups: idsOf(model.includeUsers.groups) }),
    excludeGroups: idsOf(model.excludeGroups),
    ...(model.outside === undefined
      ? {}
      : { includeLocations: ["All"], excludeLocations: [locationId ?? `the location "${model.outside.displayName}"`] }),
  };
}

function listDifferences(
  part: string,
  wanted: readonly string[],
  found: readonly string[],
  nameOf: (id: string) => string,
): PolicyDifference[] {
  const has = (list: readonly string[], item: string): boolean => list.some((other) => other.toLowerCase() === item.toLowerCase());
  const missing = wanted.filter((item) => !has(found, item));
  const extra = found.filter((item) => !has(wanted, item));
  return [
    ...(missing.length === 0 ? [] : [{ part, words: `${part} ${listed(missing.map(nameOf))} missing` }]),
    ...(extra.length === 0 ? [] : [{ part, words: `${part} ${listed(extra.map(nameOf))} too much` }]),
  ];
}

/** Conditions that no policy of the settings has: each narrows the policy, and so lets somebody by. */
function unexpected(conditions: ConditionalAccessPolicy["conditions"]): PolicyDifference[] {
  const known = new Set<string>([...Object.keys(LISTS.applications), ...Object.keys(LISTS.users)]);
  const parts = new Set(["applications", "users", "locations", "clientAppTypes"]);
  const others = Object.entries(conditions).filter(([name]) => !parts.has(name));
  return [...Object.entries({ ...conditions.applications, ...conditions.users }).filter(([name]) => !known.has(name)), ...others]
    .filter(([name, value]) => !name.startsWith("@odata") && !isEmpty(value))
    .map(([name]) => ({ part: "condition", words: `condition ${name} too much` }));
}

function grantDifferences({ control }: ConditionalAccessPolicyModel, { grantControls }: ConditionalAccessPolicy): PolicyDifference[] {
  const strength = control === "phishingResistant" ? PHISHING_RESISTANT_STRENGTH.split("/").at(-1) : undefined;
  const found = grantControls?.authenticationStrength?.id;
  const known = new Set(["operator", "builtInControls", "authenticationStrength"]);
  return [
    ...listDifferences("control", strength === undefined ? [control] : [], grantControls?.builtInControls ?? [], String),
    ...(found === strength
      ? []
      : [
          {
            part: "authentication strength",
            words:
              strength === undefined
                ? `authentication strength ${found} too much`
                : "the phishing-resistant authentication strength missing",
          },
        ]),
    // A second control beside the wanted one is found above, whichever way they are joined.
    ...Object.entries(grantControls ?? {})
      .filter(([name, value]) => !known.has(name) && !name.includes("@odata") && !isEmpty(value))
      .map(([name]) => ({ part: "control", words: `control ${name} too much` })),
  ];
}

/** Session controls by what they do; Graph writes out those that do nothing in several ways. */
function sessionDifferences(wanted: SessionControls, found: Readonly<Record<string, unknown>>): PolicyDifference[] {
  const frequency = wanted.signInFrequency;
  const expected: Record<string, unknown> = {
    signInFrequency:
      frequency === undefined ? undefined : frequency === "everyTime" ? "every time" : `${frequency.value} ${frequency.period}`,
    disableResilienceDefaults: wanted.disableResilienceDefaults,
    cloudAppSecurity: wanted.cloudAppSecurity,
    persistentBrowser: undefined,
    applicationEnforcedRestrictions: undefined,
  };
  return Object.entries({ ...Object.fromEntries(Object.keys(found).map((name) => [name, undefined])), ...expected }).flatMap(
    ([name, value]) => {
      const live = name.includes("@odata") ? undefined : sessionValue(name, found[name]);
      if (live === value) return [];
      return [
        {
          part: name,
          words: `session control ${name} ${live === undefined ? "missing" : String(live)} instead of ${value === undefined ? "none" : String(value)}`,
        },
      ];
    },
  );
}

function sessionValue(name: string, value: unknown): unknown {
  if (isEmpty(value) || value === false) return undefined;
  if (typeof value !== "object" || value === null) return value;
  const part = value as Record<string, unknown>;
  if (part["isEnabled"] === false) return undefined;
  if (name === "signInFrequency")
    return part["frequencyInterval"] === "everyTime" ? "every time" : `${String(part["value"])} ${String(part["type"])}`;
  if (name === "cloudAppSecurity") return part["cloudAppSecurityType"];
  return name === "persistentBrowser" ? part["mode"] : stableJson(part);
}

/** Null, empty, or holding nothing that is not. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (typeof value !== "object") return false;
  return Object.entries(value).every(([name, part]) => name.startsWith("@odata") || isEmpty(part));
}

/** The texts of a list that may be missing. */
export function textsOf(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
}
