import { trailBucketPolicy, trailKeyPolicy, trailRolePolicy, trailRoleTrust, WRITE_LOGS } from "../../../access/breakglass/audit-trail";
import type { TrailReading } from "../../clouds/guard/trail";
import { finding, notYet, ok, type Check, type Outcome } from "../check";
import type { VerifyContext } from "../context";
import type { EmergencyReading } from "../emergency";
import { keyFaults, roleFaults } from "../guard-faults";
import { sameDocument } from "../document";
import { FIND_OUT } from "./breakglass-users";

const APPLY = `${FIND_OUT} run \`pulumi up --refresh\`, which puts it right.`;

/** R7.4: the trail records everything, everywhere, and nobody can take from it what it recorded. */
export const auditTrail: Check = {
  id: "R7.4 trail",
  runbook: "R7.4",
  cloud: "AWS",
  title: "Audit trail, its bucket, log group, role and key",
  async run(context) {
    const reading = await context.emergency();
    if (reading === undefined) return [notYet("The settings have no federation:alarms.")];
    const { declared, trail } = reading;
    const { name } = declared.trail;
    const own = declared.documents !== undefined;
    const apply = own ? APPLY : `${FIND_OUT} let whoever owns the trail put it right: it is none of this stack's.`;
    if (trail === undefined) return [finding(`There is no trail ${name}.`, apply)];
    const faults = trailFaults(trail, reading);
    const selected = leftOut(trail);
    return [
      ...(faults.length === 0 ? [] : [finding(`The trail ${name} ${faults.join("; ")}.`, apply)]),
      ...(selected.length === 0
        ? []
        : [
            finding(
              `The trail ${name} ${selected.join("; ")}, by its event selectors.`,
              `${FIND_OUT} run \`aws cloudtrail put-event-selectors --trail-name ${name} --event-selectors '[{"ReadWriteType":"All","IncludeManagementEvents":true}]'\`.`,
            ),
          ]),
      ...trail.errors.map((error) =>
        finding(
          `The trail ${name} could not deliver: ${error}.`,
          "Look at the policies of its bucket, key, log group and role; `pulumi up --refresh` sets those of this stack.",
        ),
      ),
      ...(own ? await surroundings(context, reading) : []),
      ...(faults.length + selected.length + trail.errors.length === 0 ? [ok(`The trail ${name} records every region.`)] : []),
    ];
  },
};

function trailFaults(trail: TrailReading, { declared: { documents, trail: wanted, organizationTrail } }: EmergencyReading): string[] {
  return [
    ...(trail.logging ? [] : ["is not logging"]),
    ...(trail.multiRegion ? [] : ["records one region only"]),
    ...(trail.globalEvents ? [] : ["leaves out global services"]),
    ...(trail.validated ? [] : ["does not validate its files"]),
    ...(!organizationTrail || trail.organization ? [] : ["does not record the organization's accounts"]),
    ...(trail.logGroup === wanted.logGroup
      ? []
      : [`writes to the log group ${trail.logGroup ?? "of nobody"} instead of ${wanted.logGroup}`]),
    ...(wanted.bucket === undefined || trail.bucket === wanted.bucket
      ? []
      : [`writes to the bucket ${trail.bucket} instead of ${wanted.bucket}`]),
    ...(documents === undefined || trail.keyArn !== undefined ? [] : ["encrypts with no key of its own"]),
    ...(documents === undefined || trail.logsRoleArn?.endsWith(`:role/${documents.trail.role}`) === true
      ? []
      : [`writes to the log group under ${trail.logsRoleArn ?? "no role"}`]),
  ];
}

/** Which management events the trail leaves out; without selectors it takes all. */
function leftOut(trail: TrailReading): string[] {
  const management = [
    ...trail.selectors.map(
      ({ IncludeManagementEvents, ReadWriteType }) => IncludeManagementEvents !== false && (ReadWriteType ?? "All") === "All",
    ),
    // Any further condition leaves events out.
    ...trail.advancedSelectors.map(
      ({ FieldSelectors = [] }) =>
        FieldSelectors.length === 1 &&
        FieldSelectors[0]?.Field === "eventCategory" &&
        FieldSelectors[0].Equals?.includes("Management") === true,
    ),
  ];
  const excluded = trail.selectors.flatMap(({ ExcludeManagementEventSources = [] }) => ExcludeManagementEventSources);
  return [
    ...(management.length === 0 || management.includes(true) ? [] : ["leaves out management events"]),
    ...(excluded.length === 0 ? [] : [`leaves out events of ${excluded.join(", ")}`]),
  ];
}

/** What the program makes around its own trail. */
async function surroundings({ sources: { guard } }: VerifyContext, { declared, trail }: EmergencyReading): Promise<Outcome[]> {
  const documents = declared.documents!;
  const { bucket: bucketName, logGroup: groupName, role: roleName } = documents.trail;
  const [bucket, group, role, key] = await Promise.all([
    guard.trail.bucket(bucketName),
    guard.trail.logGroup(groupName),
    guard.iam.role(roleName),
    trail?.keyArn === undefined ? undefined : guard.trail.key(trail.keyArn),
  ]);
  const faults: (readonly [what: string, faults: readonly string[]])[] = [
    [
      `The trail's bucket ${bucketName}`,
      bucket === undefined
        ? ["does not exist"]
        : [
            ...(sameDocument(bucket.policy, trailBucketPolicy(documents)) ? [] : ["has another policy"]),
            ...(bucket.versioning === "Enabled" ? [] : ["keeps no versions"]),
            ...(bucket.keyArn === trail?.keyArn ? [] : ["encrypts with another key"]),
            ...(bucket.closed ? [] : ["does not block public access"]),
          ],
    ],
    [
      `The trail's log group ${groupName}`,
      group === undefined
        ? ["does not exist"]
        : [
            ...(group.retentionDays === declared.logRetentionDays
              ? []
              : [
                  `keeps events ${group.retentionDays === undefined ? "for ever" : `${group.retentionDays} days`} instead of ${declared.logRetentionDays} days`,
                ]),
            ...(group.keyArn === trail?.keyArn ? [] : ["encrypts with another key"]),
          ],
    ],
    [`The trail's role ${roleName}`, roleFaults(role, trailRoleTrust(documents), WRITE_LOGS, trailRolePolicy(documents))],
    ["The trail's key", trail?.keyArn === undefined ? [] : keyFaults(key, trailKeyPolicy(documents))],
  ];
  return [
    ...faults.flatMap(([what, wrong]) => (wrong.length === 0 ? [] : [finding(`${what} ${wrong.join("; ")}.`, APPLY)])),
    ...(bucket?.lifecycleRules ?? []).map((rule) =>
      finding(
        `The trail's bucket ${bucketName} has the lifecycle rule ${rule}, which nobody declared: it may delete what was recorded.`,
        `${FIND_OUT} remove the rule (S3 > ${bucketName} > Management); versioning keeps what it has marked as deleted until a rule expires versions, too.`,
      ),
    ),
  ];
}
