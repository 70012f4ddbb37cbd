import type { Described } from "../engine";
import {
  IDENTITY_CENTER,
  MANAGEMENT,
  PRODUCTION,
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

/** Resources each of which breaks a rule, and together every rule of the pack. */
export const wrong: readonly Described[] = [
  facts({ homeRegion: "Ireland", lastDrill: "2020-01-01", unmanaged: ["groups *"], accessEnds: ["Ops/someday"] }),
  aws("iam/user", "ada", { name: "ada" }),
  aws("iam/user", "breakglass-1", { name: "breakglass-1" }),
  aws("iam/accessKey", "key", { user: "ada" }),
  aws("cloudcontrol/resource", "side-door", { typeName: "AWS::IAM::User", desiredState: "{}" }),
  aws("iam/sshKey", "ssh", { username: "breakglass-1", encoding: "SSH", publicKey: "ssh-rsa AAAA" }),
  aws("iam/userLoginProfile", "password", { user: "ada" }),
  aws("iam/accountPasswordPolicy", "password-policy", { minimumPasswordLength: 8, passwordReusePrevention: 24 }),
  aws("rolesanywhere/trustAnchor", "anchor", {
    name: "anchor",
    source: { sourceType: "CERTIFICATE_BUNDLE", sourceData: { x509CertificateData: "x" } },
  }),
  aws("directoryservice/directory", "directory", { name: "corp.example.com", password: "p", enableSso: true }),
  aws("ssoadmin/trustedTokenIssuer", "issuer", {
    instanceArn: "arn:aws:sso:::instance/ssoins-1",
    region: "eu-west-1",
    name: "issuer",
    trustedTokenIssuerType: "OIDC_JWT",
    trustedTokenIssuerConfiguration: {
      oidcJwtConfiguration: {
        issuerUrl: "https://tokens.example.com",
        claimAttributePath: "email",
        identityStoreAttributePath: "emails.value",
        jwksRetrievalOption: "OPEN_ID_DISCOVERY",
      },
    },
  }),
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
export const wrongConfig = {
  "assignment-admin-reach": { maxAccounts: 1 },
  "conditional-access-sign-in-frequency": { maxHours: 12 },
  "assignment-admin-end": { adminSets: ["Ops"] },
  "breakglass-change-alarm": { required: true },
};
