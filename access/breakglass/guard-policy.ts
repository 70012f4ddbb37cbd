import type { PolicyDocument, PolicyStatement } from "../model";
import { GUARD_TAG, type GuardArns } from "./watch";

/** What the guard policy of the breakglass users needs to know. */
export interface GuardPolicyInput {
  /** ARNs of all breakglass users: none may weaken another, either. */
  readonly userArns: readonly string[];
  /** ARNs of what watches over them. */
  readonly guardArns: GuardArns;
  /** Whether the users have access keys, which only a one-time code (TOTP) can raise to a session with MFA. */
  readonly accessKeys: boolean;
}

/**
 * What a user may do before MFA: see itself, set its first password, enrol its first device. Everything else waits for
 * MFA.
 *
 * @see
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-mfa-only.html
 */
const BEFORE_MFA = [
  "iam:ChangePassword",
  "iam:EnableMFADevice",
  "iam:GetAccountPasswordPolicy",
  "iam:GetMFADevice",
  "iam:GetUser",
  "iam:ListMFADevices",
  "iam:ListVirtualMFADevices",
  "iam:ResyncMFADevice",
];

/**
 * The policy that keeps a breakglass user, an administrator, from acting without MFA and from weakening its own guard
 * (R7.2).
 *
 * A managed policy, not an inline one: the inline policies of a user may have 2,048 characters in all, a managed one
 * 6,144.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function guardPolicy({ userArns, guardArns, accessKeys }: GuardPolicyInput): PolicyDocument {
  const beforeMfa = accessKeys ? [...BEFORE_MFA, "iam:CreateVirtualMFADevice", "sts:GetSessionToken"].sort() : BEFORE_MFA;
  const withoutMfa: PolicyStatement = {
    Sid: "DenyWithoutMfa",
    Effect: "Deny",
    NotAction: beforeMfa,
    Resource: "*",
    // The key is absent from requests that are signed with an access key: a plain Bool would let them through.
    Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
  };
  // The console's sessions carry the key even without MFA, access keys never do: who finds one cannot enrol a device of
  // his own with it.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
  const enrolmentInConsole: PolicyStatement = {
    Sid: "DenyEnrolmentByAccessKey",
    Effect: "Deny",
    Action: ["iam:ChangePassword", "iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:ResyncMFADevice"],
    Resource: "*",
    Condition: { Null: { "aws:MultiFactorAuthPresent": "true" } },
  };
  // A code device beside the security keys would be a way around FIDO2; only a user with an access key needs one.
  const fidoOnly: PolicyStatement = { Sid: "DenyCodeDevices", Effect: "Deny", Action: "iam:CreateVirtualMFADevice", Resource: "*" };
  return {
    Version: "2012-10-17",
    Statement: [withoutMfa, enrolmentInConsole, ...(accessKeys ? [] : [fidoOnly]), weakening(userArns), ...blinding(guardArns)],
  };
}

/** Credentials, devices and policies of the users are the program's to change. */
function weakening(userArns: readonly string[]): PolicyStatement {
  return {
    Sid: "DenyWeakeningTheUsers",
    Effect: "Deny",
    Action: [
      "iam:AttachUserPolicy",
      "iam:CreateAccessKey",
      "iam:CreateLoginProfile",
      "iam:CreateServiceSpecificCredential",
      "iam:DeactivateMFADevice",
      "iam:DeleteLoginProfile",
      "iam:DeleteUser",
      "iam:DeleteUserPermissionsBoundary",
      "iam:DeleteUserPolicy",
      "iam:DetachUserPolicy",
      "iam:PutUserPermissionsBoundary",
      "iam:PutUserPolicy",
      "iam:UpdateAccessKey",
      "iam:UpdateLoginProfile",
      "iam:UpdateUser",
      "iam:UploadSSHPublicKey",
      "iam:UploadSigningCertificate",
    ],
    Resource: [...userArns].sort(),
  };
}

/** The guard itself, this policy included. An action matches only resources of its own type. */
function blinding({ policy, trail, bucket, logGroup, topic, rules, alarms, roles }: GuardArns): PolicyStatement[] {
  const buckets = bucket === undefined ? [] : [bucket, `${bucket}/*`];
  return [
    {
      Sid: "DenyBlindingTheGuard",
      Effect: "Deny",
      Action: [
        "cloudtrail:DeleteTrail",
        "cloudtrail:PutEventSelectors",
        "cloudtrail:StopLogging",
        "cloudtrail:UpdateTrail",
        "cloudwatch:DeleteAlarms",
        "cloudwatch:DisableAlarmActions",
        "cloudwatch:PutMetricAlarm",
        "cloudwatch:SetAlarmState",
        "events:DeleteRule",
        "events:DisableRule",
        "events:PutRule",
        "events:PutTargets",
        "events:RemoveTargets",
        "iam:AttachRolePolicy",
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
        "iam:SetDefaultPolicyVersion",
        "iam:UpdateAssumeRolePolicy",
        "logs:DeleteLogGroup",
        "logs:DeleteMetricFilter",
        "logs:PutMetricFilter",
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:PutBucketPolicy",
        "s3:PutBucketVersioning",
        "s3:PutLifecycleConfiguration",
        "sns:AddPermission",
        "sns:DeleteTopic",
        "sns:RemovePermission",
        "sns:SetTopicAttributes",
        "sns:Unsubscribe",
      ],
      Resource: [policy, trail, topic, logGroup, `${logGroup}:*`, ...buckets, ...rules, ...alarms, ...roles].sort(),
    },
    {
      // Keys are known by their tag: their ARNs are made by AWS.
      Sid: "DenyTakingTheGuardsKeys",
      Effect: "Deny",
      Action: ["kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:UntagResource"],
      Resource: "*",
      Condition: { StringEquals: { [`aws:ResourceTag/${GUARD_TAG}`]: "true" } },
    },
  ];
}
