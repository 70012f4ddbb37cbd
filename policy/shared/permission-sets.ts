import type { PolicyResource } from "@pulumi/policy";
import { type Reading, readPolicy } from "./policy-document";
import { ifKnown } from "./links";
import type { Stack } from "./stack";
import { iam, ssoadmin } from "./types";
import { readBlock, readList, readText } from "./values";

/** What a permission set is given. */
export interface Attachment {
  /** The resource that gives it. */
  readonly on: PolicyResource;
  /** Name of the permission set; undefined where it is not in this stack or not known yet. */
  readonly set: string | undefined;
}

type Known = <T>(read: () => T, of?: string) => T | undefined;

/** Types that give something to a permission set. */
export const attachmentTypes = [
  ssoadmin.managedPolicyAttachment,
  ssoadmin.managedPolicyAttachmentsExclusive,
  ssoadmin.customerManagedPolicyAttachment,
  ssoadmin.customerManagedPolicyAttachmentsExclusive,
  ssoadmin.permissionSetInlinePolicy,
] as const;

/** Permission set of an attachment or assignment; found once for all rules. */
export function setOf(stack: Stack, on: PolicyResource): PolicyResource | undefined {
  return stack.derive(setsByMember).get(on.urn);
}

function setsByMember(stack: Stack): ReadonlyMap<string, PolicyResource> {
  const sets = stack.of(ssoadmin.permissionSet);
  const urns = new Map(sets.map((set) => [set.urn, set]));
  const arns = new Map(sets.map((set) => [ifKnown(() => set.props["arn"] as unknown), set]));
  arns.delete(undefined);
  const found = new Map<string, PolicyResource>();
  for (const member of stack.of(...attachmentTypes, ssoadmin.permissionsBoundaryAttachment, ssoadmin.accountAssignment)) {
    const byDependency = member.propertyDependencies["permissionSetArn"]?.find(({ urn }) => urns.has(urn));
    const set = byDependency ?? arns.get(ifKnown(() => member.props["permissionSetArn"] as unknown));
    if (set !== undefined) found.set(member.urn, set);
  }
  return found;
}

/**
 * Name of the permission set of an attachment or assignment. One that has no name of its own goes by its resource's, of
 * which Pulumi makes one up.
 */
export function setNameOf(stack: Stack, on: PolicyResource, known: Known): string | undefined {
  const set = setOf(stack, on);
  if (set !== undefined) return known(() => readText(set.props["name"], "name") ?? set.name, set.name);
  return stack.derive(coreSets).get(ifKnown(() => on.props["permissionSetArn"] as unknown));
}

/** Names of the core's permission sets by ARN, where this is an access stack of it. */
function coreSets({ facts }: Stack): ReadonlyMap<unknown, string> {
  return new Map(Object.entries(facts.permissionSetArns ?? {}).map(([name, arn]) => [arn, name]));
}

/** Name of the permission set of an assignment; its ARN where the set is outside of this stack and of its core. */
export function nameOrArn(stack: Stack, on: PolicyResource, known: Known): string | undefined {
  const name = setNameOf(stack, on, known);
  if (name !== undefined || setOf(stack, on) !== undefined) return name;
  return known(() => readText(on.props["permissionSetArn"], "permissionSetArn"), on.name);
}

/** How a permission set is called in a message. */
export function called(set: string | undefined): string {
  return set === undefined ? "a permission set outside of this stack" : `the permission set ${set}`;
}

/** ARNs of AWS-managed policies that permission sets get, each with who gives it to whom. */
export function managedPolicies(stack: Stack, known: Known): readonly (Attachment & { readonly policy: string })[] {
  const single = stack.of(ssoadmin.managedPolicyAttachment).flatMap((on) => {
    const policy = known(() => readText(on.props["managedPolicyArn"], "managedPolicyArn"), on.name);
    return policy === undefined ? [] : [{ on, set: setNameOf(stack, on, known), policy: policyName(policy) }];
  });
  const exclusive = stack.of(ssoadmin.managedPolicyAttachmentsExclusive).flatMap((on) => {
    const set = setNameOf(stack, on, known);
    return elements(on, "managedPolicyArns", known).flatMap((value) => {
      const policy = known(() => readText(value, "managedPolicyArns"), on.name);
      return policy === undefined ? [] : [{ on, set, policy: policyName(policy) }];
    });
  });
  return [...single, ...exclusive];
}

