import { type ResourceType } from "../../shared/table";
import { instanceAccessControlAttributes } from "./access-control-attributes";
import { accountAssignment } from "./account-assignment";
import { permissionSet } from "./permission-set";
import {
  customerManagedPolicyAttachment,
  customerManagedPolicyAttachmentsExclusive,
  managedPolicyAttachment,
  managedPolicyAttachmentsExclusive,
  permissionsBoundaryAttachment,
  permissionSetInlinePolicy,
} from "./permission-set-policies";

/** Pulumi's token of a type: `aws:ssoadmin/permissionSet:PermissionSet`. */
function tokened(module: string, rows: Readonly<Record<string, ResourceType>>): Record<string, ResourceType> {
  return Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [`aws:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`, row]),
  );
}

/** The types that this project uses. */
export const types: Readonly<Record<string, ResourceType>> = {
  ...tokened("ssoadmin", {
    PermissionSet: permissionSet,
    ManagedPolicyAttachment: managedPolicyAttachment,
    ManagedPolicyAttachmentsExclusive: managedPolicyAttachmentsExclusive,
    CustomerManagedPolicyAttachment: customerManagedPolicyAttachment,
    CustomerManagedPolicyAttachmentsExclusive: customerManagedPolicyAttachmentsExclusive,
    PermissionSetInlinePolicy: permissionSetInlinePolicy,
    PermissionsBoundaryAttachment: permissionsBoundaryAttachment,
    AccountAssignment: accountAssignment,
    InstanceAccessControlAttributes: instanceAccessControlAttributes,
  }),
};
