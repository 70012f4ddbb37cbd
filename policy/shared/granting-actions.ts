/**
 * Actions that change who may do what, though AWS's service authorization reference files them as plain writing. AWS's
 * own word for them is "Permissions management", which it gives to `kms:PutKeyPolicy` and not to
 * `xray:PutResourcePolicy`.
 *
 * @see
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
 */

/** Whatever the service: the policy of a resource says who may use it, other accounts included. */
const RESOURCE_POLICY = /:(Create|Delete|Put|Update)ResourcePolicy$/;

/** By what they do; services and actions as AWS spells them. */
const GRANTING: Readonly<Record<string, readonly string[]>> = {
  "writes a policy of a resource under another name": [
    ...both("aiops", "InvestigationGroupPolicy"),
    ...both("appmesh", "MeshPolicy"),
    ...both("appmesh-preview", "MeshPolicy"),
    ...both("dsql", "ClusterPolicy"),
    ...both("kafka", "ClusterPolicy"),
    ...both("logs", "DeliveryDestinationPolicy"),
    ...both("mediapackagev2", "ChannelPolicy"),
    ...both("mediapackagev2", "OriginEndpointPolicy"),
    ...both("omics", "S3AccessPolicy"),
    ...both("rekognition", "ProjectPolicy"),
    ...both("resource-groups", "GroupPolicy"),
    ...both("sagemaker", "LineageGroupPolicy"),
    ...both("sagemaker", "ModelPackageGroupPolicy"),
    "codeartifact:PutDomainPermissionsPolicy",
    "codeartifact:PutRepositoryPermissionsPolicy",
    "ec2:ModifyVerifiedAccessEndpointPolicy",
    "ec2:ModifyVerifiedAccessGroupPolicy",
    "logs:PutDestinationPolicy",
    "oam:PutSinkPolicy",
    "route53profiles:PutProfilePolicy",
    "serverlessrepo:PutApplicationPolicy",
    "ssm-contacts:PutContactPolicy",
  ],
  "says which identities may use a service's own portal, collection or cluster": [
    "aoss:CreateAccessPolicy",
    "aoss:DeleteAccessPolicy",
    "aoss:UpdateAccessPolicy",
    "eks:AssociateAccessPolicy",
    "eks:CreateAccessEntry",
    "eks:DisassociateAccessPolicy",
    "eks:UpdateAccessEntry",
    "iotsitewise:CreateAccessPolicy",
    "iotsitewise:DeleteAccessPolicy",
    "iotsitewise:UpdateAccessPolicy",
    "quicksight:CreateAdmin",
    "quicksight:CreateGroupMembership",
    "quicksight:CreateIAMPolicyAssignment",
    "quicksight:CreateUser",
    "quicksight:DeleteIAMPolicyAssignment",
    "quicksight:RegisterUser",
    "quicksight:UpdateIAMPolicyAssignment",
    "quicksight:UpdateUser",
  ],
  "says what other accounts may use of this one, or this one of others": [
    "appstream:UpdateImagePermissions",
    "codebuild:UpdateProjectVisibility",
    "ds:ShareDirectory",
    "ec2:ModifyFpgaImageAttribute",
    "ec2:ModifyImageAttribute",
    "ram:AcceptResourceShareInvitation",
    "ram:AssociateResourceShare",
    "ram:AssociateResourceSharePermission",
    "ram:CreateResourceShare",
    "ram:DeleteResourceShare",
    "ram:DisassociateResourceShare",
    "ram:DisassociateResourceSharePermission",
    "ram:RejectResourceShareInvitation",
    "ram:ReplacePermissionAssociations",
    "ram:SetDefaultPermissionVersion",
    "ram:UpdateResourceShare",
    "rds:ModifyDBClusterSnapshotAttribute",
    "rds:ModifyDBSnapshotAttribute",
  ],
  "sets a password or secret that opens data, or somebody's sign-in, past IAM": [
    "ds:ResetUserPassword",
    "storagegateway:DeleteChapCredentials",
    "storagegateway:SetLocalConsolePassword",
    "storagegateway:SetSMBGuestPassword",
    "storagegateway:UpdateChapCredentials",
    "workmail:ResetPassword",
  ],
  "says whose sign-in, certificate or token stands for which roles": [
    "cognito-identity:MergeDeveloperIdentities",
    "cognito-identity:SetIdentityPoolRoles",
    "cognito-identity:SetPrincipalTagAttributeMap",
    "cognito-identity:UpdateIdentityPool",
    "ds:AuthorizeApplication",
    "ds:CreateTrust",
    "ds:UpdateAuthorizedApplication",
    "ds:UpdateTrust",
    "rolesanywhere:CreateProfile",
    "rolesanywhere:CreateTrustAnchor",
    "rolesanywhere:EnableTrustAnchor",
    "rolesanywhere:UpdateProfile",
    "rolesanywhere:UpdateTrustAnchor",
    "signin:PutResourcePermissionStatement",
  ],
};

function both(service: string, policy: string): readonly string[] {
  return [`${service}:Delete${policy}`, `${service}:Put${policy}`];
}

/** All that are named, for the tests. */
export const granting: ReadonlySet<string> = new Set(Object.values(GRANTING).flat());

/** Whether an action, spelt as AWS does, changes who may do what, however AWS files it. */
export function grants(action: string): boolean {
  return granting.has(action) || RESOURCE_POLICY.test(action);
}
