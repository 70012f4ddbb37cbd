import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { breakglassMetricFilter, breakglassUsePattern, guardChangePattern } from "../../access/breakglass/alarm-patterns";
import { alarmRegions, WATCH, type WatchingTrail } from "../../access/breakglass/watch";
import { stableJson } from "../../access/json";

/** Inputs of {@link BreakglassAlarms}. */
export interface BreakglassAlarmsArgs {
  readonly userArns: readonly string[];
  readonly accountId: string;
  readonly partition: string;
  readonly homeRegion: string;
  readonly topicArn: pulumi.Input<string>;
  /** Publishing works from here on. */
  readonly topicReady: readonly pulumi.Resource[];
  readonly trail: WatchingTrail;
  /** Log group of the trail: its name once it exists. */
  readonly logGroupName: pulumi.Input<string>;
  /** Keys that encrypt trail and topic, as far as they are ours: ARNs. */
  readonly keyArns: readonly pulumi.Input<string>[];
  /** Of the guard policy. */
  readonly policyArn: string;
}

/**
 * Wakes people at any use of a breakglass user, and at any change of what guards it (R7.4).
 *
 * Fast path: event rules in the regions where sign-ins and global services are recorded, read-only calls included, forwarded to the home
 * region's bus, where one rule publishes. Catch-all: a metric filter over the trail's log group, for all other regions, minutes later.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export class BreakglassAlarms extends pulumi.ComponentResource {
  constructor(name: string, args: BreakglassAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("federation:aws:BreakglassAlarms", name, {}, opts);
    const { userArns, accountId, partition, homeRegion, trail, policyArn } = args;
    const topicArn = `arn:${partition}:sns:${homeRegion}:${accountId}:${WATCH.topic}`;
    const use = stableJson(breakglassUsePattern(userArns));
    const guard = pulumi
      .all([...args.keyArns])
      .apply((keyArns) => stableJson(guardChangePattern({ userArns, trail, topicArn, keyArns, policyArn })));
    const homeBus = `arn:${partition}:events:${homeRegion}:${accountId}:event-bus/default`;
    const forwarder = this.forwarder(name, homeBus, accountId);

    for (const region of alarmRegions(homeRegion, trail.arn)) {
      const deadLetters = this.deadLetters(`${name}/${region}`, region, accountId, partition);
      const target =
        region === homeRegion
          ? { arn: args.topicArn, dependsOn: [...args.topicReady] }
          : { arn: homeBus, roleArn: forwarder.role.arn, dependsOn: [forwarder.policy] };
      this.rule(`${name}/use/${region}`, {
        region,
        name: WATCH.useRule,
        pattern: use,
        description: "A breakglass user signed in or called an API.",
        target,
        deadLetters,
      });
      this.rule(`${name}/guard/${region}`, {
        region,
        name: WATCH.guardRule,
        pattern: guard,
        description: "Something that guards the breakglass users was changed.",
        target,
        deadLetters,
      });
    }

    const metric = { namespace: "Federation/Breakglass", name: "BreakglassUse" };
    const filter = new cloudwatch.LogMetricFilter(
      name,
      {
        region: homeRegion,
        name: WATCH.alarm,
        logGroupName: args.logGroupName,
        pattern: breakglassMetricFilter(userArns),
        metricTransformation: { ...metric, value: "1", defaultValue: "0" },
      },
      { parent: this },
    );
    new cloudwatch.MetricAlarm(
      name,
      {
        region: homeRegion,
        name: WATCH.alarm,
        alarmDescription: "A breakglass user signed in or called an API, in any region. Follow the breakglass procedure.",
        namespace: metric.namespace,
        metricName: metric.name,
        statistic: "Sum",
        period: 60,
        evaluationPeriods: 1,
        threshold: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        treatMissingData: "notBreaching",
        alarmActions: [pulumi.output(args.topicArn)],
      },
      { parent: this, dependsOn: [filter, ...args.topicReady] },
    );
    this.registerOutputs({});
  }

  /** Events go to the home region's bus under a role of their own. */
  private forwarder(name: string, homeBus: string, accountId: string): { role: iam.Role; policy: iam.RolePolicy } {
    const role = new iam.Role(
      `${name}/forward`,
      {
        name: WATCH.forwarder,
        assumeRolePolicy: stableJson({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: "events.amazonaws.com" },
              Action: "sts:AssumeRole",
              Condition: { StringEquals: { "aws:SourceAccount": accountId } },
            },
          ],
        }),
      },
      { parent: this },
    );
    const policy = new iam.RolePolicy(
      `${name}/forward`,
      {
        role: role.name,
        name: "put-events",
        policy: stableJson({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "events:PutEvents", Resource: homeBus }] }),
      },
      { parent: this },
    );
    return { role, policy };
  }

  /** What EventBridge could not deliver; a queue must be in its rule's region. */
  private deadLetters(name: string, region: string, accountId: string, partition: string): sqs.Queue {
    const queueName = "breakglass-alarms-undelivered";
    const queue = new sqs.Queue(
      `${name}/undelivered`,
      { region, name: queueName, sqsManagedSseEnabled: true, messageRetentionSeconds: 14 * 24 * 3600 },
      { parent: this },
    );
    new sqs.QueuePolicy(
      `${name}/undelivered`,
      {
        region,
        queueUrl: queue.url,
        policy: stableJson({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: "events.amazonaws.com" },
              Action: "sqs:SendMessage",
              Resource: `arn:${partition}:sqs:${region}:${accountId}:${queueName}`,
              Condition: {
                ArnEquals: {
                  "aws:SourceArn": [WATCH.useRule, WATCH.guardRule].map(
                    (rule) => `arn:${partition}:events:${region}:${accountId}:rule/${rule}`,
                  ),
                },
              },
            },
          ],
        }),
      },
      { parent: this },
    );
    return queue;
  }

  private rule(name: string, rule: AlarmRule): void {
    const { region, target } = rule;
    const eventRule = new cloudwatch.EventRule(
      name,
      {
        region,
        name: rule.name,
        description: rule.description,
        eventPattern: rule.pattern,
        // Plain ENABLED leaves read-only calls out: List and Describe are how a stolen credential begins.
        state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
      },
      { parent: this },
    );
    new cloudwatch.EventTarget(
      name,
      {
        region,
        rule: eventRule.name,
        targetId: "alarm",
        arn: target.arn,
        ...(target.roleArn === undefined ? {} : { roleArn: target.roleArn }),
        deadLetterConfig: { arn: rule.deadLetters.arn },
      },
      { parent: this, dependsOn: target.dependsOn },
    );
  }
}

interface AlarmRule {
  readonly region: string;
  readonly name: string;
  readonly description: string;
  /** JSON. */
  readonly pattern: pulumi.Input<string>;
  readonly target: { readonly arn: pulumi.Input<string>; readonly roleArn?: pulumi.Input<string>; readonly dependsOn: pulumi.Resource[] };
  readonly deadLetters: sqs.Queue;
}
