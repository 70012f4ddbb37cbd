/**
 * The runbook's role archetypes (R5.1 to R5.5): what each grants before anybody overrides it.
 */
import { dataAnalystPolicy } from "./archetypes/data-analyst";
import { dataEngineerPolicy } from "./archetypes/data-engineer";
import type { PermissionSetDefinition, PolicyDocument } from "./model";
import type { Partition } from "../contract/partition";
import { compareText } from "./words";
import {
  dataAnalystSchema,
  dataEngineerSchema,
  DEFAULT_SESSION_HOURS,
  hoursOf,
  overridesSchema,
  type DataAnalystSettings,
  type PermissionSetOverrides,
} from "./settings/permission-sets";

/** Names of the archetypes, in the runbook's order. */
export const ARCHETYPE_NAMES = ["Platform-Admin", "Security-Audit-RO", "Data-Engineer-RW", "Data-Analyst-RO", "Developer"] as const;

/** Name of an archetype. */
export type ArchetypeName = (typeof ARCHETYPE_NAMES)[number];

/** One archetype. */
export interface Archetype {
  readonly name: ArchetypeName;
  /** Schema of what the settings may say of it. */
  readonly schema: typeof overridesSchema | typeof dataEngineerSchema | typeof dataAnalystSchema;
  /** Keys without which the archetype cannot be built. */
  readonly needs: readonly string[];
  readonly description: string;
  readonly managedPolicies: readonly string[];
  /** Flags that the runbook fixes: an override may not take them back. */
  readonly fixed: readonly ("nonProductionOnly" | "compliantDevice")[];
  /** What is wrong between its settings, by key, if anything. */
  readonly mistake?: (settings: never) => { readonly key: string; readonly remedy: string } | undefined;
  /** The policy built from the settings, for the archetypes that have one. */
  readonly policy?: (settings: never, partition: Partition) => PolicyDocument;
}

/** The archetypes by name. */
export const ARCHETYPES: Readonly<Record<ArchetypeName, Archetype>> = {
  "Platform-Admin": {
    name: "Platform-Admin",
    schema: overridesSchema,
    needs: [],
    description: "Full administration by the cloud platform team.",
    managedPolicies: ["AdministratorAccess"],
    fixed: ["compliantDevice"],
  },
  "Security-Audit-RO": {
    name: "Security-Audit-RO",
    schema: overridesSchema,
    needs: [],
    description: "Reads configuration and data for security audits.",
    managedPolicies: ["ReadOnlyAccess", "SecurityAudit"],
    fixed: [],
  },
  "Data-Engineer-RW": {
    name: "Data-Engineer-RW",
    schema: dataEngineerSchema,
    needs: ["buckets"],
    description: "Builds data pipelines on named buckets with Glue, EMR and Lake Formation.",
    managedPolicies: [],
    fixed: [],
    policy: dataEngineerPolicy,
  },
  "Data-Analyst-RO": {
    name: "Data-Analyst-RO",
    schema: dataAnalystSchema,
    needs: ["buckets", "resultBucket"],
    description: "Queries named buckets with Athena.",
    managedPolicies: [],
    fixed: [],
    mistake: resultBucketMistake,
    policy: dataAnalystPolicy,
  },
  Developer: {
    name: "Developer",
    schema: overridesSchema,
    needs: [],
    description: "Develops applications in non-production accounts.",
    managedPolicies: ["PowerUserAccess"],
    fixed: ["nonProductionOnly"],
  },
};

/** Analysts read data and write results: in one bucket both only if a prefix keeps them apart. */
function resultBucketMistake({ buckets, resultBucket, resultPrefix }: DataAnalystSettings): { key: string; remedy: string } | undefined {
  if (resultPrefix !== undefined || !buckets.includes(resultBucket)) return undefined;
  return { key: "resultBucket", remedy: "analysts would write among the data; write a bucket that is not in buckets, or add resultPrefix" };
}

/** Whether a permission set's name is an archetype's. */
export function isArchetypeName(name: string): name is ArchetypeName {
  return Object.hasOwn(ARCHETYPES, name);
}

/** A permission set made of its archetype, if it has one, and of what the settings say of it. */
export function definePermissionSet(name: string, settings: PermissionSetOverrides, partition: Partition): PermissionSetDefinition {
  const adopted = settings.adopted === true;
  const archetype = isArchetypeName(name) && !(adopted && settings.archetype === false) ? ARCHETYPES[name] : undefined;
  const inlinePolicy = joinedPolicies(archetype?.policy?.(settings as never, partition), settings.inlinePolicy);
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
