import { DescribeOrganizationCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { STSClient, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { problemSentence } from "../../access/problems";
import { guardPolicy } from "../../access/breakglass/guard-policy";
import {
  type BreakglassPlace,
  breakglassUserArns,
  type GuardArns,
  guardArns,
  trailOf,
  type WatchingTrail,
} from "../../access/breakglass/watch";
import type { PolicyDocument } from "../../access/model";
import { globalRegion } from "../../contract/partition";
import type { Settings } from "../../access/settings";
import { unknownBreakglassUser } from "../../access/settings/breakglass";
import { clientSettings } from "../clouds/aws";
import { Failure } from "../failure";

/** What a drill is about: one breakglass user, and what the settings say of it. */
export interface DrillSubject {
  readonly settings: Settings;
  readonly place: BreakglassPlace;
  readonly user: string;
  /** All breakglass users, the drilled one among them. */
  readonly users: readonly string[];
  readonly userArns: ReadonlyMap<string, string>;
  readonly trail: WatchingTrail;
  /** What watches over the users. */
  readonly guardArns: GuardArns;
  /** The guard policy that each user must have. */
  readonly guard: PolicyDocument;
  readonly accessKeys: boolean;
  /** Most days between two drills, and so the most that credentials may be old. */
  readonly intervalDays: number;
}

/**
 * The subject of a drill.
 *
 * @throws Failure where the settings have no such user, or the credentials are of another account.
 */
export async function drillSubject(settings: Settings, user: string): Promise<DrillSubject> {
  const { breakglass, alarms, drills, homeRegion, partition } = settings;
  const problem = unknownBreakglassUser("--user", user, breakglass);
  if (problem !== undefined) throw new Failure(problemSentence(problem));
  if (breakglass === undefined || alarms === undefined)
    throw new Failure("The settings have no breakglass users with alarms: there is nothing to drill.");

  const { Account: accountId } = await new STSClient(clientSettings(homeRegion)).send(new GetCallerIdentityCommand({}));
  if (accountId === undefined) throw new Failure("AWS does not tell whose credentials these are; sign in to the management account.");
  const { Organization } = await new OrganizationsClient(clientSettings(globalRegion(homeRegion))).send(
    new DescribeOrganizationCommand({}),
  );
  const management = Organization?.MasterAccountId;
  if (management !== accountId)
    throw new Failure(
      `The breakglass users live in the management account ${management}, but these credentials are of ${accountId}; sign in there.`,
    );
  const place = { accountId, partition, homeRegion };
  const trail = trailOf(alarms.trail, place);
  const userArns = breakglassUserArns(breakglass.users, breakglass.path, place);
  const guarding = guardArns(place, breakglass.path, trail);
  return {
    settings,
    place,
    user,
    users: breakglass.users.map(({ name }) => name),
    userArns,
    trail,
    guardArns: guarding,
    guard: guardPolicy({ userArns: [...userArns.values()], guardArns: guarding, accessKeys: breakglass.accessKeys }),
    accessKeys: breakglass.accessKeys,
    intervalDays: drills?.intervalDays ?? 92,
  };
}
