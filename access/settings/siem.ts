/**
 * `federation:siem`: where CloudTrail's events go for analysis (R9.4).
 */
import type { z } from "zod";
import { UUID } from "../../contract/identifiers";
import { MICROSOFT_CLOUDS, type MicrosoftCloud, type MicrosoftCloudName, type SentinelIdentity } from "../microsoft-cloud";
import type { Problem } from "../model";
import { missing, wrong } from "../problems";
import type { AlarmsSettings } from "./alarms";
import { documented, flagSchema, listSchema, mappingSchema, textSchema } from "./fields";

const WORKSPACE = "write the id of the Log Analytics workspace, a UUID";
const PROVIDER =
  "write the ARN of an OIDC provider, such as arn:aws:iam::123456789012:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/";
const PRINCIPAL = "write the ARN of a role or an account, such as arn:aws:iam::123456789012:role/siem-reader";

export const siemSchema = mappingSchema({
  sentinel: documented(
    mappingSchema({
      workspaceId: documented(textSchema(WORKSPACE, UUID).toLowerCase(), {
        about: "Id of the Log Analytics workspace that Sentinel works on; the role trusts no other.",
        type: "UUID",
      }),
      sessionNamePrefixes: documented(
        listSchema(textSchema("write a prefix such as MicrosoftSentinel_", /^[\w+=,.@-]{1,27}$/), "write a list of prefixes", 1),
        {
          about: "What the connector's session names begin with, before the workspace id. Microsoft changed it once.",
          type: "list of text",
        },
      ).default(["MicrosoftSentinel_"]),
      existingOidcProvider: documented(
        textSchema(PROVIDER, /^arn:aws[\w-]*:iam::\d{12}:oidc-provider\/sts\.windows\.net\/[0-9a-f-]+\/?$/),
        {
          about: "ARN of the OIDC provider, where Defender for Cloud or an earlier connector made it: an account has one for each issuer.",
          type: "ARN",
        },
      ).exactOptional(),
    }),
    { about: "Microsoft Sentinel's AWS S3 connector." },
  ).exactOptional(),
  takeOverBucketNotifications: documented(flagSchema(), {
    about:
      "Whether the export may replace all event notifications of an existing trail's bucket: S3 keeps them in one piece, which has one owner.",
    limits: "needed with `alarms.trail.existing`",
  }).default(false),
  readers: documented(listSchema(textSchema(PRINCIPAL, /^arn:aws[\w-]*:iam::\d{12}:(root|role\/[\w+=,.@/-]+)$/), "write a list of ARNs"), {
    about: "Roles or accounts of other SIEMs that read the bucket and the queue.",
    type: "list of ARNs",
  }).default([]),
});

/** Settings of the SIEM export. */
export type SiemSettings = z.output<typeof siemSchema>;

/** Sentinel's connector, in a cloud in which it has an identity. */
export type SentinelSettings = NonNullable<SiemSettings["sentinel"]> & { readonly identity: SentinelIdentity };

/** The connector's settings with its identity; undefined where there is none in the cloud, which is a problem. */
export function sentinelSettings(
  siem: SiemSettings | undefined,
  microsoftCloud: MicrosoftCloudName | undefined,
): SentinelSettings | undefined {
  if (siem?.sentinel === undefined || microsoftCloud === undefined) return undefined;
  const { sentinel: identity }: MicrosoftCloud = MICROSOFT_CLOUDS[microsoftCloud];
  return identity && { ...siem.sentinel, identity };
}

/**
 * An export without reader, without the bucket that it reads, or for a Sentinel that is not of the tenant's cloud; that
 * one where it is known.
 */
export function siemProblems(
  siem: SiemSettings,
  alarms: AlarmsSettings | undefined,
  alarmsAreKnown: boolean,
  microsoftCloud: MicrosoftCloudName | undefined,
): Problem[] {
  const problems: Problem[] = [];
  if (siem.sentinel === undefined && siem.readers.length === 0)
    problems.push(missing("federation:siem.sentinel", "write sentinel or readers: an export needs somebody who reads it"));
  if (alarmsAreKnown && alarms === undefined)
    problems.push(missing("federation:alarms", "the SIEM export reads the trail that alarms has"));
  if (alarms?.trail.existing !== undefined && alarms.trail.bucket === undefined) {
    problems.push(missing("federation:alarms.trail.bucket", "the SIEM export needs the bucket that the existing trail writes to"));
  }
  if (alarms?.trail.existing !== undefined && !siem.takeOverBucketNotifications) {
    problems.push(
      missing(
        "federation:siem.takeOverBucketNotifications",
        "the export would replace every event notification of the existing trail's bucket; look at them (`aws s3api get-bucket-notification-configuration`), then write true",
      ),
    );
  }
  if (microsoftCloud !== undefined) problems.push(...sentinelProblems(siem, microsoftCloud));
  return problems;
}

/** A connector that Microsoft's cloud does not have, or an OIDC provider that is not of its issuer. */
function sentinelProblems({ sentinel }: SiemSettings, microsoftCloud: MicrosoftCloudName): Problem[] {
  if (sentinel === undefined) return [];
  const { sentinel: identity }: MicrosoftCloud = MICROSOFT_CLOUDS[microsoftCloud];
  if (identity === undefined)
    return [
      wrong(
        "federation:microsoftCloud",
        microsoftCloud,
        "Microsoft names no issuer there for Sentinel's AWS connector; remove siem.sentinel, and name your SIEM's role in siem.readers",
      ),
    ];
  const { existingOidcProvider } = sentinel;
  if (existingOidcProvider === undefined || withoutSlash(existingOidcProvider).endsWith(`:oidc-provider/${withoutSlash(identity.issuer)}`))
    return [];
  return [
    wrong(
      "federation:siem.sentinel.existingOidcProvider",
      existingOidcProvider,
      `Sentinel's tokens in the cloud ${microsoftCloud} are of ${identity.issuer}; name the provider of that issuer`,
    ),
  ];
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, "");
}
