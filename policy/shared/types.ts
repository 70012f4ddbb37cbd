/**
 * Type tokens of the providers, and nothing else of them: the pack works with any of their versions that keeps the
 * tokens.
 */

export const iam = {
  accessKey: "aws:iam/accessKey:AccessKey",
  accountPasswordPolicy: "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
  group: "aws:iam/group:Group",
  groupMembership: "aws:iam/groupMembership:GroupMembership",
  openIdConnectProvider: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  policy: "aws:iam/policy:Policy",
  policyAttachment: "aws:iam/policyAttachment:PolicyAttachment",
  role: "aws:iam/role:Role",
  samlProvider: "aws:iam/samlProvider:SamlProvider",
  serviceSpecificCredential: "aws:iam/serviceSpecificCredential:ServiceSpecificCredential",
  signingCertificate: "aws:iam/signingCertificate:SigningCertificate",
  sshKey: "aws:iam/sshKey:SshKey",
  user: "aws:iam/user:User",
  userGroupMembership: "aws:iam/userGroupMembership:UserGroupMembership",
  userLoginProfile: "aws:iam/userLoginProfile:UserLoginProfile",
  userPoliciesExclusive: "aws:iam/userPoliciesExclusive:UserPoliciesExclusive",
  userPolicy: "aws:iam/userPolicy:UserPolicy",
  userPolicyAttachment: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  userPolicyAttachmentsExclusive: "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
  virtualMfaDevice: "aws:iam/virtualMfaDevice:VirtualMfaDevice",
} as const;

export const ssoadmin = {
  accountAssignment: "aws:ssoadmin/accountAssignment:AccountAssignment",
  application: "aws:ssoadmin/application:Application",
  applicationAccessScope: "aws:ssoadmin/applicationAccessScope:ApplicationAccessScope",
  applicationAssignment: "aws:ssoadmin/applicationAssignment:ApplicationAssignment",
  applicationAssignmentConfiguration: "aws:ssoadmin/applicationAssignmentConfiguration:ApplicationAssignmentConfiguration",
  customerManagedPolicyAttachment: "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment",
  customerManagedPolicyAttachmentsExclusive:
    "aws:ssoadmin/customerManagedPolicyAttachmentsExclusive:CustomerManagedPolicyAttachmentsExclusive",
  instanceAccessControlAttributes: "aws:ssoadmin/instanceAccessControlAttributes:InstanceAccessControlAttributes",
  managedPolicyAttachment: "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
  managedPolicyAttachmentsExclusive: "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive",
  permissionSet: "aws:ssoadmin/permissionSet:PermissionSet",
  permissionSetInlinePolicy: "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
  permissionsBoundaryAttachment: "aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment",
  region: "aws:ssoadmin/region:Region",
  trustedTokenIssuer: "aws:ssoadmin/trustedTokenIssuer:TrustedTokenIssuer",
} as const;

export const identitystore = {
  group: "aws:identitystore/group:Group",
  groupMembership: "aws:identitystore/groupMembership:GroupMembership",
  user: "aws:identitystore/user:User",
} as const;

export const rolesanywhere = {
  profile: "aws:rolesanywhere/profile:Profile",
  trustAnchor: "aws:rolesanywhere/trustAnchor:TrustAnchor",
} as const;

export const directoryservice = { directory: "aws:directoryservice/directory:Directory" } as const;

export const accountaccess = { entitlement: "aws:accountaccess/entitlement:Entitlement" } as const;

export const organizations = { organization: "aws:organizations/organization:Organization" } as const;

export const cloudtrail = { trail: "aws:cloudtrail/trail:Trail" } as const;

export const events = {
  bus: "aws:cloudwatch/eventBus:EventBus",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  metricAlarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  metricFilter: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  rule: "aws:cloudwatch/eventRule:EventRule",
  target: "aws:cloudwatch/eventTarget:EventTarget",
} as const;

export const sns = {
  topic: "aws:sns/topic:Topic",
  topicSubscription: "aws:sns/topicSubscription:TopicSubscription",
} as const;

export const azuread = {
  application: "azuread:index/application:Application",
  applicationCertificate: "azuread:index/applicationCertificate:ApplicationCertificate",
  applicationFederatedIdentityCredential: "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential",
  applicationFlexibleFederatedIdentityCredential:
    "azuread:index/applicationFlexibleFederatedIdentityCredential:ApplicationFlexibleFederatedIdentityCredential",
  applicationFromTemplate: "azuread:index/applicationFromTemplate:ApplicationFromTemplate",
  applicationIdentifierUri: "azuread:index/applicationIdentifierUri:ApplicationIdentifierUri",
  applicationPassword: "azuread:index/applicationPassword:ApplicationPassword",
  applicationRegistration: "azuread:index/applicationRegistration:ApplicationRegistration",
  applicationRedirectUris: "azuread:index/applicationRedirectUris:ApplicationRedirectUris",
  appRoleAssignment: "azuread:index/appRoleAssignment:AppRoleAssignment",
  claimsMappingPolicy: "azuread:index/claimsMappingPolicy:ClaimsMappingPolicy",
  claimsMappingPolicyAssignment:
    "azuread:index/servicePrincipalClaimsMappingPolicyAssignment:ServicePrincipalClaimsMappingPolicyAssignment",
  conditionalAccessPolicy: "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy",
  namedLocation: "azuread:index/namedLocation:NamedLocation",
  servicePrincipal: "azuread:index/servicePrincipal:ServicePrincipal",
  servicePrincipalCertificate: "azuread:index/servicePrincipalCertificate:ServicePrincipalCertificate",
  servicePrincipalPassword: "azuread:index/servicePrincipalPassword:ServicePrincipalPassword",
  synchronizationJob: "azuread:index/synchronizationJob:SynchronizationJob",
  synchronizationJobProvisionOnDemand: "azuread:index/synchronizationJobProvisionOnDemand:SynchronizationJobProvisionOnDemand",
  synchronizationSecret: "azuread:index/synchronizationSecret:SynchronizationSecret",
  tokenSigningCertificate: "azuread:index/servicePrincipalTokenSigningCertificate:ServicePrincipalTokenSigningCertificate",
} as const;
