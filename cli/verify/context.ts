import { problemSentence } from "../../access/problems";
import { formerIds } from "../../access/groups";
import type { AccessPlan } from "../../access/model";
import { groupsInStore, matchGroups, type GroupMatches, type IdentityStoreGroup, type WantedGroup } from "../../access/identity-store";
import { planAccess } from "../../access/plan";
import type { Settings } from "../../access/settings";
import { groupKey, isObjectId, withOneSpelling } from "../../access/settings/group";
import { Unmanaged } from "../../access/unmanaged";
import type { Application, AppRoleAssignment, Group, Member, ServicePrincipal, SignIn, SynchronizationJob } from "../clouds/entra-types";
import type { Instance, LiveAssignment, NamedSet, SetInAccount, Unread } from "../clouds/identity-center";
import type { StoreUser } from "../clouds/identity-store";
import type { AccessEventName, AccessEvents } from "../clouds/access-events";
import { Failure } from "../failure";
import { recent } from "./recent";
import { Missing } from "./missing";
import { readConditionalAccess } from "./conditional-access";
import { readEmergency } from "./emergency";
import { readingsOfStore, type GroupReading } from "./group-reading";
import { readLog, type LogReading } from "./provisioning-log";
import type { Sources } from "./reads";
import pMap from "p-map";

export type { Sources } from "./reads";

/** Everything that the checks share: read once, on first use, whoever asks first. */
export class VerifyContext {
  constructor(
    readonly settings: Settings,
    readonly now: Date,
    readonly sources: Sources,
  ) {}

  /** Instances of the home region. */
  readonly instances = once((): Promise<Instance[]> => this.sources.identityCenter.instances());

  /** The one instance. */
  readonly instance = once(async (): Promise<Instance> => {
    const [only, ...others] = await this.instances();
    if (only === undefined || others.length > 0) throw new Missing("there is not exactly one Identity Center instance (see R1.1)");
    return only;
  });

  readonly organization = once(() => this.sources.organization());

  readonly ownAccount = once(() => this.sources.ownAccount());

  /** What the settings mean for this organization. */
  readonly plan = once(async (): Promise<AccessPlan> => {
    const { organization } = await this.organization();
    const { plan, problems } = planAccess(withOneSpelling(this.settings, await this.spellings()), organization);
    const [first] = problems;
    if (first !== undefined) throw new Failure(`The settings do not fit this organization: ${problems.map(problemSentence).join(" ")}`);
    return plan;
  });

  /** What the settings leave alone, met with the organization. */
  readonly unmanaged = once(
    async (): Promise<Unmanaged> => new Unmanaged(this.settings.unmanaged ?? [], (await this.organization()).organization),
  );

  readonly entra = once(() => this.sources.entra());

  /** Applications of the Identity Center template, this stack's first. */
  readonly applications = once(async (): Promise<Application[]> => {
    const name = this.settings.enterpriseApp.name;
    const found = await (await this.entra()).applications();
    return [...found].sort((left, right) => Number(right.displayName === name) - Number(left.displayName === name));
  });

  /** This stack's enterprise application. */
  readonly application = once(async (): Promise<Application> => {
    const named = (await this.applications()).filter(({ displayName }) => displayName === this.settings.enterpriseApp.name);
    const [only, ...others] = named;
    if (only === undefined || others.length > 0)
      throw new Missing("there is not exactly one enterprise application of this name (see R2.1)");
    return only;
  });

  readonly servicePrincipal = once(async (): Promise<ServicePrincipal> => {
    const found = await (await this.entra()).servicePrincipal((await this.application()).appId);
    if (found === undefined) throw new Missing("the enterprise application has no service principal (see R2.1)");
    return found;
  });

  readonly certificates = once(async () => (await this.entra()).certificates((await this.servicePrincipal()).id));
  readonly metadata = once(async () => this.sources.metadata((await this.application()).appId));
  readonly jobs = once(async (): Promise<SynchronizationJob[]> => (await this.entra()).jobs((await this.servicePrincipal()).id));

  /** The one provisioning job. */
  readonly job = once(async (): Promise<SynchronizationJob> => {
    const [only] = await this.jobs();
    if (only === undefined) throw new Missing("the enterprise application has no provisioning job (see R4.2)");
    return only;
  });

