/** The AWS actions of what reads without a resource: the program's look-ups, and the command's own calls. Data. */
import type { Part } from "./types/actions";

const of = (service: string, names: string): string[] => names.split(" ").map((name) => `${service}:${name}`);

/** What the program asks before it registers anything, at every preview and `up`. */
export const PROGRAM_LOOKUPS: readonly (readonly [Part, readonly string[]])[] = [
  ["access", of("sso", "ListInstances ListPermissionSets DescribePermissionSet ListTagsForResource")],
  ["access", of("identitystore", "ListGroups DescribeGroup")],
  [
    "access",
    of(
      "organizations",
      "DescribeOrganization ListAccounts ListRoots ListOrganizationalUnitsForParent ListAccountsForParent ListAWSServiceAccessForOrganization " +
        "ListDelegatedAdministrators DescribeAccount",
    ),
  ],
  ["access", of("tag", "GetResources")],
  ["access", of("iam", "GetPolicy ListPolicies GetPolicyVersion")],
  ["breakglass", of("iam", "ListUsers GetAccountPasswordPolicy")],
  ["alarms", of("iam", "ListRoles GetRole")],
  ["alarms", of("sns", "ListTopics GetTopicAttributes ListTagsForResource")],
  ["own trail", [...of("s3", "ListBucket GetBucketLocation ListTagsForResource"), ...of("logs", "DescribeLogGroups")]],
  ["breakglass", of("sqs", "ListQueues")],
  ["siem", of("iam", "ListOpenIDConnectProviders GetOpenIDConnectProvider")],
];

/** What `federation verify`, `drift`, `expiry` and `inventory` ask. */
export const COMMAND_READS: readonly (readonly [Part, readonly string[]])[] = [
  [
    "access",
    of(
      "sso",
      "ListInstances ListPermissionSets DescribePermissionSet ListTagsForResource ListAccountsForProvisionedPermissionSet ListAccountAssignments " +
        "ListAccountAssignmentsForPrincipal ListAccountAssignmentCreationStatus ListManagedPoliciesInPermissionSet ListCustomerManagedPolicyReferencesInPermissionSet " +
        "GetInlinePolicyForPermissionSet GetPermissionsBoundaryForPermissionSet DescribeInstanceAccessControlAttributeConfiguration",
    ),
  ],
  ["access", of("identitystore", "ListGroups ListGroupMemberships ListUsers DescribeUser")],
  ["access", of("organizations", "DescribeOrganization ListAccounts ListRoots ListOrganizationalUnitsForParent ListAccountsForParent")],
  ["access", of("tag", "GetResources")],
  ["access", of("cloudtrail", "LookupEvents")],
  ["access", of("iam", "GetPolicy")],
  [
    "breakglass",
    of(
      "iam",
      "ListUsers GetUser ListAttachedUserPolicies ListUserPolicies ListGroupsForUser ListAccessKeys ListMFADevices GetLoginProfile " +
        "ListSSHPublicKeys ListSigningCertificates ListServiceSpecificCredentials GetPolicy GetPolicyVersion GetAccountPasswordPolicy",
    ),
  ],
  ["alarms", of("iam", "ListUsers GetRole GetRolePolicy ListRolePolicies ListAttachedRolePolicies")],
  ["alarms", of("cloudtrail", "ListTrails GetTrail GetTrailStatus GetEventSelectors")],
  [
    "alarms",
    of(
      "s3",
      "ListBucket GetEncryptionConfiguration GetLifecycleConfiguration GetBucketPolicy GetBucketVersioning GetBucketPublicAccessBlock",
    ),
  ],
  ["alarms", of("logs", "DescribeLogGroups DescribeMetricFilters")],
  ["alarms", of("kms", "DescribeKey GetKeyPolicy GetKeyRotationStatus ListKeys ListAliases ListResourceTags")],
  ["alarms", of("sns", "GetTopicAttributes ListSubscriptionsByTopic")],
  ["breakglass", of("events", "DescribeRule ListTargetsByRule")],
  ["breakglass", of("cloudwatch", "DescribeAlarms DescribeAlarmHistory GetMetricStatistics")],
  ["breakglass", of("scheduler", "GetSchedule")],
  ["breakglass", of("sqs", "GetQueueUrl GetQueueAttributes")],
  [
    "siem",
    [
      ...of("sqs", "GetQueueUrl GetQueueAttributes"),
      ...of("cloudwatch", "GetMetricStatistics"),
      ...of("s3", "GetBucketNotification"),
      ...of("iam", "GetRole GetRolePolicy ListRolePolicies ListAttachedRolePolicies"),
    ],
  ],
];

/** What `federation adopt` asks; `--half aws` leaves out IAM, CloudTrail, EventBridge and CloudWatch Logs. */
export const ADOPT_READS: readonly string[] = [
  ...of(
    "sso",
    "ListInstances ListPermissionSets DescribePermissionSet ListTagsForResource ListAccountsForProvisionedPermissionSet ListAccountAssignments " +
      "ListManagedPoliciesInPermissionSet ListCustomerManagedPolicyReferencesInPermissionSet GetInlinePolicyForPermissionSet " +
      "GetPermissionsBoundaryForPermissionSet DescribeInstanceAccessControlAttributeConfiguration",
  ),
  ...of("identitystore", "ListGroups DescribeUser"),
  ...of(
    "organizations",
    "DescribeOrganization ListAccounts ListRoots ListOrganizationalUnitsForParent ListAccountsForParent ListDelegatedAdministrators",
  ),
  ...of("tag", "GetResources"),
  ...of(
    "iam",
    "ListUsers GetUser ListAttachedUserPolicies ListUserPolicies ListGroupsForUser ListAccessKeys ListMFADevices GetLoginProfile " +
      "ListSSHPublicKeys ListSigningCertificates ListServiceSpecificCredentials GetAccountPasswordPolicy",
  ),
  ...of("cloudtrail", "ListTrails GetTrail GetTrailStatus GetEventSelectors"),
  ...of("events", "ListRules"),
  ...of("logs", "DescribeMetricFilters"),
];

/** `--all-accounts`: entering the other accounts. */
export const ALL_ACCOUNTS_READS: readonly string[] = ["sts:AssumeRole"];

/**
 * What AWS's own roles in the management account need from the caller when a set is provisioned there: Identity Center
 * acts with the caller's rights, as its service-linked role is barred from that account (policy
 * AWSSSOServiceRolePolicy). In member accounts it acts by that role, so that a deployment needs nothing there. Whether
 * each is needed in every case is UNVERIFIED: AWS's page asks for IAMFullAccess.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/howtodelegatessoaccess.html
 */
export const MANAGEMENT_ACCOUNT_ROLES = {
  roles: of(
    "iam",
    "CreateRole GetRole UpdateRole UpdateRoleDescription UpdateAssumeRolePolicy DeleteRole AttachRolePolicy DetachRolePolicy PutRolePolicy " +
      "GetRolePolicy DeleteRolePolicy ListRolePolicies ListAttachedRolePolicies PutRolePermissionsBoundary DeleteRolePermissionsBoundary TagRole",
  ),
  providers: of("iam", "CreateSAMLProvider GetSAMLProvider UpdateSAMLProvider DeleteSAMLProvider"),
} as const;
