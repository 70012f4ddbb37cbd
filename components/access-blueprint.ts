import * as pulumi from "@pulumi/pulumi";
import type { Clock } from "../contract/clock";
import { outOfReach } from "../access/closed-accounts";
import type { DirectoryGroup } from "../access/groups";
import { asDirectory, matchGroups, type WantedGroup } from "../access/identity-store";
import type { AccessPlan, Grant, Organization, Problem } from "../access/model";
import { planAccess } from "../access/plan";
import { mistake } from "../access/problems";
import { parseSettings, type Settings } from "../access/settings";
import { readinessProblems } from "../access/settings/readiness";
import { SECRET_KEYS } from "../access/settings/secrets";
import { divideAccounts, misplacedProblems } from "../access/stacks";
import { listed } from "../access/words";
import type { AssignableSet } from "./aws/account-assignments";
import { findInstance, type IdentityCenterInstance, readIdentityStoreGroups } from "./aws/identity-center";
import { readOrganization } from "./aws/organization";
import { type StackConfig, surroundingsOf } from "./config";
import { comesWithCore, type CoreReading, readCore } from "./core-reference";
import { readDirectoryGroups } from "./entra/directory";
import { assignmentsInState, type FormerNames, formerNames, lastGroups, newGrants, type StateAssignment } from "./former-names";
import { nameGroups } from "./named-groups";
import { formerPhaseProblems } from "./phase";
import { readings } from "./reading";
import { refusal, refuse } from "./refusal";
import { needsOf } from "./selector-needs";
import { readStackState } from "./stack-state";

/**
 * The settings of the core that have met both clouds and the core's outputs: everything that an access stack registers.
 */
export interface AccessBlueprint {
  readonly settings: Settings;
  /** Name of the core stack. */
  readonly core: string;
  /** Of the federation as a whole. */
  readonly plan: AccessPlan;
  /** Those grants of the plan that this stack makes; none in the phase `connect`. */
  readonly grants: readonly Grant[];
  readonly organization: Organization;
  readonly instance: IdentityCenterInstance;
  /** The core's permission sets by name. */
  readonly sets: ReadonlyMap<string, AssignableSet>;
  /** Entra groups by the group as written. */
  readonly groups: ReadonlyMap<string, DirectoryGroup>;
  /**
   * Identity store group id by the group as written; unknown in the preview of a group that the core is to provision.
   */
  readonly groupIds: ReadonlyMap<string, pulumi.Output<string>>;
  /** Those that are known. */
  readonly knownIds: ReadonlyMap<string, string>;
  readonly former: FormerNames;
  readonly formerGroups: readonly WantedGroup[];
  /** Assignments of the last run in accounts in which nothing can be changed. */
  readonly held: readonly StateAssignment[];
}

/**
 * Meets the core's settings with the organization, both directories and the core's outputs, for the part that this
 * access stack has of them.
 *
 * @throws RunError with every mistake, a sentence each, before any assignment is registered.
 */