/** Name of a managed policy without ARN and path, such as `AdministratorAccess`. */
export function policyName(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

/** A customer-managed policy that a permission set gets. */
export interface CustomerManaged extends Attachment {
  readonly policy: string;
}

/** Names of customer-managed policies that permission sets get. */
export function customerManagedPolicies(stack: Stack, known: Known): readonly CustomerManaged[] {
  const single = stack
    .of(ssoadmin.customerManagedPolicyAttachment)
    .map((on) => ({ on, reference: () => on.props["customerManagedPolicyReference"] as unknown }));
  const exclusive = stack.of(ssoadmin.customerManagedPolicyAttachmentsExclusive).flatMap((on) => {
    return elements(on, "customerManagedPolicyReferences", known).map((value) => ({ on, reference: () => value }));
  });
  return [...single, ...exclusive].flatMap(({ on, reference }) => {
    const policy = known(() => readText(readBlock(reference(), "customerManagedPolicyReference")["name"], "name"), on.name);
    return policy === undefined ? [] : [{ on, set: setNameOf(stack, on, known), policy }];
  });
}

/** Names of the managed policies that are made in the same stack, whose documents tell what they grant. */
export function policiesMadeHere(stack: Stack): ReadonlySet<unknown> {
  return new Set(stack.of(iam.policy).map(({ props }) => ifKnown(() => props["name"] as unknown)));
}

/**
 * Policy documents that permission sets get: inline ones, and those of customer-managed policies that are made in the
 * same stack, found by name or by reference. Those that are unknown are noted.
 */
export function documents(stack: Stack, known: Known): readonly (Attachment & { readonly reading: Reading })[] {
  const inline = stack.of(ssoadmin.permissionSetInlinePolicy).flatMap((on) => {
    const reading = known(() => readPolicy(on.props["inlinePolicy"]), on.name);
    return reading === undefined ? [] : [{ on, set: setNameOf(stack, on, known), reading }];
  });
  const attachments = stack.of(ssoadmin.customerManagedPolicyAttachment, ssoadmin.customerManagedPolicyAttachmentsExclusive);
  const customer = stack.of(iam.policy).flatMap((on) =>
    attachments.flatMap((by) => {
      const reading = gives(by, on) ? known(() => readPolicy(on.props["policy"]), on.name) : undefined;
      return reading === undefined ? [] : [{ on, set: setNameOf(stack, by, known), reading }];
    }),
  );
  return [...inline, ...customer];
}

/** Whether an attachment gives a customer-managed policy, by its name or by a reference to it. */
function gives(by: PolicyResource, policy: PolicyResource): boolean {
  const name = ifKnown(() => policy.props["name"] as unknown);
  return ["customerManagedPolicyReference", "customerManagedPolicyReferences"].some((property) => {
    if ((by.propertyDependencies[property] ?? []).some(({ urn }) => urn === policy.urn)) return true;
    const references = ifKnown(() => readList(by.props[property])) ?? [];
    const names = Array.from({ length: references.length }, (_, index) => ifKnown(() => readBlock(references[index], property)["name"]));
    return name !== undefined && names.includes(name);
  });
}

/**
 * Elements of a list property; none, and a note, where the whole list is unknown; unknown elements are left out and
 * noted.
 */
export function elements(on: PolicyResource, property: string, known: Known): readonly unknown[] {
  const values = known(() => readList(on.props[property]), on.name) ?? [];
  return Array.from({ length: values.length }, (_, index) => known(() => values[index], on.name)).filter((value) => value !== undefined);
}

/** Resources that assign a permission set, with the name of the set. */
export function assignments(stack: Stack, known: Known): readonly Attachment[] {
  return stack.of(ssoadmin.accountAssignment).map((on) => ({ on, set: setNameOf(stack, on, known) }));
}

/** The same, with the ARNs of the sets that are outside of this stack. */
export function assignmentsByArn(stack: Stack, known: Known): readonly Attachment[] {
  return stack.of(ssoadmin.accountAssignment).map((on) => ({ on, set: nameOrArn(stack, on, known) }));
}

/** Groups things by the permission set that gets them; those of sets that cannot be told stay apart, each by itself. */
export function bySet<T extends { readonly on: PolicyResource }>(stack: Stack, items: readonly T[]): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = setOf(stack, item.on)?.urn ?? item.on.urn;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}
