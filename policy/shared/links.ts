import type { PolicyResource } from "@pulumi/policy";
import { Ledger } from "./known";

/**
 * The resources that a property refers to: by the dependencies that Pulumi keeps for the property, which are there while the value is unknown,
 * else by the value itself, compared with the targets' own outputs.
 */
export function linked(
  from: PolicyResource,
  property: string,
  targets: readonly PolicyResource[],
  outputs: readonly string[],
): readonly PolicyResource[] {
  const urns = new Set((from.propertyDependencies[property] ?? []).map(({ urn }) => urn));
  const byDependency = targets.filter(({ urn }) => urns.has(urn));
  if (byDependency.length > 0) return byDependency;
  const value = quietly(() => from.props[property] as unknown);
  if (typeof value !== "string" || value === "") return [];
  return targets.filter((target) => outputs.some((output) => quietly(() => target.props[output] as unknown) === value));
}

/** The first of {@link linked}. */
export function link(
  from: PolicyResource,
  property: string,
  targets: readonly PolicyResource[],
  outputs: readonly string[],
): PolicyResource | undefined {
  return linked(from, property, targets, outputs)[0];
}

/** A value that only serves to find something: undefined where it is unknown, without a note. */
export function quietly<T>(read: () => T): T | undefined {
  return new Ledger().known(read);
}
