import { type CustodianKey, readCustodianKey } from "../access/breakglass/custodian-key";
import { type LiveCredentials, rotationProblems, wantedUsers } from "../access/breakglass/rotation";
import { breakglassUserArns, type BreakglassPlace, trailOf, type WatchingTrail } from "../access/breakglass/watch";
import type { Clock } from "../access/clock";
import type { Problem } from "../access/model";
import type { Settings } from "../access/settings";
import type { BreakglassSettings } from "../access/settings/breakglass";
import type { Subscriber } from "./aws/alarm-topic";
import type { BreakglassUserArgs } from "./aws/breakglass";
import type { SentinelArgs } from "./aws/siem";

/** Settings of breakglass, alarms and SIEM, with nothing left that could be wrong. */
export interface EmergencyBlueprint {
  readonly place: BreakglassPlace;
  readonly users: readonly BreakglassUserArgs[];
  readonly userPath: string;
  /** By user name. */
  readonly userArns: ReadonlyMap<string, string>;
  readonly alarms: { readonly subscribers: readonly Subscriber[]; readonly logRetentionDays: number };
  readonly trail: WatchingTrail;
  /** Set: the trail records every account of the organization. */
  readonly organizationId: string | undefined;
  readonly siem: { readonly readers: readonly string[]; readonly sentinel: SentinelArgs | undefined } | undefined;
}

/** Custodians' keys by user name, and why others are none. */
export interface CustodianReading {
  readonly keys: ReadonlyMap<string, CustodianKey>;
  readonly problems: readonly Problem[];
}

/** Reads the custodians' keys; one key under two names is one custodian. */
export async function readCustodians(breakglass: BreakglassSettings | undefined, clock: Clock): Promise<CustodianReading> {
  const keys = new Map<string, CustodianKey>();
  const problems: Problem[] = [];
  for (const [index, { name, custodian }] of (breakglass?.users ?? []).entries()) {
    const path = `federation:breakglass.users[${index}].custodian.pgpPublicKey`;
    const reading = await readCustodianKey(custodian.pgpPublicKey, path, clock);
    if ("problem" in reading) {
      problems.push(reading.problem);
    } else if ([...keys.values()].some(({ fingerprint }) => fingerprint === reading.key.fingerprint)) {
      problems.push({
        path,
        message: `${path} is the key of the other user's custodian (fingerprint ${reading.key.fingerprint}); write another person's key.`,
      });
    } else {
      keys.set(name, reading.key);
    }
  }
  return { keys, problems };
}

/** The blueprint of breakglass, alarms and SIEM; undefined where the settings have none of them. */
export function emergencyBlueprint(
  { alarms, breakglass, siem, homeRegion, partition }: Settings,
  custodianKeys: ReadonlyMap<string, CustodianKey>,
  { managementAccountId: accountId, organizationId }: { readonly managementAccountId: string; readonly organizationId: string },
): EmergencyBlueprint | undefined {
  if (alarms === undefined) return undefined;
  const place = { accountId, partition, homeRegion };
  const userPath = breakglass?.path ?? "/";
  return {
    place,
    users: usersOf(breakglass, custodianKeys),
    userPath,
    userArns: breakglassUserArns(breakglass?.users ?? [], userPath, place),
    alarms: {
      logRetentionDays: alarms.logRetentionDays,
      subscribers: alarms.subscribers.flatMap(({ email, https }): Subscriber[] =>
        email !== undefined ? [{ email }] : https !== undefined ? [{ https }] : [],
      ),
    },
    trail: trailOf(alarms.trail, place),
    organizationId: alarms.trail.organization === true ? organizationId : undefined,
    siem: siem && {
      readers: siem.readers,
      sentinel: siem.sentinel && {
        workspaceId: siem.sentinel.workspaceId,
        sessionNamePrefixes: siem.sentinel.sessionNamePrefixes,
        ...(siem.sentinel.existingOidcProvider === undefined ? {} : { existingOidcProviderArn: siem.sentinel.existingOidcProvider }),
      },
    },
  };
}

/** Refuses what would lose credentials: a rotation of both users at once, or before the other was tried. */
export function refusedRotations(
  { breakglass, drills }: Settings,
  { users }: EmergencyBlueprint,
  live: ReadonlyMap<string, LiveCredentials>,
): Problem[] {
  if (breakglass === undefined) return [];
  const fingerprints = new Map(users.map(({ name, key }) => [name, key.fingerprint]));
  return rotationProblems(wantedUsers(breakglass, fingerprints), live, drills?.lastDrills ?? {});
}

function usersOf(breakglass: BreakglassSettings | undefined, keys: ReadonlyMap<string, CustodianKey>): BreakglassUserArgs[] {
  if (breakglass === undefined) return [];
  const fingerprints = new Map([...keys].map(([name, { fingerprint }]) => [name, fingerprint]));
  return wantedUsers(breakglass, fingerprints).map(({ name, generation, accessKeyGenerations }) => ({
    name,
    custodian: breakglass.users.find((user) => user.name === name)!.custodian.name,
    key: keys.get(name)!,
    generation,
    accessKeyGenerations,
  }));
}
