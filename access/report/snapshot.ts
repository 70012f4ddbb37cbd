/**
 * What a state of things means for access, wherever it was read: the resources of a preview or a saved state, or
 * settings met with an inventory.
 */
import type { ConditionalAccessPolicyModel } from "../conditional-access/policies";
import type { PolicyDocument } from "../model";
import type { StackFacts as ToldFacts } from "../../contract/facts";
import type { Partition } from "../../contract/partition";
import { compareText } from "../words";
import type { GuardChange, ReasonWithLine } from "./report";

/** One group's, or user's, permission set in one account. */
export interface HeldAccess {
  /** What the group is called. */
  readonly group: string;
  /** What others cannot rename: Entra's object id, else the identity store's id, else the name. */
  readonly groupKey: string;
  readonly groupId: string | null;
  readonly principal: "group" | "user";
  readonly permissionSet: string;
  readonly accountId: string;
  readonly because: readonly ReasonWithLine[];
  /** URN or setting. */
  readonly origin: string;
}

/** What a permission set grants. */
export interface SetContent {
  readonly name: string;
  readonly description: string;
  /** ISO 8601, such as PT8H. */
  readonly sessionDuration: string;
  readonly relayState?: string;
  /** In words: an AWS-managed policy's name, or a customer's path and name. */
  readonly boundary?: string;
  /** AWS-managed policies by path and name, sorted. */
  readonly managedPolicies: readonly string[];
  /** Customer-managed policies by path and name, such as /team/Policy, sorted. */
  readonly customerManagedPolicies: readonly string[];
  readonly inlinePolicy?: PolicyDocument;
  /** Properties that preview does not know yet, or that cannot be read, in words. */
  readonly unknown: readonly string[];
}

/** A Conditional Access policy of the program. */
export interface SignInPolicy {
  /** What it is known by: the resource's name, or the settings' key. */
  readonly key: string;
  readonly name: string;
  /** What a reviewer compares: properties in words. */
  readonly fields: Readonly<Record<string, string>>;
  /** Absent where it has conditions that the evaluator does not know; `unclear` says which. */
  readonly model?: ConditionalAccessPolicyModel;
  readonly unclear?: string;
}

/** A part of what watches over the rest, or carries it: breakglass users, alarms, trail, SAML, provisioning. */
export interface Guard {
  readonly kind: GuardChange["kind"];
  /** What it is known by: URN or setting. */
  readonly key: string;
  readonly name: string;
  readonly type: string;
  /** What a change is told by. */
  readonly content: Readonly<Record<string, unknown>>;
}

/** Settings that are no resource of their own and yet frame who can do what, of one side. */
export type SettingFacts = Pick<
  ToldFacts,
  | "stage"
  | "tenantId"
  | "homeRegion"
  | "productionAccountIds"
  | "nonProductionOnlySets"
  | "accessEnds"
  | "reportOnlyUntil"
  | "existingTrail"
  | "lastDrill"
  | "drillIntervalDays"
  | "unmanaged"
  | "leftAlone"
  | "reportLimits"
> & {
  /** Entra's cloud; only of a stack file, as no resource tells it. */
  readonly microsoftCloud?: string;
  /** Where Identity Center takes the value of a session tag from, by tag; undefined where nothing tells. */
  readonly sessionAttributes?: Readonly<Record<string, string>> | undefined;
};

/** All of it. */
export interface Snapshot {
  readonly held: readonly HeldAccess[];
  readonly permissionSets: ReadonlyMap<string, SetContent>;
  readonly policies: readonly SignInPolicy[];
  readonly guards: readonly Guard[];
  /** Settings that are no resource; absent where nothing tells them. */
  readonly settings?: SettingFacts | undefined;
}

/** An account as far as anything tells it. */
export interface AccountFacts {
  readonly id: string;
  readonly name?: string;
  /** Organizational unit as a path; empty at the root. */
  readonly unit?: string;
}

/** What is known about the place. */
export interface StackFacts {
  readonly stack: string | null;
  readonly project: string | null;
  readonly stage: string | null;
  readonly partition: Partition;
  readonly managementAccountId: string | null;
  /** Null where nothing tells which accounts count as production. */
  readonly productionAccountIds: ReadonlySet<string> | null;
  readonly accounts: ReadonlyMap<string, AccountFacts>;
}

/** What cannot be told, before it is ranked. */
export interface Unclear {
  readonly sentence: string;
  readonly resource: string;
  readonly operation: string;
  readonly group: string | null;
  readonly permissionSet: string | null;
  readonly accountId: string | null;
}

/** Two snapshots and what lies between them. */
export interface Change {
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** Keys of access that is made anew ({@link accessKey}), each with whether it is removed first. */
  readonly replaced: ReadonlyMap<string, boolean>;
  /** Names of permission sets that are made anew, each with whether the old one goes first. */
  readonly replacedSets: ReadonlyMap<string, boolean>;
  /** Keys of guards that are made anew. */
  readonly replacedGuards: ReadonlySet<string>;
  readonly unclear: readonly Unclear[];
  readonly facts: StackFacts;
  /** Sentences about the reading. */
  readonly notes: readonly string[];
}

/** Identity of an access as one string. */
export function accessKey({ groupKey, permissionSet, accountId }: Pick<HeldAccess, "groupKey" | "permissionSet" | "accountId">): string {
  return `${groupKey}\n${permissionSet}\n${accountId}`;
}

/** Access by identity; two that are the same keep all their reasons. */
export function byIdentity(held: readonly HeldAccess[]): Map<string, HeldAccess> {
  const found = new Map<string, HeldAccess>();
  for (const one of held) {
    const key = accessKey(one);
    const same = found.get(key);
    found.set(key, same === undefined ? one : { ...same, because: [...same.because, ...one.because] });
  }
  return found;
}

/** Order of accesses: group, permission set, account. */
export function compareAccess(a: HeldAccess, b: HeldAccess): number {
  return (
    compareText(a.group, b.group) ||
    compareText(a.groupKey, b.groupKey) ||
    compareText(a.permissionSet, b.permissionSet) ||
    compareText(a.accountId, b.accountId)
  );
}
