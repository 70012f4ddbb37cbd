import type { z } from "zod";
import type { Partition } from "../../contract/partition";
import type { PolicyDocument } from "../model";
import type { PermissionSetOverrides } from "../settings/permission-sets";

/** One archetype: what it grants before anybody overrides it. */
export interface Archetype {
  /** The runbook's, such as `R5.3`; `federation verify` has a check of this id. */
  readonly id: string;
  readonly name: ArchetypeName;
  /** Schema of what the settings may say of it. */
  readonly schema: z.ZodType<PermissionSetOverrides>;
  /** Keys without which the archetype cannot be built. */
  readonly needs: readonly string[];
  readonly description: string;
  readonly managedPolicies: readonly string[];
  /** Flags that the runbook fixes: an override may not take them back. */
  readonly fixed: readonly ("nonProductionOnly" | "compliantDevice")[];
  /** What is wrong between its settings, as its schema gave them, by key, if anything. */
  mistake?(settings: PermissionSetOverrides): { readonly key: string; readonly remedy: string } | undefined;
  /** The policy built from the settings, as its schema gave them, for the archetypes that have one. */
  policy?(settings: PermissionSetOverrides, partition: Partition): PolicyDocument;
}

/** An archetype whose functions take what its own schema gives. */
interface ArchetypeOf<Schema extends z.ZodType<PermissionSetOverrides>> extends Archetype {
  readonly schema: Schema;
  mistake?(settings: z.output<Schema>): { readonly key: string; readonly remedy: string } | undefined;
  policy?(settings: z.output<Schema>, partition: Partition): PolicyDocument;
}

/** Defines an archetype: schema and functions must fit each other. */
export function defineArchetype<Schema extends z.ZodType<PermissionSetOverrides>>(definition: ArchetypeOf<Schema>): Archetype {
  return definition;
}

/** Names of the archetypes, in the runbook's order. */
export const ARCHETYPE_NAMES = ["Platform-Admin", "Security-Audit-RO", "Data-Engineer-RW", "Data-Analyst-RO", "Developer"] as const;

/** Name of an archetype. */
export type ArchetypeName = (typeof ARCHETYPE_NAMES)[number];
