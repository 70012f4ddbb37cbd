import { dataBuckets } from "../../../rules/permission-sets/data-buckets";
import { readOnly } from "../../../rules/permission-sets/read-only";
import { ssoadmin } from "../../../shared/types";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { allow, partOf, permissionSet, withDocument, withExclusive, withInline, withManaged } from "../../fixtures";
import { withCustomer } from "./fixtures";

const writes = (actions: string) => [`Audit-RO allows what writes: ${actions}.`];
const RESULTS = "arn:aws:s3:::acme-athena-results/*";
behaviours(readOnly, {
  violates: {
    "a policy that writes": {
      given: withManaged("Audit-RO", "AmazonS3FullAccess"),
      says: ['Audit-RO has the policy "AmazonS3FullAccess", which is not known to only read.'],
    },
    "a customer's policy": {
      given: [
        permissionSet("Audit-RO"),
        partOf(permissionSet("Audit-RO"), ssoadmin.customerManagedPolicyAttachment, { customerManagedPolicyReference: { name: "Own" } }),
      ],
      says: ['Audit-RO has the policy "Own", which is not known to only read.'],
    },
    "the same for the management account's double": {
      given: withExclusive("Audit-RO-Mgmt", "PowerUserAccess"),
      says: ['Audit-RO-Mgmt has the policy "PowerUserAccess", which is not known to only read.'],
    },
    "a customer's policy that is made here and writes": {
      given: withCustomer("Audit-RO", allow("s3:DeleteObject")),
      says: writes("s3:DeleteObject"),
    },
    "a write": { given: withInline("Audit-RO", allow("s3:DeleteObject")), says: writes("s3:DeleteObject") },
    tagging: { given: withInline("Audit-RO", allow("ec2:CreateTags")), says: writes("ec2:CreateTags") },
    "a pattern that hides a write": { given: withInline("Audit-RO", allow("s3:*ObjectAcl")), says: writes("s3:PutObjectAcl") },
    everything: { given: withInline("Audit-RO", allow("*")), says: writes("every action") },
    "all but some": {
      given: withInline("Audit-RO", { Effect: "Allow", NotAction: "s3:*", Resource: "*" }),
      says: writes("all actions but some (NotAction)"),
    },
    "an action that AWS does not have": {
      given: withInline("Audit-RO", allow("s3:GetEverything")),
      says: writes("s3:GetEverything (no action that AWS's reference knows)"),
    },
    "a service that AWS does not have": {
      given: withInline("Audit-RO", allow("nothing:Get")),
      says: writes("nothing:Get (no action that AWS's reference knows)"),
    },
    "many, shortened": {
      given: withInline(
        "Audit-RO",
        allow([
          "s3:DeleteObject",
          "s3:DeleteBucket",
          "s3:CreateBucket",
          "s3:PutObject",
          "s3:RestoreObject",
          "s3:PutObjectTagging",
          "s3:AbortMultipartUpload",
        ]),
      ),
      says: writes("s3:AbortMultipartUpload, s3:CreateBucket, s3:DeleteBucket, s3:DeleteObject, s3:PutObject and 2 more"),
    },
    "six, in full": {
      given: withInline(
        "Audit-RO",
        allow(["s3:DeleteObject", "s3:DeleteBucket", "s3:CreateBucket", "s3:PutObject", "s3:RestoreObject", "s3:PutObjectTagging"]),
      ),
      says: writes("s3:CreateBucket, s3:DeleteBucket, s3:DeleteObject, s3:PutObject, s3:PutObjectTagging, s3:RestoreObject"),
    },
    "a result in a bucket that is not for results": {
      given: withInline("Audit-RO", allow("s3:PutObject", [RESULTS, "arn:aws:s3:::lake/*"])),
      says: writes("s3:PutObject"),
    },
    "a result anywhere but somewhere": {
      given: withInline("Audit-RO", { Effect: "Allow", Action: "s3:PutObject", NotResource: RESULTS }),
      says: writes("s3:PutObject"),
    },
    "a deletion in a bucket for results": {
      given: withInline("Audit-RO", allow("s3:DeleteObject", RESULTS)),
      says: writes("s3:DeleteObject"),
    },
    "a query where it is not allowed": {
      given: withInline("Audit-RO", allow("athena:StartQueryExecution")),
      config: { allowedActions: [] },
      says: writes("athena:StartQueryExecution"),
    },
  },
  conforms: {
    "the auditors' policies": {
      given: withExclusive(
        "Security-Audit-RO",
        "SecurityAudit",
        "ReadOnlyAccess",
        "job-function/ViewOnlyAccess",
        "AWSBillingReadOnlyAccess",
      ),
    },
    "a customer's policy that is made here and reads, whatever its name": { given: withCustomer("Audit-RO", allow("s3:GetObject")) },
    reading: { given: withInline("Audit-RO", allow(["s3:Get*", "s3:List*", "ec2:Describe*"])) },
    "a query, with its encryption and its result": {
      given: withInline(
        "Audit-RO",
        allow(["athena:StartQueryExecution", "kms:Decrypt", "kms:GenerateDataKey", "lakeformation:GetDataAccess"]),
        allow(["s3:PutObject", "s3:AbortMultipartUpload", "s3:GetObject"], RESULTS),
      ),
    },
    "a set that promises nothing": { given: [...withInline("Writer", allow("s3:*")), ...withManaged("Owner", "AdministratorAccess")] },
    "a denial of writing": { given: withInline("Audit-RO", { Effect: "Deny", Action: "s3:*", Resource: "*" }) },
    "a policy that is configured": { given: withManaged("Audit-RO", "Own"), config: { readOnlyPolicies: ["Own"] } },
    "a set of another suffix than configured": { given: withInline("Audit-RO", allow("s3:*")), config: { readOnlySets: ["*-Reader"] } },
    "a set that cannot be told": { given: [partOf("x", ssoadmin.managedPolicyAttachment, { managedPolicyArn: "Y" })] },
  },
  notes: {
    "a document that is not known yet": {
      given: withDocument("Audit-RO", UNKNOWN),
      says: [unknownNote("permission-set-read-only", "inlinePolicy of Audit-RO/inline")],
    },
    "a name that is not known yet": {
      given: [
        { ...permissionSet("A"), props: { name: UNKNOWN } },
        partOf(permissionSet("A"), ssoadmin.permissionSetInlinePolicy, { inlinePolicy: "{}" }),
      ],
      says: [unknownNote("permission-set-read-only", "name of A")],
    },
  },
  notApplicable: { "a stack without attachments": { given: [permissionSet("Audit-RO")] } },
});

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
