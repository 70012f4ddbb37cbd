import * as pulumi from "@pulumi/pulumi";
import { type CustodianKey, readCustodianKey } from "../access/breakglass/custodian-key";
import { type LiveCredentials, rotationProblems, wantedUsers } from "../access/breakglass/rotation";
import { breakglassUserArns, type BreakglassPlace, trailOf, type WatchingTrail } from "../access/breakglass/watch";
import type { Clock } from "../contract/clock";
import type { Problem } from "../access/model";
import { mistake } from "../access/problems";
import type { Settings } from "../access/settings";
import type { BreakglassSettings } from "../access/settings/breakglass";
import type { Subscriber } from "./aws/alarm-topic";
import type { BreakglassUserArgs } from "./aws/breakglass";
import { readLiveCredentials } from "./aws/breakglass-credentials";
import { type Caller, callerProblems } from "./aws/caller";
import { readings } from "./reading";
import { oidcProviderProblems } from "./aws/oidc-provider";
import type { SentinelArgs } from "./aws/siem";

const OIDC_PROVIDER = "federation:siem.sentinel.existingOidcProvider";

/** Settings of breakglass, alarms and SIEM, with nothing left that could be wrong. */
export interface EmergencyBlueprint {
  readonly place: BreakglassPlace;
  readonly users: readonly BreakglassUserArgs[];
  readonly userPath: string;
  /** By user name. */
  readonly userArns: ReadonlyMap<string, string>;
  /** Whether the stack makes the account's password policy. */
  readonly ownPasswordPolicy: boolean;
  readonly alarms: {
    readonly subscribers: readonly Subscriber[];
    readonly logRetentionDays: number;
    /** Absent: nobody is told of changes by hand. */
    readonly changes: { readonly deployingRoles: readonly string[] } | undefined;
  };
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
      const fault = `is the key of the other user's custodian (fingerprint ${reading.key.fingerprint})`;
      problems.push(mistake(path, fault, "write another person's key"));
    } else {
      keys.set(name, reading.key);
    }
  }
  return { keys, problems };
}

/** The blueprint of breakglass, alarms and SIEM; undefined where the settings have none of them. */
export function emergencyBlueprint(
  { alarms, breakglass, siem, sentinel, homeRegion, partition }: Settings,
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
    ownPasswordPolicy: breakglass?.passwordPolicy === "own",
    alarms: {
      logRetentionDays: alarms.logRetentionDays,
      changes: alarms.changes,
      subscribers: alarms.subscribers.flatMap(({ email, https }): Subscriber[] =>
        email !== undefined ? [{ email }] : https !== undefined ? [{ https }] : [],
      ),
    },
    trail: trailOf(alarms.trail, place),
    organizationId: alarms.trail.organization === true ? organizationId : undefined,
    siem: siem && {
      readers: siem.readers,
      sentinel: sentinel && {
        identity: sentinel.identity,
        workspaceId: sentinel.workspaceId,
        sessionNamePrefixes: sentinel.sessionNamePrefixes,
        ...(sentinel.existingOidcProvider === undefined ? {} : { existingOidcProviderArn: sentinel.existingOidcProvider }),
      },
    },
  };
}

/**
 * What stands against making these credentials and this export now: the wrong account, an OIDC provider that Sentinel's
 * role cannot trust, and a rotation that would lose credentials (of both users at once, or before the other was tried).
 * Reads what exists, where the account is right.
 */
export async function emergencyProblems(
  { breakglass, drills, sentinel }: Settings,
  custodianKeys: ReadonlyMap<string, CustodianKey>,
  caller: Caller,
  managementAccountId: string,
): Promise<{ readonly problems: readonly Problem[]; readonly live: ReadonlyMap<string, LiveCredentials> }> {
  const problems = callerProblems(caller, managementAccountId);
  if (problems.length > 0) return { problems, live: new Map() };
  const [live, untrusted] = await readings([
    readLiveCredentials(breakglass?.users.map(({ name }) => name) ?? []),
    sentinel?.existingOidcProvider === undefined
      ? []
      : oidcProviderProblems(OIDC_PROVIDER, sentinel.existingOidcProvider, sentinel.identity.audience, managementAccountId),
  ]);
  // A custodian's key that cannot be read is a mistake of its own; what its user would lose cannot be told.
  const readable = breakglass !== undefined && custodianKeys.size === breakglass.users.length;
  const wanted = readable ? wantedUsers(breakglass, fingerprintsOf(custodianKeys)) : [];
  return { problems: [...untrusted, ...rotationProblems(wanted, live, drills?.lastDrills ?? {})], live };
}

/** Says to whom new credentials will be encrypted, for the eyes of whoever knows that person's key. */
export async function announceEncryption({ users }: EmergencyBlueprint, live: ReadonlyMap<string, LiveCredentials>): Promise<void> {
  for (const { name, custodian, key, generation } of users) {
    if (live.get(name)?.generation === generation) continue;
    await pulumi.log.info(
      `${name}: credentials ${generation} will be encrypted to ${custodian} (${key.userIds.join(", ")}), key ${key.fingerprint}; compare it with what that person reads aloud.`,
    );
  }
}

function usersOf(breakglass: BreakglassSettings | undefined, keys: ReadonlyMap<string, CustodianKey>): BreakglassUserArgs[] {
  if (breakglass === undefined) return [];
  return wantedUsers(breakglass, fingerprintsOf(keys)).map(({ name, generation, accessKeyGenerations }) => ({
    name,
    custodian: breakglass.users.find((user) => user.name === name)!.custodian.name,
    key: keys.get(name)!,
    generation,
    accessKeyGenerations,
  }));
}

function fingerprintsOf(keys: ReadonlyMap<string, CustodianKey>): ReadonlyMap<string, string> {
  return new Map([...keys].map(([name, { fingerprint }]) => [name, fingerprint]));
}
