import { paginateListDelegatedAdministrators, OrganizationsClient } from "@aws-sdk/client-organizations";
import { paginateListInstances } from "@aws-sdk/client-sso-admin";
import pMap from "p-map";
import type { LiveSet } from "../../../access/adopt/permission-sets";
import type { IdentityStoreGroup } from "../../../access/identity-store";
import type { Organization } from "../../../access/model";
import { globalRegion } from "../../../contract/partition";
import { awsConcurrency, clientSettings, counted, everyItem, type CallCounter } from "../../clouds/aws";
import { callerAccount } from "../../clouds/caller";
import { IdentityCenterReader, type LiveAssignment, type NamedSet } from "../../clouds/identity-center";
import { IdentityStoreReader } from "../../clouds/identity-store";
import { readOrganization } from "../../clouds/organization";
import { Failure, sentence } from "../../failure";

/** What is read of Identity Center and the organization: as much as the credentials may see. */
export interface Estate {
  readonly homeRegion: string;
  readonly instanceArn: string;
  readonly identityStoreId: string;
  /** The account whose credentials read this; undefined where that could not be asked. */
  readonly caller: string | undefined;
  readonly organization: Organization;
  /** Accounts that may administer Identity Center beside the management account. */
  readonly delegated: readonly string[];
  /** Every permission set by name. */
  readonly sets: readonly NamedSet[];
  /** Those that were asked for and could be read whole. */
  readonly contents: readonly LiveSet[];
  readonly assignments: readonly LiveAssignment[];
  readonly groups: readonly IdentityStoreGroup[];
  /** User names by id, of users that hold an assignment. */
  readonly users: ReadonlyMap<string, string>;
  /** "Attributes for access control" by key; undefined where off or unread. */
  readonly attributes: ReadonlyMap<string, readonly string[]> | undefined;
  /** What could not be read, a sentence each. */
  readonly unread: readonly string[];
  /** Whose names could not be read: all groups, and users by id. */
  readonly nameless: { readonly groups: boolean; readonly users: ReadonlySet<string> };
}

/** What to read. */
export interface EstateQuestion {
  readonly homeRegion: string;
  /** Whether a permission set of this name is asked for. */
  readonly wanted: (name: string) => boolean;
  readonly counter: CallCounter;
  readonly progress: (line: string) => void;
}

/**
 * Reads the estate: one call for each permission set to learn its name; for each that is wanted six more, and one for
 * each account that holds it; never one for an assignment. What the credentials may not see is kept as a sentence, and
 * the rest read all the same.
 *
 * @throws Failure where there is nothing to adopt from: no organization, no instance, an account's own instance.
 */
export async function readEstate({ homeRegion, wanted, counter, progress }: EstateQuestion): Promise<Estate> {
  const reader = new IdentityCenterReader(homeRegion, counter);
  const store = new IdentityStoreReader(homeRegion, counter);
  const unread: string[] = [];
  const attempt = async <Answer>(what: string, ask: () => Promise<Answer>): Promise<Answer | undefined> => {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof TypeError) throw error;
      unread.push(`${what} could not be read: ${sentence(error)}`);
      return undefined;
    }
  };

  const caller = await attempt("The account of these credentials", () => callerAccount(homeRegion, counter));
  const { instanceArn, identityStoreId, owner } = await theInstance(reader, homeRegion);
  progress("Reading the organization …");
  const { organization } = await readOrganization(homeRegion, counter).catch((error: unknown) => {
    const own =
      caller !== undefined && owner === caller
        ? ` The instance ${instanceArn} is of this account, ${caller}: unless that is the management account, it is an account instance, which has no permission sets.`
        : "";
    throw new Failure(
      `The organization cannot be read in AWS: ${sentence(error)}. Use credentials of the management account, or of an account that administers Identity Center for it.${own}`,
    );
  });
  if (owner !== undefined && owner !== organization.managementAccountId) {
    throw new Failure(
      `${instanceArn} is an instance of the account ${owner} alone, not of the organization (management account ${organization.managementAccountId}): it has no permission sets; run it with the home region of the organization's instance, and with credentials of the management account or of its delegated administrator.`,
    );
  }

  progress("Reading permission sets …");
  const sets = (await attempt("The list of permission sets", () => reader.permissionSets(instanceArn))) ?? [];
  const asked = sets.filter(({ name }) => wanted(name));
  let done = 0;
  const contents = await pMap(
    asked,
    async (set): Promise<LiveSet[]> => {
      const whole = await attempt(`What permission set ${set.name} grants`, () => liveSet(reader, instanceArn, set));
      done += 1;
      if (done % 25 === 0) progress(`  ${done} of ${asked.length} permission sets`);
      return whole === undefined ? [] : [whole];
    },
    { concurrency: awsConcurrency },
  );
  const assignments = await readAssignments(reader, instanceArn, asked, attempt, progress);
  const delegated = await attempt("Who administers Identity Center beside the management account", () =>
    delegatedAdministrators(homeRegion, counter),
  );
  const groups = await attempt(`The groups of the identity store ${identityStoreId}`, () => store.groups(identityStoreId));
  const userIds = [...new Set(assignments.filter(({ principalType }) => principalType === "USER").map(({ principalId }) => principalId))];
  const users = await pMap(
    userIds,
    async (id) => {
      const answer = await attempt(`The user ${id}`, async () => ({ name: await store.userName(identityStoreId, id) }));
      return { id, isRead: answer !== undefined, name: answer?.name };
    },
    { concurrency: awsConcurrency },
  );
  return {
    homeRegion,
    instanceArn,
    identityStoreId,
    caller,
    organization,
    delegated: delegated ?? [],
    sets,
    contents: contents.flat(),
    assignments,
    groups: groups ?? [],
    users: new Map(users.flatMap(({ id, name }) => (name === undefined ? [] : [[id, name] as const]))),
    attributes: await attempt("Attributes for access control", () => reader.accessControlAttributes(instanceArn)),
    unread,
    nameless: { groups: groups === undefined, users: new Set(users.filter(({ isRead }) => !isRead).map(({ id }) => id)) },
  };
}

