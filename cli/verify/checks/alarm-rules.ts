import {
  forwarderPolicy,
  forwarderTrust,
  PUT_EVENTS,
  TARGET_ID,
  UNDELIVERED,
  undeliveredPolicy,
} from "../../../access/breakglass/alarm-rules";
import { WATCH } from "../../../access/breakglass/watch";
import { finding, notYet, ok, type Check, type Outcome } from "../check";
import { sameDocument } from "../document";
import { roleFaults } from "../guard-faults";
import { eachItem } from "../items";
import { ruleFaults } from "../rule-faults";
import { FIND_OUT } from "./breakglass-users";

const APPLY = `${FIND_OUT} run \`pulumi up --refresh\`, which puts it right.`;

/**
 * R7.4: in every region of sign-in the event rules are on, with their pattern and target, and nothing was left
 * undelivered.
 */
export const alarmRulesCheck: Check = {
  id: "R7.4 rules",
  runbook: "R7.4",
  cloud: "AWS",
  title: "Event rules in every region of sign-in",
  async run(context) {
    const reading = await context.emergency();
    if (reading === undefined || reading.declared.rules.length === 0) return [notYet("The settings have no federation:breakglass.")];
    const { declared, keyArns } = reading;
    const { alarms, iam } = context.sources.guard;
    const regions = [...new Set(declared.rules.map(({ region }) => region))];
    const ofRules = await eachItem(
      declared.rules,
      (rule) => `The event rule ${rule.name} in ${rule.region}`,
      async (rule): Promise<Outcome[]> => {
        const outcomes: Outcome[] = [];
        const live = await alarms.rule(rule.region, rule.name);
        const faults = ruleFaults(rule, live, { keyArns, forwarder: WATCH.forwarder });
        if (faults.length > 0) outcomes.push(finding(`The event rule ${rule.name} in ${rule.region} ${faults.join("; ")}.`, APPLY));
        const extra = (live?.targets ?? []).filter(({ Id }) => Id !== TARGET_ID);
        for (const { Id, Arn } of extra) {
          outcomes.push(
            finding(
              `The event rule ${rule.name} in ${rule.region} has the target ${Arn}, which nobody declared.`,
              `${FIND_OUT} run \`aws events remove-targets --region ${rule.region} --rule ${rule.name} --ids ${Id}\`.`,
            ),
          );
        }
        return outcomes;
      },
    );
    const ofQueues = await eachItem(
      regions,
      (region) => `The queue ${UNDELIVERED} in ${region}`,
      async (region): Promise<Outcome[]> => {
        const outcomes: Outcome[] = [];
        const live = await alarms.queue(region, UNDELIVERED);
        if (live === undefined || !sameDocument(live.policy, undeliveredPolicy(region, declared.place))) {
          outcomes.push(
            finding(`The queue ${UNDELIVERED} in ${region} ${live === undefined ? "does not exist" : "has another policy"}.`, APPLY),
          );
        }
        if (live !== undefined && live.messages > 0) {
          outcomes.push(
            finding(
              `${live.messages} alarms could not be delivered in ${region}: nobody heard of them.`,
              `Read them first (\`aws sqs receive-message --region ${region}\` on ${UNDELIVERED}): each is a use of a breakglass user or a change of its guard. Then mend what kept them, and purge the queue.`,
            ),
          );
        }
        return outcomes;
      },
    );
    const outcomes = [...ofRules, ...ofQueues];
    if (regions.length > 1) {
      const forwarder = await iam.role(WATCH.forwarder);
      const faults = roleFaults(forwarder, forwarderTrust(declared.place), PUT_EVENTS, forwarderPolicy(declared.place));
      if (faults.length > 0) outcomes.push(finding(`The role ${WATCH.forwarder} ${faults.join("; ")}.`, APPLY));
    }
    return outcomes.length > 0
      ? outcomes
      : [ok(`${declared.rules.length} rules are on in ${regions.join(", ")}; nothing was left undelivered.`)];
  },
};
