import type { ConditionalAccessPolicy, NamedLocation, SignIn } from "./entra-types";
import { type GraphClient, odataLiteral } from "../../graph/client";

/** Reads Conditional Access and what stands beside it; never writes. Policy.Read.All is enough. */
export class ConditionalAccessReader {
  constructor(private readonly graph: Pick<GraphClient, "get" | "find" | "list">) {}

  /** Every policy of the tenant. */
  policies(): Promise<ConditionalAccessPolicy[]> {
    return this.graph.list("/identity/conditionalAccess/policies");
  }

  /** Every named location of the tenant. */
  namedLocations(): Promise<NamedLocation[]> {
    return this.graph.list("/identity/conditionalAccess/namedLocations");
  }

  /**
   * Whether the tenant's security defaults are on. @see
   * https://learn.microsoft.com/graph/api/identitysecuritydefaultsenforcementpolicy-get
   */
  async securityDefaults(): Promise<boolean> {
    const { isEnabled } = await this.graph.get<{ isEnabled?: boolean }>("/policies/identitySecurityDefaultsEnforcementPolicy");
    return isEnabled === true;
  }

  /**
   * Sign-ins to an application since a time, refused ones included; AuditLog.Read.All and Entra ID P1.
   *
   * @see https://learn.microsoft.com/graph/api/signin-list
   */
  signIns(clientId: string, since: Date): Promise<SignIn[]> {
    const filter = `appId eq ${odataLiteral(clientId)} and createdDateTime ge ${since.toISOString()}`.replaceAll(" ", "%20");
    return this.graph.list(`/auditLogs/signIns?$filter=${filter}&$top=999`);
  }

  /** What people call a user, group or role; undefined where the directory does not have it. */
  async nameOf(id: string): Promise<string | undefined> {
    const found = await this.graph.find<{ displayName?: string | null; userPrincipalName?: string | null }>(`/directoryObjects/${id}`);
    return found?.userPrincipalName ?? found?.displayName ?? undefined;
  }
}
