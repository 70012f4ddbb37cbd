import { isDeepStrictEqual } from "node:util";
import type { CustomerManagedPolicyReference, PermissionSetDefinition, PermissionsBoundary } from "../../access/model";
import { awsManagedArn, type Partition } from "../../access/partition";
import type { NamedSet, PermissionSetContent } from "../clouds/identity-center";

/** How a live permission set differs from its definition: one phrase a difference, empty when it does not. */
export function differences(
  definition: PermissionSetDefinition,
  set: NamedSet,
  content: PermissionSetContent,
  partition: Partition,
): string[] {
  const found: string[] = [];
  if (set.description !== definition.description) found.push("another description");
  if (hours(set.sessionDuration) !== definition.sessionHours)
    found.push(`a session of ${set.sessionDuration} instead of PT${definition.sessionHours}H`);
  if (set.relayState !== definition.relayState)
    found.push(`relay state ${set.relayState ?? "missing"} instead of ${definition.relayState ?? "none"}`);
  found.push(
    ...lists(
      "managed policy",
      definition.managedPolicies.map((policy) => awsManagedArn(policy, partition)),
      content.managedPolicyArns,
    ),
    ...lists("customer-managed policy", definition.customerManagedPolicies.map(written), content.customerManagedPolicies.map(written)),
  );
  if (!isDeepStrictEqual(content.inlinePolicy ?? undefined, definition.inlinePolicy && plain(definition.inlinePolicy))) {
    found.push(
      definition.inlinePolicy === undefined
        ? "an inline policy that the settings do not give it"
        : content.inlinePolicy === undefined
          ? "no inline policy"
          : "another inline policy",
    );
  }
  const boundary = boundaryOf(content.boundary);
  const wanted = definition.permissionsBoundary === undefined ? undefined : wantedBoundary(definition.permissionsBoundary, partition);
  if (boundary !== wanted) found.push(`permissions boundary ${boundary ?? "missing"} instead of ${wanted ?? "none"}`);
  return found;
}

/** Hours of an ISO 8601 duration of hours and minutes. */
export function hours(duration: string): number | undefined {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(duration);
  return match === null ? undefined : Number(match[1] ?? 0) + Number(match[2] ?? 0) / 60;
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

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
