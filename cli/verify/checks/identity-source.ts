import { eventHistoryDays } from "../../clouds/cloudtrail";
import { cannotTell, finding, ok, type Check } from "../check";

/**
 * What the console records when the identity source becomes an external identity provider, and when it stops being one.
 */
const changed = "CreateExternalIdPConfigurationForDirectory";
const ended = "DisableExternalIdPConfigurationForDirectory";

/** R3.1: the identity source is the external identity provider. Console-only; CloudTrail is the only witness. */
export const identitySource: Check = {
  id: "R3.1",
  runbook: "R3.1",
  cloud: "Entra",
  title: "Identity source is the external identity provider",
  async run(context) {
    await context.instance();
    const [made, disabled] = [await context.sources.latestEvent(changed), await context.sources.latestEvent(ended)];
    if (disabled !== undefined && (made === undefined || disabled.time > made.time)) {
      return [
        finding(
          `The external identity provider was disabled on ${day(disabled.time)}${disabled.user === undefined ? "" : ` by ${disabled.user}`}.`,
          "`federation steps` says how to change the identity source back.",
        ),
      ];
    }
    if (made !== undefined) {
      return [ok(`Changed on ${day(made.time)}${made.user === undefined ? "" : ` by ${made.user}`} (CloudTrail).`)];
    }
    return [
      cannotTell(
        `AWS has no API that shows the identity source, and CloudTrail has no ${changed} in the last ${eventHistoryDays} days.`,
        "Look once in IAM Identity Center > Settings > Identity source: it must be an external identity provider; `federation steps` says how to change it.",
      ),
    ];
  },
};

function day(time: Date): string {
  return time.toISOString().slice(0, 10);
}
