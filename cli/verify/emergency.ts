import { readCustodianKey } from "../../access/breakglass/custodian-key";
import { type DeclaredEmergency, declaredEmergency } from "../../access/breakglass/emergency";
import { type WantedUser, wantedUsers } from "../../access/breakglass/rotation";
import { GUARD_TAG } from "../../access/breakglass/watch";
import type { AlarmsReader, TopicReading } from "../clouds/guard/alarms";
import type { IamReader, UserReading } from "../clouds/guard/iam";
import type { TrailReader, TrailReading } from "../clouds/guard/trail";
import { Failure } from "../failure";
import type { OrganizationReading } from "../clouds/organization";
import type { Settings } from "../../access/settings";

/** What the checks of breakglass (R7) read from, all in the management account. */
export interface GuardSources {
  /** The account whose credentials these are. */
  readonly account: () => Promise<string>;
  readonly iam: Pick<IamReader, "userNames" | "user" | "policy" | "role">;
  readonly trail: Pick<TrailReader, "trail" | "bucket" | "announcedIn" | "key" | "logGroup">;
  readonly alarms: Pick<AlarmsReader, "rule" | "metricFilters" | "alarm" | "topic" | "queue" | "oldestMessage" | "schedule">;
}

/** A breakglass user, as it is to be and as it is. */
export interface BreakglassUser {
  readonly name: string;
  readonly custodian: string;
  /** Missing where the custodian's key cannot be read. */
  readonly wanted: WantedUser | undefined;
  readonly live: UserReading | undefined;
}

/** Emergency access held against the settings. */
export interface EmergencyReading {
  readonly declared: DeclaredEmergency;
  readonly users: readonly BreakglassUser[];
  readonly topic: TopicReading | undefined;
  readonly trail: TrailReading | undefined;
  /**
   * Keys of topic and trail, where each has the program's; undefined where one has not, so that nothing can be held
   * against them.
   */
  readonly keyArns: readonly string[] | undefined;
}

/** What it is read with. */
export interface EmergencySources {
  readonly settings: Settings;
  readonly now: Date;
  readonly sources: { readonly guard: GuardSources };
  readonly organization: () => Promise<OrganizationReading>;
}

/** Reads it: ten calls a user and a few for topic and trail. Undefined where the settings have no alarms. */
export async function readEmergency(context: EmergencySources): Promise<EmergencyReading | undefined> {
  const { settings, sources, now } = context;
  if (settings.alarms === undefined) return undefined;
  const { guard } = sources;
  const [{ organization, organizationId }, account] = await Promise.all([context.organization(), guard.account()]);
  const accountId = organization.managementAccountId;
  if (account !== accountId) {
    throw new Failure(
      `Breakglass users, trail and alarms are in the management account ${accountId}, and these credentials are of ${account}: run it with a read-only role of the management account.`,
    );
  }
  const declared = declaredEmergency(settings, { accountId, organizationId })!;
  const { breakglass } = settings;
  const readKeys = (breakglass?.users ?? []).map(async ({ name, custodian }) => {
    const reading = await readCustodianKey(custodian.pgpPublicKey, name, { now: () => now });
    return "key" in reading ? [[name, reading.key.fingerprint] as const] : [];
  });
  const fingerprints = new Map((await Promise.all(readKeys)).flat());
  const wanted = breakglass === undefined ? [] : wantedUsers(breakglass, fingerprints);
  const [users, topic, trail] = await Promise.allSettled([
    Promise.all(
      (breakglass?.users ?? []).map(async ({ name, custodian }) => ({
        name,
        custodian: custodian.name,
        wanted: wanted.find((user) => user.name === name),
        live: await guard.iam.user(name),
      })),
    ),
    guard.alarms.topic(declared.guard.topic),
    guard.trail.trail(declared.trail.arn),
  ]);
  const keys = async (): Promise<string[] | undefined> =>
    ownKeys(guard, [valueOf(topic)?.keyArn, ...(declared.documents === undefined ? [] : [valueOf(trail)?.keyArn])]);
  const [keyArns] = await Promise.allSettled([keys()]);
  // What could not be read fails the checks that ask for it, and no other.
  return {
    declared,
    get users() {
      return valueOf(users);
    },
    get topic() {
      return valueOf(topic);
    },
    get trail() {
      return valueOf(trail);
    },
    get keyArns() {
      return valueOf(keyArns);
    },
  };
}

function valueOf<Value>(settled: PromiseSettledResult<Value>): Value {
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}

async function ownKeys({ trail }: GuardSources, keys: readonly (string | undefined)[]): Promise<string[] | undefined> {
  const found = await Promise.all(
    keys.map(async (arn) => (arn?.startsWith("arn:") === true && (await trail.key(arn))?.tags[GUARD_TAG] === "true" ? [arn] : [])),
  );
  return found.every(([key]) => key !== undefined) ? found.flat() : undefined;
}

/**
 * Days within which people enrol security keys, confirm the alarms' mail and drill, once the program has made the
 * users.
 */
const SETTLING_DAYS = 14;

/**
 * Whether users are so new that what only people can do is not late yet: made within two weeks, and not drilled since.
 */
export function isSettling({ users }: EmergencyReading, lastDrills: Readonly<Record<string, string>>, now: Date): boolean {
  return users.every(({ name, live }) => {
    const made = live?.passwordMade;
    if (made === undefined) return false;
    const drilled = lastDrills[name];
    const tried = drilled !== undefined && drilled >= made.toISOString().slice(0, 10);
    return !tried && now.getTime() - made.getTime() < SETTLING_DAYS * 86_400_000;
  });
}
