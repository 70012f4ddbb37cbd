import { actions, type ResourceTypes } from "./actions";

/** Everything that the provider reads of a bucket, settings of which the program says nothing among it. */
const BUCKET_READ =
  "ListBucket GetBucketLocation GetBucketAcl GetBucketCORS GetBucketWebsite GetBucketVersioning GetAccelerateConfiguration GetBucketRequestPayment " +
  "GetBucketLogging GetLifecycleConfiguration GetReplicationConfiguration GetEncryptionConfiguration GetBucketObjectLockConfiguration " +
  "GetBucketTagging GetBucketPolicy ListTagsForResource";

/** Types of the trail: CloudTrail, its bucket, log group and key. */
export const TRAIL_TYPES: ResourceTypes = {
  "aws:cloudtrail/trail:Trail": {
    parts: ["own trail"],
    ...actions(
      "cloudtrail",
      "CreateTrail AddTags StartLogging PutEventSelectors iam:PassRole organizations:DescribeOrganization organizations:ListAWSServiceAccessForOrganization",
      "GetTrail DescribeTrails GetTrailStatus GetEventSelectors GetInsightSelectors ListTags",
      "UpdateTrail StartLogging StopLogging PutEventSelectors AddTags RemoveTags iam:PassRole",
      "DeleteTrail",
    ),
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    parts: ["own trail"],
    ...actions(
      "logs",
      "CreateLogGroup PutRetentionPolicy AssociateKmsKey TagResource",
      "DescribeLogGroups ListTagsForResource",
      "PutRetentionPolicy DeleteRetentionPolicy AssociateKmsKey DisassociateKmsKey TagResource UntagResource",
      "DeleteLogGroup",
    ),
  },
  "aws:s3/bucket:Bucket": {
    parts: ["own trail"],
    ...actions(
      "s3",
      "CreateBucket PutBucketTagging TagResource",
      BUCKET_READ,
      "PutBucketTagging TagResource UntagResource",
      "DeleteBucket",
    ),
  },
  "aws:s3/bucketPolicy:BucketPolicy": {
    parts: ["own trail"],
    ...actions("s3", "PutBucketPolicy", "GetBucketPolicy", "PutBucketPolicy", "DeleteBucketPolicy"),
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    parts: ["own trail"],
    ...actions(
      "s3",
      "PutBucketPublicAccessBlock",
      "GetBucketPublicAccessBlock",
      "PutBucketPublicAccessBlock",
      "PutBucketPublicAccessBlock",
    ),
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    parts: ["own trail"],
    ...actions(
      "s3",
      "PutEncryptionConfiguration",
      "GetEncryptionConfiguration",
      "PutEncryptionConfiguration",
      "PutEncryptionConfiguration",
    ),
  },
  "aws:s3/bucketVersioning:BucketVersioning": {
    parts: ["own trail"],
    ...actions("s3", "PutBucketVersioning", "GetBucketVersioning", "PutBucketVersioning", "PutBucketVersioning"),
  },
  "aws:s3/bucketNotification:BucketNotification": {
    parts: ["siem"],
    ...actions("s3", "PutBucketNotification", "GetBucketNotification", "PutBucketNotification", "PutBucketNotification"),
  },
  "aws:kms/key:Key": {
    parts: ["alarms"],
    ...actions(
      "kms",
      "CreateKey TagResource PutKeyPolicy EnableKeyRotation",
      "DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags",
      "UpdateKeyDescription PutKeyPolicy EnableKey DisableKey EnableKeyRotation DisableKeyRotation TagResource UntagResource",
      "ScheduleKeyDeletion",
    ),
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    parts: ["breakglass"],
    ...actions("logs", "PutMetricFilter", "DescribeMetricFilters", "PutMetricFilter", "DeleteMetricFilter"),
  },
};
