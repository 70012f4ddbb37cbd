import { type ResourceType } from "../../shared/table";
import { instanceAccessControlAttributes } from "./access-control-attributes";
import { accountAssignment } from "./account-assignment";
import { metricAlarm } from "./alarms";
import { trail } from "./cloudtrail";
import { eventRule, eventTarget } from "./events";
import { accountPasswordPolicy } from "./iam-account";
import { accessKey, userLoginProfile } from "./iam-credentials";
import { openIdConnectProvider, policy, rolePolicy, userPolicy, userPolicyAttachment } from "./iam-policies";
import { role } from "./iam-role";
import { user } from "./iam-user";
import { key } from "./kms";
import { logGroup, logMetricFilter } from "./logs";
import { permissionSet } from "./permission-set";
import {
  customerManagedPolicyAttachmentsExclusive,
  managedPolicyAttachment,
  managedPolicyAttachmentsExclusive,
  permissionsBoundaryAttachment,
  permissionSetInlinePolicy,
} from "./permission-set-policies";
import { bucket } from "./s3-bucket";
import * as s3 from "./s3-settings";
import { schedule } from "./scheduler";
import { topic, topicPolicy, topicSubscription } from "./sns";
import { queue, queuePolicy } from "./sqs";

/** Pulumi's token of a type: `aws:ssoadmin/permissionSet:PermissionSet`. */
function tokened(module: string, rows: Readonly<Record<string, ResourceType>>): Record<string, ResourceType> {
  return Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [`aws:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`, row]),
  );
}

/** The types that this project uses. */
export const types: Readonly<Record<string, ResourceType>> = {
  ...tokened("ssoadmin", {
    PermissionSet: permissionSet,
    ManagedPolicyAttachment: managedPolicyAttachment,
    ManagedPolicyAttachmentsExclusive: managedPolicyAttachmentsExclusive,
    CustomerManagedPolicyAttachmentsExclusive: customerManagedPolicyAttachmentsExclusive,
    PermissionSetInlinePolicy: permissionSetInlinePolicy,
    PermissionsBoundaryAttachment: permissionsBoundaryAttachment,
    AccountAssignment: accountAssignment,
    InstanceAccessControlAttributes: instanceAccessControlAttributes,
  }),
  ...tokened("iam", {
    User: user,
    UserLoginProfile: userLoginProfile,
    AccessKey: accessKey,
    AccountPasswordPolicy: accountPasswordPolicy,
    UserPolicy: userPolicy,
    UserPolicyAttachment: userPolicyAttachment,
    Policy: policy,
    Role: role,
    RolePolicy: rolePolicy,
    OpenIdConnectProvider: openIdConnectProvider,
  }),
  ...tokened("cloudtrail", { Trail: trail }),
  ...tokened("s3", {
    Bucket: bucket,
    BucketPolicy: s3.bucketPolicy,
    BucketPublicAccessBlock: s3.bucketPublicAccessBlock,
    BucketVersioning: s3.bucketVersioning,
    BucketServerSideEncryptionConfiguration: s3.bucketServerSideEncryptionConfiguration,
    BucketNotification: s3.bucketNotification,
  }),
  ...tokened("kms", { Key: key }),
  ...tokened("cloudwatch", {
    LogGroup: logGroup,
    LogMetricFilter: logMetricFilter,
    MetricAlarm: metricAlarm,
    EventRule: eventRule,
    EventTarget: eventTarget,
  }),
  ...tokened("sns", { Topic: topic, TopicPolicy: topicPolicy, TopicSubscription: topicSubscription }),
  ...tokened("sqs", { Queue: queue, QueuePolicy: queuePolicy }),
  ...tokened("scheduler", { Schedule: schedule }),
};
