import { appRoleAssignment } from "./appRoleAssignment";
import { application } from "./application";
import { claimsMappingPolicy, claimsMappingPolicyAssignment } from "./claimsMapping";
import { conditionalAccessPolicy } from "./conditionalAccess";
import { namedLocation } from "./namedLocation";
import { servicePrincipal } from "./servicePrincipal";
import { provisionOnDemand, synchronizationJob, synchronizationSecret } from "./synchronization";
import { tokenSigningCertificate } from "./tokenSigningCertificate";
import { type ResourceType } from "./type";

const byName: Readonly<Record<string, ResourceType>> = {
  AppRoleAssignment: appRoleAssignment,
  Application: application,
  ClaimsMappingPolicy: claimsMappingPolicy,
  ConditionalAccessPolicy: conditionalAccessPolicy,
  NamedLocation: namedLocation,
  ServicePrincipal: servicePrincipal,
  ServicePrincipalClaimsMappingPolicyAssignment: claimsMappingPolicyAssignment,
  ServicePrincipalTokenSigningCertificate: tokenSigningCertificate,
  SynchronizationJob: synchronizationJob,
  SynchronizationJobProvisionOnDemand: provisionOnDemand,
  SynchronizationSecret: synchronizationSecret,
};

/** The types that the stand-in can create, by token, e.g. `azuread:index/application:Application`. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(
  Object.entries(byName).map(([name, type]) => [`azuread:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`, type]),
);
