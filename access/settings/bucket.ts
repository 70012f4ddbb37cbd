/**
 * S3 bucket names, and prefixes within buckets.
 */
import { checkedTextSchema } from "./fields";

const REMEDY = "write the name of an S3 bucket: 3 to 63 lower-case letters, digits, dots and hyphens";

/** A bucket name may differ by account where it holds this variable; IAM fills it in. */
const ACCOUNT_VARIABLE = "${aws:PrincipalAccount}";

/** The name of one bucket. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const bucketSchema = checkedTextSchema(REMEDY, (value) => {
  const fromArn = /^(?:s3:\/\/|arn:[\w-]+:s3:::)([^/*?]+)/.exec(value)?.[1];
  if (fromArn !== undefined) return `write the bucket's name alone, ${JSON.stringify(fromArn)}`;
  const name = value.replaceAll(ACCOUNT_VARIABLE, "123456789012");
  if (/[*?]/.test(name)) return "write whole bucket names without wildcards, one entry a bucket: a wildcard also matches buckets of others";
  return isBucketName(name) ? undefined : REMEDY;
});

function isBucketName(name: string): boolean {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) return false;
  if (name.includes("..") || /^\d+(\.\d+){3}$/.test(name)) return false;
  return !/^(xn--|sthree-|amzn-s3-demo-)/.test(name) && !/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name);
}

const PREFIX_REMEDY = "write a prefix such as results/, without wildcard and without a slash at its beginning";

/** A prefix of object keys, such as `results/`. */
export const prefixSchema = checkedTextSchema(PREFIX_REMEDY, (value) =>
  /^[\w!.'()-][\w!.'()/-]*$/.test(value) ? undefined : PREFIX_REMEDY,
).overwrite((value) => (value.endsWith("/") ? value : `${value}/`));
