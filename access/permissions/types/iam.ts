import { actions, type ResourceTypes } from "./actions";

/** `forceDestroy` of a user: everything that hangs on it goes first. */
const USER_REMOVE =
  "DeleteUser ListGroupsForUser RemoveUserFromGroup ListAttachedUserPolicies DetachUserPolicy ListUserPolicies DeleteUserPolicy " +
  "GetLoginProfile DeleteLoginProfile ListAccessKeys DeleteAccessKey ListSSHPublicKeys DeleteSSHPublicKey ListMFADevices ListVirtualMFADevices " +
  "DeactivateMFADevice DeleteVirtualMFADevice ListSigningCertificates DeleteSigningCertificate ListServiceSpecificCredentials " +
  "DeleteServiceSpecificCredential DeleteUserPermissionsBoundary";

/** Types of IAM. */
export const IAM_TYPES: ResourceTypes = {
  "aws:iam/accountPasswordPolicy:AccountPasswordPolicy": {
    parts: ["breakglass"],
    ...actions(
      "iam",
      "UpdateAccountPasswordPolicy",
      "GetAccountPasswordPolicy",
      "UpdateAccountPasswordPolicy",
      "DeleteAccountPasswordPolicy",
    ),
  },
  "aws:iam/user:User": {
    parts: ["breakglass"],
    ...actions("iam", "CreateUser TagUser", "GetUser ListUserTags", "UpdateUser TagUser UntagUser", USER_REMOVE),
  },
  "aws:iam/userLoginProfile:UserLoginProfile": {
    parts: ["breakglass"],
    ...actions("iam", "CreateLoginProfile GetAccountPasswordPolicy", "GetLoginProfile", "UpdateLoginProfile", "DeleteLoginProfile"),
  },
  "aws:iam/accessKey:AccessKey": {
    parts: ["breakglass"],
    ...actions("iam", "CreateAccessKey UpdateAccessKey", "ListAccessKeys", "UpdateAccessKey", "DeleteAccessKey"),
  },
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": {
    parts: ["breakglass"],
    ...actions("iam", "AttachUserPolicy", "ListAttachedUserPolicies", "", "DetachUserPolicy"),
  },
  "aws:iam/policy:Policy": {
    parts: ["breakglass"],
    ...actions(
      "iam",
      "CreatePolicy TagPolicy",
      "GetPolicy GetPolicyVersion ListPolicyTags",
      "CreatePolicyVersion ListPolicyVersions DeletePolicyVersion TagPolicy UntagPolicy",
      "ListPolicyVersions DeletePolicyVersion DeletePolicy",
    ),
  },
  "aws:iam/role:Role": {
    parts: ["breakglass", "own trail", "siem"],
    ...actions(
      "iam",
      "CreateRole TagRole",
      "GetRole ListRolePolicies ListAttachedRolePolicies ListRoleTags",
      "UpdateRole UpdateRoleDescription UpdateAssumeRolePolicy TagRole UntagRole",
      "ListInstanceProfilesForRole ListRolePolicies ListAttachedRolePolicies DeleteRole",
    ),
  },
  "aws:iam/rolePolicy:RolePolicy": {
    parts: ["breakglass", "own trail", "siem"],
    ...actions("iam", "PutRolePolicy", "GetRolePolicy", "PutRolePolicy", "DeleteRolePolicy"),
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    parts: ["siem"],
    ...actions(
      "iam",
      "CreateOpenIDConnectProvider TagOpenIDConnectProvider",
      "GetOpenIDConnectProvider ListOpenIDConnectProviderTags",
      "AddClientIDToOpenIDConnectProvider RemoveClientIDFromOpenIDConnectProvider UpdateOpenIDConnectProviderThumbprint TagOpenIDConnectProvider UntagOpenIDConnectProvider",
      "DeleteOpenIDConnectProvider",
    ),
  },
};
