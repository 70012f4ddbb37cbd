import * as pulumi from "@pulumi/pulumi";
import { CHANGE_FORWARDER, CHANGE_UNDELIVERED } from "../../access/breakglass/change-names";
import { changeQueuePolicy, changeRules } from "../../access/breakglass/change-rules";
import type { BreakglassPlace } from "../../access/breakglass/watch";
import { COMPONENT } from "../../contract/component-types";
import { busForwarder, eventAlarm, undeliveredQueue } from "./event-alarm";

/** Inputs of {@link ChangeAlarms}. */
export interface ChangeAlarmsArgs {
  readonly place: BreakglassPlace;
  /** ARNs of roles whose changes are expected; at most four. */
  readonly deployingRoles: readonly string[];
  readonly topicArn: pulumi.Input<string>;
  /** Publishing works from here on. */
  readonly topicReady: readonly pulumi.Resource[];
}

/**
 * Tells people within minutes, in words, who changed by hand what the federation stands on: Identity Center, what IAM
 * trusts of it, the organization's guard, and whatever root does. Hears the management account only.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export class ChangeAlarms extends pulumi.ComponentResource {
  constructor(name: string, { place, deployingRoles, topicArn, topicReady }: ChangeAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT.changeAlarms, name, {}, opts);
    const rules = changeRules(place, deployingRoles);
    const forwarder = rules.some(({ forwarded }) => forwarded) ? busForwarder(`${name}/forward`, CHANGE_FORWARDER, place, this) : undefined;
    for (const region of [...new Set(rules.map((rule) => rule.region))]) {
      const policy = changeQueuePolicy(region, place, deployingRoles);
      const deadLetters = undeliveredQueue(`${name}/${region}/undelivered`, region, CHANGE_UNDELIVERED, policy, this);
      for (const rule of rules.filter((each) => each.region === region)) {
        eventAlarm(
          `${name}/${rule.name}/${region}`,
          {
            region,
            name: rule.name,
            description: rule.description,
            pattern: rule.pattern([]),
            target:
              rule.forwarded && forwarder !== undefined
                ? { arn: rule.targetArn, roleArn: forwarder.role.arn, dependsOn: [forwarder.policy] }
                : { arn: topicArn, dependsOn: [...topicReady] },
            deadLetters,
            ...(rule.rewording === undefined ? {} : { rewording: rule.rewording }),
          },
          this,
        );
      }
    }
    this.registerOutputs({});
  }
}
