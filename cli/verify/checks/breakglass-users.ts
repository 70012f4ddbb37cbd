import { finding, notYet, ok, type Check, type Outcome } from "../check";
import { sameDocument } from "../document";
import type { BreakglassUser, EmergencyReading } from "../emergency";

/** Whoever changes a user of last resort by hand is to be found before the change is undone. */
export const FIND_OUT = "Find out in CloudTrail who did it, then";

/** R7.1: the breakglass users are there, administrators under the guard, and hold nothing else. */
export const breakglassUsers: Check = {
  id: "R7.1",
  runbook: "R7.1",
  cloud: "AWS",
  title: "Breakglass users: what they may do",
  async run(context) {
    const reading = await context.emergency();
    if (reading === undefined || reading.users.length === 0) return [notYet("The settings have no federation:breakglass.")];
    const { declared, users } = reading;
    const outcomes = users.flatMap((user) => userOutcomes(user, reading));
    const document = await context.sources.guard.iam.policy(declared.guard.policy);
    if (document === undefined) {
      outcomes.push(finding("There is no guard policy.", `${FIND_OUT} run \`pulumi up --refresh\`, which makes and attaches it.`));
    } else if (!sameDocument(document, declared.guardDocument)) {
      outcomes.push(finding("The guard policy was changed.", `${FIND_OUT} run \`pulumi up --refresh\`, which sets it.`));
    }
    return outcomes.length > 0
      ? outcomes
      : [ok(`${users.map(({ name }) => name).join(" and ")} are administrators under the unchanged guard policy, and hold nothing else.`)];
  },
};

function userOutcomes({ name, live }: BreakglassUser, { declared }: EmergencyReading): Outcome[] {
  const up = `${FIND_OUT} run \`pulumi up --refresh\`, which`;
  if (live === undefined) {
    return [
      finding(
        `There is no IAM user ${name}.`,
        `${up} makes it anew, with a new password: hand it over and enrol its security keys (docs/breakglass.md).`,
      ),
    ];
  }
  const administrator = `arn:${declared.place.partition}:iam::aws:policy/AdministratorAccess`;
  const wanted = [administrator, declared.guard.policy];
  const named = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);
  const by = (command: string): string => `${FIND_OUT} run \`aws iam ${command}\`.`;
  return [
    ...(live.path === declared.userPath
      ? []
      : [finding(`${name} is at the path ${live.path} instead of ${declared.userPath}.`, `${up} sets it.`)]),
    ...wanted
      .filter((arn) => !live.policies.includes(arn))
      .map((arn) => finding(`${name} lacks the policy ${named(arn)}.`, `${up} attaches it.`)),
    ...live.policies
      .filter((arn) => !wanted.includes(arn))
      .map((arn) =>
        finding(`${name} has the policy ${arn}, which nobody declared.`, by(`detach-user-policy --user-name ${name} --policy-arn ${arn}`)),
      ),
    ...live.inlinePolicies.map((policy) =>
      finding(
        `${name} has the inline policy ${policy}, which nobody declared.`,
        by(`delete-user-policy --user-name ${name} --policy-name ${policy}`),
      ),
    ),
    ...live.groups.map((group) =>
      finding(`${name} is in the IAM group ${group}.`, by(`remove-user-from-group --user-name ${name} --group-name ${group}`)),
    ),
    ...(live.boundary === undefined
      ? []
      : [
          finding(
            `${name} has the permissions boundary ${live.boundary}: on the day it may lack what it needs.`,
            by(`delete-user-permissions-boundary --user-name ${name}`),
          ),
        ]),
  ];
}
