/**
 * Facts of a stack, told on the registered inputs of its `federation:index:Federation` component: the policy pack
 * judges by them, and `federation report` names accounts and groups by them. Nothing secret; where a fact is absent,
 * the stack does not tell it.
 */
export interface StackFacts {
  /** `production` or `development`. The pack holds a stack that tells nothing to production's standard. */
  readonly stage?: string;
  /** Id of the Entra tenant: a UUID. */
  readonly tenantId?: string;
  /** Region of the Identity Center instance, such as `eu-west-1`. */
  readonly homeRegion?: string;
  /** Twelve digits. */
  readonly managementAccountId?: string;
  /** Twelve digits each. */
  readonly productionAccountIds?: readonly string[];
  /**
   * Accounts with a grant, by id: a report tells them by name. The unit is there only where the settings ask for units.
   */
  readonly accounts?: Readonly<Record<string, { readonly name: string; readonly unit?: string }>>;
  /** Names of permission sets that are refused on production accounts. */
  readonly nonProductionOnlySets?: readonly string[];
  /**
   * Access that ends, as `<permission set>/<YYYY-MM-DD>`: the latest end of each set that some entry of the access list
   * gives for a time.
   */
  readonly accessEnds?: readonly string[];
  /** SAML entity ID that the settings name. */
  readonly entityId?: string;
  /** SAML reply URLs that the settings name. */
  readonly acsUrls?: readonly string[];
  /** Object id of the Entra group that every Conditional Access policy excludes. */
  readonly emergencyAccessGroupId?: string;
  /** Object id of the Entra group that may sign in from abroad. */
  readonly travelGroupId?: string;
  /** Object ids of the Entra groups that must sign in from a compliant device. */
  readonly compliantDeviceGroupIds?: readonly string[];
  /**
   * The groups that Conditional Access excludes, by object id, as the settings write them: a report tells them by name.
   */
  readonly groupNames?: Readonly<Record<string, string>>;
  /** Last day, `YYYY-MM-DD`, on which Conditional Access may be report-only. */
  readonly reportOnlyUntil?: string;
  /** Whose the account's password policy is: `own`, or `existing` where it is kept outside of the stack. */
  readonly passwordPolicy?: string;
  /** Name or ARN of a trail that exists outside of the stack and records the breakglass users. */
  readonly existingTrail?: string;
  /**
   * Day since which every breakglass user was drilled, `YYYY-MM-DD`; empty: one never was. Absent: the stack has no
   * breakglass users.
   */
  readonly lastDrill?: string;
  /** Most days that the settings allow between two drills. */
  readonly drillIntervalDays?: number;
  /**
   * What is left alone on purpose: a kind (`permissionSets`, `groups`, `users`, `conditionalAccess`, `applications`,
   * `iamUsers`), a blank, a pattern.
   */
  readonly unmanaged?: readonly string[];
  /** The same in whole for `federation report`: what is left alone, in words, and until when (empty: no end). */
  readonly leftAlone?: Readonly<Record<string, string>>;
  /** Limits of the report by name, as the settings have them. */
  readonly reportLimits?: Readonly<Record<string, string>>;
  /** Name of the core stack, where this one has account assignments of a federation whose other parts are there. */
  readonly core?: string;
  /** ARN by name of permission sets that are in the core. */
  readonly permissionSetArns?: Readonly<Record<string, string>>;
  /**
   * Accounts on which each permission set is assigned in all stacks of the federation, by name of the set; only where
   * there are several.
   */
  readonly reach?: Readonly<Record<string, number>>;
}

/** How each fact is read off the component's inputs, where everything may be unknown or malformed. */
export const FACT_FORMS = {
  stage: "text",
  tenantId: "text",
  homeRegion: "text",
  managementAccountId: "text",
  productionAccountIds: "texts",
  accounts: "map",
  nonProductionOnlySets: "texts",
  accessEnds: "texts",
  entityId: "text",
  acsUrls: "texts",
  emergencyAccessGroupId: "text",
  travelGroupId: "text",
  compliantDeviceGroupIds: "texts",
  groupNames: "map",
  reportOnlyUntil: "text",
  passwordPolicy: "text",
  existingTrail: "text",
  lastDrill: "text",
  drillIntervalDays: "number",
  unmanaged: "texts",
  leftAlone: "map",
  reportLimits: "map",
  core: "text",
  permissionSetArns: "map",
  reach: "map",
} as const satisfies { readonly [Name in keyof Required<StackFacts>]: FormOf<Required<StackFacts>[Name]> };

type FormOf<T> = T extends string ? "text" : T extends number ? "number" : T extends readonly string[] ? "texts" : "map";
