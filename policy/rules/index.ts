import type { Policies } from "@pulumi/policy";
import { adminEnd } from "./assignments/admin-end";
import { adminReach } from "./assignments/admin-reach";
import { duplicates } from "./assignments/duplicates";
import { groupsOnly } from "./assignments/groups-only";
import { managementAccount } from "./assignments/management-account";
import { noIdentityStoreWrites } from "./assignments/no-identity-store-writes";
import { nonProductionSets } from "./assignments/non-production-sets";
import { tokenIssuer } from "./assignments/token-issuer";
import { administrator } from "./breakglass/administrator";
import { apiAlarm } from "./breakglass/api-alarm";
import { changeAlarm } from "./breakglass/change-alarm";
import { drill } from "./breakglass/drill";
import { loginAlarm } from "./breakglass/login-alarm";
import { mfaRequired } from "./breakglass/mfa-required";
import { passwordPolicy } from "./breakglass/password-policy";
import { breakglassProtected } from "./breakglass/protected";
import { topicEncrypted } from "./breakglass/topic-encrypted";
import { trail } from "./breakglass/trail";
import { twoUsers } from "./breakglass/two-users";
import { appNotExcluded } from "./conditional-access/app-not-excluded";
import { compliantDevice } from "./conditional-access/compliant-device";
import { emergencyAccess } from "./conditional-access/emergency-access";
import { enabled } from "./conditional-access/enabled";
import { exclusions } from "./conditional-access/exclusions";
import { geography } from "./conditional-access/geography";
import { legacyAuthentication } from "./conditional-access/legacy-authentication";
import { mfa } from "./conditional-access/mfa";
import { signInFrequency } from "./conditional-access/sign-in-frequency";
import { appRole } from "./entra-app/app-role";
import { assignmentRequired } from "./entra-app/assignment-required";
import { certificateLife } from "./entra-app/certificate-life";
import { certificateRenewal } from "./entra-app/certificate-renewal";
import { configuredUrls } from "./entra-app/configured-urls";
import { entityId } from "./entra-app/entity-id";
import { nameId } from "./entra-app/name-id";
import { noCredentials } from "./entra-app/no-credentials";
import { replyUrlsRule } from "./entra-app/reply-urls";
import { samlMode } from "./entra-app/saml-mode";
import { scimEndpoint } from "./entra-app/scim-endpoint";
import { scimScope } from "./entra-app/scim-scope";
import { template } from "./entra-app/template";
import { homeRegion } from "./everywhere/home-region";
import { identityRootsProtected } from "./everywhere/identity-roots-protected";
import { noIgnoredChanges } from "./everywhere/no-ignored-changes";
import { noSideDoors } from "./everywhere/no-side-doors";
import { oneProvider } from "./everywhere/one-provider";
import { stackFacts } from "./everywhere/stack-facts";
import { unmanagedApart } from "./everywhere/unmanaged-apart";
import { credentialsEncrypted } from "./iam/credentials-encrypted";
import { noAccessKeys } from "./iam/no-access-keys";
import { noDirectorySignIn } from "./iam/no-directory-sign-in";
import { noLoginProfiles } from "./iam/no-login-profiles";
import { noRolesAnywhere } from "./iam/no-roles-anywhere";
import { noSamlProviders } from "./iam/no-saml-providers";
import { noUserGroups } from "./iam/no-user-groups";
import { noUserPolicies } from "./iam/no-user-policies";
import { noUsers } from "./iam/no-users";
import { noVirtualMfa } from "./iam/no-virtual-mfa";
import { roleTrustOpen } from "./iam/role-trust-open";
import { roleTrustSaml } from "./iam/role-trust-saml";
import { roleTrustUsers } from "./iam/role-trust-users";
import { adminInline } from "./permission-sets/admin-inline";
import { adminPolicies } from "./permission-sets/admin-policies";
import { attachmentQuota } from "./permission-sets/attachment-quota";
import { dataBuckets } from "./permission-sets/data-buckets";
import { documentValid } from "./permission-sets/document-valid";
import { exclusiveAttachments } from "./permission-sets/exclusive-attachments";
import { identityWrites } from "./permission-sets/identity-writes";
import { inlineSize } from "./permission-sets/inline-size";
import { naming } from "./permission-sets/naming";
import { passRole } from "./permission-sets/pass-role";
import { powerUser } from "./permission-sets/power-user";
import { privilegeEscalation } from "./permission-sets/privilege-escalation";
import { readOnly } from "./permission-sets/read-only";
import { sessionDuration } from "./permission-sets/session-duration";

/** One area of the pack. */
export interface Area {
  readonly title: string;
  /** What its rules have in common, for the documentation. */
  readonly about: string;
  readonly rules: Policies;
}

/** Every rule of the pack, by area, in the order of the runbook. */
export const areas: readonly Area[] = [
  {
    title: "IAM",
    about: "Nobody reaches AWS by IAM itself: no users, access keys, passwords or SAML providers, and no role that others may enter.",
    rules: [
      credentialsEncrypted,
      noAccessKeys,
      noDirectorySignIn,
      noLoginProfiles,
      noRolesAnywhere,
      noSamlProviders,
      noUserGroups,
      noUserPolicies,
      noUsers,
      noVirtualMfa,
      roleTrustOpen,
      roleTrustSaml,
      roleTrustUsers,
    ],
  },
  {
    title: "Breakglass",
    about: "The two emergency users: what they hold, what guards and alarms stand around them, and that they are drilled.",
    rules: [
      administrator,
      apiAlarm,
      changeAlarm,
      drill,
      loginAlarm,
      mfaRequired,
      passwordPolicy,
      breakglassProtected,
      topicEncrypted,
      trail,
      twoUsers,
    ],
  },
  {
    title: "Permission sets",
    about: "What a permission set may grant, for how long, and in which form.",
    rules: [
      adminInline,
      adminPolicies,
      attachmentQuota,
      dataBuckets,
      documentValid,
      exclusiveAttachments,
      identityWrites,
      inlineSize,
      naming,
      passRole,
      powerUser,
      privilegeEscalation,
      readOnly,
      sessionDuration,
    ],
  },
  {
    title: "Assignments",
    about: "Who gets a permission set, in which accounts, and until when; and who else may come into Identity Center.",
    rules: [adminEnd, adminReach, duplicates, groupsOnly, managementAccount, noIdentityStoreWrites, nonProductionSets, tokenIssuer],
  },
  {
    title: "Entra app",
    about: "The enterprise application, its SAML settings and certificates, and provisioning to Identity Center.",
    rules: [
      appRole,
      assignmentRequired,
      certificateLife,
      certificateRenewal,
      configuredUrls,
      entityId,
      nameId,
      noCredentials,
      replyUrlsRule,
      samlMode,
      scimEndpoint,
      scimScope,
      template,
    ],
  },
  {
    title: "Conditional Access",
    about: "Multifactor authentication, device and country in front of AWS, and who is excluded from them.",
    rules: [appNotExcluded, compliantDevice, emergencyAccess, enabled, exclusions, geography, legacyAuthentication, mfa, signInFrequency],
  },
  {
    title: "Everywhere",
    about: "What holds for all resources of a stack: home region, providers, protection, ways around the other rules.",
    rules: [homeRegion, identityRootsProtected, noIgnoredChanges, noSideDoors, oneProvider, stackFacts, unmanagedApart],
  },
];

/** Every rule of the pack. */
export const rules: Policies = areas.flatMap((area) => area.rules);
