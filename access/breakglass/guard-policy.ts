import type { PolicyDocument, PolicyStatement } from "../model";

/** What the guard policy of one breakglass user needs to know. */
export interface GuardPolicyInput {
  /** ARNs of all breakglass users: none may weaken another, either. */
  readonly userArns: readonly string[];
  /** ARNs of what watches over them: trail, event rules, topic, alarms. */
  readonly guardArns: GuardArns;
  /** Whether the user has an access key, which only a one-time code (TOTP) can raise to a session with MFA. */
  readonly accessKeys: boolean;
}

/** What watches over the breakglass users. */
export interface GuardArns {
  readonly trail: string;
  readonly rules: readonly string[];
  readonly alarms: readonly string[];
  readonly topic: string;
}

/**
 * What a user may do before MFA: see itself, set its first password, enrol its first device. Everything else waits for MFA.
 *
 * `BoolIfExists`, because the key is absent from requests that are signed with an access key: a plain `Bool` would let them through.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
 */
const BEFORE_MFA = [
  "iam:ChangePassword",
  "iam:EnableMFADevice",
  "iam:GetAccountPasswordPolicy",
  "iam:GetUser",
  "iam:ListMFADevices",
  "iam:ListVirtualMFADevices",
  "iam:ResyncMFADevice",
];

/** The inline policy that keeps a breakglass user, an administrator, from acting without MFA and from weakening its own guard (R7.2). */
export function guardPolicy({ userArns, guardArns, accessKeys }: GuardPolicyInput): PolicyDocument {
  const beforeMfa = accessKeys ? [...BEFORE_MFA, "iam:CreateVirtualMFADevice", "sts:GetSessionToken"].sort() : BEFORE_MFA;
  const withoutMfa: PolicyStatement = {
    Sid: "DenyWithoutMfa",
    Effect: "Deny",
    NotAction: beforeMfa,
    Resource: "*",
    Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
  };
  // A code device beside the security keys would be a way around FIDO2; only a user with an access key needs one.
  const fidoOnly: PolicyStatement = { Sid: "DenyCodeDevices", Effect: "Deny", Action: "iam:CreateVirtualMFADevice", Resource: "*" };
  const selfService: PolicyStatement = {
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
      "iam:UpdateLoginProfile",
      "iam:UpdateUser",
      "iam:UploadSSHPublicKey",
      "iam:UploadSigningCertificate",
    ],
    Resource: [...userArns].sort(),
  };
  const watchers: PolicyStatement = {
    Sid: "DenyBlindingTheGuard",
    Effect: "Deny",
    Action: [
      "cloudtrail:DeleteTrail",
      "cloudtrail:PutEventSelectors",
      "cloudtrail:StopLogging",
      "cloudtrail:UpdateTrail",
      "cloudwatch:DeleteAlarms",
      "cloudwatch:DisableAlarmActions",
      "events:DeleteRule",
      "events:DisableRule",
      "events:PutRule",
      "events:RemoveTargets",
      "sns:DeleteTopic",
      "sns:RemovePermission",
      "sns:SetTopicAttributes",
    ],
    Resource: [guardArns.trail, guardArns.topic, ...guardArns.rules, ...guardArns.alarms].sort(),
  };
  return { Version: "2012-10-17", Statement: [withoutMfa, ...(accessKeys ? [] : [fidoOnly]), selfService, watchers] };
}
