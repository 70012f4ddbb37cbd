/**
 * The words that every room shares: accounts, permission sets, grants, mistakes. Types only; no logic, no I/O.
 */

/**
 * State of an AWS account in its organization. @see
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html
 */
export type AccountState = "ACTIVE" | "SUSPENDED" | "PENDING_ACTIVATION" | "PENDING_CLOSURE" | "CLOSED";

/** One AWS account as the organization knows it. */
export interface Account {
  /** Twelve digits, leading zeros kept. */
  readonly id: string;
  /** Account name; not necessarily unique in the organization. */
  readonly name: string;
  readonly state: AccountState;
  /** Names of the organizational units from the root down; empty directly below the root. */
  readonly ouPath: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** What selectors are resolved against. */
export interface Organization {
  readonly managementAccountId: string;
  readonly accounts: readonly Account[];
  /** Every organizational unit as a path, such as `Workloads/Production`. */
  readonly organizationalUnits: readonly string[];
}

/** A customer-managed policy, which must exist under this name and path in every target account. */
export interface CustomerManagedPolicyReference {
  readonly name: string;
  /** Starts and ends with `/`; `/` by default. */
  readonly path: string;
}

/** Upper limit on what a permission set can do, whatever its policies grant. */
export type PermissionsBoundary = { readonly managedPolicy: string } | { readonly customerManagedPolicy: CustomerManagedPolicyReference };

/** An IAM policy document with sorted, deterministic content. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly PolicyStatement[];
}

/** One statement of a {@link PolicyDocument}. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** One permission set, validated and complete: an archetype with its overrides, or one of the organization's own. */
export interface PermissionSetDefinition {
  /** 1 to 32 characters of `[\w+=,.@-]`; the identity of the set. */
  readonly name: string;
  /** Empty for an adopted set without one. */
  readonly description: string;
  /** Hours, 1 to 12. */
  readonly sessionHours: number;
  /** Console URL to land on, up to 240 characters. */
  readonly relayState?: string;
  /**
   * AWS-managed policies by path and name without ARN, such as `AdministratorAccess` or `job-function/Billing`; sorted.
   */
  readonly managedPolicies: readonly string[];
  readonly customerManagedPolicies: readonly CustomerManagedPolicyReference[];
  readonly inlinePolicy?: PolicyDocument;
  readonly permissionsBoundary?: PermissionsBoundary;
  /** Refused on production accounts (R5.5). */
  readonly nonProductionOnly: boolean;
  /** Holders need a compliant device (R6.2). */
  readonly compliantDevice: boolean;
  /** Tags of the set's own. */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Whether it existed before this stack: registered exactly as it is, without this stack's marks, and itself in the
   * management account.
   */
  readonly adopted?: true;
  /** ISO 8601 duration of an adopted set that is no whole number of hours, or written otherwise than `PT8H`. */
  readonly sessionDuration?: string;
  /**
   * JSON of an adopted set's inline policy as Identity Center has it, where it is not what {@link inlinePolicy}
   * becomes.
   */
  readonly inlinePolicyText?: string;
  /**
   * Name of the set that this one doubles for the management account: a set once provisioned there cannot be managed by
   * a delegated administrator.
   */
  readonly managementCopyOf?: string;
}

/** When an entry of the access list gives what it says. */
export interface Period {
  /** First day, `YYYY-MM-DD` in UTC. */
  readonly from?: string;
  /** Last day. */
  readonly until?: string;
  /** Why it is for a time, in the words of whoever wrote it. */
  readonly reason?: string;
}

/** Why a grant exists: the setting that asked for it, and how the account came to match. */
export interface Reason {
  /** Config path, such as `federation:access[3]`. */
  readonly setting: string;
  /** In words, such as `ou: Workloads/Production`. */
  readonly match: string;
  /** Where the setting is for a time. */
  readonly period?: Period;
}

/**
 * One account assignment to be: this group holds this permission set in this account. Identity is (group,
 * permissionSet, accountId).
 */
export interface Grant {
  /** The group as written in the settings: an Entra display name or object id. */
  readonly group: string;
  /** Name of the effective permission set (the management copy where the account is the management account). */
  readonly permissionSet: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly because: readonly Reason[];
}

/** What an entry would grant that has ended, or begins later. */
export interface OutOfTimeGrant extends Grant {
  readonly state: "ended" | "later";
}

/** Settings met with the organization: everything that the components register and `verify` expects. */
export interface AccessPlan {
  /** Archetypes in use, own sets and management copys, sorted by name. */
  readonly permissionSets: readonly PermissionSetDefinition[];
  /** Sorted by group, permission set, account id; no duplicates. */
  readonly grants: readonly Grant[];
  /** Distinct groups as written, sorted. */
  readonly groups: readonly string[];
  /** Groups that must sign in from a compliant device (R6.2), as written, sorted. */
  readonly compliantDeviceGroups: readonly string[];
  /** Accounts that a selector matched but that are not active; nothing is assigned there. */
  readonly leftOut: readonly Account[];
  /**
   * Entries of the access list that mean no active account at present, such as an empty organizational unit; config
   * paths.
   */
  readonly idle: readonly string[];
  /** What entries would grant that have ended or begin later: nothing of it is carried out. */
  readonly outOfTime: readonly OutOfTimeGrant[];
  /** Ids of the accounts that count as production. */
  readonly productionAccountIds: readonly string[];
}

/** One mistake in the settings, in parts; `problemSentence` makes the sentence of them. No part ever holds a secret. */
export interface Problem {
  /** Config path, such as `federation:access[2].accounts`. */
  readonly path: string;
  /** What the sentence is about, where that is not the path. */
  readonly subject?: string;
  /** The wrong value, as it may be shown. */
  readonly value?: string;
  /** What is wrong, such as `has both ou and tag`; left out where the value is, or where it is missing. */
  readonly fault?: string;
  /** What to do, in the imperative, after the reason where there is one. */
  readonly remedy: string;
  /** Whether the setting was right when it was written, and only its day has passed since. */
  readonly passed?: true;
}
