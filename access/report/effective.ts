/**
 * What a permission set's policies say together: the documents of AWS's policies beside its own.
 */
import type { ManagedDocuments } from "../iam/decision";
import { stableJson } from "../json";
import type { PolicyDocument } from "../model";
import { managedReach } from "./reach";
import type { Change, SetContent } from "./snapshot";

/** Policies as one document, and the names of those whose document is not at hand. */
export interface EffectivePolicy {
  readonly document: PolicyDocument | undefined;
  readonly missing: readonly string[];
}

/** All policies of a set as one document. A permissions boundary is no part of it: it grants nothing. */
export function effectivePolicy(set: SetContent | undefined, managed: ManagedDocuments): EffectivePolicy {
  if (set === undefined) return { document: undefined, missing: [] };
  const found = set.managedPolicies.map((name) => ({ name, document: managed(name) }));
  const statements = [...found.flatMap(({ document }) => document?.Statement ?? []), ...(set.inlinePolicy?.Statement ?? [])];
  return {
    document: statements.length === 0 ? undefined : { Version: "2012-10-17", Statement: statements },
    missing: [...found.flatMap(({ name, document }) => (document === undefined ? [name] : [])), ...set.customerManagedPolicies],
  };
}

/** What tells one set's policies from another's: two contents with the same key allow the same actions. */
export function policiesKey(set: SetContent | undefined): string {
  return stableJson([set?.managedPolicies ?? [], set?.customerManagedPolicies ?? [], set?.inlinePolicy ?? null]);
}

/**
 * The documents that a report works out actions of: those of sets that change, inline policies, and AWS's policies
 * whose name does not tell their reach.
 */
export function documentsOf({ before, after }: Pick<Change, "before" | "after">, managed: ManagedDocuments): PolicyDocument[] {
  const names = [...new Set([...before.permissionSets.keys(), ...after.permissionSets.keys()])];
  const documents = new Set<PolicyDocument>();
  for (const name of names) {
    const [was, is] = [before.permissionSets.get(name), after.permissionSets.get(name)];
    const changes = policiesKey(was) !== policiesKey(is);
    for (const set of [was, is]) {
      if (set?.inlinePolicy !== undefined) documents.add(set.inlinePolicy);
      for (const policy of set?.managedPolicies ?? []) {
        const document = changes || managedReach(policy) === undefined ? managed(policy) : undefined;
        if (document !== undefined) documents.add(document);
      }
    }
  }
  return [...documents];
}
