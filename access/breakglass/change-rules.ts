/**
 * The event rules that tell of changes by hand, as data: the program makes them, `verify` holds the live ones against
 * them.
 */
import { stableJson } from "../json";
import { homeBusArn, undeliveredQueuePolicy, type AlarmRule } from "./alarm-rules";
import { topicArnOf } from "./alarm-topic";
import { CHANGE_UNDELIVERED } from "./change-names";
import { changes } from "./change-patterns";
import type { BreakglassPlace } from "./watch";

/** What a target makes of an event before it sends it on. */
export interface Rewording {
  /** JSON paths by the name of a placeholder. */
  readonly inputPaths: Readonly<Record<string, string>>;
  /** JSON text with `<name>` in it. */
  readonly inputTemplate: string;
}

/** A rule that tells of a change; in the home region it tells people in words. */
export interface ChangeRule extends AlarmRule {
  readonly rewording: Rewording | undefined;
}

/** What the sentence takes from the event; all are texts, and what is missing is left out. */
const PATHS = {
  what: "$.detail.eventName",
  service: "$.detail.eventSource",
  who: "$.detail.userIdentity.arn",
  from: "$.detail.sourceIPAddress",
  when: "$.detail.eventTime",
  account: "$.detail.recipientAccountId",
  region: "$.detail.awsRegion",
  id: "$.detail.eventID",
} as const;

/** Every rule, region by region. */
export function changeRules(place: BreakglassPlace, deployingRoles: readonly string[]): ChangeRule[] {
  const { accountId, partition, homeRegion } = place;
  return changes(place, deployingRoles).flatMap(({ name, regions, words, pattern }) => {
    const text = stableJson(pattern);
    return regions.map((region): ChangeRule => {
      const forwarded = region !== homeRegion;
      return {
        region,
        name,
        description: `${words}, and not by the deployment.`,
        pattern: () => text,
        forwarded,
        targetArn: forwarded ? homeBusArn(place) : topicArnOf(place),
        deadLetterArn: `arn:${partition}:sqs:${region}:${accountId}:${CHANGE_UNDELIVERED}`,
        // Passed on whole; put into words where it goes to people.
        rewording: forwarded ? undefined : { inputPaths: PATHS, inputTemplate: sentence(words) },
      };
    });
  });
}

/** Policy of a region's queue, as JSON. */
export function changeQueuePolicy(region: string, place: BreakglassPlace, deployingRoles: readonly string[]): string {
  const names = changeRules(place, deployingRoles)
    .filter((rule) => rule.region === region)
    .map(({ name }) => name);
  return undeliveredQueuePolicy(region, place, CHANGE_UNDELIVERED, names);
}

function sentence(words: string): string {
  return JSON.stringify(
    `${words}, not by a deploying role: <what> (<service>) by <who>, from <from>, at <when>, account <account>, <region>. ` +
      "If you do not know of it: `federation drift` says what differs and how to undo it. CloudTrail event <id>.",
  );
}
