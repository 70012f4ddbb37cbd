import { forwarderPolicy, forwarderTrust, PUT_EVENTS, TARGET_ID } from "../../../access/breakglass/alarm-rules";
import { CHANGE_FORWARDER, CHANGE_UNDELIVERED } from "../../../access/breakglass/change-names";
import { changeQueuePolicy, changeRules } from "../../../access/breakglass/change-rules";
import { finding, notYet, ok, type Check, type Outcome } from "../check";
import { sameDocument } from "../document";
import { roleFaults } from "../guard-faults";
import { eachItem } from "../items";
import { ruleFaults } from "../rule-faults";
import { FIND_OUT } from "./breakglass-users";

const APPLY = `${FIND_OUT} run \`pulumi up --refresh\`, which puts it right.`;

/**
 * R7.4: the event rules that tell of changes by hand are on, with their pattern, target and words, and nothing was left
 * undelivered.
 */
export const changeRulesCheck: Check = {
  id: "R7.4 changes",
  runbook: "R7.4",
  cloud: "AWS",
  title: "Event rules on changes by hand",
  async run(context) {
    const { changes } = context.settings.alarms ?? {};
    if (changes === undefined) return [notYet("The settings have no federation:alarms.changes: nobody is told of changes by hand.")];
    const reading = (await context.emergency())!;
    const { place } = reading.declared;
    const { alarms, iam } = context.sources.guard;
    const rules = changeRules(place, changes.deployingRoles);
    const regions = [...new Set(rules.map(({ region }) => region))];
    const ofRules = await eachItem(
      rules,
      (rule) => `The event rule ${rule.name} in ${rule.region}`,
      async (rule): Promise<Outcome[]> => {
        const { rewording } = rule;
        const live = await alarms.rule(rule.region, rule.name);
        const expectation = { keyArns: [], forwarder: CHANGE_FORWARDER, ...(rewording === undefined ? {} : { rewording }) };
        const where = `The event rule ${rule.name} in ${rule.region}`;
        const faults = ruleFaults(rule, live, expectation);
        return [
          ...(faults.length === 0 ? [] : [finding(`${where} ${faults.join("; ")}.`, APPLY)]),
          ...(live?.targets ?? [])
            .filter(({ Id }) => Id !== TARGET_ID)
            .map(({ Id, Arn }) =>
              finding(
                `${where} has the target ${Arn}, which nobody declared.`,
                `${FIND_OUT} run \`aws events remove-targets --region ${rule.region} --rule ${rule.name} --ids ${Id}\`.`,
              ),
            ),
        ];
      },
    );
    const ofQueues = await eachItem(
      regions,
      (region) => `The queue ${CHANGE_UNDELIVERED} in ${region}`,
      async (region): Promise<Outcome[]> => {
        const queue = await alarms.queue(region, CHANGE_UNDELIVERED);
        if (queue === undefined || !sameDocument(queue.policy, changeQueuePolicy(region, place, changes.deployingRoles))) {
          const fault = queue === undefined ? "does not exist" : "has another policy";
          return [finding(`The queue ${CHANGE_UNDELIVERED} in ${region} ${fault}.`, APPLY)];
        }
        if (queue.messages === 0) return [];
        return [
          finding(
            `${queue.messages} changes by hand could not be told in ${region}: nobody heard of them.`,
            `Read them first (\`aws sqs receive-message --region ${region}\` on ${CHANGE_UNDELIVERED}). Then mend what kept them, and purge the queue.`,
          ),
        ];
      },
    );
    const outcomes = [...ofRules, ...ofQueues];
    if (regions.length > 1) {
      const faults = roleFaults(await iam.role(CHANGE_FORWARDER), forwarderTrust(place), PUT_EVENTS, forwarderPolicy(place));
      if (faults.length > 0) outcomes.push(finding(`The role ${CHANGE_FORWARDER} ${faults.join("; ")}.`, APPLY));
    }
    return outcomes.length > 0 ? outcomes : [ok(`${rules.length} rules are on in ${regions.join(", ")}; nothing was left undelivered.`)];
  },
};
