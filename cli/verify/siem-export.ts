import {
  SENTINEL_POLICY,
  SENTINEL_ROLE,
  sentinelPolicy,
  sentinelTrust,
  SIEM_QUEUE,
  siemQueueArn,
  siemQueuePolicy,
} from "../../access/siem";
import { sameDocument } from "./document";
import { finding, type Outcome } from "./check";
import type { VerifyContext } from "./context";
import type { EmergencyReading } from "./emergency";
import { roleFaults } from "./guard-faults";

const APPLY = "Find out in CloudTrail who did it, then run `pulumi up --refresh`, which puts it right.";

/**
 * What keeps the trail's files from the SIEM, or lets others at them: the bucket announces nothing in the queue, the
 * queue takes it from somebody else, Sentinel's role is another than the settings mean. Four calls and one a policy of
 * the role's.
 */
export async function siemExportFaults(
  { settings, sources: { guard }, organization }: Pick<VerifyContext, "settings" | "sources" | "organization">,
  { declared, trail }: EmergencyReading,
  queuePolicy: unknown,
): Promise<Outcome[]> {
  const { siem } = settings;
  const { bucket } = declared.trail;
  if (siem === undefined || bucket === undefined) return [];
  const { organizationId } = await organization();
  const { accountId, partition, homeRegion } = declared.place;
  const place = { accountId, partition, region: homeRegion, ...(declared.organizationTrail ? { organizationId } : {}) };
  const bucketArn = `arn:${partition}:s3:::${bucket}`;
  const announced = await guard.trail.announcedIn(bucket);
  return [
    ...(announced.includes(siemQueueArn(place))
      ? []
      : [finding(`The bucket ${bucket} announces no new file in the queue ${SIEM_QUEUE}: the SIEM hears of none.`, APPLY)]),
    ...(sameDocument(queuePolicy, siemQueuePolicy(place, bucketArn, siem.readers))
      ? []
      : [finding(`The queue ${SIEM_QUEUE} has another policy.`, APPLY)]),
    ...(await sentinelFaults()),
  ];

  async function sentinelFaults(): Promise<Outcome[]> {
    const { sentinel } = settings;
    const own = declared.documents !== undefined;
    // Without its own trail the key is not known that the role is to decrypt with.
    if (sentinel === undefined || (own && trail === undefined)) return [];
    const provider = sentinel.existingOidcProvider ?? `arn:${partition}:iam::${accountId}:oidc-provider/${sentinel.identity.issuer}`;
    const faults = roleFaults(
      await guard.iam.role(SENTINEL_ROLE),
      sentinelTrust(sentinel, provider),
      SENTINEL_POLICY,
      sentinelPolicy(place, bucketArn, own ? trail?.keyArn : undefined),
    );
    return faults.length === 0 ? [] : [finding(`The role ${SENTINEL_ROLE} ${faults.join("; ")}.`, APPLY)];
  }
}