  /** The job's provisioning log of the last day; asked only where something is wrong with provisioning. */
  readonly provisioningLog = once(async (): Promise<LogReading> => {
    const [entra, { id }] = await Promise.all([this.entra(), this.job()]);
    return readLog(() => entra.provisioningLog(id, new Date(this.now.getTime() - 24 * 3_600_000)));
  });

  readonly appRoleAssignments = once(async (): Promise<AppRoleAssignment[]> =>
    this.settings.phase === "aws" ? [] : (await this.entra()).appRoleAssignments((await this.servicePrincipal()).id),
  );

  /** Every group of the plan as Entra answers for it; one that the settings name in two ways once. */
  readonly groups = once(async (): Promise<GroupReading[]> => {
    const { groups } = await this.plan();
    return (await this.readings()).filter(({ written }) => groups.includes(written));
  });

  /**
   * The group of each name that means one without doubt; none where nobody is assigned yet, or Entra cannot be read,
   * which the checks of groups say.
   */
  private async spellings(): Promise<ReadonlyMap<string, Group>> {
    const readings = this.settings.phase !== "connect" ? await this.readings().catch(() => []) : [];
    return new Map(
      readings.flatMap(({ written, found: [only, ...others] }) => (only === undefined || others.length > 0 ? [] : [[written, only]])),
    );
  }

  /** Every group that the settings give access, in each way in which they name it, as Entra answers for it. */
  private readonly readings = once(async (): Promise<GroupReading[]> => {
    if (this.settings.phase === "aws") return readingsOfStore(this.settings, await this.storeGroups());
    const entra = await this.entra();
    return pMap(
      [...new Set(this.settings.access.map(({ group }) => group))].sort(),
      async (written): Promise<GroupReading> => {
        const found = await entra.groups(written);
        if (found.length > 0 || isObjectId(written)) return { written, found, formerIds: [] };
        const { formerIds, wasThere } = await this.formerIds(written);
        return { written, found: (await Promise.all(formerIds.map((id) => entra.groups(id)))).flat(), formerIds, wasThere };
      },
      { concurrency: 8 },
    );
  });

  /**
   * Object ids of the groups that were called so: Identity Center keeps the name until the next cycle, and an
   * assignment to the app longer.
   */
  private async formerIds(written: string): Promise<{ readonly formerIds: string[]; readonly wasThere: boolean }> {
    // Where the app is missing another check says so, and nobody is assigned to it.
    const assigned = await this.appRoleAssignments().catch(() => []);
    const known = formerIds([
      ...groupsInStore(await this.storeGroups()),
      ...assigned.map(({ principalId, principalDisplayName = "" }) => ({ id: principalId, displayName: principalDisplayName ?? "" })),
    ]);
    const ids = [...(known.get(groupKey(written)) ?? [])];
    return { formerIds: ids, wasThere: assigned.some(({ principalId }) => ids.includes(principalId.toLowerCase())) };
  }

  /** Groups of the plan that cannot be told: what follows from that is no finding of its own. */
  readonly unresolvedGroups = once(async (): Promise<GroupReading[]> => (await this.groups()).filter(({ found }) => found.length !== 1));

  /**
   * Object ids, lower case, of groups of the plan that are no security groups: Entra assigns them to no application.
   */
  readonly unassignable = once(async (): Promise<ReadonlySet<string>> => {
    const found = (await this.groups()).flatMap((group) => group.found);
    return new Set(found.filter(({ securityEnabled }) => securityEnabled === false).map(({ id }) => id.toLowerCase()));
  });

  /** Groups of the plan that Entra knows exactly once. */
  readonly directoryGroups = once(async (): Promise<WantedGroup[]> =>
    (await this.groups()).flatMap(({ written, found: [only, ...others] }) =>
      only === undefined || others.length > 0 ? [] : [{ written, id: only.id, displayName: only.displayName }],
    ),
  );

  readonly conditionalAccessReader = once(() => this.sources.conditionalAccess());

  /** Conditional Access held against the settings; undefined where they have none. */
  readonly conditionalAccess = once(() => readConditionalAccess(this));

  /** Sign-ins to the enterprise application within the last days. */
  readonly signIns = once(async (): Promise<SignIn[]> => {
    const [reader, { appId }] = await Promise.all([this.conditionalAccessReader(), this.application()]);
    return reader.signIns(appId, recent(this.now));
  });

