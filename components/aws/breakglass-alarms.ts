import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../../contract/component-types";
import { breakglassMetricFilter } from "../../access/breakglass/alarm-patterns";
import { alarmRules, UNDELIVERED, undeliveredPolicy, USE_ALARM, USE_METRIC } from "../../access/breakglass/alarm-rules";
import { WATCH, type WatchingTrail } from "../../access/breakglass/watch";
import { stackTag } from "../stack-tag";
import { busForwarder, eventAlarm, undeliveredQueue } from "./event-alarm";

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
 * Fast path: event rules in the regions where sign-ins and global services are recorded, read-only calls included,
 * forwarded to the home region's bus, where one rule publishes. Catch-all: a metric filter over the trail's log group,
 * for all other regions, minutes later.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export class BreakglassAlarms extends pulumi.ComponentResource {
  constructor(name: string, args: BreakglassAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT.breakglassAlarms, name, {}, opts);
    const { userArns, accountId, partition, homeRegion, trail, policyArn } = args;
    const place = { accountId, partition, homeRegion };
    const forwarder = busForwarder(`${name}/forward`, WATCH.forwarder, place, this);
    const keyArns = pulumi.all([...args.keyArns]);
    const rules = alarmRules({ place, userArns, trail, policyArn });

    for (const region of [...new Set(rules.map((rule) => rule.region))]) {
      const deadLetters = undeliveredQueue(`${name}/${region}/undelivered`, region, UNDELIVERED, undeliveredPolicy(region, place), this);
      for (const rule of rules.filter((each) => each.region === region)) {
        eventAlarm(
          `${name}/${rule.name === WATCH.useRule ? "use" : "guard"}/${region}`,
          {
            region,
            name: rule.name,
            // The use rule waits for no key.
            pattern: rule.name === WATCH.useRule ? rule.pattern([]) : keyArns.apply(rule.pattern),
            description: rule.description,
            target: rule.forwarded
              ? { arn: rule.targetArn, roleArn: forwarder.role.arn, dependsOn: [forwarder.policy] }
              : { arn: args.topicArn, dependsOn: [...args.topicReady] },
            deadLetters,
          },
          this,
        );
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
}
