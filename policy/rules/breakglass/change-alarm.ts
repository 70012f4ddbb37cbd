import { hearsChange, HAND_MADE, type HandMade } from "../../shared/change-samples";
import { type Coverage, ruleCoverage } from "../../shared/alarms";
import { breakglassUsers, usersIn } from "../../shared/breakglass";
import { choice } from "../../shared/config";
import { isProduction } from "../../shared/facts";
import { ifKnown } from "../../shared/links";
import { stackRule } from "../../shared/stack-rule";
import { iam } from "../../shared/types";
import { names } from "../../shared/values";

/**
 * A change behind the program's back that is found at night was of use all day: in production somebody hears of it
 * within minutes.
 */
export const changeAlarm = stackRule({
  name: "breakglass-change-alarm",
  description:
    "In production a change by hand to Identity Center, to what IAM trusts of it, by root or to the organization's policies is told.",
  severity: "high",
  standards: { runbook: ["R7.4"], cis: ["4.3", "4.15"], wellArchitected: ["SEC04-BP03"] },
  remediationSteps:
    "Add event rules that end in a topic with a subscriber, in the region where AWS records each; where they leave a deploying role out, keep callers without a session (anything-but beside exists: false).",
  url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html",
  config: {
    breakglassUsers,
    required: choice(false, "Whether a production stack that lets nobody hear of any change by hand is refused, in place of a note."),
  },
  anchors: [iam.user],
  check({ config, facts, stack, known, report, note }) {
    const [user] = usersIn(stack, config.breakglassUsers).values();
    if (user === undefined || !isProduction(facts)) return;
    const account = ifKnown(() => facts.managementAccountId) ?? "123456789012";
    const home = ifKnown(() => facts.homeRegion) ?? "us-east-1";
    const coverage = HAND_MADE.map((change) => {
      const regions = [change.atHome ? home : globalRegion(home)];
      return { change, found: ruleCoverage(stack, (pattern) => hearsChange(pattern, change, account), regions) };
    });
    if (!config.required && coverage.every(({ found }) => found.reach === "none")) {
      return note("Nobody hears of changes by hand; federation:alarms.changes makes the rules.", user);
    }
    for (const { change, found } of coverage) {
      if (found.reach === "uncertain") found.unknowns.passTo(known);
      else if (found.reach !== "delivered") report(sentence(change, found), user);
    }
  },
});

function sentence({ what }: HandMade, found: Coverage): string {
  const start = `A change of ${what} by hand`;
  if (found.reach === "partial") return `${start} raises no alarm where AWS records it, in ${names(found.regions, "or")}.`;
  if (found.reach === "undelivered") return `${start} is noticed, but the alarm reaches nobody: it must end in a topic with a subscriber.`;
  return `${start} raises no alarm.`;
}

/** Where the partition of a region records IAM, Organizations and root. */
function globalRegion(region: string): string {
  if (region.startsWith("us-gov-")) return "us-gov-west-1";
  return region.startsWith("cn-") ? "cn-north-1" : "us-east-1";
}
