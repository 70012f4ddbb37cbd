/**
 * The AWS actions that the provider takes for each type of resource that the program registers. Data; each is what the
 * resource's API calls need by AWS's service authorization reference. That the official provider makes no further call
 * is UNVERIFIED where only the local clouds were asked.
 */

/** Actions by what becomes of a resource. */
export interface TypeActions {
  readonly make: readonly string[];
  readonly read: readonly string[];
  readonly change: readonly string[];
  readonly remove: readonly string[];
}

/** Part of the program; a stack whose settings lack every part of a type never registers it. */
export type Part = "access" | "attributes" | "breakglass" | "alarms" | "own trail" | "siem";

const of = (service: string, names: string): string[] => (names === "" ? [] : names.split(" ").map((name) => `${service}:${name}`));

/** One service's actions; a name with a service of its own keeps it. */
function actions(service: string, make: string, read: string, change: string, remove: string): TypeActions {
  const list = (names: string): string[] => names.split(" ").flatMap((name) => (name.includes(":") ? [name] : of(service, name)));
  return { make: list(make), read: list(read), change: list(change), remove: list(remove) };
}

const PROVISION = "ProvisionPermissionSet DescribePermissionSetProvisioningStatus ListPermissionSetProvisioningStatus";

/** Everything that the provider reads of a bucket, settings of which the program says nothing among it. */
const BUCKET_READ =
  "ListBucket GetBucketLocation GetBucketAcl GetBucketCORS GetBucketWebsite GetBucketVersioning GetAccelerateConfiguration GetBucketRequestPayment " +
  "GetBucketLogging GetLifecycleConfiguration GetReplicationConfiguration GetEncryptionConfiguration GetBucketObjectLockConfiguration " +
  "GetBucketTagging GetBucketPolicy ListTagsForResource";

/** `forceDestroy` of a user: everything that hangs on it goes first. */
const USER_REMOVE =
  "DeleteUser ListGroupsForUser RemoveUserFromGroup ListAttachedUserPolicies DetachUserPolicy ListUserPolicies DeleteUserPolicy " +
  "GetLoginProfile DeleteLoginProfile ListAccessKeys DeleteAccessKey ListSSHPublicKeys DeleteSSHPublicKey ListMFADevices ListVirtualMFADevices " +
  "DeactivateMFADevice DeleteVirtualMFADevice ListSigningCertificates DeleteSigningCertificate ListServiceSpecificCredentials " +
  "DeleteServiceSpecificCredential DeleteUserPermissionsBoundary";

