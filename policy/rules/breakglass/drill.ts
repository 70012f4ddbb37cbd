import { breakglassUsers, usersIn } from "../../shared/breakglass";
import { daysSince, parseDay } from "../../shared/clock";
import { optionalNumber, optionalText } from "../../shared/config";
import { isProduction } from "../../shared/facts";
import { stackRule } from "../../shared/stack-rule";
import { iam } from "../../shared/types";
import { show } from "../../shared/values";

/** Days of the longest quarter. */
const QUARTER = 92;

/**
 * What was not tried this quarter does not work: a key is lost, a custodian has left, an alarm goes to a mailbox that
 * nobody reads.
 */
export const drill = stackRule({
  name: "breakglass-drill",
  description: "The last breakglass drill is not older than the stack's interval, by default a quarter.",
  severity: "high",
  standards: { runbook: ["R7.5"], wellArchitected: ["SEC10-BP07"] },
  remediationSteps: "Hold a drill and record its date; the first is the day on which the custodians enrol their security keys.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_incident_response_run_game_days.html",
  config: {
    breakglassUsers,
    maxDays: optionalNumber("Days after which a drill is due, in place of the interval that the stack tells; 92 where it tells none.", {
      minimum: 1,
      maximum: 366,
    }),
    lastDrill: optionalText("Day of the last drill, YYYY-MM-DD, in place of the one that the stack tells.", "^\\d{4}-\\d{2}-\\d{2}$"),
  },
  anchors: [iam.user],
  check({ config, facts, stack, report, note }) {
    const [user] = usersIn(stack, config.breakglassUsers).values();
    if (user === undefined) return;
    const last = config.lastDrill ?? facts.lastDrill ?? "";
    const maxDays = config.maxDays ?? facts.drillIntervalDays ?? QUARTER;
    const day = parseDay(last);
    if (last === "") {
      const message = "No drill is recorded (lastDrill is missing).";
      if (isProduction(facts)) report(message, user);
      else note(message, user);
    } else if (day === undefined) report(`lastDrill is ${show(last)}; it must be a day such as 2027-01-31.`, user);
    else if (daysSince(day) > maxDays)
      report(`The last drill was on ${last}, ${daysSince(day)} days ago; at most ${maxDays} may pass.`, user);
    else if (daysSince(day) < 0) report(`lastDrill is ${last}, which is to come.`, user);
  },
});
