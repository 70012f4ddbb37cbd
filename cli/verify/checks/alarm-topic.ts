import { topicKeyPolicy, topicPolicy } from "../../../access/breakglass/alarm-topic";
import { WATCH } from "../../../access/breakglass/watch";
import { finding, notYet, ok, type Check, type Outcome } from "../check";
import { isSettling } from "../emergency";
import { sameDocument } from "../document";
import { keyFaults } from "../guard-faults";
import { FIND_OUT } from "./breakglass-users";

const APPLY = `${FIND_OUT} run \`pulumi up --refresh\`, which puts it right.`;

/** R7.4: alarms reach everybody whom the settings name, and nobody else. */
export const alarmTopic: Check = {
  id: "R7.4 topic",
  runbook: "R7.4",
  cloud: "AWS",
  title: "Alarm topic, its key and its subscribers",
  async run(context) {
    const reading = await context.emergency();
    if (reading === undefined) return [notYet("The settings have no federation:alarms.")];
    const { declared, topic } = reading;
    if (topic === undefined) return [finding(`There is no topic ${WATCH.topic}: no alarm reaches anybody.`, APPLY)];
    const key = topic.keyArn?.startsWith("arn:") === true ? await context.sources.guard.trail.key(topic.keyArn) : undefined;
    const outcomes: Outcome[] = [];
    if (!sameDocument(topic.policy, topicPolicy(declared.place)))
      outcomes.push(finding(`The topic ${WATCH.topic} has another policy.`, APPLY));
    const wrong = keyFaults(key, topicKeyPolicy(declared.place));
    if (topic.keyArn === undefined) outcomes.push(finding(`The topic ${WATCH.topic} is not encrypted.`, APPLY));
    else if (key === undefined) {
      outcomes.push(
        finding(
          `The topic ${WATCH.topic} is encrypted with ${topic.keyArn}, which EventBridge and CloudWatch cannot use: alarms are lost.`,
          APPLY,
        ),
      );
    } else if (wrong.length > 0) outcomes.push(finding(`The key of the topic ${WATCH.topic} ${wrong.join("; ")}.`, APPLY));

    const settling = isSettling(reading, context.settings.drills?.lastDrills ?? {}, context.now);
    for (const { protocol, endpoint } of declared.subscribers) {
      const name = shown(protocol, endpoint);
      const live = topic.subscriptions.filter((each) => each.protocol === protocol && each.endpoint === endpoint);
      if (live.length === 0) outcomes.push(finding(`${name} is not subscribed to the topic ${WATCH.topic}.`, APPLY));
      else if (!live.some(({ confirmed }) => confirmed)) {
        const message = `${name} has not confirmed the subscription, and hears no alarm.`;
        outcomes.push(
          settling
            ? notYet(`${message} The link is in AWS's first mail.`)
            : finding(
                message,
                "Let its owner click the link in AWS's mail; SNS sends another when asked to (SNS > Subscriptions > Request confirmation).",
              ),
        );
      }
    }
    for (const { protocol, endpoint } of topic.subscriptions) {
      if (declared.subscribers.some((each) => each.protocol === protocol && each.endpoint === endpoint)) continue;
      outcomes.push(
        finding(
          `${shown(protocol, endpoint)} hears the alarms, and the settings do not name it.`,
          `${FIND_OUT} remove it (SNS > Subscriptions), or add it to federation:alarms.subscribers.`,
        ),
      );
    }
    return outcomes.length > 0 ? outcomes : [ok(`${declared.subscribers.length} subscribers, each confirmed, nobody else.`)];
  },
};

/** A webhook's path may be a key: only its host is shown. */
function shown(protocol: string, endpoint: string): string {
  if (!/^https?$/.test(protocol)) return endpoint;
  return URL.canParse(endpoint) ? `The webhook at ${new URL(endpoint).host}` : "A webhook";
}