/** By Pulumi's type token. */
export const RESOURCE_TYPES: Readonly<Record<string, TypeActions & { readonly parts: readonly Part[] }>> = {
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
  "aws:cloudtrail/trail:Trail": {
    parts: ["own trail"],
    ...actions(
      "cloudtrail",
      "CreateTrail AddTags StartLogging PutEventSelectors iam:PassRole organizations:DescribeOrganization organizations:ListAWSServiceAccessForOrganization",
      "GetTrail DescribeTrails GetTrailStatus GetEventSelectors GetInsightSelectors ListTags",
      "UpdateTrail StartLogging StopLogging PutEventSelectors AddTags RemoveTags iam:PassRole",
      "DeleteTrail",
    ),
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    parts: ["own trail"],
    ...actions(
      "logs",
      "CreateLogGroup PutRetentionPolicy AssociateKmsKey TagResource",
      "DescribeLogGroups ListTagsForResource",
      "PutRetentionPolicy DeleteRetentionPolicy AssociateKmsKey DisassociateKmsKey TagResource UntagResource",
      "DeleteLogGroup",
    ),
  },
  "aws:s3/bucket:Bucket": {
    parts: ["own trail"],
    ...actions(
      "s3",
      "CreateBucket PutBucketTagging TagResource",
      BUCKET_READ,
      "PutBucketTagging TagResource UntagResource",
      "DeleteBucket",
    ),
  },
  "aws:s3/bucketPolicy:BucketPolicy": {
    parts: ["own trail"],
    ...actions("s3", "PutBucketPolicy", "GetBucketPolicy", "PutBucketPolicy", "DeleteBucketPolicy"),
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    parts: ["own trail"],
    ...actions(
      "s3",
      "PutBucketPublicAccessBlock",
      "GetBucketPublicAccessBlock",
      "PutBucketPublicAccessBlock",
      "PutBucketPublicAccessBlock",
    ),
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    parts: ["own trail"],
    ...actions(
      "s3",
      "PutEncryptionConfiguration",
      "GetEncryptionConfiguration",
      "PutEncryptionConfiguration",
      "PutEncryptionConfiguration",
    ),
  },
  "aws:s3/bucketVersioning:BucketVersioning": {
    parts: ["own trail"],
    ...actions("s3", "PutBucketVersioning", "GetBucketVersioning", "PutBucketVersioning", "PutBucketVersioning"),
  },
  "aws:s3/bucketNotification:BucketNotification": {
    parts: ["siem"],
    ...actions("s3", "PutBucketNotification", "GetBucketNotification", "PutBucketNotification", "PutBucketNotification"),
  },
  "aws:kms/key:Key": {
    parts: ["alarms"],
    ...actions(
      "kms",
      "CreateKey TagResource PutKeyPolicy EnableKeyRotation",
      "DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags",
      "UpdateKeyDescription PutKeyPolicy EnableKey DisableKey EnableKeyRotation DisableKeyRotation TagResource UntagResource",
      "ScheduleKeyDeletion",
    ),
  },
  "aws:sns/topic:Topic": {
    parts: ["alarms"],
    ...actions(
      "sns",
      "CreateTopic TagResource SetTopicAttributes",
      "GetTopicAttributes ListTagsForResource",
      "SetTopicAttributes TagResource UntagResource",
      "DeleteTopic",
    ),
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    parts: ["alarms"],
    ...actions("sns", "SetTopicAttributes", "GetTopicAttributes", "SetTopicAttributes", "SetTopicAttributes"),
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    parts: ["alarms"],
    ...actions(
      "sns",
      "Subscribe ListSubscriptionsByTopic",
      "GetSubscriptionAttributes ListSubscriptionsByTopic",
      "SetSubscriptionAttributes",
      "Unsubscribe",
    ),
  },
  "aws:cloudwatch/eventRule:EventRule": {
    parts: ["breakglass"],
    ...actions(
      "events",
      "PutRule TagResource",
      "DescribeRule ListTagsForResource",
      "PutRule EnableRule DisableRule TagResource UntagResource",
      "DeleteRule ListTargetsByRule RemoveTargets",
    ),
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    parts: ["breakglass"],
    ...actions("events", "PutTargets iam:PassRole", "ListTargetsByRule", "PutTargets iam:PassRole", "RemoveTargets"),
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    parts: ["breakglass"],
    ...actions("logs", "PutMetricFilter", "DescribeMetricFilters", "PutMetricFilter", "DeleteMetricFilter"),
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    parts: ["breakglass"],
    ...actions(
      "cloudwatch",
      "PutMetricAlarm TagResource",
      "DescribeAlarms ListTagsForResource",
      "PutMetricAlarm TagResource UntagResource",
      "DeleteAlarms",
    ),
  },
  "aws:scheduler/schedule:Schedule": {
    parts: ["breakglass"],
    ...actions("scheduler", "CreateSchedule iam:PassRole", "GetSchedule", "UpdateSchedule iam:PassRole", "DeleteSchedule"),
  },
  "aws:sqs/queue:Queue": {
    parts: ["breakglass", "siem"],
    ...actions(
      "sqs",
      "CreateQueue TagQueue SetQueueAttributes",
      "GetQueueUrl GetQueueAttributes ListQueueTags",
      "SetQueueAttributes TagQueue UntagQueue",
      "DeleteQueue",
    ),
  },
  "aws:sqs/queuePolicy:QueuePolicy": {
    parts: ["breakglass", "siem"],
    ...actions("sqs", "SetQueueAttributes", "GetQueueAttributes", "SetQueueAttributes", "SetQueueAttributes"),
  },
};
