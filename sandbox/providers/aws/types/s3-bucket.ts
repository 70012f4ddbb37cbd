import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { list, regionOf, send } from "../cloud";
import { during, isMissing, orMissing } from "../failures";
import { regional, tagged, tagList, tagMap, tagsOf } from "../traits";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const deletedAtOnce = 1_000;

/** What the official type shows of a bucket that other resources configure: read there, never changed here. */
const managedElsewhere = [
  "accelerationStatus",
  "acl",
  "bucketNamespace",
  "corsRules",
  "grants",
  "lifecycleRules",
  "logging",
  "objectLockConfiguration",
  "policy",
  "replicationConfiguration",
  "requestPayer",
  "serverSideEncryptionConfiguration",
  "versioning",
  "website",
];

async function tagsIn(work: Work): Promise<Record<string, string>> {
  try {
    const { TagSet } = await send("s3", "GetBucketTagging", { Bucket: work.id }, work);
    return tagMap(TagSet as Props[]);
  } catch (error) {
    if (isMissing(error)) return {};
    throw error;
  }
}

/** The API replaces all tags at once. */
async function putTags(work: Work): Promise<void> {
  const tags = tagsOf(work);
  if (Object.keys(tags).length === 0) await send("s3", "DeleteBucketTagging", { Bucket: work.id }, work);
  else await send("s3", "PutBucketTagging", { Bucket: work.id, Tagging: { TagSet: tagList(tags) } }, work);
}

/** `aws:s3/bucket:Bucket`. Its id is its name. */
export const bucket: ResourceType = regional(
  tagged(
    {
      inputs: ["bucket", "forceDestroy"],
      replaceOn: ["bucket"],
      computed: [
        ...["arn", "bucketDomainName", "bucketPrefix", "bucketRegion", "bucketRegionalDomainName", "hostedZoneId", "objectLockEnabled"],
        ...["websiteDomain", "websiteEndpoint"],
        ...managedElsewhere,
      ],
      defaults: { forceDestroy: false },
      autoName: { property: "bucket", maxLength: 63, lowerCase: true },
      async create(work) {
        const { bucket: name } = work.inputs as { bucket: string };
        const region = regionOf(work);
        const input = {
          Bucket: name,
          ...(region !== "us-east-1" && { CreateBucketConfiguration: { LocationConstraint: region } }),
        };
        await during(`creating S3 Bucket (${name})`, send("s3", "CreateBucket", input, work));
        if (Object.keys(tagsOf(work)).length > 0) await putTags({ ...work, id: name });
        return name;
      },
      async read(work) {
        const found = await orMissing(send("s3", "HeadBucket", { Bucket: work.id }, work));
        if (found === undefined) return undefined;
        const region = regionOf(work);
        return {
          arn: `arn:aws:s3:::${work.id}`,
          bucket: work.id,
          bucketDomainName: `${work.id}.s3.amazonaws.com`,
          bucketRegion: region,
          bucketRegionalDomainName: `${work.id}.s3.${region}.amazonaws.com`,
          objectLockEnabled: false,
          tagsAll: await tagsIn(work),
        };
      },
      async delete(work) {
        if (work.olds["forceDestroy"] === true) await empty(work);
        await during(`deleting S3 Bucket (${work.id})`, orMissing(send("s3", "DeleteBucket", { Bucket: work.id }, work)));
      },
    },
    { tag: putTags, untag: putTags },
  ),
);

async function empty(work: Work): Promise<void> {
  const bucket = { Bucket: work.id };
  for (const key of ["Versions", "DeleteMarkers"]) {
    const found = (await orMissing(list("s3", "ListObjectVersions", bucket, key, work))) ?? [];
    const versions = found.map(({ Key, VersionId }) => ({ Key: Key as unknown, VersionId: VersionId as unknown }));
    for (let from = 0; from < versions.length; from += deletedAtOnce) {
      const Objects = versions.slice(from, from + deletedAtOnce);
      await send("s3", "DeleteObjects", { ...bucket, Delete: { Objects, Quiet: true } }, work);
    }
  }
}
