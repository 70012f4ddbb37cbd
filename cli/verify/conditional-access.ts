import { type ConditionalAccessPolicyModel, conditionalAccessPolicies } from "../../access/conditional-access/policies";
import { isObjectId } from "../../access/settings/group";
import type { ConditionalAccessSettings } from "../../access/settings/conditional-access";
import type { Application, ConditionalAccessPolicy, Group, NamedLocation } from "../clouds/entra-types";
import type { WantedGroup } from "../../access/identity-store";
import type { AccessPlan } from "../../access/model";
import type { Settings } from "../../access/settings";
import type { ConditionalAccessReader } from "../clouds/conditional-access";
import type { EntraReader } from "../clouds/entra";
import { type PolicyDifference, type PolicyNames, policyDifferences, textsOf } from "./conditional-access-policy";
import pMap from "p-map";

/** A policy of the settings, and what the tenant has of its name. */
export interface PolicyReading {
  readonly model: ConditionalAccessPolicyModel;
  /** One where all is well. */
  readonly found: readonly { readonly policy: ConditionalAccessPolicy; readonly differences: readonly PolicyDifference[] }[];
  /** A policy that is exactly this one under another name, where none has its name. */
  readonly renamed: ConditionalAccessPolicy | undefined;
  /** Named locations of the name that the policy wants; empty where it wants none. */
  readonly locations: readonly NamedLocation[];
}

/** Conditional Access as the tenant has it, held against the settings. */
export interface ConditionalAccessReading {
  readonly settings: ConditionalAccessSettings;
  readonly policies: readonly PolicyReading[];
  /** Policies of the tenant that are none of the settings'. */
  readonly others: readonly ConditionalAccessPolicy[];
  readonly clientId: string;
  /** The emergency-access and travel-exception groups as Entra answers for them, by the group as written. */
  readonly exceptionGroups: ReadonlyMap<string, readonly Group[]>;
  /** The emergency-access group and object ids of its members, where Entra has it exactly once. */
  readonly emergency: { readonly group: Group; readonly members: readonly string[] } | undefined;
  readonly nameOf: (id: string) => string;
}

/** What it is read with. */
export interface ConditionalAccessSources {
  readonly settings: Settings;
  readonly conditionalAccessReader: () => Promise<Pick<ConditionalAccessReader, "policies" | "namedLocations" | "nameOf">>;
  readonly entra: () => Promise<Pick<EntraReader, "groups" | "members">>;
  readonly plan: () => Promise<AccessPlan>;
  readonly application: () => Promise<Application>;
  readonly directoryGroups: () => Promise<readonly WantedGroup[]>;
}

/**
 * Reads it: a call a page of policies and locations, one a group, and one an id that nobody expected. Undefined where
 * the settings have none.
 */
export async function readConditionalAccess(context: ConditionalAccessSources): Promise<ConditionalAccessReading | undefined> {
  const { conditionalAccess: settings, enterpriseApp } = context.settings;
  if (settings === undefined) return undefined;
  const reader = await context.conditionalAccessReader();
  const [{ compliantDeviceGroups }, { appId: clientId }, live, locations, wanted] = await Promise.all([
    context.plan(),
    context.application(),
    reader.policies(),
    reader.namedLocations(),
    context.directoryGroups(),
  ]);
  const exceptionGroups = await readExceptionGroups(context, settings);
  const groupIds = new Map(wanted.map(({ written, id }) => [written, id]));
  const known = new Map(wanted.map(({ id, displayName }) => [id.toLowerCase(), displayName]));
  for (const [written, [only, ...others]] of exceptionGroups) {
    if (only === undefined || others.length > 0) continue;
    groupIds.set(written, only.id);
    known.set(only.id.toLowerCase(), only.displayName);
  }
  for (const { id, displayName } of locations) known.set(id.toLowerCase(), displayName);

  const models = conditionalAccessPolicies(settings, compliantDeviceGroups, enterpriseApp.name);
  const named = models.map((model) => live.filter(({ displayName }) => displayName === model.displayName));
  for (const id of unknownIds(named.flat(), known)) {
    const name = await reader.nameOf(id).catch(() => undefined);
    known.set(id.toLowerCase(), name ?? id);
  }
  const nameOf = (id: string): string => {
    const name = known.get(id.toLowerCase());
    return name === undefined || name === id ? id : `"${name}"`;
  };
  const policies = models.map((model, index): PolicyReading => {
    const own = model.outside === undefined ? [] : locations.filter(({ displayName }) => displayName === model.outside!.displayName);
    const names: PolicyNames = { clientId, groupIds, nameOf, locationId: own.length === 1 ? own[0]!.id : undefined };
    const same = named[index]!;
    return {
      model,
      locations: own,
      found: same.map((policy) => ({ policy, differences: policyDifferences(model, policy, names) })),
      renamed: same.length > 0 ? undefined : live.find((policy) => policyDifferences(model, policy, names).length === 0),
    };
  });
  const ours = new Set(policies.flatMap(({ found, renamed }) => [...found.map(({ policy }) => policy), renamed]));
  const others = live.filter((policy) => !ours.has(policy));
  const [group, ...namesakes] = exceptionGroups.get(settings.emergencyAccessGroup ?? "") ?? [];
  const emergency =
    group === undefined || namesakes.length > 0
      ? undefined
      : { group, members: (await (await context.entra()).members(group.id)).map(({ id }) => id) };
  return { settings, policies, others, clientId, exceptionGroups, emergency, nameOf };
}

async function readExceptionGroups(
  context: ConditionalAccessSources,
  { emergencyAccessGroup, travelExceptionGroup }: ConditionalAccessSettings,
): Promise<Map<string, readonly Group[]>> {
  const entra = await context.entra();
  const written = [emergencyAccessGroup, travelExceptionGroup].filter((group) => group !== undefined);
  return new Map(await pMap(written, async (group) => [group, await entra.groups(group)] as const));
}

/** Ids in the users and locations of policies that no setting and no location explains. */
function unknownIds(policies: readonly ConditionalAccessPolicy[], known: ReadonlyMap<string, string>): string[] {
  const ids = policies.flatMap(({ conditions: { users } }) => Object.values(users ?? {}).flatMap(textsOf));
  return [...new Set(ids)].filter((id) => isObjectId(id) && !known.has(id.toLowerCase()));
}
