import type { PolicyResource } from "@pulumi/policy";
import { type Field, texts } from "./config";
import { ifKnown } from "./links";
import type { Stack } from "./stack";
import { iam } from "./types";
import { readList } from "./values";

/**
 * The setting that names the breakglass users: only an organization's own configuration does, never the stack that is
 * judged.
 */
export const breakglassUsers: Field<readonly string[]> = texts(
  ["breakglass-1", "breakglass-2"],
  "Names of the IAM users that exist for emergencies, and for nothing else.",
);

/** The breakglass users of a stack, by name. */
export function usersIn(stack: Stack, configured: readonly string[]): ReadonlyMap<string, PolicyResource> {
  const users = new Map<string, PolicyResource>();
  for (const user of stack.of(iam.user)) {
    const name = ifKnown(() => user.props["name"] as unknown);
    if (typeof name === "string" && configured.includes(name)) users.set(name, user);
  }
  return users;
}

/**
 * Whether a resource that belongs to a user (by `property`: one name or a list) belongs to this one, by name or by
 * reference.
 */
export function belongsTo(member: PolicyResource, property: string, user: PolicyResource, name: string): boolean {
  if ((member.propertyDependencies[property] ?? []).some(({ urn }) => urn === user.urn)) return true;
  const values = ifKnown(() => readList(member.props[property])) ?? [];
  return Array.from({ length: values.length }, (_, index) => ifKnown(() => values[index])).includes(name);
}
