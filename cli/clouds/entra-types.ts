/**
 * What this command reads from Microsoft Graph; only the fields it uses. @see
 * https://learn.microsoft.com/graph/api/overview
 */
import type { JobStatus } from "../../access/provisioning-health";

/** An application registration. */
export interface Application {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly identifierUris?: readonly string[];
  readonly createdDateTime?: string;
  /** Template that it was made from; null of a plain application. */
  readonly applicationTemplateId?: string | null;
  readonly defaultRedirectUri?: string | null;
  readonly web?: { readonly redirectUris?: readonly string[] };
}

/** A certificate's half on a service principal; `usage` Verify carries the public key. */
export interface KeyCredential {
  readonly keyId: string;
  readonly usage: "Sign" | "Verify";
  readonly type?: string;
  readonly displayName?: string | null;
  readonly customKeyIdentifier?: string | null;
  readonly startDateTime?: string;
  readonly endDateTime?: string;
  /** Base64 DER; only sent when selected. */
  readonly key?: string | null;
}

/** The password that guards a certificate's private key; Graph never sends the password itself. */
export interface PasswordCredential {
  readonly keyId: string;
  readonly customKeyIdentifier?: string | null;
}

/** The enterprise application's service principal. */
export interface ServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly displayName?: string;
  readonly accountEnabled?: boolean;
  readonly appRoleAssignmentRequired?: boolean;
  readonly preferredSingleSignOnMode?: string | null;
  readonly loginUrl?: string | null;
  readonly notificationEmailAddresses?: readonly string[];
  readonly preferredTokenSigningKeyThumbprint?: string | null;
  readonly keyCredentials?: readonly KeyCredential[];
  readonly passwordCredentials?: readonly PasswordCredential[];
}

/** A group of the directory. */
export interface Group {
  readonly id: string;
  readonly displayName: string;
  readonly securityEnabled?: boolean;
  /** `DynamicMembership`: its members follow a rule; `Unified`: a Microsoft 365 group. */
  readonly groupTypes?: readonly string[];
  readonly membershipRule?: string | null;
}

/** A member of a group: a user, another group, a device. */
export interface Member {
  readonly id: string;
  readonly "@odata.type"?: string;
  readonly displayName?: string | null;
  /** Of users only, as are the next two. */
  readonly userPrincipalName?: string | null;
  readonly givenName?: string | null;
  readonly surname?: string | null;
}

/** An assignment of a user or group to the enterprise application. */
export interface AppRoleAssignment {
  readonly id: string;
  readonly appRoleId: string;
  readonly principalId: string;
  readonly principalType?: string;
  readonly principalDisplayName?: string | null;
  readonly createdDateTime?: string;
}

/** A claims mapping policy. */
export interface ClaimsMappingPolicy {
  readonly id: string;
  readonly displayName: string;
  readonly definition?: readonly string[];
}

/**
 * Claims of a service principal as the portal's Attributes & Claims has them; Graph's beta alone shows them.
 *
 * @see https://learn.microsoft.com/graph/api/resources/customclaimspolicy?view=graph-rest-beta
 */
export interface CustomClaimsPolicy {
  readonly id: string;
  readonly includeBasicClaimSet?: boolean;
  readonly includeApplicationIdInIssuer?: boolean;
  readonly audienceOverride?: string | null;
  readonly groupFilter?: object | null;
  readonly claims?: readonly CustomClaim[];
}

/** One claim, or the NameID. */
export interface CustomClaim {
  readonly "@odata.type"?: string;
  readonly name?: string | null;
  readonly namespace?: string | null;
  /** Of the NameID. */
  readonly nameIdFormat?: string | null;
  readonly configurations?: readonly {
    readonly condition?: object | null;
    readonly attribute?: { readonly source?: string; readonly id?: string; readonly value?: string } | null;
    readonly transformations?: readonly object[];
  }[];
}

/** A provisioning job. */
export interface SynchronizationJob {
  readonly id: string;
  readonly templateId?: string;
  readonly schedule?: { readonly state?: string };
  readonly status?: JobStatus & {
    readonly lastExecution?: SynchronizationExecution | null;
    readonly lastSuccessfulExecution?: SynchronizationExecution | null;
    readonly synchronizedEntryCountByType?: readonly { readonly key: string; readonly value: number }[];
  };
}

/** One cycle of a provisioning job. */
export interface SynchronizationExecution {
  readonly timeBegan?: string;
  readonly timeEnded?: string;
  readonly state?: string;
  readonly error?: { readonly message?: string } | null;
}

/** Attribute mappings of a provisioning job. */
export interface SynchronizationSchema {
  readonly synchronizationRules?: readonly {
    readonly objectMappings?: readonly {
      readonly enabled?: boolean;
      readonly sourceObjectName?: string;
      readonly attributeMappings?: readonly {
        readonly targetAttributeName?: string;
        readonly matchingPriority?: number;
        readonly source?: { readonly expression?: string; readonly name?: string };
      }[];
    }[];
  }[];
}

/** One value of the provisioning secrets; what is secret comes back masked. */
export interface SynchronizationSecret {
  readonly key: string;
  readonly value?: string | null;
}

/**
 * A Conditional Access policy; lists and parts that it does not use are empty, null or absent. @see
 * https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy
 */
export interface ConditionalAccessPolicy {
  readonly id: string;
  readonly displayName: string;
  readonly state: string;
  readonly conditions: {
    readonly applications?: Readonly<Record<string, unknown>> | null;
    readonly users?: Readonly<Record<string, unknown>> | null;
    readonly clientAppTypes?: readonly string[] | null;
    readonly locations?: Readonly<Record<string, unknown>> | null;
    readonly [more: string]: unknown;
  };
  readonly grantControls?: {
    readonly operator?: string | null;
    readonly builtInControls?: readonly string[] | null;
    readonly authenticationStrength?: { readonly id?: string } | null;
    readonly [more: string]: unknown;
  } | null;
  readonly sessionControls?: Readonly<Record<string, unknown>> | null;
}

/** A named location, of countries or of addresses. */
export interface NamedLocation {
  readonly id: string;
  readonly "@odata.type"?: string;
  readonly displayName: string;
  readonly countriesAndRegions?: readonly string[];
  readonly countryLookupMethod?: string;
  readonly includeUnknownCountriesAndRegions?: boolean;
}

/** A sign-in as the log has it. */
export interface SignIn {
  readonly userId?: string;
  readonly userPrincipalName?: string;
  readonly createdDateTime?: string;
  /** `success`, `failure`, `notApplied`. */
  readonly conditionalAccessStatus?: string;
  /** Error code 0: the person came through. */
  readonly status?: { readonly errorCode?: number; readonly additionalDetails?: string | null };
  /**
   * Only shown to who may read policies. @see
   * https://learn.microsoft.com/graph/api/resources/appliedconditionalaccesspolicy
   */
  readonly appliedConditionalAccessPolicies?:
    | readonly { readonly displayName?: string; readonly enforcedGrantControls?: readonly string[] | null; readonly result?: string }[]
    | null;
}
