import { type Invoke } from "../../shared/table";
import { list, regionOf, send } from "../cloud";
import { tagMap } from "../traits";

/** `aws:sns/getTopic:getTopic`: lists all topics, as officially. */
export const getTopic: Invoke = async (inputs, signal) => {
  const at = { inputs, signal };
  const name = inputs["name"] as string;
  const topics = (await list("sns", "ListTopics", {}, "Topics", at)) as { TopicArn: string }[];
  const arn = topics.map(({ TopicArn }) => TopicArn).find((one) => one.endsWith(`:${name}`));
  if (arn === undefined) throw new Error(`reading SNS Topic (${name}): empty result`);
  const { Tags: tags = [] } = await send("sns", "ListTagsForResource", { ResourceArn: arn }, at);
  return { arn, id: arn, name, region: regionOf(at), tags: tagMap(tags) };
};

/** `aws:sqs/getQueues:getQueues`. */
export const getQueues: Invoke = async (inputs, signal) => {
  const at = { inputs, signal };
  const prefix = inputs["queueNamePrefix"] as string | undefined;
  const queueUrls = await list("sqs", "ListQueues", prefix === undefined ? {} : { QueueNamePrefix: prefix }, "QueueUrls", at);
  return { ...inputs, id: regionOf(at), queueUrls, region: regionOf(at) };
};

/** `aws:cloudwatch/getLogGroups:getLogGroups`. */
export const getLogGroups: Invoke = async (inputs, signal) => {
  const at = { inputs, signal };
  const prefix = inputs["logGroupNamePrefix"] as string | undefined;
  const input = prefix === undefined ? {} : { logGroupNamePrefix: prefix };
  const found = (await list("logs", "DescribeLogGroups", input, "logGroups", at)) as { arn: string; logGroupName: string }[];
  return {
    ...inputs,
    arns: found.map(({ arn }) => arn.replace(/:\*$/, "")),
    id: regionOf(at),
    logGroupNames: found.map(({ logGroupName }) => logGroupName),
    region: regionOf(at),
  };
};
