import { iam, ssoadmin } from "../../../shared/types";
import { UNKNOWN, resource } from "../../../testing";
import { unknownNote } from "../../cases";
import { allow, partOf, permissionSet, withDocument } from "../../fixtures";

export const notApplicable = { "a stack without attachments": { given: [permissionSet("A")] } };
export const documentUnknown = (rule: string) => ({
  "a document that is not known yet": { given: withDocument("A", UNKNOWN), says: [unknownNote(rule, "inlinePolicy of A/inline")] },
});
/** A customer-managed policy of the same stack, given to a set. */
export const withCustomer = (set: string, statement: Record<string, unknown>) => {
  const wire = permissionSet(set);
  return [
    wire,
    partOf(
      wire,
      ssoadmin.customerManagedPolicyAttachmentsExclusive,
      { customerManagedPolicyReferences: [{ name: "Own", path: "/" }] },
      { name: "customer" },
    ),
    resource(iam.policy, { name: "Own", policy: JSON.stringify({ Statement: [statement] }) }, { name: "own" }),
    resource(iam.policy, { name: "Other", policy: JSON.stringify({ Statement: [allow("*")] }) }, { name: "other" }),
  ];
};

/** A customer-managed policy of the same stack, whose name Pulumi makes up, given to a set by one attachment. */
export const withReferred = (set: string, statement: Record<string, unknown>) => {
  const wire = permissionSet(set);
  const policy = resource(iam.policy, { name: UNKNOWN, policy: JSON.stringify({ Statement: [statement] }) }, { name: "own" });
  const attachment = partOf(
    wire,
    ssoadmin.customerManagedPolicyAttachment,
    { customerManagedPolicyReference: { name: UNKNOWN } },
    { name: "customer" },
  );
  const propertyDependencies = { ...attachment.propertyDependencies, customerManagedPolicyReference: [policy.urn] };
  return [wire, policy, { ...attachment, propertyDependencies }];
};
export const inline = (inlinePolicy: unknown) => resource(ssoadmin.permissionSetInlinePolicy, { inlinePolicy }, { name: "inline" });
export const set = (props: Record<string, unknown>) => resource(ssoadmin.permissionSet, props, { name: "Auditor" });
export const customer = (of: ReturnType<typeof permissionSet>) =>
  partOf(of, ssoadmin.customerManagedPolicyAttachment, { customerManagedPolicyReference: { name: "Own" } }, { name: "customer" });
