import { signingCertificates } from "../saml/certificates";
import type { EntraReader } from "../clouds/entra";
import type { Application } from "../clouds/entra-types";
import { CannotLook, needed, type Find, type Recovery } from "./finder";
import type { Candidate } from "./plan";

/** What the Entra finders ask. */
export interface EntraClouds {
  readonly entra: EntraReader;
  /** Applications made before this time were not made by the interrupted run. */
  readonly since: Date;
}

/** Name that the provider gives an application between its creation and its first update. */
export const temporaryName = "TERRAFORM_INSTANTIATE_";

const adopts = "it adopts what the application already has";

/** How Entra's resource types are recovered. Ids as the provider imports them. */
export const entraRecoveries: Readonly<Record<string, Recovery<EntraClouds>>> = {
  "azuread:index/application:Application": {
    find: async (resource, { entra, since }) => applicationCandidates(await entra.applications(), needed(resource, "displayName"), since),
  },
  "azuread:index/servicePrincipal:ServicePrincipal": { repeatable: adopts },
  "azuread:index/servicePrincipalTokenSigningCertificate:ServicePrincipalTokenSigningCertificate": {
    find: async (resource, { entra }) => {
      const principal = bare(needed(resource, "servicePrincipalId"));
      const [name, ends] = [needed(resource, "displayName"), Date.parse(needed(resource, "endDate"))];
      const found = signingCertificates(await entra.certificates(principal));
      return found
        .filter((certificate) => certificate.name === name && certificate.ends.getTime() === ends)
        .map(({ keyId, thumbprint }) => ({ id: certificateId(principal, keyId), description: `certificate ${thumbprint} (${name})` }));
    },
  },
  "azuread:index/appRoleAssignment:AppRoleAssignment": {
    find: async (resource, { entra }) => {
      const [target, principal, role] = ["resourceObjectId", "principalObjectId", "appRoleId"].map((name) => needed(resource, name));
      const found = (await entra.appRoleAssignments(target ?? "")).filter(
        ({ principalId, appRoleId }) => principalId === principal && appRoleId === role,
      );
      return found.map(({ id, principalDisplayName }) => ({
        id: `/servicePrincipals/${target}/appRoleAssignedTo/${id}`,
        description: `app role assignment of ${principalDisplayName ?? principal}`,
      }));
    },
  },
  "azuread:index/claimsMappingPolicy:ClaimsMappingPolicy": {
    find: byDisplayName("/policies/claimsMappingPolicies", "claims mapping policy"),
  },
  "azuread:index/servicePrincipalClaimsMappingPolicyAssignment:ServicePrincipalClaimsMappingPolicyAssignment": {
    find: async (resource, { entra }) => {
      const [principal, policy] = [bare(needed(resource, "servicePrincipalId")), bare(needed(resource, "claimsMappingPolicyId"))];
      const found = (await entra.claimsPolicies(principal)).filter(({ id }) => id === policy);
      return found.map(({ id, displayName }) => ({
        id: `/servicePrincipals/${principal}/claimsMappingPolicies/${id}`,
        description: `claims mapping policy "${displayName}" on the application`,
      }));
    },
  },
  "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy": {
    find: byDisplayName("/identity/conditionalAccess/policies", "Conditional Access policy"),
  },
  "azuread:index/namedLocation:NamedLocation": { find: byDisplayName("/identity/conditionalAccess/namedLocations", "named location") },
  "azuread:index/synchronizationSecret:SynchronizationSecret": {
    repeatable: "writing the same provisioning settings again gives the same result",
  },
  "azuread:index/synchronizationJob:SynchronizationJob": {
    find: async (resource, { entra }) => {
      const [principal, template] = [bare(needed(resource, "servicePrincipalId")), needed(resource, "templateId")];
      const found = (await entra.jobs(principal)).filter(({ templateId }) => templateId === undefined || templateId === template);
      return found.map(({ id }) => ({
        id: `/servicePrincipals/${principal}/synchronization/jobs/${id}`,
        description: `provisioning job ${id}`,
      }));
    },
  },
  "azuread:index/synchronizationJobProvisionOnDemand:SynchronizationJobProvisionOnDemand": {
    repeatable: "it is a request, not an object",
  },
};

/**
 * Applications that a pending creation may have made: under its final name, else under a temporary one; newest first.
 */
export function applicationCandidates(applications: readonly Application[], displayName: string, since: Date): Candidate[] {
  const newestFirst = [...applications].sort((left, right) => (right.createdDateTime ?? "").localeCompare(left.createdDateTime ?? ""));
  const named = newestFirst.filter((application) => application.displayName === displayName);
  const temporary = newestFirst.filter((application) => isInterrupted(application, since));
  if (named.length === 0 && temporary.length > 1) {
    const ids = temporary.map(({ id }) => id).join(", ");
    throw new CannotLook(`several applications were begun and not finished (${ids}), and nothing says which of them is this stack's`);
  }
  return [...named, ...temporary].map((application) => ({
    id: `/applications/${application.id}`,
    description: `application "${application.displayName}"`,
    ...(application.createdDateTime === undefined ? {} : { created: new Date(application.createdDateTime) }),
  }));
}

/** Whether an application was begun by a run since then, and never finished. */
export function isInterrupted({ displayName, createdDateTime }: Application, since: Date): boolean {
  return displayName.startsWith(temporaryName) && createdDateTime !== undefined && new Date(createdDateTime) >= since;
}

/** Import id of a certificate. */
export function certificateId(principal: string, keyId: string): string {
  return `${principal}/tokenSigningCertificate/${keyId}`;
}

function byDisplayName(path: string, what: string): Find<EntraClouds> {
  return async (resource, { entra }) => {
    const displayName = needed(resource, "displayName");
    const all = await entra.graph.list<{ id: string; displayName?: string; createdDateTime?: string }>(path);
    return all
      .filter((candidate) => candidate.displayName === displayName)
      .map(({ id, createdDateTime }) => ({
        id: `${path}/${id}`,
        description: `${what} "${displayName}"`,
        ...(createdDateTime === undefined ? {} : { created: new Date(createdDateTime) }),
      }));
  };
}

/** The id at the end of a path such as `/servicePrincipals/<id>`. */
function bare(path: string): string {
  return path.split("/").at(-1) ?? path;
}
