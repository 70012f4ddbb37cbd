import { CloudWatchClient, DescribeAlarmsCommand, GetMetricStatisticsCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, paginateDescribeMetricFilters, type MetricFilter } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { GetScheduleCommand, SchedulerClient, type GetScheduleCommandOutput } from "@aws-sdk/client-scheduler";
import { GetTopicAttributesCommand, paginateListSubscriptionsByTopic, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { clientSettings, counted, everyItem, pages, type CallCounter } from "../aws";
import { orAbsent } from "../aws-error";
import { documentOf } from "./document";

/** An event rule with its targets. */
export interface RuleReading {
  readonly state: string;
  readonly pattern: unknown;
  readonly targets: readonly Target[];
}

/** A topic with its subscriptions. */
export interface TopicReading {
  readonly policy: unknown;
  readonly keyArn: string | undefined;
  readonly subscriptions: readonly { readonly protocol: string; readonly endpoint: string; readonly confirmed: boolean }[];
}

/** A queue. */
export interface QueueReading {
  readonly policy: unknown;
  /** Messages that wait or are being read. */
  readonly messages: number;
}

/** Reads what wakes people; never writes. */
export class AlarmsReader {
  constructor(
    private readonly homeRegion: string,
    private readonly counter: CallCounter,
  ) {}

  /** An event rule of the default bus: two calls. */
  rule(region: string, Name: string): Promise<RuleReading | undefined> {
    const client = counted(new EventBridgeClient(clientSettings(region)), this.counter);
    return orAbsent(async () => {
      const rule = await client.send(new DescribeRuleCommand({ Name }));
      const targets = await pages(
        (NextToken) => client.send(new ListTargetsByRuleCommand({ Rule: Name, NextToken })),
        (page) => page.Targets,
      );
      return { state: rule.State ?? "unknown", pattern: documentOf(rule.EventPattern), targets };
    });
  }

  /** Names and patterns of the rules of the default bus: a call a page. */
  async rules(region: string): Promise<{ readonly name: string; readonly pattern: string }[]> {
    const client = counted(new EventBridgeClient(clientSettings(region)), this.counter);
    const rules = await pages(
      (NextToken) => client.send(new ListRulesCommand({ NextToken })),
      (page) => page.Rules,
    );
    return rules.map(({ Name = "", EventPattern = "" }) => ({ name: Name, pattern: EventPattern }));
  }

  /** Metric filters of a log group; undefined where there is no such group. */
  metricFilters(logGroupName: string): Promise<readonly MetricFilter[] | undefined> {
    const client = counted(new CloudWatchLogsClient(clientSettings(this.homeRegion)), this.counter);
    return orAbsent(() => everyItem(paginateDescribeMetricFilters({ client }, { logGroupName }), (page) => page.metricFilters));
  }

  async alarm(name: string): Promise<MetricAlarm | undefined> {
    const client = counted(new CloudWatchClient(clientSettings(this.homeRegion)), this.counter);
    const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
    return MetricAlarms[0];
  }

  topic(TopicArn: string): Promise<TopicReading | undefined> {
    const client = counted(new SNSClient(clientSettings(this.homeRegion)), this.counter);
    return orAbsent(async () => {
      const { Attributes = {} } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
      const all = await everyItem(paginateListSubscriptionsByTopic({ client }, { TopicArn }), (page) => page.Subscriptions);
      return {
        policy: documentOf(Attributes["Policy"]),
        keyArn: Attributes["KmsMasterKeyId"],
        subscriptions: all.map(({ Protocol = "", Endpoint = "", SubscriptionArn = "" }) => ({
          protocol: Protocol,
          endpoint: Endpoint,
          // Until the click in AWS's mail there is a word in place of the ARN.
          confirmed: SubscriptionArn.startsWith("arn:"),
        })),
      };
    });
  }

  /** A queue of this account: two calls. */
  queue(region: string, QueueName: string): Promise<QueueReading | undefined> {
    const client = counted(new SQSClient(clientSettings(region)), this.counter);
    return orAbsent(async () => {
      const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
      const { Attributes = {} } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
      const waiting = [Attributes.ApproximateNumberOfMessages, Attributes.ApproximateNumberOfMessagesNotVisible].map((text) =>
        Number(text ?? 0),
      );
      return { policy: documentOf(Attributes.Policy), messages: waiting.reduce((sum, each) => sum + each, 0) };
    });
  }

  /**
   * Seconds for which the oldest message of a queue has waited, as CloudWatch last measured within the hour; undefined
   * where it did not.
   */
  async oldestMessage(region: string, queueName: string, now: Date): Promise<number | undefined> {
    const client = counted(new CloudWatchClient(clientSettings(region)), this.counter);
    const { Datapoints = [] } = await client.send(
      new GetMetricStatisticsCommand({
        Namespace: "AWS/SQS",
        MetricName: "ApproximateAgeOfOldestMessage",
        Dimensions: [{ Name: "QueueName", Value: queueName }],
        StartTime: new Date(now.getTime() - 3_600_000),
        EndTime: now,
        Period: 300,
        Statistics: ["Maximum"],
      }),
    );
    const latest = Datapoints.sort((a, b) => (b.Timestamp?.getTime() ?? 0) - (a.Timestamp?.getTime() ?? 0))[0];
    return latest?.Maximum;
  }

  schedule(Name: string): Promise<GetScheduleCommandOutput | undefined> {
    const client = counted(new SchedulerClient(clientSettings(this.homeRegion)), this.counter);
    return orAbsent(() => client.send(new GetScheduleCommand({ Name })));
  }
}
