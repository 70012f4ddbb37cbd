import { breakglassUsers, usersIn } from "../../shared/breakglass";
import { alarmGap } from "../../shared/alarm-gap";
import { stackRule } from "../../shared/stack-rule";
import { iam } from "../../shared/types";

/** @see alarmGap for the ways that count. */
export const loginAlarm = stackRule({
  name: "breakglass-login-alarm",
  description: "A sign-in of a breakglass user raises an alarm that reaches somebody.",
  severity: "critical",
  standards: { runbook: ["R7.4"], cis: ["4.2"], wellArchitected: ["SEC04-BP03"] },
  remediationSteps:
    "Add a metric filter on the trail's log group with an alarm, or event rules in the sign-in regions, that end in a topic with a subscriber.",
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html",
  config: { breakglassUsers },
  anchors: [iam.user],
  check(context) {
    for (const [name, user] of usersIn(context.stack, context.config.breakglassUsers)) {
      const gap = alarmGap(context, user, name, "login");
      if (gap !== undefined) context.report(`A sign-in of ${name} ${gap}.`, user);
    }
  },
});