  /** Events of people who came in within the last days, the latest first. */
  accessEvents(name: AccessEventName): Promise<AccessEvents> {
    return this.sources.accessEvents(name, recent(this.now));
  }

  /** Breakglass users, trail and topic held against the settings; undefined where they have no alarms. */
  readonly emergency = once(() => readEmergency(this));

  /** Direct members of a group, by its object id in Entra. */
  async membersOf(groupId: string): Promise<readonly Member[]> {
    const entra = await this.entra();
    const known = this.memberReadings.get(groupId) ?? entra.members(groupId);
    this.memberReadings.set(groupId, known);
    return known;
  }

  private readonly memberReadings = new Map<string, Promise<readonly Member[]>>();

  /** Direct members by Entra object id of the group; none where one group could not be read. */
  readonly members = once(async (): Promise<ReadonlyMap<string, readonly Member[]>> => {
    const groups = await this.directoryGroups();
    return new Map(await pMap(groups, async ({ id }) => [id, await this.membersOf(id)] as const, { concurrency: 8 }));
  });

  readonly storeGroups = once(async (): Promise<IdentityStoreGroup[]> =>
    this.sources.identityStore.groups((await this.instance()).identityStoreId),
  );

  private readonly userNames = new Map<string, Promise<string | undefined>>();

  /** The user name of a user of the identity store: a call a user. */
  userName(userId: string): Promise<string | undefined> {
    const asked =
      this.userNames.get(userId) ??
      this.instance().then(({ identityStoreId }) => this.sources.identityStore.userName(identityStoreId, userId));
    this.userNames.set(userId, asked);
    return asked;
  }

  /** Every user of the identity store. */
  readonly storeUsers = once(async (): Promise<StoreUser[]> => this.sources.identityStore.users((await this.instance()).identityStoreId));

  /** Which identity store group is which Entra group. */
  readonly matches = once(async (): Promise<GroupMatches> => {
    const [groups, store] = await Promise.all([this.directoryGroups(), this.storeGroups()]);
    return matchGroups(groups, store);
  });

  /** Every permission set of the instance, and those that could not be read. */
  readonly permissionSetReading = once(async (): Promise<{ readonly sets: readonly NamedSet[]; readonly unread: readonly Unread[] }> => {
    const unread: Unread[] = [];
    const { instanceArn } = await this.instance();
    const sets = await this.sources.identityCenter.permissionSets(instanceArn, (one) => unread.push(one));
    return { sets, unread };
  });

  /** Every permission set of the instance; none where one could not be read. */
  readonly permissionSets = once(async (): Promise<readonly NamedSet[]> => {
    const { sets, unread } = await this.permissionSetReading();
    return whole(sets, unread);
  });

  /** Every account assignment of every permission set, and the sets and accounts that could not be read. */
  readonly assignmentReading = once(async (): Promise<AssignmentReading> => {
    const unread: Unread[] = [];
    const [{ instanceArn }, sets] = await Promise.all([this.instance(), this.permissionSets()]);
    const arns = sets.map(({ arn }) => arn);
    const empty: SetInAccount[] = [];
    const { identityCenter } = this.sources;
    const found = await identityCenter.assignments(
      instanceArn,
      arns,
      (one) => unread.push(one),
      (place) => empty.push(place),
      async () => ({
        groups: (await this.storeGroups()).map(({ groupId }) => groupId),
        users: (await this.storeUsers()).map(({ userId }) => userId),
      }),
    );
    return { assignments: found, empty, unread };
  });

  /** Every account assignment of every permission set; none where one could not be read. */
  readonly assignments = once(async (): Promise<readonly LiveAssignment[]> => {
    const { assignments, unread } = await this.assignmentReading();
    return whole(assignments, unread);
  });
}

/** Account assignments as far as they could be read. */
export interface AssignmentReading {
  readonly assignments: readonly LiveAssignment[];
  /** Sets in accounts where nobody holds them. */
  readonly empty: readonly SetInAccount[];
  readonly unread: readonly Unread[];
}

function whole<Item>(items: readonly Item[], [first]: readonly Unread[]): readonly Item[] {
  if (first !== undefined) throw first.error;
  return items;
}

/** Reads once; a failed read is not tried again within one verify. */
function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => (value ??= read());
}
