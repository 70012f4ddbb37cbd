import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as sqs from "@pulumi/aws/sqs";
import type * as pulumi from "@pulumi/pulumi";
import { forwarderPolicy, forwarderTrust, PUT_EVENTS, RULE_STATE, TARGET_ID } from "../../access/breakglass/alarm-rules";
import type { Rewording } from "../../access/breakglass/change-rules";
import type { BreakglassPlace } from "../../access/breakglass/watch";
import { stackTag } from "../stack-tag";

/** An event rule on a region's default bus with its one target. */
export interface EventAlarmArgs {
  readonly region: string;
  readonly name: string;
  readonly description: string;
  /** JSON. */
  readonly pattern: pulumi.Input<string>;
  readonly target: { readonly arn: pulumi.Input<string>; readonly roleArn?: pulumi.Input<string>; readonly dependsOn: pulumi.Resource[] };
  readonly deadLetters: sqs.Queue;
  /** What the target makes of an event; absent: it gets it whole. */
  readonly rewording?: Rewording;
}

/** Makes the rule and its target. */
export function eventAlarm(name: string, { region, target, rewording, ...rule }: EventAlarmArgs, parent: pulumi.Resource): void {
  const eventRule = new cloudwatch.EventRule(
    name,
    { region, name: rule.name, description: rule.description, eventPattern: rule.pattern, state: RULE_STATE, tags: stackTag() },
    { parent },
  );
  new cloudwatch.EventTarget(
    name,
    {
      region,
      rule: eventRule.name,
      targetId: TARGET_ID,
      arn: target.arn,
      ...(target.roleArn === undefined ? {} : { roleArn: target.roleArn }),
      ...(rewording === undefined
        ? {}
        : { inputTransformer: { inputPaths: { ...rewording.inputPaths }, inputTemplate: rewording.inputTemplate } }),
      deadLetterConfig: { arn: rule.deadLetters.arn },
    },
    { parent, dependsOn: target.dependsOn },
  );
}

/** A role under which events go to the home region's bus. */
export function busForwarder(
  name: string,
  roleName: string,
  place: BreakglassPlace,
  parent: pulumi.Resource,
): { readonly role: iam.Role; readonly policy: iam.RolePolicy } {
  const role = new iam.Role(name, { name: roleName, assumeRolePolicy: forwarderTrust(place), tags: stackTag() }, { parent });
  const policy = new iam.RolePolicy(name, { role: role.name, name: PUT_EVENTS, policy: forwarderPolicy(place) }, { parent });
  return { role, policy };
}

/** What EventBridge could not deliver; a queue must be in its rule's region. */
export function undeliveredQueue(name: string, region: string, queueName: string, policy: string, parent: pulumi.Resource): sqs.Queue {
  const queue = new sqs.Queue(
    name,
    { region, name: queueName, sqsManagedSseEnabled: true, messageRetentionSeconds: 14 * 24 * 3600, tags: stackTag() },
    { parent },
  );
  new sqs.QueuePolicy(name, { region, queueUrl: queue.url, policy }, { parent });
  return queue;
}
