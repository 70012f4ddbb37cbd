import type { PolicyResource } from "@pulumi/policy";
import { byIndex } from "../sdk/by-index";
import { Unknowns } from "./unknowns";
import { readList } from "./values";

/**
 * The resources that a property refers to, one or several: by the dependencies that Pulumi keeps for the property,
 * which are there while the value is unknown, or by the value itself, compared with the targets' own outputs.
 */
export function linked(
  from: PolicyResource,
  property: string,
  targets: readonly PolicyResource[],
  outputs: readonly string[],
): readonly PolicyResource[] {
  const urns = new Set((from.propertyDependencies[property] ?? []).map(({ urn }) => urn));
  const listed = ifKnown(() => readList(from.props[property])) ?? [];
  const values = byIndex(listed, (index) => ifKnown(() => listed[index])).filter((value) => typeof value === "string" && value !== "");
  return targets.filter(
    (target) => urns.has(target.urn) || outputs.some((output) => values.includes(ifKnown(() => target.props[output] as unknown))),
  );
}

/** A value that only serves to find something: undefined where it is unknown, without a note. */
export function ifKnown<T>(read: () => T): T | undefined {
  return new Unknowns().known(read);
}
