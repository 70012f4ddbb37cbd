import type {
  Application,
  AppRoleAssignment,
  ClaimsMappingPolicy,
  CustomClaimsPolicy,
  Group,
  Member,
  ServicePrincipal,
  SynchronizationJob,
  SynchronizationSchema,
  SynchronizationSecret,
} from "./entra-types";
import { IDENTITY_CENTER_TEMPLATE } from "../../contract/gallery-app";
import { isObjectId } from "../../access/settings/group";
import type { ProvisioningEvent } from "../../access/provisioning-health";
import { ADD_MEMBER, type DirectoryAudit } from "../../access/directory-audits";
import { directoryAudits } from "../../graph/directory-audits";
import { odataLiteral, type GraphClient } from "../../graph/client";
import { provisioningLog, testConnection } from "../../graph/provisioning";

/** Reads the Entra side of the federation; never writes. */
export class EntraReader {
  constructor(readonly graph: GraphClient) {}

  /** Applications made from the Identity Center template. */
  async applications(): Promise<Application[]> {
    return this.graph.list(`/applications?$filter=applicationTemplateId%20eq%20${odataLiteral(IDENTITY_CENTER_TEMPLATE)}`);
  }

  /**
   * Applications with an Entity ID, whatever they were made from. @see
   * https://learn.microsoft.com/graph/aad-advanced-queries
   */
  async applicationsOf(entityId: string): Promise<Application[]> {
    return this.graph.list(`/applications?$filter=identifierUris/any(uri:uri%20eq%20${odataLiteral(entityId)})`);
  }

  /** The service principal of an application, without certificates. */
  async servicePrincipal(appId: string): Promise<ServicePrincipal | undefined> {
    const found = await this.graph.list<ServicePrincipal>(`/servicePrincipals?$filter=appId%20eq%20${odataLiteral(appId)}`);
    return found[0];
  }

  /**
   * A service principal's certificates with their public keys, which Graph only sends when they are selected on one
   * object.
   */
  async certificates(servicePrincipalId: string): Promise<ServicePrincipal> {
    return this.graph.get(
      `/servicePrincipals/${servicePrincipalId}?$select=id,appId,keyCredentials,passwordCredentials,preferredTokenSigningKeyThumbprint`,
    );
  }

  /** Claims mapping policies of a service principal. */
  claimsPolicies(servicePrincipalId: string): Promise<ClaimsMappingPolicy[]> {
    return this.graph.list(`/servicePrincipals/${servicePrincipalId}/claimsMappingPolicies`);
  }

  /**
   * Claims that were edited in the portal; undefined where nobody did. Graph's beta alone has them, and not in every
   * cloud. @see https://learn.microsoft.com/graph/api/customclaimspolicy-get?view=graph-rest-beta
   */
  portalClaims(servicePrincipalId: string): Promise<CustomClaimsPolicy | undefined> {
    return this.graph.find(`/servicePrincipals/${servicePrincipalId}/claimsPolicy`, "beta");
  }

  /** Who is assigned to the enterprise application. */
  appRoleAssignments(servicePrincipalId: string): Promise<AppRoleAssignment[]> {
    return this.graph.list(`/servicePrincipals/${servicePrincipalId}/appRoleAssignedTo`);
  }

  /** Provisioning jobs of the enterprise application; normally one. */
  jobs(servicePrincipalId: string): Promise<SynchronizationJob[]> {
    return this.graph.list(`/servicePrincipals/${servicePrincipalId}/synchronization/jobs`);
  }

  /** Attribute mappings of a job. */
  schema(servicePrincipalId: string, jobId: string): Promise<SynchronizationSchema> {
    return this.graph.get(`/servicePrincipals/${servicePrincipalId}/synchronization/jobs/${jobId}/schema`);
  }

  /** Provisioning settings of the enterprise application; the token among them is masked by Entra. */
  secrets(servicePrincipalId: string): Promise<SynchronizationSecret[]> {
    return this.graph.list(`/servicePrincipals/${servicePrincipalId}/synchronization/secrets`);
  }

  /** Entra's own connection test of a job with the credentials that it holds; rejects with the reason when it fails. */
  testConnection(servicePrincipalId: string, jobId: string): Promise<void> {
    return testConnection(this.graph, `/servicePrincipals/${servicePrincipalId}/synchronization/jobs/${jobId}`);
  }

  /** The newest entries of a job's provisioning log. */
  provisioningLog(jobId: string, since: Date): Promise<ProvisioningEvent[]> {
    return provisioningLog(this.graph, { jobPath: jobId, since });
  }

  /** Entries of the audit log by which somebody became a member of a group. */
  membersAdded(groupId: string, since: Date): Promise<DirectoryAudit[]> {
    return directoryAudits(this.graph, { activity: ADD_MEMBER, targetId: groupId, since });
  }

  /** Groups under a name, or the one with an object id. */
  async groups(written: string): Promise<Group[]> {
    if (isObjectId(written)) {
      const found = await this.graph.find<Group>(`/groups/${written}`);
      return found === undefined ? [] : [found];
    }
    return this.graph.list(`/groups?$filter=displayName%20eq%20${odataLiteral(written)}`);
  }

  /** Direct members of a group. */
  members(groupId: string): Promise<Member[]> {
    return this.graph.list(`/groups/${groupId}/members?$select=id,displayName,userPrincipalName,givenName,surname&$top=999`);
  }
}
