import { appRoleAssignment } from "./appRoleAssignment";
import { application } from "./application";
import { applicationFromTemplate, applicationIdentifierUri } from "./applicationParts";
import { authenticationStrengthPolicy } from "./authenticationStrength";
import { claimsMappingPolicy, claimsMappingPolicyAssignment } from "./claimsMapping";
import { conditionalAccessPolicy } from "./conditionalAccess";
import { group, groupMember } from "./group";
import { namedLocation } from "./namedLocation";
import { servicePrincipal } from "./servicePrincipal";
import { provisionOnDemand, synchronizationJob, synchronizationSecret } from "./synchronization";
import { tokenSigningCertificate } from "./tokenSigningCertificate";
import { type ResourceType } from "./type";

const byName: Readonly<Record<string, ResourceType>> = {
  AppRoleAssignment: appRoleAssignment,
  Application: application,
  ApplicationFromTemplate: applicationFromTemplate,
  ApplicationIdentifierUri: applicationIdentifierUri,
  AuthenticationStrengthPolicy: authenticationStrengthPolicy,
  ClaimsMappingPolicy: claimsMappingPolicy,
  ConditionalAccessPolicy: conditionalAccessPolicy,
  Group: group,
  GroupMember: groupMember,
  NamedLocation: namedLocation,
  ServicePrincipal: servicePrincipal,
  ServicePrincipalClaimsMappingPolicyAssignment: claimsMappingPolicyAssignment,
  ServicePrincipalTokenSigningCertificate: tokenSigningCertificate,
  SynchronizationJob: synchronizationJob,
  SynchronizationJobProvisionOnDemand: provisionOnDemand,
  SynchronizationSecret: synchronizationSecret,
};

/** The types that the stand-in can create, by token, e.g. `azuread:index/group:Group`. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(
  Object.entries(byName).map(([name, type]) => [`azuread:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`, type]),
);
