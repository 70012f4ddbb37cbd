import { isDeepStrictEqual } from "node:util";
import type { CustomerManagedPolicyReference, PermissionSetDefinition, PermissionsBoundary } from "../../access/model";
import { hoursOf } from "../../access/settings/permission-sets";
import { samePolicy } from "../../access/iam/same-policy";
import { awsManagedArn, type Partition } from "../../contract/partition";
import type { NamedSet, PermissionSetContent } from "../clouds/identity-center";

/**
 * A policy of a permission set whose settings have none of its kind: the official provider cannot say "none", so that
 * no `pulumi up` removes it.
 */
export interface AttachedByHand {
  readonly kind: "inline policy" | "permissions boundary";
  /** The policy's JSON, or the boundary's ARN or path and name. */
  readonly content: string;
}

/** The kind with its article. */
export function aOrAn(kind: AttachedByHand["kind"]): string {
  return `${kind === "inline policy" ? "an" : "a"} ${kind}`;
}

/** What is attached to a live permission set and has no place in its definition. */
export function attachedByHand(
  { inlinePolicy, permissionsBoundary }: Pick<PermissionSetDefinition, "inlinePolicy" | "permissionsBoundary">,
  content: PermissionSetContent,
): AttachedByHand[] {
  const found: AttachedByHand[] = [];
  if (inlinePolicy === undefined && content.inlinePolicy !== undefined)
    found.push({ kind: "inline policy", content: JSON.stringify(content.inlinePolicy, undefined, 2) });
  const boundary = boundaryOf(content.boundary);
  if (permissionsBoundary === undefined && boundary !== undefined) found.push({ kind: "permissions boundary", content: boundary });
  return found;
}

/** One difference between a live permission set and its definition. */
export interface Difference {
  readonly part: "description" | "session" | "relay state" | "managed policies" | "customer-managed policies" | AttachedByHand["kind"];
  /** As the end of a sentence. */
  readonly phrase: string;
}

/**
 * How a live permission set differs from its definition in what `pulumi up` mends: one phrase a difference, empty when
 * it does not. The rest is {@link attachedByHand}.
 */
export function differences(...asked: Parameters<typeof differencesByPart>): string[] {
  return differencesByPart(...asked).map(({ phrase }) => phrase);
}

/** As {@link differences}, each with the part of the set that it is in. */
export function differencesByPart(
  definition: PermissionSetDefinition,
  set: NamedSet,
  content: PermissionSetContent,
  partition: Partition,
): Difference[] {
  const found: Difference[] = [];
  const add = (part: Difference["part"], ...phrases: readonly string[]): void =>
    void found.push(...phrases.map((phrase) => ({ part, phrase })));
  if (set.description !== definition.description) add("description", "another description");
  if (
    definition.sessionDuration === undefined
      ? hoursOf(set.sessionDuration) !== definition.sessionHours
      : set.sessionDuration !== definition.sessionDuration
  )
    add("session", `a session of ${set.sessionDuration} instead of ${definition.sessionDuration ?? `PT${definition.sessionHours}H`}`);
  if (set.relayState !== definition.relayState)
    add("relay state", `relay state ${set.relayState ?? "missing"} instead of ${definition.relayState ?? "none"}`);
  const [managed, customer] = [
    definition.managedPolicies.map((policy) => awsManagedArn(policy, partition)),
    definition.customerManagedPolicies.map(written),
  ];
  add("managed policies", ...lists("managed policy", managed, content.managedPolicyArns));
  add("customer-managed policies", ...lists("customer-managed policy", customer, content.customerManagedPolicies.map(written)));
  if (definition.inlinePolicy !== undefined && !isWanted(content.inlinePolicy, wantedPolicy(definition)))
    add("inline policy", content.inlinePolicy === undefined ? "no inline policy" : "another inline policy");
  if (definition.permissionsBoundary !== undefined) {
    const boundary = boundaryOf(content.boundary);
    const wanted = wantedBoundary(definition.permissionsBoundary, partition);
    if (boundary !== wanted) add("permissions boundary", `permissions boundary ${boundary ?? "missing"} instead of ${wanted}`);
  }
  return found;
}

function lists(what: string, wanted: readonly string[], found: readonly string[]): string[] {
  return [
    ...wanted.filter((item) => !found.includes(item)).map((item) => `${what} ${item} missing`),
    ...found.filter((item) => !wanted.includes(item)).map((item) => `${what} ${item} too much`),
  ];
}

function written({ name, path }: CustomerManagedPolicyReference): string {
  return `${path}${name}`;
}

function boundaryOf(boundary: PermissionSetContent["boundary"]): string | undefined {
  return (
    boundary?.managedPolicyArn ?? (boundary?.customerManagedPolicy === undefined ? undefined : written(boundary.customerManagedPolicy))
  );
}

function wantedBoundary(boundary: PermissionsBoundary, partition: Partition): string {
  return "managedPolicy" in boundary ? awsManagedArn(boundary.managedPolicy, partition) : written(boundary.customerManagedPolicy);
}

/** Another order of statements and lists is no difference: the provider leaves it as it is. */
function isWanted(live: unknown, wanted: unknown): boolean {
  return isDeepStrictEqual(live, wanted) || samePolicy(live, wanted);
}

function wantedPolicy({ inlinePolicy, inlinePolicyText }: PermissionSetDefinition): unknown {
  return JSON.parse(inlinePolicyText ?? JSON.stringify(inlinePolicy)) as unknown;
}
