import type { ActionFacts } from "../../../access/iam/request";

const type = (name: string, arn: string, required = true) => ({ name, arn, required });
/** What AWS says about some actions. */
export const FACTS: Readonly<Record<string, ActionFacts>> = {
  "s3:GetObject": {
    action: "s3:GetObject",
    resourceTypes: [
      type("accesspointobject", "arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}/object/${ObjectName}", false),
      type("object", "arn:${Partition}:s3:::${BucketName}/${ObjectName}", false),
    ],
  },
  "iam:PassRole": { action: "iam:PassRole", resourceTypes: [type("role", "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}")] },
  "ec2:DescribeInstances": { action: "ec2:DescribeInstances", resourceTypes: [] },
  "ec2:RunInstances": {
    action: "ec2:RunInstances",
    resourceTypes: [
      type("image", "arn:${Partition}:ec2:${Region}::image/${ImageId}"),
      type("instance", "arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}"),
      type("volume", "arn:${Partition}:ec2:${Region}:${Account}:volume/${VolumeId}", false),
    ],
  },
};
/** Where a request is made. */
export const PLACE = { accountId: "012345678901", partition: "aws" } as const;
