/**
 * A permission set's policies in words.
 */
import type { CustomerManagedPolicyReference, PermissionSetDefinition } from "../model";

/** A customer-managed policy by path and name, such as `/team/Data`. */
export function customerManagedName({ path, name }: CustomerManagedPolicyReference): string {
  return `${path}${name}`;
}

/** Its policies, one after another: by name where they have one; an empty list where the set has none. */
export function policyWords(set: PermissionSetDefinition): string[] {
  const { inlinePolicy, permissionsBoundary: boundary } = set;
  const statements = inlinePolicy?.Statement.length ?? 0;
  const boundaryName =
    boundary === undefined
      ? undefined
      : "managedPolicy" in boundary
        ? boundary.managedPolicy
        : `customer-managed ${customerManagedName(boundary.customerManagedPolicy)}`;
  return [
    ...set.managedPolicies,
    ...set.customerManagedPolicies.map((policy) => `customer-managed ${customerManagedName(policy)}`),
    ...(inlinePolicy === undefined ? [] : [`inline (${statements} statement${statements === 1 ? "" : "s"})`]),
    ...(boundaryName === undefined ? [] : [`boundary ${boundaryName}`]),
  ];
}
