import type { Check } from "./check";
import { accountAssignments } from "./checks/account-assignments";
import { allFeatures } from "./checks/all-features";
import { appAssignments } from "./checks/app-assignments";
import { allowedCountries, compliantDevice, multifactor } from "./checks/conditional-access";
import { enterpriseApp } from "./checks/enterprise-app";
import { exceptionGroups } from "./checks/exception-groups";
import { groupChain } from "./checks/group-chain";
import { groupMapping } from "./checks/group-mapping";
import { identitySource } from "./checks/identity-source";
import { instance } from "./checks/instance";
import { legacyAuthentication } from "./checks/legacy-authentication";
import { metadata } from "./checks/metadata";
import { nameId } from "./checks/name-id";
import { otherPolicies } from "./checks/other-policies";
import { archetypeChecks, ownPermissionSets } from "./checks/permission-sets";
import { provisioningConnection } from "./checks/provisioning-connection";
import { provisioningJob } from "./checks/provisioning-job";
import { provisioningToken } from "./checks/provisioning-token";
import { region } from "./checks/region";
import { saml } from "./checks/saml";
import { scope } from "./checks/scope";
import { securityDefaults } from "./checks/security-defaults";
import { sessionAttributes } from "./checks/session-attributes";
import { signingCertificate } from "./checks/signing-certificate";

/** Every check of `federation verify`, in the order of the runbook. A new one is a file in `checks/` and a line here. */
export const checks: readonly Check[] = [
  instance,
  region,
  allFeatures,
  enterpriseApp,
  saml,
  nameId,
  sessionAttributes,
  signingCertificate,
  metadata,
  identitySource,
  provisioningToken,
  provisioningConnection,
  groupMapping,
  scope,
  provisioningJob,
  appAssignments,
  ...archetypeChecks,
  ownPermissionSets,
  groupChain,
  accountAssignments,
  multifactor,
  exceptionGroups,
  otherPolicies,
  securityDefaults,
  compliantDevice,
  legacyAuthentication,
  allowedCountries,
];
