import { ssoadmin } from "../shared/types";
import { type Details, type Wire, resource } from "../testing";

/** A permission set; its ARN is not known, as in a first preview. */
export function permissionSet(name: string, props: Readonly<Record<string, unknown>> = {}): Wire {
  return resource(ssoadmin.permissionSet, { name, ...props }, { name });
}

/** Something that refers to a permission set, whose ARN is not known yet. */
export function partOf(set: Wire | string, type: string, props: Readonly<Record<string, unknown>>, details: Details = {}): Wire {
  const link = typeof set === "string" ? { permissionSetArn: set } : {};
  return resource(
    type,
    { ...link, ...props },
    { name: "part", ...details, ...(typeof set === "string" ? {} : { refers: { permissionSetArn: set } }) },
  );
}

/** A permission set with managed policies, one attachment each. */
export function withManaged(name: string, ...policies: string[]): Wire[] {
  const set = permissionSet(name);
  return [
    set,
    ...policies.map((policy, index) =>
      partOf(
        set,
        ssoadmin.managedPolicyAttachment,
        { managedPolicyArn: `arn:aws:iam::aws:policy/${policy}` },
        { name: `${name}/managed-${index}` },
      ),
    ),
  ];
}

/** A permission set with an exclusive list of managed policies. */
export function withExclusive(name: string, ...policies: string[]): Wire[] {
  const set = permissionSet(name);
  const managedPolicyArns = policies.map((policy) => `arn:aws:iam::aws:policy/${policy}`);
  return [set, partOf(set, ssoadmin.managedPolicyAttachmentsExclusive, { managedPolicyArns }, { name: `${name}/managed` })];
}

/** A statement that allows. */
export function allow(action: unknown, resourceArn: unknown = "*", more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { Effect: "Allow", Action: action, Resource: resourceArn, ...more };
}

/** A permission set with an inline policy of these statements. */
export function withInline(name: string, ...statements: Readonly<Record<string, unknown>>[]): Wire[] {
  return withDocument(name, JSON.stringify({ Version: "2012-10-17", Statement: statements }));
}

/** A permission set with an inline policy. */
export function withDocument(name: string, inlinePolicy: unknown): Wire[] {
  const set = permissionSet(name);
  return [set, partOf(set, ssoadmin.permissionSetInlinePolicy, { inlinePolicy }, { name: `${name}/inline` })];
}

/** An assignment of a permission set. */
export function assignment(
  set: Wire | string,
  targetId: unknown,
  props: Readonly<Record<string, unknown>> = {},
  name = `${targetId}`,
): Wire {
  return partOf(
    set,
    ssoadmin.accountAssignment,
    { principalType: "GROUP", principalId: "group-1", targetId, targetType: "AWS_ACCOUNT", ...props },
    { name },
  );
}
