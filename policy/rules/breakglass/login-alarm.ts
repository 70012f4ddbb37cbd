import { alarmRule } from "../../shared/alarm-rule";

/** IAM users sign in at these regions, wherever they are; a regional endpoint's sign-ins come up in its own region. */
const SIGN_IN_REGIONS = ["us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"];

/** @see alarmRule for the ways that count. */
export const loginAlarm = alarmRule({
  name: "breakglass-login-alarm",
  description: "A sign-in of a breakglass user raises an alarm that reaches somebody.",
  standards: { runbook: ["R7.4"], cis: ["4.2"], wellArchitected: ["SEC04-BP03"] },
  remediationSteps:
    "Add a metric filter on the trail's log group with an alarm, or event rules in the sign-in regions, that end in a topic with a subscriber.",
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html",
  use: "login",
  regions: SIGN_IN_REGIONS,
  act: "A sign-in",
});
