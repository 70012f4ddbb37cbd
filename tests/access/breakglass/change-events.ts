/** Changes by hand and their near misses, as CloudTrail documents the events; who did it is a person in a role. */
import { ACCOUNT } from "./events";

export const DEPLOYER = `arn:aws:iam::${ACCOUNT}:role/federation-deploy`;

/** Identity of a call under a role. */
export const by = (role: string, session = "ada@example.com") => ({
  type: "AssumedRole",
  principalId: `AROAEXAMPLE:${session}`,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role.split("/").at(-1)}/${session}`,
  accountId: ACCOUNT,
  sessionContext: {
    sessionIssuer: { type: "Role", principalId: "AROAEXAMPLE", arn: role, accountId: ACCOUNT, userName: role.split("/").at(-1) },
  },
});

export const PERSON = by(
  `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Platform-Admin_0123456789abcdef`,
);
const ROOT = { type: "Root", principalId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT, accessKeyId: "" };

export interface ChangeEvent {
  readonly what: string;
  readonly kind: "identity-center" | "trust" | "root" | "organization";
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

const CALL = "AWS API Call via CloudTrail";

function call(
  kind: ChangeEvent["kind"],
  source: string,
  eventName: string,
  requestParameters: object | null = {},
  more: object = {},
): ChangeEvent {
  return {
    what: `${eventName} of ${source}`,
    kind,
    detailType: CALL,
    detail: {
      eventVersion: "1.08",
      eventSource: `${source}.amazonaws.com`,
      eventName,
      eventType: "AwsApiCall",
      eventTime: "2026-11-23T12:00:00Z",
      awsRegion: kind === "identity-center" ? "eu-west-1" : "us-east-1",
      sourceIPAddress: "198.51.100.7",
      eventID: "3fcfb182-98f8-4744-bd45-10a395ab61cb",
      recipientAccountId: ACCOUNT,
      readOnly: false,
      userIdentity: PERSON,
      requestParameters,
      ...more,
    },
  };
}

const INSTANCE = { instanceArn: "arn:aws:sso:::instance/ssoins-1111222233334444" };
const SET = { ...INSTANCE, permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1111222233334444/ps-1" };
const directory = { directoryId: "d-9367abcdef" };
const provider = { sAMLProviderArn: `arn:aws:iam::${ACCOUNT}:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE` };
const reserved = { roleName: "AWSReservedSSO_Platform-Admin_0123456789abcdef" };

export const CHANGE_EVENTS: readonly ChangeEvent[] = [
  call("identity-center", "sso", "CreateAccountAssignment", { ...SET, targetId: "012345678901", targetType: "AWS_ACCOUNT", principalType: "USER", principalId: "u-1" }), // prettier-ignore
  ...["DeleteAccountAssignment", "CreatePermissionSet", "UpdatePermissionSet", "DeletePermissionSet", "ProvisionPermissionSet"].map((name) => call("identity-center", "sso", name, SET)), // prettier-ignore
  ...["AttachManagedPolicyToPermissionSet", "DetachManagedPolicyFromPermissionSet", "PutInlinePolicyToPermissionSet", "DeleteInlinePolicyFromPermissionSet"].map((name) => call("identity-center", "sso", name, SET)), // prettier-ignore
  ...["AttachCustomerManagedPolicyReferenceToPermissionSet", "PutPermissionsBoundaryToPermissionSet", "DeletePermissionsBoundaryFromPermissionSet"].map((name) => call("identity-center", "sso", name, SET)), // prettier-ignore
  ...["CreateInstanceAccessControlAttributeConfiguration", "UpdateInstanceAccessControlAttributeConfiguration", "DeleteInstanceAccessControlAttributeConfiguration"].map((name) => call("identity-center", "sso", name, INSTANCE)), // prettier-ignore
  ...["CreateInstance", "DeleteInstance", "UpdateInstance", "CreateTrustedTokenIssuer", "StartSSO", "DisassociateDirectory", "UpdateDirectoryAssociation", "PutPermissionsPolicy", "AssociateProfile"].map((name) => call("identity-center", "sso", name, INSTANCE)), // prettier-ignore
  ...["CreateExternalIdPConfigurationForDirectory", "DisableExternalIdPConfigurationForDirectory", "ImportExternalIdPCertificate", "DeleteExternalIdPCertificate", "CreateBearerToken", "DeleteBearerToken", "CreateProvisioningTenant"].map((name) => call("identity-center", "sso-directory", name, directory)), // prettier-ignore
  ...["CreateGroupMembership", "DeleteGroupMembership", "CreateUser", "UpdateGroup"].map((name) => call("identity-center", "identitystore", name, { identityStoreId: "d-9367abcdef" })), // prettier-ignore
  call("trust", "iam", "UpdateSAMLProvider", provider),
  call("trust", "iam", "DeleteSAMLProvider", provider),
  call("trust", "iam", "CreateSAMLProvider", { name: "side-door", sAMLMetadataDocument: "<xml/>" }),
  ...["UpdateAssumeRolePolicy", "AttachRolePolicy", "PutRolePolicy", "DeleteRole", "UpdateRole"].map((name) =>
    call("trust", "iam", name, reserved),
  ),
  call("trust", "iam", "DeleteServiceLinkedRole", { roleName: "AWSServiceRoleForSSO" }),
  { ...call("root", "signin", "ConsoleLogin", null, { userIdentity: ROOT, eventType: "AwsConsoleSignIn", responseElements: { ConsoleLogin: "Success" } }), detailType: "AWS Console Sign In via CloudTrail" }, // prettier-ignore
  { ...withoutReadOnly(call("root", "signin", "ConsoleLogin", null, { userIdentity: ROOT, eventType: "AwsConsoleSignIn" })), what: "a sign-in of root, as the documentation spells its type, without readOnly", detailType: "AWS Console Signin via CloudTrail" }, // prettier-ignore
  { ...call("root", "signin", "PasswordRecoveryCompleted", null, { userIdentity: ROOT, eventType: "AwsConsoleSignIn" }), detailType: "AWS Console Sign In via CloudTrail" }, // prettier-ignore
  ...["CreateAccessKey", "EnableMFADevice", "DeactivateMFADevice", "ChangePassword"].map((name) => call("root", "iam", name, null, { userIdentity: ROOT })), // prettier-ignore
  call("root", "sts", "AssumeRoot", { targetPrincipal: "012345678901" }, { readOnly: true }),
  call("root", "iam", "DisableOrganizationsRootCredentialsManagement"),
  call("root", "iam", "EnableOrganizationsRootSessions"),
  ...["DetachPolicy", "AttachPolicy", "UpdatePolicy", "DeletePolicy", "PutResourcePolicy"].map((name) => call("organization", "organizations", name, { policyId: "p-1", targetId: "ou-1" })), // prettier-ignore
  ...["DisablePolicyType", "RegisterDelegatedAdministrator", "DeregisterDelegatedAdministrator", "EnableAWSServiceAccess", "DisableAWSServiceAccess"].map((name) => call("organization", "organizations", name)), // prettier-ignore
  ...["LeaveOrganization", "RemoveAccountFromOrganization", "DeleteOrganization", "MoveAccount", "CloseAccount"].map((name) => call("organization", "organizations", name)), // prettier-ignore
  ...["StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors", "RegisterOrganizationDelegatedAdmin"].map((name) => call("organization", "cloudtrail", name, { name: "organization" })), // prettier-ignore
];

function withoutReadOnly(event: ChangeEvent): ChangeEvent {
  return { ...event, detail: Object.fromEntries(Object.entries(event.detail).filter(([key]) => key !== "readOnly")) };
}

/** The kind is the one that each is nearest to. */
export const NEAR_MISSES: readonly ChangeEvent[] = [
  { ...call("identity-center", "sso", "ListAccountAssignments", SET, { readOnly: true }), what: "a list of assignments" },
  { ...call("identity-center", "sso", "DescribePermissionSet", SET, { readOnly: true }), what: "a look at a permission set" },
  { ...call("identity-center", "sso", "Authenticate", null, { eventType: "AwsServiceEvent" }), what: "a sign-in at the portal", detailType: "AWS Service Event via CloudTrail" }, // prettier-ignore
  { ...call("identity-center", "sso", "CreateToken"), what: "a token of the command line" },
  { ...call("identity-center", "sso-directory", "UpdatePassword", directory), what: "a password of a user of the directory" },
  { ...call("identity-center", "identitystore-scim", "CreateUser"), what: "a user that provisioning brings" },
  { ...call("identity-center", "ssm", "CreateInstance"), what: "another service's call of the same name" },
  { ...call("trust", "iam", "GetSAMLProvider", provider, { readOnly: true }), what: "a look at the SAML provider" },
  {
    ...call("trust", "iam", "AttachRolePolicy", { roleName: "AWSReservedForOthers" }),
    what: "a change of a role that is not Identity Center's",
  },
  { ...call("trust", "iam", "AttachRolePolicy", { roleName: "my-AWSReservedSSO_x" }), what: "a change of a role whose name only holds it" },
  { ...call("root", "iam", "ListAccessKeys", null, { userIdentity: ROOT, readOnly: true }), what: "a look by root" },
  {
    ...call("root", "kms", "CreateGrant", null, { userIdentity: { ...ROOT, invokedBy: "rds.amazonaws.com" } }),
    what: "a service that acts on root's behalf",
  },
  {
    ...call("root", "kms", "RotateKey", null, { userIdentity: ROOT, eventType: "AwsServiceEvent" }),
    what: "a service's own event with root in it",
  },
  { ...call("root", "signin", "ConsoleLogin", null, { eventType: "AwsConsoleSignIn" }), what: "a sign-in of somebody else", detailType: "AWS Console Sign In via CloudTrail" }, // prettier-ignore
  { ...call("root", "iam", "CreateAccessKey", { userName: "ada" }), what: "an access key of a user" },
  { ...call("root", "sts", "AssumeRole"), what: "a hop to a role" },
  { ...call("organization", "organizations", "ListPolicies", {}, { readOnly: true }), what: "a list of policies" },
  { ...call("organization", "organizations", "CreateAccount"), what: "a new account" },
  { ...call("organization", "organizations", "TagResource"), what: "a tag" },
  { ...call("organization", "cloudtrail", "StartLogging"), what: "a trail that starts" },
  { ...call("organization", "iam", "CreatePolicy"), what: "a policy of IAM" },
];
