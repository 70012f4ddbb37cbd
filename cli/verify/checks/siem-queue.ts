import { SIEM_QUEUE } from "../../../access/siem";
import { siemExportFaults } from "../siem-export";
import { cannotTell, finding, notYet, ok, type Check } from "../check";

/** A SIEM that has not read for so long has stopped: connectors ask every few minutes. */
const MOST_HOURS = 4;

/** R9.4: the trail's files reach the SIEM, and it empties its queue: no announcement of a file waits for hours. */
export const siemQueue: Check = {
  id: "R9.4",
  runbook: "R9.4",
  cloud: "AWS",
  title: "SIEM reads the trail's files",
  async run(context) {
    if (context.settings.siem === undefined) return [notYet("The settings have no federation:siem.")];
    // The account is the right one, or this throws.
    const emergency = await context.emergency();
    const { alarms } = context.sources.guard;
    const region = context.settings.homeRegion;
    const queue = await alarms.queue(region, SIEM_QUEUE);
    if (queue === undefined) return [finding(`There is no queue ${SIEM_QUEUE}.`, "Run `pulumi up --refresh`, which makes it.")];
    const faults = emergency === undefined ? [] : await siemExportFaults(context, emergency, queue.policy);
    if (faults.length > 0) return faults;
    if (queue.messages === 0) return [ok("The queue is empty: all that was announced was read.")];
    const seconds = await alarms.oldestMessage(region, SIEM_QUEUE, context.now);
    if (seconds === undefined) {
      return [
        cannotTell(
          `${queue.messages} messages wait, and CloudWatch does not tell since when.`,
          "Look in the SIEM when it last received an event (docs/siem.md).",
        ),
      ];
    }
    const hours = Math.floor(seconds / 3600);
    if (hours < MOST_HOURS) return [ok(`${queue.messages} messages wait, the oldest for ${Math.ceil(seconds / 60)} minutes.`)];
    return [
      finding(
        `The oldest of ${queue.messages} messages waits for ${hours} hours: the SIEM does not read.`,
        "Look at the connector in the SIEM (docs/siem.md): its role, its session name, its queue. Messages are kept for 14 days; the files stay in the bucket.",
      ),
    ];
  },
};
