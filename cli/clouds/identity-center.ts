import {
  DescribeInstanceAccessControlAttributeConfigurationCommand,
  DescribePermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  GetPermissionsBoundaryForPermissionSetCommand,
  paginateListAccountAssignments,
  paginateListAccountsForProvisionedPermissionSet,
  paginateListCustomerManagedPolicyReferencesInPermissionSet,
  paginateListInstances,
  paginateListManagedPoliciesInPermissionSet,
  paginateListPermissionSets,
  paginateListTagsForResource,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import pMap from "p-map";
import type { CustomerManagedPolicyReference } from "../../access/model";
import { assignmentsByPrincipal, FEW_PLACES, isCheaperByPrincipal, type Principals } from "./assignments-by-principal";
import type { LiveAssignment } from "./live-assignment";
import { awsConcurrency, clientSettings, counted, everyItem, type CallCounter } from "./aws";
import { orAbsent } from "./aws-error";

export type { LiveAssignment };

/** An Identity Center instance as its home region lists it. */
export interface Instance {
  readonly instanceArn: string;
  readonly identityStoreId: string;
}

/** A permission set by name. */
export interface NamedSet {
  readonly arn: string;
  readonly name: string;
  readonly description: string;
  /** ISO 8601 duration, such as `PT8H`. */
  readonly sessionDuration: string;
  readonly relayState: string | undefined;
  readonly created?: Date;
}

/** Everything that a permission set grants. */
export interface PermissionSetContent {
  /** ARNs, sorted. */
  readonly managedPolicyArns: readonly string[];
  readonly customerManagedPolicies: readonly CustomerManagedPolicyReference[];
  /** Parsed; the text itself where it is no JSON. */
  readonly inlinePolicy: unknown;
  readonly boundary: { readonly managedPolicyArn?: string; readonly customerManagedPolicy?: CustomerManagedPolicyReference } | undefined;
}

/** A permission set in an account that it is provisioned in. */
export interface SetInAccount {
  readonly permissionSetArn: string;
  readonly accountId: string;
}

/** A permission set, or one in an account, that could not be read. */
export interface Unread {
  readonly permissionSetArn: string;
  readonly accountId?: string;
  readonly error: unknown;
}

type OnUnread = (unread: Unread) => void;

/** A reading of one item that hands over what cannot be read in place of failing. */
function orUnread<Item, Found>(
  unread: OnUnread | undefined,
  placeOf: (item: Item) => Omit<Unread, "error">,
  read: (item: Item) => Promise<Found[]>,
): (item: Item) => Promise<Found[]> {
  if (unread === undefined) return read;
  return (item) =>
    read(item).catch((error: unknown) => {
      unread({ ...placeOf(item), error });
      return [];
    });
}

/** Reads permission sets and assignments; never writes. */
export class IdentityCenterReader {
  readonly client: SSOAdminClient;

  constructor(homeRegion: string, counter: CallCounter) {
    this.client = counted(new SSOAdminClient(clientSettings(homeRegion)), counter);
  }

  /** Instances in this region; an organization has one. */
  async instances(): Promise<Instance[]> {
    const found = await everyItem(paginateListInstances({ client: this.client }, {}), (page) => page.Instances);
    return found.map(({ InstanceArn = "", IdentityStoreId = "" }) => ({ instanceArn: InstanceArn, identityStoreId: IdentityStoreId }));
  }

  /**
   * Every permission set of the instance: one list and one call a set.
   *
   * @param unread takes a set that cannot be read, and the others are read all the same; without it that fails the
   * whole.
   */
  async permissionSets(InstanceArn: string, unread?: OnUnread): Promise<NamedSet[]> {
    const arns = await everyItem(
      paginateListPermissionSets({ client: this.client, pageSize: 100 }, { InstanceArn }),
      (page) => page.PermissionSets,
    );
    const found = await pMap(
      arns,
      orUnread(
        unread,
        (PermissionSetArn) => ({ permissionSetArn: PermissionSetArn }),
        async (PermissionSetArn: string): Promise<NamedSet[]> => {
          const { PermissionSet: set } = await this.client.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn }));
          return [
            {
              arn: PermissionSetArn,
              name: set?.Name ?? "",
              description: set?.Description ?? "",
              sessionDuration: set?.SessionDuration ?? "PT1H",
              relayState: set?.RelayState === "" ? undefined : set?.RelayState,
              ...(set?.CreatedDate === undefined ? {} : { created: set.CreatedDate }),
            },
          ];
        },
      ),
      { concurrency: awsConcurrency },
    );
    return found.flat();
  }

  /** Tags of a permission set or of the instance. */
  async tags(InstanceArn: string, ResourceArn: string): Promise<ReadonlyMap<string, string>> {
    const found = await everyItem(paginateListTagsForResource({ client: this.client }, { InstanceArn, ResourceArn }), (page) => page.Tags);
    return new Map(found.map(({ Key = "", Value = "" }) => [Key, Value]));
  }

  /** Policies and boundary of one permission set: four calls. */
  async content(InstanceArn: string, PermissionSetArn: string): Promise<PermissionSetContent> {
    const at = { InstanceArn, PermissionSetArn };
    const [managed, customer, inline, boundary] = await Promise.all([
      everyItem(paginateListManagedPoliciesInPermissionSet({ client: this.client }, at), (page) => page.AttachedManagedPolicies),
      everyItem(
        paginateListCustomerManagedPolicyReferencesInPermissionSet({ client: this.client }, at),
        (page) => page.CustomerManagedPolicyReferences,
      ),
      this.client.send(new GetInlinePolicyForPermissionSetCommand(at)),
      this.boundary(InstanceArn, PermissionSetArn),
    ]);
    return {
      managedPolicyArns: managed.map(({ Arn = "" }) => Arn).sort(),
      customerManagedPolicies: customer.map(({ Name = "", Path = "/" }) => ({ name: Name, path: Path })),
      inlinePolicy: inline.InlinePolicy === undefined || inline.InlinePolicy === "" ? undefined : parsedOrText(inline.InlinePolicy),
      boundary,
    };
  }

  private async boundary(InstanceArn: string, PermissionSetArn: string): Promise<PermissionSetContent["boundary"]> {
    // AWS answers "not found" for a set without boundary.
    const answer = await orAbsent(() =>
      this.client.send(new GetPermissionsBoundaryForPermissionSetCommand({ InstanceArn, PermissionSetArn })),
    );
    const found = answer?.PermissionsBoundary;
    if (found?.ManagedPolicyArn !== undefined) return { managedPolicyArn: found.ManagedPolicyArn };
    const reference = found?.CustomerManagedPolicyReference;
    return reference === undefined ? undefined : { customerManagedPolicy: { name: reference.Name ?? "", path: reference.Path ?? "/" } };
  }

  /** Accounts that hold a permission set; `stale`: those whose role is older than the set's last change. */
  accountsWith(InstanceArn: string, PermissionSetArn: string, stale = false): Promise<string[]> {
    const filter = stale ? { ProvisioningStatus: "LATEST_PERMISSION_SET_NOT_PROVISIONED" as const } : {};
    return everyItem(
      paginateListAccountsForProvisionedPermissionSet({ client: this.client, pageSize: 100 }, { InstanceArn, PermissionSetArn, ...filter }),
      (page) => page.AccountIds,
    );
  }

  /**
   * Every assignment of the given sets: one call a set to learn its accounts, then one a set and account; or, where
   * these are many and that is fewer calls, one a principal, and one for each set and account where that finds nobody.
   * By principal, what one left behind that the identity store no longer has is seen only where nobody else holds the
   * set: it gives nobody access.
   *
   * @param unread takes a set, or a set in an account, that cannot be read, and the others are read all the same;
   * without it that fails the whole.
   * @param empty takes a set in an account that it is provisioned in and where nobody holds it.
   * @param principals everybody whom the identity store has; without it sets and accounts are asked. Where a principal
   * cannot be read they are, too.
   */
  async assignments(
    InstanceArn: string,
    sets: readonly string[],
    unread?: OnUnread,
    empty: (place: SetInAccount) => void = () => undefined,
    principals?: () => Promise<Principals>,
  ): Promise<LiveAssignment[]> {
    const placed = await pMap(
      sets,
      orUnread(
        unread,
        (permissionSetArn) => ({ permissionSetArn }),
        async (permissionSetArn: string) =>
          (await this.accountsWith(InstanceArn, permissionSetArn)).map((accountId) => ({ permissionSetArn, accountId })),
      ),
      { concurrency: awsConcurrency },
    );
    const places = placed.flat();
    const known = await this.byPrincipal(InstanceArn, places.length, principals);
    const among = new Set(sets);
    const held = known.filter(({ permissionSetArn }) => among.has(permissionSetArn));
    const answered = new Set(held.map(({ permissionSetArn, accountId }) => `${permissionSetArn} ${accountId}`));
    const found = await pMap(
      places.filter(({ permissionSetArn, accountId }) => !answered.has(`${permissionSetArn} ${accountId}`)),
      orUnread(
        unread,
        (place) => place,
        async ({ permissionSetArn, accountId }) => {
          const its = await this.assignmentsIn(InstanceArn, permissionSetArn, accountId);
          if (its.length === 0) empty({ permissionSetArn, accountId });
          return its;
        },
      ),
      { concurrency: awsConcurrency },
    );
    return [...held, ...found.flat()];
  }

  /** What everybody holds, where that is the cheaper question; else nothing. */
  private async byPrincipal(InstanceArn: string, places: number, principals?: () => Promise<Principals>): Promise<LiveAssignment[]> {
    if (principals === undefined || places <= FEW_PLACES) return [];
    try {
      const everybody = await principals();
      return isCheaperByPrincipal(places, everybody) ? await assignmentsByPrincipal(this.client, InstanceArn, everybody) : [];
    } catch {
      // Set by set it can be said what cannot be read.
      return [];
    }
  }

  /** Assignments of one set in one account; none in one that has left the organization. */
  async assignmentsIn(InstanceArn: string, PermissionSetArn: string, AccountId: string): Promise<LiveAssignment[]> {
    const found = await orAbsent(() =>
      everyItem(
        paginateListAccountAssignments({ client: this.client, pageSize: 100 }, { InstanceArn, PermissionSetArn, AccountId }),
        (page) => page.AccountAssignments,
      ),
    );
    return (found ?? []).map(({ PrincipalId = "", PrincipalType = "GROUP" }) => ({
      permissionSetArn: PermissionSetArn,
      accountId: AccountId,
      principalType: PrincipalType as "GROUP" | "USER",
      principalId: PrincipalId,
    }));
  }

  /** Session tag keys under "attributes for access control", by key their sources; undefined where it is off. */
  async accessControlAttributes(InstanceArn: string): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
    const answer = await orAbsent(() => this.client.send(new DescribeInstanceAccessControlAttributeConfigurationCommand({ InstanceArn })));
    if (answer === undefined) return undefined;
    const found = answer.InstanceAccessControlAttributeConfiguration?.AccessControlAttributes ?? [];
    return new Map(found.map(({ Key = "", Value }) => [Key, Value?.Source ?? []]));
  }
}

function parsedOrText(policy: string): unknown {
  try {
    return JSON.parse(policy) as unknown;
  } catch {
    return policy;
  }
}
