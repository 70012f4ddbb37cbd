import { dataBuckets } from "../../../rules/permission-sets/data-buckets";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { allow, permissionSet, withDocument, withInline, withManaged } from "../../fixtures";

const reaches = (resources: string) => [`Data-Analyst reaches buckets that are not named: ${resources}.`];

behaviours(dataBuckets, {
  violates: {
    "every bucket": { given: withInline("Data-Analyst", allow("s3:GetObject")), says: reaches('"*"') },
    "buckets by a pattern": {
      given: withInline("Data-Analyst", allow("s3:GetObject", ["arn:aws:s3:::acme-*/*", "arn:aws:s3:::acme-lake/*"])),
      says: reaches('"arn:aws:s3:::acme-*/*"'),
    },
    "every bucket by an ARN that stops early": {
      given: withInline("Data-Analyst", allow("s3:GetObject", "arn:aws:s3:*")),
      says: reaches('"arn:aws:s3:*"'),
    },
    "every access point": {
      given: withInline("Data-Analyst", allow("s3:GetObject", "arn:aws:s3:eu-west-1:123456789012:accesspoint/*")),
      says: reaches('"arn:aws:s3:eu-west-1:123456789012:accesspoint/*"'),
    },
    "one character left open": {
      given: withInline("Data-Analyst", allow("s3:ListBucket", "arn:aws:s3:::acme-?")),
      says: reaches('"arn:aws:s3:::acme-?"'),
    },
    "every resource of AWS": { given: withInline("Data-Analyst", allow("*", "arn:aws:*:*:*:*")), says: reaches('"arn:aws:*:*:*:*"') },
    "every bucket but one": {
      given: withInline("Data-Analyst", { Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::log" }),
      says: reaches('"NotResource"'),
    },
    "all actions but some": {
      given: withInline("Data-Analyst", { Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
      says: reaches('"*"'),
    },
    "an action that hides in a pattern": {
      given: withInline("Data-Analyst", allow(["s3:ListAllMyBuckets", "S3:Get*"])),
      says: reaches('"*"'),
    },
    "a policy for every bucket": {
      given: withManaged("Data-Analyst", "AmazonS3ReadOnlyAccess"),
      says: ["Data-Analyst has the policy AmazonS3ReadOnlyAccess, which reaches every bucket."],
    },
    "a configured set": {
      given: withInline("Lake", allow("s3:GetObject")),
      config: { dataSets: ["Lake"] },
      says: ['Lake reaches buckets that are not named: "*".'],
    },
  },
  conforms: {
    "named buckets": {
      given: withInline(
        "Data-Analyst",
        allow(["s3:GetObject", "s3:ListBucket"], ["arn:aws:s3:::acme-lake", "arn:aws:s3:::acme-lake/*", "arn:aws-cn:s3:::b/x?/*"]),
      ),
    },
    "a named access point": {
      given: withInline("Data-Analyst", allow("s3:GetObject", "arn:aws:s3:eu-west-1:123456789012:accesspoint/lake/object/*")),
    },
    "an action that takes no bucket": { given: withInline("Data-Analyst", allow("s3:ListAllMyBuckets")) },
    "other services on everything": { given: withInline("Data-Analyst", allow(["glue:*", "athena:*"])) },
    "another set": { given: [...withInline("Ops", allow("s3:*")), ...withManaged("Dev", "AmazonS3FullAccess")] },
    "a denial on everything": { given: withInline("Data-Analyst", { Effect: "Deny", Action: "s3:*", Resource: "*" }) },
    "another policy": { given: withManaged("Data-Analyst", "AWSGlueServiceRole") },
  },
  notes: {
    "a document that is not known yet": {
      given: withDocument("Data-Analyst", UNKNOWN),
      says: [unknownNote("permission-set-data-buckets", "inlinePolicy of Data-Analyst/inline")],
    },
  },
  notApplicable: { "a stack without attachments": { given: [permissionSet("Data-Analyst")] } },
});
