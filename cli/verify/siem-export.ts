import {
  SENTINEL_POLICY,
  SENTINEL_ROLE,
  sentinelPolicy,
  sentinelTrust,
  SIEM_QUEUE,
  siemQueueArn,
  siemQueuePolicy,
  type SiemPlace,
} from "../../access/siem";
import type { SentinelSettings } from "../../access/settings/siem";
import { sameDocument } from "./document";
import { finding, type Outcome } from "./check";
import type { Sources, VerifyContext } from "./context";
import type { EmergencyReading } from "./emergency";
import { roleFaults } from "./guard-faults";

const APPLY = "Find out in CloudTrail who did it, then run `pulumi up --refresh`, which puts it right.";

/**
 * What keeps the trail's files from the SIEM, or lets others at them: the bucket announces nothing in the queue, the
 * queue takes it from somebody else, Sentinel's role is another than the settings mean. Four calls and one a policy of
 * the role's.
 */
export async function siemExportFaults(
  { settings, sources, organization }: Pick<VerifyContext, "settings" | "sources" | "organization">,
  { declared, trail }: EmergencyReading,
  queuePolicy: unknown,
): Promise<Outcome[]> {
  const { siem, sentinel } = settings;
  const { bucket } = declared.trail;
  if (siem === undefined || bucket === undefined) return [];
  const { organizationId } = await organization();
  const { accountId, partition, homeRegion } = declared.place;
  const place = { accountId, partition, region: homeRegion, ...(declared.organizationTrail ? { organizationId } : {}) };
  const bucketArn = `arn:${partition}:s3:::${bucket}`;
  const announced = await sources.guard.trail.announcedIn(bucket);
  // Without its own trail the key is not known that the role is to decrypt with.
  const own = declared.documents !== undefined;
  const keyArn = own ? trail?.keyArn : undefined;
  const faults =
    sentinel === undefined || (own && trail === undefined) ? [] : await sentinelFaults(sentinel, sources, { place, bucketArn, keyArn });
  return [
    ...(announced.includes(siemQueueArn(place))
      ? []
      : [finding(`The bucket ${bucket} announces no new file in the queue ${SIEM_QUEUE}: the SIEM hears of none.`, APPLY)]),
    ...(sameDocument(queuePolicy, siemQueuePolicy(place, bucketArn, siem.readers))
      ? []
      : [finding(`The queue ${SIEM_QUEUE} has another policy.`, APPLY)]),
    ...(faults.length === 0 ? [] : [finding(`The role ${SENTINEL_ROLE} ${faults.join("; ")}.`, APPLY)]),
  ];
}

/** How the role differs from what the settings mean. */
async function sentinelFaults(
  sentinel: SentinelSettings,
  { guard }: Pick<Sources, "guard">,
  { place, bucketArn, keyArn }: { readonly place: SiemPlace; readonly bucketArn: string; readonly keyArn: string | undefined },
): Promise<string[]> {
  const { accountId, partition } = place;
  const provider = sentinel.existingOidcProvider ?? `arn:${partition}:iam::${accountId}:oidc-provider/${sentinel.identity.issuer}`;
  return roleFaults(
    await guard.iam.role(SENTINEL_ROLE),
    sentinelTrust(sentinel, provider),
    SENTINEL_POLICY,
    sentinelPolicy(place, bucketArn, keyArn),
  );
}
