import type { Described } from "./engine";

const IDENTITY_CENTER = "21ed01d2-ec13-4e9e-86c1-cd546719ebc4";
const SCIM = "https://scim.eu-west-1.amazonaws.com/0a1b2c3d/scim/v2/";
const ACS = "https://eu-west-1.signin.aws/platform/saml/acs/0a1b";
const ENTITY = "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9367abcdef";
const MANAGEMENT = "100000000001";
const PRODUCTION = "111111111111";
const statement = (...statements: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (Action: unknown, Resource: unknown = "*"): object => ({ Effect: "Allow", Action, Resource });
const aws = (type: string, name: string, props: Record<string, unknown> = {}, opts: Record<string, unknown> = {}): Described => ({
  type: `aws:${type}:${type.split("/")[1]!.replace(/^./, (first) => first.toUpperCase())}`,
  name,
  props,
  opts,
});
const azuread = (type: string, name: string, props: Record<string, unknown> = {}, opts: Record<string, unknown> = {}): Described => ({
  type: `azuread:index/${type}:${type.replace(/^./, (first) => first.toUpperCase())}`,
  name,
  props,
  opts,
});
const identityCenter = { instanceArn: "arn:aws:sso:::instance/ssoins-1111222233334444", region: "eu-west-1" };
const at = (set: string): Record<string, unknown> => ({ ...identityCenter, permissionSetArn: `\${${set}.arn}` });
const assignment = (name: string, set: string, targetId: string, more: Record<string, unknown> = {}): Described =>
  aws("ssoadmin/accountAssignment", name, {
    ...at(set),
    principalType: "GROUP",
    principalId: "group-1",
    targetType: "AWS_ACCOUNT",
    targetId,
    ...more,
  });
const inline = (set: string, inlinePolicy: string): Described =>
  aws("ssoadmin/permissionSetInlinePolicy", `${set}/inline`, { ...at(set), inlinePolicy });
const permissionSet = (name: string, props: Record<string, unknown> = {}, opts = {}): Described =>
  aws("ssoadmin/permissionSet", name, { ...identityCenter, name, sessionDuration: "PT8H", ...props }, opts);
const conditions = (more: Record<string, unknown> = {}, users: Record<string, unknown> = {}): Record<string, unknown> => ({
  applications: { includedApplications: ["${app.clientId}"] },
  clientAppTypes: ["all"],
  users: { includedUsers: ["All"], excludedGroups: ["emergency"], ...users },
  ...more,
});
const facts = (more: Record<string, unknown>): Described => ({
  type: "federation:index:Federation",
  name: "federation",
  component: true,
  props: {
    stage: "production",
    homeRegion: "eu-west-1",
    managementAccountId: MANAGEMENT,
    productionAccountIds: [PRODUCTION],
    emergencyAccessGroupId: "emergency",
    travelGroupId: "travel",
    compliantDeviceGroupIds: ["admins"],
    acsUrls: [ACS],
    entityId: ENTITY,
    ...more,
  },
});

/** Resources each of which breaks a rule, and together every rule of the pack. */
export const wrong: readonly Described[] = [
  facts({ homeRegion: "Ireland", lastDrill: "2020-01-01" }),
  aws("iam/user", "ada", { name: "ada" }),
  aws("iam/user", "breakglass-1", { name: "breakglass-1" }),
  aws("iam/accessKey", "key", { user: "ada" }),
  aws("cloudcontrol/resource", "side-door", { typeName: "AWS::IAM::User", desiredState: "{}" }),
  aws("iam/sshKey", "ssh", { username: "breakglass-1", encoding: "SSH", publicKey: "ssh-rsa AAAA" }),
  aws("iam/userLoginProfile", "password", { user: "ada" }),
  aws("iam/virtualMfaDevice", "mfa", { virtualMfaDeviceName: "mfa" }),
  aws("iam/samlProvider", "saml", { name: "okta", samlMetadataDocument: "<xml/>" }),
  aws("iam/role", "saml-role", {
    assumeRolePolicy: statement({
      Effect: "Allow",
      Action: "sts:AssumeRoleWithSAML",
      Principal: { Federated: "arn:aws:iam::111111111111:saml-provider/okta" },
    }),
  }),
  aws("iam/role", "user-role", {
    assumeRolePolicy: statement({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "arn:aws:iam::111111111111:user/ada" } }),
  }),
  aws("iam/role", "open-role", { assumeRolePolicy: statement({ Effect: "Allow", Action: "sts:AssumeRole", Principal: "*" }) }),
  aws("iam/userGroupMembership", "groups", { user: "breakglass-1", groups: ["admins"] }),
  aws("iam/userPolicy", "user-policy", { user: "ada", policy: statement(allow("s3:*")) }),
  aws("iam/policyAttachment", "attachment", { name: "a", users: ["ada"], policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }),
  aws("sns/topic", "topic", { name: "alarms" }),
  aws("sns/topicSubscription", "mail", { topic: "${topic.arn}", protocol: "email", endpoint: "a@example.com" }),
  aws("cloudtrail/trail", "trail", { name: "trail", s3BucketName: "b", isMultiRegionTrail: false }),
  permissionSet("Bad Name", { sessionDuration: "PT13H", region: "us-east-1" }),
  permissionSet("Ops", {}, { ignoreChanges: ["sessionDuration"] }),
  aws("ssoadmin/managedPolicyAttachmentsExclusive", "Ops/managed", {
    ...at("Ops"),
    managedPolicyArns: ["AdministratorAccess", "PowerUserAccess", ...Array.from({ length: 9 }, (_, index) => `P${index}`)].map(
      (policy) => `arn:aws:iam::aws:policy/${policy}`,
    ),
  }),
  aws("ssoadmin/managedPolicyAttachment", "Ops/single", { ...at("Ops"), managedPolicyArn: "arn:aws:iam::aws:policy/ViewOnlyAccess" }),
  inline("Ops", statement(allow("*"), allow("iam:PassRole"), allow("iam:PutUserPolicy"), allow("sso:CreateAccountAssignment"))),
  permissionSet("Audit-RO"),
  inline("Audit-RO", statement(allow("s3:DeleteObject", "arn:aws:s3:::a/*"))),
  permissionSet("Data-Analyst"),
  inline("Data-Analyst", statement(allow("s3:GetObject"))),
  permissionSet("Broken"),
  inline("Broken", `{"Statement":[{"Effect":"Allow","Action":"s3:GetObject"}], "x": "${"y".repeat(11_000)}"}`),
  permissionSet("Developer"),
  permissionSet("Platform-Admin"),
  { type: "pulumi:providers:aws", name: "other", props: { region: "eu-west-1" } },
  permissionSet("Elsewhere", {}, { provider: "other" }),
  assignment("user-assignment", "Ops", "222222222222", { principalType: "USER" }),
  assignment("production-assignment", "Developer", PRODUCTION),
  assignment("management-assignment", "Ops", MANAGEMENT),
  assignment("first", "Platform-Admin", "222222222222"),
  assignment("duplicate", "Platform-Admin", "222222222222"),
  assignment("reach", "Platform-Admin", "333333333333"),
  aws("identitystore/user", "store-user", {
    identityStoreId: "d-1",
    region: "eu-west-1",
    displayName: "Ada",
    userName: "ada",
    name: { givenName: "A", familyName: "B" },
  }),
  azuread("application", "single-account", { displayName: "AWS", templateId: "8b1025e4-1dd2-430b-a150-2ef79cd700f5" }),
  azuread("application", "app", {
    displayName: "AWS",
    templateId: IDENTITY_CENTER,
    identifierUris: ["https://example.com/saml"],
    web: { redirectUris: ["https://*.signin.aws.amazon.com/platform/saml/acs/*"] },
  }),
  azuread("servicePrincipal", "sp", { clientId: "${app.clientId}", preferredSingleSignOnMode: "oidc" }),
  azuread("servicePrincipal", "saml-sp", { clientId: "00000000-0000-0000-0000-000000000001", preferredSingleSignOnMode: "saml" }),
  azuread("servicePrincipalPassword", "secret", { servicePrincipalId: "${sp.id}" }),
  azuread("servicePrincipalTokenSigningCertificate", "certificate", { servicePrincipalId: "${sp.id}", endDate: "2020-01-01T00:00:00Z" }),
  azuread("servicePrincipalTokenSigningCertificate", "endless", {
    servicePrincipalId: "/servicePrincipals/00000000-0000-0000-0000-000000000001",
  }),
  azuread("claimsMappingPolicy", "claims", {
    displayName: "c",
    definitions: [JSON.stringify({ ClaimsMappingPolicy: { ClaimsSchema: [{ SamlClaimType: "https://aws.amazon.com/SAML/x" }] } })],
  }),
  azuread("synchronizationSecret", "scim", {
    servicePrincipalId: "${sp.id}",
    credentials: [{ key: "BaseAddress", value: "https://scim.example.com/" }],
  }),
  azuread("synchronizationSecret", "scim-all", {
    servicePrincipalId: "/servicePrincipals/00000000-0000-0000-0000-000000000001",
    credentials: [
      { key: "BaseAddress", value: SCIM },
      { key: "SyncAll", value: "true" },
    ],
  }),
  azuread("appRoleAssignment", "role", {
    appRoleId: "e7f1a7f3-9eda-48e0-9963-bd67bf531afd",
    principalObjectId: "g",
    resourceObjectId: "${sp.objectId}",
  }),
  azuread("conditionalAccessPolicy", "reports", {
    displayName: "r",
    state: "disabled",
    conditions: conditions({}, { excludedGroups: ["managers"] }),
    grantControls: { operator: "OR", builtInControls: ["mfa"] },
  }),
  azuread("conditionalAccessPolicy", "everything-else", {
    displayName: "e",
    state: "enabled",
    conditions: conditions(
      { applications: { includedApplications: ["All"], excludedApplications: ["${app.clientId}"] } },
      { excludedGroups: [] },
    ),
    grantControls: { operator: "OR", builtInControls: ["mfa"] },
  }),
];

/** What the pack needs to be told, so that each rule can be broken. */
export const wrongConfig = { "assignment-admin-reach": { maxAccounts: 1 }, "conditional-access-sign-in-frequency": { maxHours: 12 } };

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

/** Resources that the sandbox can make, wrong in the three things that the pack can put right. */
export const remediable: readonly Described[] = [
  permissionSet("remediable", { sessionDuration: "PT13H" }),
  azuread("application", "app", { displayName: "AWS remediated", templateId: IDENTITY_CENTER }),
  azuread("servicePrincipal", "sp", {
    clientId: "${app.clientId}",
    useExisting: true,
    preferredSingleSignOnMode: "saml",
    appRoleAssignmentRequired: false,
  }),
  azuread("synchronizationSecret", "scim", {
    servicePrincipalId: "${sp.id}",
    credentials: [
      { key: "BaseAddress", value: SCIM },
      { key: "SecretToken", value: "not-to-be-lost" },
      { key: "SyncAll", value: "true" },
    ],
  }),
];
