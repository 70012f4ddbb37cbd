import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../../contract/component-types";
import { breakglassMetricFilter } from "../../access/breakglass/alarm-patterns";
import {
  alarmRules,
  forwarderPolicy,
  forwarderTrust,
  PUT_EVENTS,
  RULE_STATE,
  TARGET_ID,
  UNDELIVERED,
  undeliveredPolicy,
  USE_ALARM,
  USE_METRIC,
} from "../../access/breakglass/alarm-rules";
import { type BreakglassPlace, WATCH, type WatchingTrail } from "../../access/breakglass/watch";
import { stackTag } from "../stack-tag";

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
    super(COMPONENT.breakglassAlarms, name, {}, opts);
    const { userArns, accountId, partition, homeRegion, trail, policyArn } = args;
    const place = { accountId, partition, homeRegion };
    const forwarder = this.forwarder(name, place);
    const keyArns = pulumi.all([...args.keyArns]);
    const rules = alarmRules({ place, userArns, trail, policyArn });

    for (const region of [...new Set(rules.map((rule) => rule.region))]) {
      const deadLetters = this.deadLetters(`${name}/${region}`, region, place);
      for (const rule of rules.filter((each) => each.region === region)) {
        this.rule(`${name}/${rule.name === WATCH.useRule ? "use" : "guard"}/${region}`, {
          region,
          name: rule.name,
          // The use rule waits for no key.
          pattern: rule.name === WATCH.useRule ? rule.pattern([]) : keyArns.apply(rule.pattern),
          description: rule.description,
          target: rule.forwarded
            ? { arn: rule.targetArn, roleArn: forwarder.role.arn, dependsOn: [forwarder.policy] }
            : { arn: args.topicArn, dependsOn: [...args.topicReady] },
          deadLetters,
        });
      }
    }

    const filter = new cloudwatch.LogMetricFilter(
      name,
      {
        region: homeRegion,
        name: WATCH.alarm,
        logGroupName: args.logGroupName,
        pattern: breakglassMetricFilter(userArns),
        metricTransformation: { ...USE_METRIC, value: "1", defaultValue: "0" },
      },
      { parent: this },
    );
    new cloudwatch.MetricAlarm(
      name,
      {
        region: homeRegion,
        name: WATCH.alarm,
        alarmDescription: "A breakglass user signed in or called an API, in any region. Follow the breakglass procedure.",
        namespace: USE_METRIC.namespace,
        metricName: USE_METRIC.name,
        ...USE_ALARM,
        alarmActions: [pulumi.output(args.topicArn)],
        tags: stackTag(),
      },
      { parent: this, dependsOn: [filter, ...args.topicReady] },
    );
    this.registerOutputs({});
  }

  /** Events go to the home region's bus under a role of their own. */
  private forwarder(name: string, place: BreakglassPlace): { role: iam.Role; policy: iam.RolePolicy } {
    const role = new iam.Role(
      `${name}/forward`,
      {
        name: WATCH.forwarder,
        assumeRolePolicy: forwarderTrust(place),
        tags: stackTag(),
      },
      { parent: this },
    );
    const policy = new iam.RolePolicy(
      `${name}/forward`,
      {
        role: role.name,
        name: PUT_EVENTS,
        policy: forwarderPolicy(place),
      },
      { parent: this },
    );
    return { role, policy };
  }

  /** What EventBridge could not deliver; a queue must be in its rule's region. */
  private deadLetters(name: string, region: string, place: BreakglassPlace): sqs.Queue {
    const queue = new sqs.Queue(
      `${name}/undelivered`,
      { region, name: UNDELIVERED, sqsManagedSseEnabled: true, messageRetentionSeconds: 14 * 24 * 3600, tags: stackTag() },
      { parent: this },
    );
    new sqs.QueuePolicy(
      `${name}/undelivered`,
      {
        region,
        queueUrl: queue.url,
        policy: undeliveredPolicy(region, place),
      },
      { parent: this },
    );
    return queue;
  }

  private rule(name: string, rule: RuleArgs): void {
    const { region, target } = rule;
    const eventRule = new cloudwatch.EventRule(
      name,
      {
        region,
        name: rule.name,
        description: rule.description,
        eventPattern: rule.pattern,
        state: RULE_STATE,
        tags: stackTag(),
      },
      { parent: this },
    );
    new cloudwatch.EventTarget(
      name,
      {
        region,
        rule: eventRule.name,
        targetId: TARGET_ID,
        arn: target.arn,
        ...(target.roleArn === undefined ? {} : { roleArn: target.roleArn }),
        deadLetterConfig: { arn: rule.deadLetters.arn },
      },
      { parent: this, dependsOn: target.dependsOn },
    );
  }
}

interface RuleArgs {
  readonly region: string;
  readonly name: string;
  readonly description: string;
  /** JSON. */
  readonly pattern: pulumi.Input<string>;
  readonly target: { readonly arn: pulumi.Input<string>; readonly roleArn?: pulumi.Input<string>; readonly dependsOn: pulumi.Resource[] };
  readonly deadLetters: sqs.Queue;
}