/** The organization's instance. */
async function theInstance(
  reader: IdentityCenterReader,
  homeRegion: string,
): Promise<{ readonly instanceArn: string; readonly identityStoreId: string; readonly owner: string | undefined }> {
  const found = await everyItem(paginateListInstances({ client: reader.client }, {}), (page) => page.Instances).catch((error: unknown) => {
    throw new Failure(`The Identity Center instances of ${homeRegion} cannot be read: ${sentence(error)}.`);
  });
  const [only, ...others] = found;
  if (only === undefined) {
    throw new Failure(
      `IAM Identity Center is not enabled in ${homeRegion}: there is nothing to adopt; name the region in which it is enabled with --region, or begin with \`federation init\`.`,
    );
  }
  if (others.length > 0) {
    throw new Failure(
      `${homeRegion} shows ${found.length} Identity Center instances; run it with credentials of the management account, or of the delegated administrator, which see only the organization's.`,
    );
  }
  return { instanceArn: only.InstanceArn ?? "", identityStoreId: only.IdentityStoreId ?? "", owner: only.OwnerAccountId };
}

async function liveSet(reader: IdentityCenterReader, instanceArn: string, set: NamedSet): Promise<LiveSet> {
  const [{ managedPolicyArns, customerManagedPolicies, inlinePolicy, boundary }, tags] = await Promise.all([
    reader.content(instanceArn, set.arn),
    reader.tags(instanceArn, set.arn),
  ]);
  const { arn, name, description, sessionDuration, relayState } = set;
  return {
    ...{ arn, name, description, sessionDuration },
    ...(relayState === undefined ? {} : { relayState }),
    tags: Object.fromEntries(tags),
    ...{ managedPolicyArns, customerManagedPolicies },
    ...(inlinePolicy === undefined ? {} : { inlinePolicy }),
    ...(boundary === undefined ? {} : { boundary }),
  };
}

type Attempt = <Answer>(what: string, ask: () => Promise<Answer>) => Promise<Answer | undefined>;

/** One call a set to learn its accounts, and one a set and account. */
async function readAssignments(
  reader: IdentityCenterReader,
  instanceArn: string,
  sets: readonly NamedSet[],
  attempt: Attempt,
  progress: (line: string) => void,
): Promise<LiveAssignment[]> {
  const placed = await pMap(
    sets,
    async (set) => {
      const accounts = await attempt(`Where permission set ${set.name} is assigned`, () => reader.accountsWith(instanceArn, set.arn));
      return (accounts ?? []).map((accountId) => ({ set, accountId }));
    },
    { concurrency: awsConcurrency },
  );
  const pairs = placed.flat();
  progress(`Reading the assignments of ${sets.length} permission sets in their accounts: ${pairs.length} calls …`);
  let done = 0;
  const found = await pMap(
    pairs,
    async ({ set, accountId }) => {
      const assignments = await attempt(`Who holds ${set.name} in ${accountId}`, () =>
        reader.assignmentsIn(instanceArn, set.arn, accountId),
      );
      done += 1;
      if (done % 250 === 0) progress(`  ${done} of ${pairs.length}`);
      return assignments ?? [];
    },
    { concurrency: awsConcurrency },
  );
  return found.flat();
}

/** Accounts to which the management account has delegated Identity Center. */
async function delegatedAdministrators(homeRegion: string, counter: CallCounter): Promise<string[]> {
  const client = counted(new OrganizationsClient(clientSettings(globalRegion(homeRegion))), counter);
  const found = await everyItem(
    paginateListDelegatedAdministrators({ client }, { ServicePrincipal: "sso.amazonaws.com" }),
    (page) => page.DelegatedAdministrators,
  );
  return found.map(({ Id = "" }) => Id);
}
