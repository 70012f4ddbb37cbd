import { alarmRule } from "../../shared/alarm-rule";

/** Regions that are on in every account of the commercial partition: in each of them a stolen key works. */
const DEFAULT_REGIONS = [
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1"],
  ...["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3"],
  ...["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2"],
];

/** @see alarmRule for the ways that count. */
export const apiAlarm = alarmRule({
  name: "breakglass-api-alarm",
  description: "An API call of a breakglass user, reading ones included, raises an alarm that reaches somebody.",
  standards: { runbook: ["R7.4"], cis: ["4.1"], wellArchitected: ["SEC04-BP03"] },
  remediationSteps:
    "Add a metric filter on the log group of a trail over all regions, with an alarm that ends in a topic with a subscriber; event rules alone must be in every region.",
  url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html",
  use: "api",
  regions: DEFAULT_REGIONS,
  act: "An API call",
});
