/** All that the settings say of breakglass users, trail and alarms, once the management account is known. */
import type { PolicyDocument } from "../model";
import type { Settings } from "../settings";
import { isOwnTrail, type TrailDocumentsInput } from "./audit-trail";
import { alarmRules, type AlarmRule } from "./alarm-rules";
import { guardPolicy } from "./guard-policy";
import { type BreakglassPlace, breakglassUserArns, type GuardArns, guardArns, trailOf, type WatchingTrail } from "./watch";

/** What is to guard the organization's emergency access. */
export interface DeclaredEmergency {
  readonly place: BreakglassPlace;
  /** Names of the breakglass users; empty where the settings have none. */
  readonly users: readonly string[];
  readonly userPath: string;
  readonly userArns: readonly string[];
  readonly accessKeys: boolean;
  readonly trail: WatchingTrail;
  /** Whether the trail records every account of the organization. */
  readonly organizationTrail: boolean;
  /** Documents of a trail that the program makes; undefined of one that exists. */
  readonly documents: TrailDocumentsInput | undefined;
  readonly logRetentionDays: number;
  readonly guard: GuardArns;
  readonly guardDocument: PolicyDocument;
  readonly rules: readonly AlarmRule[];
  readonly subscribers: readonly { readonly protocol: "email" | "https"; readonly endpoint: string }[];
}

/** Undefined where the settings have no alarms, and so no breakglass users either. */
export function declaredEmergency(
  { alarms, breakglass, siem, homeRegion, partition }: Settings,
  { accountId, organizationId }: { readonly accountId: string; readonly organizationId: string },
): DeclaredEmergency | undefined {
  if (alarms === undefined) return undefined;
  const place = { accountId, partition, homeRegion };
  const userPath = breakglass?.path ?? "/";
  const trail = trailOf(alarms.trail, place);
  const users = breakglass?.users.map(({ name }) => name) ?? [];
  const userArns = [...breakglassUserArns(breakglass?.users ?? [], userPath, place).values()];
  const guard = guardArns(place, userPath, trail);
  const organizationTrail = alarms.trail.organization === true;
  const accessKeys = breakglass?.accessKeys ?? false;
  return {
    place,
    users,
    userPath,
    userArns,
    accessKeys,
    trail,
    organizationTrail,
    documents: isOwnTrail(trail)
      ? { place, trail, organizationId: organizationTrail ? organizationId : undefined, readers: siem?.readers ?? [] }
      : undefined,
    logRetentionDays: alarms.logRetentionDays,
    guard,
    guardDocument: guardPolicy({ userArns, guardArns: guard, accessKeys }),
    rules: users.length === 0 ? [] : alarmRules({ place, userArns, trail, policyArn: guard.policy }),
    subscribers: alarms.subscribers.flatMap(({ email, https }) => [
      ...(email === undefined ? [] : [{ protocol: "email" as const, endpoint: email }]),
      ...(https === undefined ? [] : [{ protocol: "https" as const, endpoint: https }]),
    ]),
  };
}
