import { capitalized } from "../../access/words";
import {
  GetLoginProfileCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetUserCommand,
  IAMClient,
  paginateListAccessKeys,
  paginateListAttachedUserPolicies,
  paginateListGroupsForUser,
  paginateListMFADevices,
  paginateListUserPolicies,
} from "@aws-sdk/client-iam";
import { stableJson } from "../../access/json";
import { globalRegion } from "../../contract/partition";
import { clientSettings, everyItem } from "../clouds/aws";
import { orAbsent } from "../clouds/aws-error";
import { isSecurityKey } from "../clouds/guard/security-key";
import type { DrillResult } from "./record";
import type { DrillSubject } from "./subject";

/** Reads the users, their policies, MFA devices, and the age of their credentials. */
export async function checkUsers(subject: DrillSubject, now: Date): Promise<DrillResult[]> {
  const iam = new IAMClient(clientSettings(globalRegion(subject.place.homeRegion)));
  const results: DrillResult[] = [];
  for (const user of subject.users) {
    if (!(await exists(iam, user))) {
      results.push({
        id: `user ${user}`,
        title: `${user} is as declared`,
        outcome: "failed",
        evidence: "The user does not exist; run `pulumi up`.",
      });
      continue;
    }
    results.push(await asDeclared(iam, subject, user), await devices(iam, subject, user), await ages(iam, subject, user, now));
  }
  return results;
}

async function exists(iam: IAMClient, UserName: string): Promise<boolean> {
  return (await orAbsent(() => iam.send(new GetUserCommand({ UserName })))) !== undefined;
}

/** Exactly AdministratorAccess and the guard, unchanged; no group, nothing else attached. */
async function asDeclared(iam: IAMClient, { guard, guardArns }: DrillSubject, UserName: string): Promise<DrillResult> {
  const [policies, inline, groups] = await Promise.all([
    everyItem(paginateListAttachedUserPolicies({ client: iam }, { UserName }), (page) => page.AttachedPolicies),
    everyItem(paginateListUserPolicies({ client: iam }, { UserName }), (page) => page.PolicyNames),
    everyItem(paginateListGroupsForUser({ client: iam }, { UserName }), (page) => page.Groups),
  ]);
  const wrong: string[] = [];
  const isAdministrator = (arn = ""): boolean => /^arn:[\w-]+:iam::aws:policy\/AdministratorAccess$/.test(arn);
  if (!policies.some(({ PolicyArn }) => isAdministrator(PolicyArn))) wrong.push("AdministratorAccess is not attached");
  const extra = [
    ...policies
      .filter(({ PolicyArn }) => !isAdministrator(PolicyArn) && PolicyArn !== guardArns.policy)
      .map(({ PolicyName }) => PolicyName),
    ...inline,
  ];
  if (extra.length > 0) wrong.push(`it has policies that nobody declared: ${extra.join(", ")}`);
  if (groups.length > 0) wrong.push(`it is in groups: ${groups.map(({ GroupName }) => GroupName).join(", ")}`);
  if (!policies.some(({ PolicyArn }) => PolicyArn === guardArns.policy)) wrong.push("its guard policy is not attached");
  else if ((await defaultVersion(iam, guardArns.policy)) !== stableJson(guard)) wrong.push("its guard policy was changed");
  return result(
    `user ${UserName}`,
    `${UserName} is as declared`,
    wrong,
    "AdministratorAccess and the unchanged guard policy, nothing else.",
  );
}

async function defaultVersion(iam: IAMClient, PolicyArn: string): Promise<string> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }));
  return stableJson(JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? "null")));
}

/** FIDO2 serials have `u2f` in their ARN; virtual devices `mfa`; hardware tokens have no ARN. */
async function devices(iam: IAMClient, { accessKeys }: DrillSubject, UserName: string): Promise<DrillResult> {
  const found = await everyItem(paginateListMFADevices({ client: iam }, { UserName }), (page) => page.MFADevices);
  const serials = found.map(({ SerialNumber = "" }) => SerialNumber);
  const keys = serials.filter(isSecurityKey);
  const codes = serials.filter((serial) => !keys.includes(serial));
  const wrong: string[] = [];
  if (keys.length === 0) wrong.push("no FIDO2 security key is enrolled (console-only: `federation steps`)");
  if (codes.length > 0 && !accessKeys) wrong.push(`${codes.length} code device(s) stand beside the security keys`);
  const spare = keys.length === 1 ? " Only one: enrol a spare that lies elsewhere." : "";
  return result(
    `mfa ${UserName}`,
    `${UserName} has FIDO2 security keys`,
    wrong,
    `${keys.length} FIDO2, ${codes.length} code device(s).${spare}`,
  );
}

/** Credentials no older than two drills' intervals: each drill is the moment to rotate. */
async function ages(iam: IAMClient, { accessKeys, intervalDays }: DrillSubject, UserName: string, now: Date): Promise<DrillResult> {
  const most = 2 * intervalDays;
  const days = (date: Date | undefined): number =>
    date === undefined ? NaN : Math.floor((now.getTime() - new Date(date).getTime()) / 86_400_000);
  const wrong: string[] = [];
  const seen: string[] = [];
  const profile = await orAbsent(() => iam.send(new GetLoginProfileCommand({ UserName })));
  if (profile === undefined) {
    wrong.push("it has no console password");
  } else {
    const age = days(profile.LoginProfile?.CreateDate);
    seen.push(`password ${age} days old`);
    if (!(age <= most)) wrong.push(`the password is ${age} days old, more than ${most}`);
  }
  const keys = await everyItem(paginateListAccessKeys({ client: iam }, { UserName }), (page) => page.AccessKeyMetadata);
  if (keys.length > 0 && !accessKeys) wrong.push(`it has ${keys.length} access key(s), and the settings want none`);
  for (const { AccessKeyId = "", CreateDate, Status = "" } of keys) {
    const age = days(CreateDate);
    seen.push(`key …${AccessKeyId.slice(-4)} ${age} days old, ${Status.toLowerCase()}`);
    if (!(age <= most)) wrong.push(`key …${AccessKeyId.slice(-4)} is ${age} days old, more than ${most}`);
  }
  return result(`age ${UserName}`, `${UserName}'s credentials are fresh`, wrong, `${seen.join("; ") || "none"}.`);
}

function result(id: string, title: string, wrong: readonly string[], evidence: string): DrillResult {
  if (wrong.length === 0) return { id, title, outcome: "passed", evidence };
  const text = wrong.join("; ");
  return { id, title, outcome: "failed", evidence: `${capitalized(text)}.` };
}
