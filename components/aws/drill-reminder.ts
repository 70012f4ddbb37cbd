import * as iam from "@pulumi/aws/iam";
import * as scheduler from "@pulumi/aws/scheduler";
import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../../contract/component-types";
import { REMINDER, REMINDER_EXPRESSION, reminderText } from "../../access/breakglass/drill-reminder";
import { stableJson } from "../../access/json";
import { serviceTrust } from "../../access/service-trust";
import { stackTag } from "../stack-tag";

/** Inputs of {@link DrillReminder}. */
export interface DrillReminderArgs {
  readonly accountId: string;
  readonly region: string;
  readonly userNames: readonly string[];
  readonly topicArn: pulumi.Input<string>;
  /** Key of the topic. */
  readonly topicKeyArn: pulumi.Input<string>;
}

/**
 * Reminds the alarm's subscribers of the quarterly drill (R7.5): on the first weekday of January, April, July and
 * October, 09:00 UTC.
 */
export class DrillReminder extends pulumi.ComponentResource {
  constructor(name: string, args: DrillReminderArgs, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT.drillReminder, name, {}, opts);
    const role = new iam.Role(
      name,
      {
        name: REMINDER,
        assumeRolePolicy: serviceTrust("scheduler.amazonaws.com", { "aws:SourceAccount": args.accountId }),
        tags: stackTag(),
      },
      { parent: this },
    );
    const publish = new iam.RolePolicy(
      name,
      {
        role: role.name,
        name: "publish",
        policy: pulumi.all([args.topicArn, args.topicKeyArn]).apply(([topic, key]) =>
          stableJson({
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Action: "sns:Publish", Resource: topic },
              { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: key },
            ],
          }),
        ),
      },
      { parent: this },
    );
    new scheduler.Schedule(
      name,
      {
        region: args.region,
        name: REMINDER,
        description: "The quarterly breakglass drill is due.",
        scheduleExpression: REMINDER_EXPRESSION,
        scheduleExpressionTimezone: "UTC",
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: args.topicArn,
          roleArn: role.arn,
          input: reminderText(args.userNames),
        },
      },
      { parent: this, dependsOn: publish },
    );
    this.registerOutputs({});
  }
}
