import { CloudTrailClient, PutEventSelectorsCommand, StartLoggingCommand, StopLoggingCommand, UpdateTrailCommand } from "@aws-sdk/client-cloudtrail"; // prettier-ignore
import { CloudWatchLogsClient, PutRetentionPolicyCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetRolePolicyCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import * as s3 from "@aws-sdk/client-s3";
import type { Fault } from "../../faults/judge";
import { account, type Prod } from "../context";
import { everybody } from "./put-back";

const Bucket = `federation-audit-${account}-eu-west-1`;
const Name = "federation-audit";
const UP = /pulumi up --refresh/;
const id = "R7.4 trail";

/** Faults in the trail and where it writes (R7.4). */
export function trailFaults(prod: Prod): readonly Fault[] {
  const trails = (): CloudTrailClient => new CloudTrailClient(prod.settings());
  const bucket = (): s3.S3Client => new s3.S3Client({ ...prod.settings(), forcePathStyle: true });
  return [
    {
      id,
      says: "The trail federation-audit is not logging.",
      remedy: UP,
      plant: async () => {
        await trails().send(new StopLoggingCommand({ Name }));
        return () => trails().send(new StartLoggingCommand({ Name }));
      },
    },
    {
      id,
      says: "The trail federation-audit records one region only.",
      remedy: UP,
      plant: async () => {
        await trails().send(new UpdateTrailCommand({ Name, IsMultiRegionTrail: false }));
        return () => trails().send(new UpdateTrailCommand({ Name, IsMultiRegionTrail: true }));
      },
    },
    {
      id,
      says: "The trail federation-audit leaves out management events, by its event selectors.",
      remedy: /aws cloudtrail put-event-selectors --trail-name federation-audit .*"ReadWriteType":"All","IncludeManagementEvents":true/,
      plant: async () => {
        const select = (ReadWriteType: "All" | "WriteOnly") => {
          const EventSelectors = [{ ReadWriteType, IncludeManagementEvents: true }];
          return trails().send(new PutEventSelectorsCommand({ TrailName: Name, EventSelectors }));
        };
        await select("WriteOnly");
        return () => select("All");
      },
    },
    {
      id,
      says: `The trail's bucket ${Bucket} has another policy.`,
      remedy: UP,
      plant: async () => {
        const { Policy } = await bucket().send(new s3.GetBucketPolicyCommand({ Bucket }));
        await bucket().send(new s3.PutBucketPolicyCommand({ Bucket, Policy: everybody("s3:GetObject", `arn:aws:s3:::${Bucket}/*`) }));
        return () => bucket().send(new s3.PutBucketPolicyCommand({ Bucket, Policy }));
      },
    },
    {
      id,
      says: `The trail's bucket ${Bucket} keeps no versions.`,
      remedy: UP,
      plant: async () => {
        const set = (Status: "Enabled" | "Suspended") =>
          bucket().send(new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
        await set("Suspended");
        return () => set("Enabled");
      },
    },
    {
      id,
      says: `The trail's bucket ${Bucket} does not block public access.`,
      remedy: UP,
      plant: async () => {
        const { PublicAccessBlockConfiguration } = await bucket().send(new s3.GetPublicAccessBlockCommand({ Bucket }));
        await bucket().send(new s3.DeletePublicAccessBlockCommand({ Bucket }));
        return () => bucket().send(new s3.PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
      },
    },
    {
      id,
      says: `The trail's bucket ${Bucket} has the lifecycle rule forget, which nobody declared: it may delete what was recorded.`,
      remedy: new RegExp(`remove the rule \\(S3 > ${Bucket} > Management\\)`),
      plant: async () => {
        const Rules = [{ ID: "forget", Status: "Enabled" as const, Filter: { Prefix: "" }, Expiration: { Days: 1 } }];
        await bucket().send(new s3.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
        return () => bucket().send(new s3.DeleteBucketLifecycleCommand({ Bucket }));
      },
    },
    {
      id,
      says: "The trail's log group /aws/cloudtrail/federation-audit keeps events 1 days instead of 365 days.",
      remedy: UP,
      plant: async () => {
        const keep = (retentionInDays: number) => {
          const logs = new CloudWatchLogsClient(prod.settings());
          return logs.send(new PutRetentionPolicyCommand({ logGroupName: "/aws/cloudtrail/federation-audit", retentionInDays }));
        };
        await keep(1);
        return () => keep(365);
      },
    },
    {
      id,
      says: "The trail's role federation-audit-to-logs has another policy write-logs.",
      remedy: UP,
      plant: async () => {
        const iam = new IAMClient(prod.settings("us-east-1"));
        const at = { RoleName: "federation-audit-to-logs", PolicyName: "write-logs" };
        const { PolicyDocument: before } = await iam.send(new GetRolePolicyCommand(at));
        const put = (PolicyDocument: string) => iam.send(new PutRolePolicyCommand({ ...at, PolicyDocument }));
        await put(JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "logs:*", Resource: "*" }] }));
        return () => put(decodeURIComponent(before!));
      },
    },
  ];
}
