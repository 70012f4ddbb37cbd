import type { Described } from "../engine";
import {
  ACS,
  ENTITY,
  IDENTITY_CENTER,
  MANAGEMENT,
  SCIM,
  allow,
  assignment,
  at,
  aws,
  azuread,
  conditions,
  facts,
  inline,
  permissionSet,
  statement,
} from "./words";

const PGP = "mQINBGVx".repeat(10);
const guard = statement({
  Effect: "Deny",
  NotAction: ["iam:ChangePassword", "iam:EnableMFADevice", "iam:GetUser", "iam:ListMFADevices"],
  Resource: "*",
  Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
});
const protect = { protect: true };
const breakglass = (name: string): readonly Described[] => [
  aws("iam/user", name, { name }, protect),
  aws("iam/userPolicy", `${name}/guard`, { user: name, name: "guard", policy: guard }),
  aws("iam/userPolicyAttachment", `${name}/admin`, { user: name, policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
  aws(
    "iam/userLoginProfile",
    `${name}/password`,
    { user: name, pgpKey: PGP },
    { ignoreChanges: ["pgpKey", "passwordLength", "passwordResetRequired"] },
  ),
  aws("iam/accessKey", `${name}/key`, { user: name, pgpKey: PGP }),
];

/** Resources that do right what the others do wrong. `today` is the day of the last drill. */
export const right = (today: string, certificateEnd: string): readonly Described[] => [
  facts({ lastDrill: today }),
  ...breakglass("breakglass-1"),
  ...breakglass("breakglass-2"),
  aws("iam/accountPasswordPolicy", "password-policy", { minimumPasswordLength: 14, passwordReusePrevention: 24 }),
  aws("sns/topic", "topic", { name: "alarms", kmsMasterKeyId: "arn:aws:kms:eu-west-1:100000000001:key/a" }),
  aws("sns/topicSubscription", "mail", { topic: "${topic.arn}", protocol: "email", endpoint: "a@example.com" }),
  aws("cloudtrail/trail", "trail", {
    name: "trail",
    s3BucketName: "b",
    isMultiRegionTrail: true,
    enableLogFileValidation: true,
    cloudWatchLogsGroupArn: "arn:aws:logs:eu-west-1:100000000001:log-group:trail:*",
  }),
  aws("cloudwatch/logMetricFilter", "use", {
    name: "use",
    logGroupName: "trail",
    pattern: '{ ($.userIdentity.userName = "breakglass-1") || ($.userIdentity.userName = "breakglass-2") }',
    metricTransformation: { namespace: "Breakglass", name: "Use", value: "1" },
  }),
  aws("cloudwatch/metricAlarm", "use-alarm", {
    name: "use",
    namespace: "Breakglass",
    metricName: "Use",
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    statistic: "Sum",
    evaluationPeriods: 1,
    threshold: 1,
    alarmActions: ["${topic.arn}"],
  }),
  // One rule on everything, where AWS records changes of Identity Center and of the organization.
  ...["eu-west-1", "us-east-1"].flatMap((region) => [
    aws("cloudwatch/eventRule", `changes-${region}`, { name: "changes", region, eventPattern: '{"source":[{"prefix":"aws."}]}' }),
    aws("cloudwatch/eventTarget", `changes-${region}/target`, { rule: "changes", region, arn: "${topic.arn}" }),
  ]),
  aws("iam/role", "service-role", {
    assumeRolePolicy: statement({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }),
  }),
  permissionSet("Platform-Admin-Mgmt", { sessionDuration: "PT4H", description: "Administers." }),
  aws("ssoadmin/managedPolicyAttachmentsExclusive", "admin", {
    ...at("Platform-Admin-Mgmt"),
    managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
  }),
  permissionSet("Developer"),
  aws("ssoadmin/managedPolicyAttachment", "developer", { ...at("Developer"), managedPolicyArn: "arn:aws:iam::aws:policy/PowerUserAccess" }),
  permissionSet("Data-Analyst-RO"),
  inline(
    "Data-Analyst-RO",
    statement(
      allow(["s3:GetObject", "s3:ListBucket"], ["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"]),
      allow("s3:PutObject", "arn:aws:s3:::acme-results/*"),
    ),
  ),
  assignment("admin-assignment", "Platform-Admin-Mgmt", MANAGEMENT),
  assignment("developer-assignment", "Developer", "222222222222"),
  azuread(
    "application",
    "app",
    { displayName: "AWS", templateId: IDENTITY_CENTER, identifierUris: [ENTITY], web: { redirectUris: [ACS] } },
    protect,
  ),
  azuread(
    "servicePrincipal",
    "sp",
    { clientId: "${app.clientId}", useExisting: true, preferredSingleSignOnMode: "saml", appRoleAssignmentRequired: true },
    protect,
  ),
  azuread("servicePrincipalTokenSigningCertificate", "certificate", { servicePrincipalId: "${sp.id}", endDate: certificateEnd }, protect),
  azuread("synchronizationSecret", "scim", {
    servicePrincipalId: "${sp.id}",
    credentials: [
      { key: "BaseAddress", value: SCIM },
      { key: "SyncAll", value: "false" },
    ],
  }),
  azuread("appRoleAssignment", "role", {
    appRoleId: "8774f594-1d59-4279-b9d9-59ef09a23530",
    principalObjectId: "g",
    resourceObjectId: "${sp.objectId}",
  }),
  azuread("namedLocation", "countries", { displayName: "Countries", country: { countriesAndRegions: ["DE"] } }),
  azuread("conditionalAccessPolicy", "mfa", {
    displayName: "mfa",
    state: "enabled",
    conditions: conditions(),
    grantControls: { operator: "OR", builtInControls: ["mfa"] },
  }),
  azuread("conditionalAccessPolicy", "device", {
    displayName: "device",
    state: "enabled",
    conditions: conditions({}, { includedUsers: [], includedGroups: ["admins"] }),
    grantControls: { operator: "OR", builtInControls: ["compliantDevice"] },
  }),
  azuread("conditionalAccessPolicy", "places", {
    displayName: "places",
    state: "enabled",
    conditions: conditions(
      { locations: { includedLocations: ["All"], excludedLocations: ["${countries.objectId}"] } },
      { excludedGroups: ["emergency", "travel"] },
    ),
    grantControls: { operator: "OR", builtInControls: ["block"] },
  }),
];
