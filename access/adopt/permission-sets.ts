/**
 * A live permission set in the words of the settings: what to write so that the program registers exactly what is
 * there. Pure.
 */
import { problemPredicate } from "../problems";
import { ARCHETYPES, isArchetypeName } from "../archetypes";
import { meansTheSame, samePolicy } from "../iam/same-policy";
import { stableJson } from "../json";
import type { CustomerManagedPolicyReference, PermissionSetDefinition, Problem } from "../model";
import { awsManagedArn, type Partition } from "../../contract/partition";
import { parsePermissionSets } from "../settings/permission-set-list";
import { DEFAULT_SESSION_HOURS } from "../settings/permission-sets";
import { archetypeSettings, archetypeWith, type ArchetypeSettings } from "./archetype";

/** A permission set as Identity Center has it. */
export interface LiveSet {
  readonly arn: string;
  readonly name: string;
  /** Empty where it has none. */
  readonly description: string;
  /** ISO 8601, such as `PT8H`. */
  readonly sessionDuration: string;
  readonly relayState?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** ARNs, sorted. */
  readonly managedPolicyArns: readonly string[];
  readonly customerManagedPolicies: readonly CustomerManagedPolicyReference[];
  /** Parsed JSON; text where it is none. */
  readonly inlinePolicy?: unknown;
  readonly boundary?: { readonly managedPolicyArn?: string; readonly customerManagedPolicy?: CustomerManagedPolicyReference };
}

/** What a live set became. */
export type AdoptedSet =
  | {
      readonly value: Readonly<Record<string, unknown>>;
      readonly definition: PermissionSetDefinition;
      readonly archetype: boolean;
      /**
       * Settings with which the archetype of its name would grant the same in other words, where the set is adopted as
       * one of its own: the provider would show the difference as a change.
       */
      readonly sameAs?: ArchetypeSettings;
    }
  /** Why the settings cannot say it, as the rest of a sentence about the set. */
  | { readonly refused: string };

/** What decides, beside the set itself, whether it may be an archetype. */
export interface Held {
  /** Whether somebody holds it in the management account, where no set for non-production accounts may be. */
  readonly inManagement: boolean;
}

/**
 * What stands under `federation:permissionSets.<name>` for a live set. Whatever is written is read again by the
 * settings' own parser and held against the live set: a set of which anything would be lost is refused.
 */
export function adoptedSet(live: LiveSet, partition: Partition, { inManagement }: Held = { inManagement: false }): AdoptedSet {
  if (typeof live.inlinePolicy === "string") return { refused: "has an inline policy that is no JSON" };
  const managed = live.managedPolicyArns.map((arn) => managedName(arn, partition));
  const foreign = live.managedPolicyArns.find((_, index) => managed[index] === undefined);
  if (foreign !== undefined) return { refused: `has the managed policy ${foreign}, which is not one of AWS in this partition` };

  const { sessionHours, ...duration } = sessionOf(live.sessionDuration);
  const own = {
    adopted: true,
    ...(live.description === "" ? {} : { description: live.description }),
    ...(sessionHours === undefined || sessionHours === DEFAULT_SESSION_HOURS ? {} : { sessionHours }),
    ...duration,
    ...(live.relayState === undefined ? {} : { relayState: live.relayState }),
    ...(Object.keys(live.tags).length === 0 ? {} : { tags: sorted(live.tags) }),
  };
  const content = {
    ...(managed.length === 0 ? {} : { managedPolicies: managed }),
    ...(live.customerManagedPolicies.length === 0 ? {} : { customerManagedPolicies: live.customerManagedPolicies.map(referenceOf) }),
    ...(live.inlinePolicy === undefined ? {} : { inlinePolicy: live.inlinePolicy }),
    ...(live.boundary === undefined ? {} : { permissionsBoundary: boundaryOf(live, partition) }),
  };
  const archetype = isArchetypeName(live.name) ? ARCHETYPES[live.name] : undefined;
  const settings = archetype === undefined ? undefined : archetypeSettings(archetype.name, live.inlinePolicy, partition);
  const isBarred = archetype?.fixed.includes("nonProductionOnly") === true && inManagement;
  if (archetype !== undefined && settings !== undefined && !isBarred) {
    const value = { ...withoutDescription(own, archetype.description), ...settings };
    const definition = parsed(live.name, value, partition).definition;
    if (definition !== undefined && isSame(definition, live, partition)) return { value, definition, archetype: true };
  }
  const mapping = { ...own, ...(archetype === undefined ? {} : { archetype: false }), ...content };
  // As text where reading it as a mapping would write it otherwise than Identity Center has it.
  const asText = "inlinePolicy" in mapping ? [{ ...mapping, inlinePolicy: stableJson(live.inlinePolicy) }] : [];
  let refused = "cannot be said in the settings";
  for (const value of [mapping, ...asText]) {
    const { definition, problem } = parsed(live.name, value, partition);
    if (problem !== undefined) refused = problemPredicate(problem);
    else if (definition !== undefined && isSame(definition, live, partition)) {
      const meant = archetype === undefined || settings === undefined ? undefined : archetypeWith(archetype.name, settings, partition);
      const isMeant = meant !== undefined && !isBarred && grantsTheSame(meant, live, partition);
      return { value, definition, archetype: false, ...(isMeant ? { sameAs: settings! } : {}) };
    }
  }
  return { refused };
}