export async function readAccessBlueprint(config: StackConfig & { readonly core: string }, clock: Clock): Promise<AccessBlueprint> {
  refuse(config.problems);
  const { core } = config;
  const here = pulumi.getStack();
  const { settings, problems } = parseSettings({ ...config.raw }, clock);
  if (settings === undefined) throw refusal(problems);
  const { stacks = {}, homeRegion } = settings;
  if (!Object.hasOwn(stacks, here)) {
    const there = Object.keys(stacks).sort();
    refuse([
      mistake(
        "federation:core",
        `is ${JSON.stringify(core)}, whose federation:stacks has no ${here}${there.length === 0 ? "" : ` (it has ${listed(there)})`}`,
        `add it there, or, where it is no longer wanted, run \`federation split --stack ${core}\`, which moves what it holds to its new place`,
      ),
    ]);
  }
  const { access, outOfTime } = settings;
  const inEntra = settings.phase !== "aws";
  const named = [...access, ...outOfTime.filter(({ state }) => state === "later")].map(({ setting, group }) => ({
    setting: `${setting}.group`,
    group,
  }));
  const [{ organization }, listedGroups, found, told, state, returning] = await readings([
    readOrganization(needsOf(settings, stacks), homeRegion),
    inEntra ? readDirectoryGroups(named.map(({ group }) => group)) : [],
    findInstance(homeRegion),
    readCore(core),
    readStackState(),
    formerPhaseProblems({ ...settings, stacks: {} }),
  ]);
  // The SCIM token is the core's; what else stands in the way is said here as well as there.
  const surroundings = { ...surroundingsOf(config), secrets: SECRET_KEYS };
  const unready = [...readinessProblems(settings, surroundings), ...returning];
  if ("problem" in found || "problem" in told)
    throw refusal([...unready, ...[found, told].flatMap((read) => ("problem" in read ? [read.problem] : []))]);
  refuse(unready);
  const { instance } = found;
  const reading = told;
  const store = await readIdentityStoreGroups(instance);
  const {
    found: directory,
    spelled,
    wanted,
  } = await nameGroups({ named, listed: inEntra ? listedGroups : asDirectory(store), store, state, settings, inEntra });
  const nameOf = new Map<unknown, string>([...reading.permissionSetArns].map(([name, arn]) => [arn, name]));
  const assignments = assignmentsInState(state, nameOf);
  const { held, gone } = outOfReach(assignments, organization);
  const { plan, problems: misfits } = planAccess(spelled, organization, new Set(held.map(({ permissionSet }) => permissionSet)));
  const division = divideAccounts(stacks, organization);
  const grants = settings.phase !== "connect" ? plan.grants.filter(({ accountId }) => division.homeOf(accountId) === here) : [];
  const used = new Set(grants.map(({ group }) => group));
  const matches = matchGroups(
    wanted.filter(({ written }) => used.has(written)),
    store,
  );
  refuse([
    ...directory.problems,
    ...misfits,
    ...division.problems,
    ...misplacedProblems(assignments, division, here, core),
    ...matches.refused,
    ...otherCenter(reading, instance, core),
  ]);
  const needed = new Set([...grants.map(({ permissionSet }) => permissionSet), ...held.map(({ permissionSet }) => permissionSet)]);
  const lacking = [...needed].filter((name) => !reading.permissionSetArns.has(name)).sort();
  await announceLacking(core, [
    ...lacking.map((name) => `the permission set ${name}`),
    ...matches.missing.map(({ displayName, id }) => `the group "${displayName}" (${id}) in Identity Center`),
  ]);
  const former = formerNames(state, nameOf);
  if (gone.length > 0) {
    await pulumi.log.warn(
      `${gone.length} assignments are in accounts that have left the organization: \`pulumi up\` deletes them, which gives and takes no access.`,
    );
  }
  const added = newGrants(grants, matches.groupIds, state, former);
  if (added.length > 0) await pulumi.log.info(`${added.length} new assignments.`);
  return {
    settings,
    core,
    plan,
    grants,
    organization,
    instance,
    sets: new Map([...needed].map((name) => [name, setOf(reading.permissionSetArns.get(name))])),
    groups: directory.groups,
    groupIds: new Map(
      [...matches.groupIds, ...matches.missing.map(({ written }) => [written, undefined] as const)].map(([written, id]) => [
        written,
        id === undefined ? comesWithCore() : pulumi.output(id),
      ]),
    ),
    knownIds: matches.groupIds,
    former,
    formerGroups: lastGroups(state),
    held,
  };
}

function setOf(arn: string | undefined): AssignableSet {
  return { arn: arn === undefined ? comesWithCore() : pulumi.output(arn), ready: [] };
}

/** Two instances that share names of permission sets must not be taken for one. */
function otherCenter({ identityStoreId }: CoreReading, instance: IdentityCenterInstance, core: string): Problem[] {
  if (identityStoreId === instance.identityStoreId) return [];
  return [
    mistake(
      "federation:core",
      `is ${JSON.stringify(core)}, which was brought up for the identity store ${identityStoreId}, and these credentials see ${instance.identityStoreId}`,
      "use credentials of the same organization",
    ),
  ];
}

/**
 * What the core's next `up` brings is unknown in a preview, which may be of the same change; an update cannot go on
 * without it.
 */
async function announceLacking(core: string, lacking: readonly string[]): Promise<void> {
  if (lacking.length === 0) return;
  const sentence = `The core ${core} has not made ${listed(lacking, 10)} yet: run \`pulumi up --stack ${core}\` first.`;
  if (!pulumi.runtime.isDryRun()) throw new pulumi.RunError(sentence);
  await pulumi.log.warn(sentence);
}
