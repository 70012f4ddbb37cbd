import { type AwsProfile, PROFILE_TEMPLATE, profilesOf } from "../../access/aws-profiles";
import { partitionOf } from "../../contract/partition";
import type { VerifyContext } from "./context";

/** A profile that `federation aws-config` writes of this stack. */
export interface SampleProfile extends AwsProfile {
  /** Whether its account is active, its permission set there, and somebody assigned to the set in the account. */
  readonly resolves: boolean;
}

/** The first profile that leads somewhere, else the first; undefined where nobody is granted anything. */
export async function sampleProfile(context: VerifyContext): Promise<SampleProfile | undefined> {
  const [{ grants }, sets, live, { organization }] = await Promise.all([
    context.plan(),
    context.permissionSets(),
    context.assignments(),
    context.organization(),
  ]);
  const region = context.settings.homeRegion;
  const profiles = profilesOf(grants, grants, { template: PROFILE_TEMPLATE, region, partition: partitionOf(region) });
  const nameOf = new Map(sets.map(({ arn, name }) => [arn, name]));
  const active = new Set(organization.accounts.filter(({ state }) => state === "ACTIVE").map(({ id }) => id));
  const assigned = new Set(live.map(({ permissionSetArn, accountId }) => `${nameOf.get(permissionSetArn)} ${accountId}`));
  const resolves = ({ permissionSet, accountId }: AwsProfile): boolean =>
    active.has(accountId) && assigned.has(`${permissionSet} ${accountId}`);
  const found = profiles.find(resolves);
  if (found !== undefined) return { ...found, resolves: true };
  return profiles[0] === undefined ? undefined : { ...profiles[0], resolves: false };
}
