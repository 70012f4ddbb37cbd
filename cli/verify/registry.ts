import type { Check } from "./check";
import { accountAssignments } from "./checks/account-assignments";
import { alarmRulesCheck } from "./checks/alarm-rules";
import { alarmTopic } from "./checks/alarm-topic";
import { allFeatures } from "./checks/all-features";
import { appAssignments } from "./checks/app-assignments";
import { auditTrail } from "./checks/audit-trail";
import { awsSignIns } from "./checks/aws-sign-ins";
import { breakglassCredentials } from "./checks/breakglass-credentials";
import { breakglassUsers } from "./checks/breakglass-users";
import { changeRulesCheck } from "./checks/change-rules";
import { cliProfile } from "./checks/cli-profile";
import { cliSessions } from "./checks/cli-sessions";
import { allowedCountries, compliantDevice, multifactor } from "./checks/conditional-access";
import { consoleSessions } from "./checks/console-sessions";
import { custody } from "./checks/custody";
import { drill } from "./checks/drill";
import { enterpriseApp } from "./checks/enterprise-app";
import { exceptionGroups } from "./checks/exception-groups";
import { groupChain } from "./checks/group-chain";
import { groupMapping } from "./checks/group-mapping";
import { iamUsers } from "./checks/iam-users";
import { identitySource } from "./checks/identity-source";
import { instance } from "./checks/instance";
import { legacyAuthentication } from "./checks/legacy-authentication";
import { memberIamUsers } from "./checks/member-iam-users";
import { metadata } from "./checks/metadata";
import { mfaSignIns } from "./checks/mfa-sign-ins";
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
import { siemQueue } from "./checks/siem-queue";
import { signIns } from "./checks/sign-ins";
import { signingCertificate } from "./checks/signing-certificate";
import { unmanagedEntries } from "./checks/unmanaged";
import { useAlarm } from "./checks/use-alarm";

/**
 * Every check of `federation verify`, in the order of the runbook. A new one is a file in `checks/` and a line here.
 */
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
  unmanagedEntries,
  multifactor,
  exceptionGroups,
  otherPolicies,
  securityDefaults,
  compliantDevice,
  legacyAuthentication,
  allowedCountries,
  breakglassUsers,
  breakglassCredentials,
  custody,
  auditTrail,
  alarmRulesCheck,
  changeRulesCheck,
  useAlarm,
  alarmTopic,
  drill,
  cliProfile,
  signIns,
  awsSignIns,
  consoleSessions,
  cliSessions,
  siemQueue,
  mfaSignIns,
  iamUsers,
  memberIamUsers,
];
