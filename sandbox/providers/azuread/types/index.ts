import { appRoleAssignment } from "./app-role-assignment";
import { application } from "./application";
import { claimsMappingPolicy, claimsMappingPolicyAssignment } from "./claims-mapping";
import { conditionalAccessPolicy } from "./conditional-access";
import { namedLocation } from "./named-location";
import { servicePrincipal } from "./service-principal";
import { provisionOnDemand, synchronizationJob, synchronizationSecret } from "./synchronization";
import { tokenSigningCertificate } from "./token-signing-certificate";
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
