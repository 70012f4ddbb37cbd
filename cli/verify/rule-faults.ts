import type { Target } from "@aws-sdk/client-eventbridge";
import { type AlarmRule, RULE_STATE, TARGET_ID } from "../../access/breakglass/alarm-rules";
import type { Rewording } from "../../access/breakglass/change-rules";
import { stableJson } from "../../access/json";
import type { RuleReading } from "../clouds/guard/alarms";

/** What a rule is held against beside itself. */
export interface RuleExpectation {
  /** Keys that its pattern names; undefined where they cannot be told. */
  readonly keyArns: readonly string[] | undefined;
  /** Name of the role under which events are passed on. */
  readonly forwarder: string;
  /** What the target makes of an event; absent: nothing. */
  readonly rewording?: Rewording;
}

/** What is wrong with a live event rule, as the ends of a sentence. */
export function ruleFaults(rule: AlarmRule, live: RuleReading | undefined, { keyArns, forwarder, rewording }: RuleExpectation): string[] {
  if (live === undefined) return ["does not exist"];
  const target = live.targets.find(({ Id }) => Id === TARGET_ID);
  return [
    ...(live.state === RULE_STATE
      ? []
      : [live.state === "DISABLED" ? "is disabled" : `is ${live.state}, which leaves calls that only read out`]),
    // Where topic or trail have another key that is a finding of its own, and the pattern is held against the keys that
    // it names.
    ...(stableJson(live.pattern) === rule.pattern(keyArns ?? keysOf(live.pattern)) ? [] : ["has another pattern"]),
    ...(target === undefined ? ["has no target"] : []),
    ...(target === undefined || target.Arn === rule.targetArn ? [] : [`goes to ${target.Arn} instead of ${rule.targetArn}`]),
    ...(target === undefined || !rule.forwarded || target.RoleArn?.endsWith(`:role/${forwarder}`) === true
      ? []
      : [`goes under ${target.RoleArn ?? "no role"}`]),
    ...(target === undefined || target.DeadLetterConfig?.Arn === rule.deadLetterArn ? [] : ["loses what it cannot deliver"]),
    // Either would keep the event from whoever has to read it.
    ...(target === undefined || isReworded(target, rewording) ? [] : ["rewrites its events"]),
  ];
}

/** Ids of the keys that a pattern names. */
function keysOf(pattern: unknown): string[] {
  const clauses =
    (pattern as { detail?: { $or?: { requestParameters?: { keyId?: { suffix?: string }[] } }[] } } | undefined)?.detail?.$or ?? [];
  return clauses.flatMap(({ requestParameters }) => (requestParameters?.keyId ?? []).flatMap(({ suffix }) => suffix ?? []));
}

/** Whether a target makes of its events what it should: nothing, or the declared sentence. */
function isReworded({ Input, InputPath, InputTransformer }: Target, rewording: Rewording | undefined): boolean {
  if (Input !== undefined || InputPath !== undefined) return false;
  if (rewording === undefined) return InputTransformer === undefined;
  return (
    InputTransformer?.InputTemplate === rewording.inputTemplate &&
    stableJson(InputTransformer.InputPathsMap ?? {}) === stableJson(rewording.inputPaths)
  );
}
