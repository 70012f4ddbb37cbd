import { ARCHETYPES, isArchetypeName } from "../../access/archetypes";
import { managedPolicyNames } from "../../access/managed-policies";
import { hoursOf } from "../../access/settings/permission-sets";
import type { Conversion, ConvertedSet } from "./conversion";
import type { ForeignPolicy } from "./source";

/** A permission set as other tools say it: ARNs and ISO 8601 durations as AWS's interface takes them. */
export interface ForeignSet {
  readonly name: string;
  readonly description?: string | undefined;
  /** ISO 8601, such as PT4H; AWS takes one hour where there is none. */
  readonly sessionDuration?: string | undefined;
  readonly relayState?: string | undefined;
  /** ARNs or names. */
  readonly managedPolicies?: readonly string[] | undefined;
  /** Names, ARNs, or names with a path. */
  readonly customerManagedPolicies?: readonly ForeignPolicy[] | undefined;
  /** JSON text or a document. */
  readonly inlinePolicy?: unknown;
  readonly boundary?: ForeignBoundary | undefined;
  /** Whether it has tags of its own. */
  readonly tagged?: boolean;
}

/** A permissions boundary. */
export type ForeignBoundary = { readonly managedPolicy: string } | { readonly customerManagedPolicy: ForeignPolicy };

/** Adds a set to the conversion, or leaves it out whole where a part of it cannot be said. */
export function addSet(conversion: Conversion, set: ForeignSet): void {
  const what = `permission set ${set.name}`;
  const inline = inlineOf(set.inlinePolicy);
  if (inline === "malformed")
    return conversion.leaveSet(set.name, "Its inline policy is no JSON document; mend it, and convert again, or write the set by hand.");
  const managed = (set.managedPolicies ?? []).map(managedName);
  if (isArchetypeName(set.name)) {
    const { policy, managedPolicies, fixed } = ARCHETYPES[set.name];
    if (policy !== undefined || !managedPolicies.every((name) => managed.includes(name)))
      return conversion.leaveSet(
        set.name,
        "The runbook's archetype of this name grants something else; rename one of them, or write its settings.",
      );
    if (fixed.length > 0)
      conversion.check(what, `As the runbook's archetype it is stricter: ${fixed.join(", ")} (docs/settings/permission-sets.md).`);
  }
  const written = textOf(set.sessionDuration)?.trim().toUpperCase();
  const hours = written === undefined ? 1 : hoursOf(written);
  if (hours === undefined)
    return conversion.leaveSet(
      set.name,
      `Its session duration is "${set.sessionDuration}", which is no duration of ISO 8601 such as PT4H.`,
    );
  if (!Number.isInteger(hours))
    conversion.check(
      what,
      `Its session lasts ${set.sessionDuration}; the settings take whole hours, so that it is ${wholeHours(hours)} now.`,
    );
  if (set.tagged === true) conversion.leave(`tags of ${what}`, "The program writes tags of its own to permission sets, and no others.");
  const definition: Record<string, ConvertedSet[string]> = {
    description: textOf(set.description),
    sessionHours: wholeHours(hours),
    relayState: textOf(set.relayState),
    managedPolicies: nonEmpty(managed),
    customerManagedPolicies: nonEmpty((set.customerManagedPolicies ?? []).map(customerPolicy)),
    inlinePolicy: inline as ConvertedSet[string],
    permissionsBoundary: set.boundary === undefined ? undefined : boundaryOf(set.boundary),
  };
  conversion.set(set.name, definition);
}

function boundaryOf(boundary: ForeignBoundary): ConvertedSet {
  return "managedPolicy" in boundary
    ? { managedPolicy: managedName(boundary.managedPolicy) }
    : { customerManagedPolicy: customerPolicy(boundary.customerManagedPolicy) };
}

/** An AWS-managed policy by path and name; a name without its path gets it. */
export function managedName(written: string): string {
  const name = written.replace(/^arn:[^:]+:iam::aws:policy\//, "");
  if (name.includes("/")) return name;
  const known = managedPolicyNames();
  return known.has(name) ? name : ([...known].find((each) => each.endsWith(`/${name}`)) ?? name);
}

function customerPolicy(written: ForeignPolicy): ConvertedSet[string] {
  const { name, path } = typeof written === "string" ? splitArn(written) : { name: written.name, path: written.path ?? "/" };
  const whole = path === "" ? "/" : `/${path}/`.replace(/\/+/g, "/");
  return whole === "/" ? name : { name, path: whole };
}

function splitArn(written: string): { name: string; path: string } {
  const [, path = "/", name = written] = /^arn:[^:]+:iam::\d{12}:policy(\/.*\/|\/)([^/]+)$/.exec(written) ?? [];
  return { name, path };
}

/** @returns the document, undefined where there is none. */
function inlineOf(policy: unknown): unknown {
  if (policy === undefined || policy === null) return undefined;
  if (typeof policy === "object") return Object.keys(policy).length === 0 ? undefined : policy;
  if (typeof policy !== "string") return "malformed";
  if (policy.trim() === "") return undefined;
  try {
    const parsed: unknown = JSON.parse(policy);
    return parsed !== null && typeof parsed === "object" ? inlineOf(parsed) : "malformed";
  } catch {
    return "malformed";
  }
}

/** Never longer than it was, save that an hour is the least. */
function wholeHours(hours: number): number {
  return Math.max(1, Math.floor(hours));
}

function textOf(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : text;
}

function nonEmpty<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items;
}
