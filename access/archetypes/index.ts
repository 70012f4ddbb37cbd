/**
 * The runbook's role archetypes (R5.1 to R5.5): what each grants before anybody overrides it.
 */
import type { Partition } from "../../contract/partition";
import type { Archetype, ArchetypeName } from "./archetype";
import { dataAnalyst } from "./data-analyst";
import { dataEngineer } from "./data-engineer";
import { developer } from "./developer";
import { platformAdmin } from "./platform-admin";
import { securityAudit } from "./security-audit";
import type { PermissionSetDefinition, PolicyDocument } from "../model";
import { DEFAULT_SESSION_HOURS, hoursOf, type PermissionSetOverrides } from "../settings/permission-sets";
import { compareText } from "../words";

export { ARCHETYPE_NAMES, type ArchetypeName } from "./archetype";

/** The archetypes by name. */
export const ARCHETYPES: Readonly<Record<ArchetypeName, Archetype>> = {
  "Platform-Admin": platformAdmin,
  "Security-Audit-RO": securityAudit,
  "Data-Engineer-RW": dataEngineer,
  "Data-Analyst-RO": dataAnalyst,
  Developer: developer,
};

/** Whether a permission set's name is an archetype's. */
export function isArchetypeName(name: string): name is ArchetypeName {
  return Object.hasOwn(ARCHETYPES, name);
}

/** A permission set made of its archetype, if it has one, and of what the settings say of it. */
export function definePermissionSet(name: string, settings: PermissionSetOverrides, partition: Partition): PermissionSetDefinition {
  const adopted = settings.adopted === true;
  const archetype = isArchetypeName(name) && !(adopted && settings.archetype === false) ? ARCHETYPES[name] : undefined;
  const inlinePolicy = joinedPolicies(archetype?.policy?.(settings, partition), settings.inlinePolicy);
  const fixed = (flag: "nonProductionOnly" | "compliantDevice"): boolean =>
    archetype?.fixed.includes(flag) === true || settings[flag] === true;
  return {
    name,
    description: settings.description ?? archetype?.description ?? (adopted ? "" : name),
    sessionHours: settings.sessionHours ?? hoursOf(settings.sessionDuration ?? "") ?? DEFAULT_SESSION_HOURS,
    ...(settings.sessionDuration === undefined ? {} : { sessionDuration: settings.sessionDuration }),
    ...(settings.tags === undefined ? {} : { tags: settings.tags }),
    ...(adopted ? { adopted } : {}),
    ...(settings.relayState === undefined ? {} : { relayState: settings.relayState }),
    managedPolicies: [...new Set([...(archetype?.managedPolicies ?? []), ...(settings.managedPolicies ?? [])])].sort(),
    customerManagedPolicies: [...(settings.customerManagedPolicies ?? [])].sort((a, b) => compareText(a.path + a.name, b.path + b.name)),
    ...(inlinePolicy === undefined ? {} : { inlinePolicy }),
    ...(settings.permissionsBoundary === undefined ? {} : { permissionsBoundary: settings.permissionsBoundary }),
    nonProductionOnly: fixed("nonProductionOnly"),
    compliantDevice: fixed("compliantDevice"),
  };
}

function joinedPolicies(built: PolicyDocument | undefined, own: PolicyDocument | undefined): PolicyDocument | undefined {
  if (built === undefined || own === undefined) return built ?? own;
  return { Version: "2012-10-17", Statement: [...built.Statement, ...own.Statement] };
}