function parsed(
  name: string,
  value: object,
  partition: Partition,
): { readonly definition: PermissionSetDefinition | undefined; readonly problem: Problem | undefined } {
  const { definitions, problems } = parsePermissionSets({ [name]: value }, partition);
  return { definition: definitions.find((definition) => definition.name === name), problem: problems[0] };
}

/** Whether an archetype grants what is live, whatever the words of its policy. */
function grantsTheSame(definition: PermissionSetDefinition, live: LiveSet, partition: Partition): boolean {
  const managed = definition.managedPolicies.map((policy) => awsManagedArn(policy, partition)).sort();
  return (
    stableJson(managed) === stableJson([...live.managedPolicyArns].sort()) &&
    live.customerManagedPolicies.length === 0 &&
    live.boundary === undefined &&
    (definition.inlinePolicy === undefined ? live.inlinePolicy === undefined : meansTheSame(definition.inlinePolicy, live.inlinePolicy))
  );
}

/**
 * Whether a definition registers exactly what is live: nothing that the provider would show as a change. What an
 * archetype fixes beside that, such as a compliant device, is no part of the set.
 */
export function isSame(definition: PermissionSetDefinition, live: LiveSet, partition: Partition): boolean {
  const boundary = definition.permissionsBoundary;
  const registered = {
    description: definition.description,
    sessionDuration: definition.sessionDuration ?? `PT${definition.sessionHours}H`,
    relayState: definition.relayState,
    tags: { ...definition.tags },
    managed: definition.managedPolicies.map((policy) => awsManagedArn(policy, partition)).sort(),
    customer: definition.customerManagedPolicies.map(spelled).sort(),
    boundary:
      boundary === undefined
        ? undefined
        : "managedPolicy" in boundary
          ? awsManagedArn(boundary.managedPolicy, partition)
          : spelled(boundary.customerManagedPolicy),
  };
  const wanted: typeof registered = {
    description: live.description,
    sessionDuration: live.sessionDuration,
    relayState: live.relayState,
    tags: { ...live.tags },
    managed: [...live.managedPolicyArns].sort(),
    customer: live.customerManagedPolicies.map(spelled).sort(),
    boundary:
      live.boundary?.managedPolicyArn ??
      (live.boundary?.customerManagedPolicy === undefined ? undefined : spelled(live.boundary.customerManagedPolicy)),
  };
  return stableJson(registered) === stableJson(wanted) && isSameInline(definition, live.inlinePolicy);
}

/** What was written from the live policy is its very JSON; what an archetype builds may be in another order. */
function isSameInline({ name, inlinePolicy, inlinePolicyText }: PermissionSetDefinition, live: unknown): boolean {
  const registered: unknown = inlinePolicyText === undefined ? inlinePolicy : JSON.parse(inlinePolicyText);
  if (registered === undefined || live === undefined) return registered === live;
  return stableJson(registered) === stableJson(live) || (isArchetypeName(name) && samePolicy(registered, live));
}

/** Path and name of an AWS-managed policy by its ARN; undefined for one that is not AWS's own. */
function managedName(arn: string, partition: Partition): string | undefined {
  const prefix = awsManagedArn("", partition);
  return arn.startsWith(prefix) ? arn.slice(prefix.length) : undefined;
}

function sessionOf(duration: string): { readonly sessionHours?: number; readonly sessionDuration?: string } {
  const hours = /^PT([1-9]|1[0-2])H$/.exec(duration)?.[1];
  return hours === undefined ? { sessionDuration: duration } : { sessionHours: Number(hours) };
}

function withoutDescription<Own extends { description?: string }>(own: Own, usual: string): Omit<Own, "description"> {
  const { description, ...rest } = own;
  return description === usual ? rest : own;
}

function referenceOf({ name, path }: CustomerManagedPolicyReference): string | CustomerManagedPolicyReference {
  return path === "/" ? name : { name, path };
}

function boundaryOf({ boundary }: LiveSet, partition: Partition): Record<string, unknown> {
  if (boundary?.customerManagedPolicy !== undefined) return { customerManagedPolicy: referenceOf(boundary.customerManagedPolicy) };
  const arn = boundary?.managedPolicyArn ?? "";
  return { managedPolicy: managedName(arn, partition) ?? arn };
}

function spelled({ name, path }: CustomerManagedPolicyReference): string {
  return `${path}${name}`;
}

function sorted(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1)));
}
