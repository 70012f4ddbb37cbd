import { actions, type ResourceTypes } from "./actions";

const PROVISION = "ProvisionPermissionSet DescribePermissionSetProvisioningStatus ListPermissionSetProvisioningStatus";

/** Types of Identity Center. */
export const IDENTITY_CENTER_TYPES: ResourceTypes = {
  "aws:ssoadmin/permissionSet:PermissionSet": {
    parts: ["access"],
    ...actions(
      "sso",
      "CreatePermissionSet TagResource",
      "DescribePermissionSet ListTagsForResource",
      `UpdatePermissionSet TagResource UntagResource ${PROVISION}`,
      "DeletePermissionSet",
    ),
  },
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": {
    parts: ["access"],
    ...actions(
      "sso",
      `PutInlinePolicyToPermissionSet ${PROVISION}`,
      "GetInlinePolicyForPermissionSet",
      `PutInlinePolicyToPermissionSet ${PROVISION}`,
      `DeleteInlinePolicyFromPermissionSet ${PROVISION}`,
    ),
  },
  "aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment": {
    parts: ["access"],
    ...actions(
      "sso",
      `PutPermissionsBoundaryToPermissionSet ${PROVISION}`,
      "GetPermissionsBoundaryForPermissionSet",
      `PutPermissionsBoundaryToPermissionSet ${PROVISION}`,
      `DeletePermissionsBoundaryFromPermissionSet ${PROVISION}`,
    ),
  },
  "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive": {
    parts: ["access"],
    ...actions(
      "sso",
      `AttachManagedPolicyToPermissionSet DetachManagedPolicyFromPermissionSet ${PROVISION}`,
      "ListManagedPoliciesInPermissionSet",
      `AttachManagedPolicyToPermissionSet DetachManagedPolicyFromPermissionSet ${PROVISION}`,
      "",
    ),
  },
  "aws:ssoadmin/customerManagedPolicyAttachmentsExclusive:CustomerManagedPolicyAttachmentsExclusive": {
    parts: ["access"],
    ...actions(
      "sso",
      `AttachCustomerManagedPolicyReferenceToPermissionSet DetachCustomerManagedPolicyReferenceFromPermissionSet ${PROVISION}`,
      "ListCustomerManagedPolicyReferencesInPermissionSet",
      `AttachCustomerManagedPolicyReferenceToPermissionSet DetachCustomerManagedPolicyReferenceFromPermissionSet ${PROVISION}`,
      "",
    ),
  },
  "aws:ssoadmin/accountAssignment:AccountAssignment": {
    parts: ["access"],
    ...actions(
      "sso",
      "CreateAccountAssignment DescribeAccountAssignmentCreationStatus",
      "ListAccountAssignments",
      "",
      "DeleteAccountAssignment DescribeAccountAssignmentDeletionStatus",
    ),
  },
  "aws:ssoadmin/instanceAccessControlAttributes:InstanceAccessControlAttributes": {
    parts: ["attributes"],
    ...actions(
      "sso",
      "CreateInstanceAccessControlAttributeConfiguration",
      "DescribeInstanceAccessControlAttributeConfiguration",
      "UpdateInstanceAccessControlAttributeConfiguration",
      "DeleteInstanceAccessControlAttributeConfiguration",
    ),
  },
};
