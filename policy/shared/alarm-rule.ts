import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import type { Use } from "./alarm-samples";
import { coverage } from "./alarms";
import { breakglassUsers, usersIn } from "./breakglass";
import { type Field, texts } from "./config";
import { ifKnown } from "./links";
import type { RuleHeader } from "./rule";
import { type StackContext, stackRule } from "./stack-rule";
import { iam } from "./types";
import { names } from "./values";

type Fields = { readonly breakglassUsers: typeof breakglassUsers; readonly regions: Field<readonly string[]> };

/** A rule that something which a breakglass user does must raise an alarm. */
export interface AlarmRule extends Pick<RuleHeader<Fields>, "name" | "description" | "remediationSteps" | "standards" | "url"> {
  readonly use: Use;
  /** Regions in which event rules must hear it, where no metric filter does. */
  readonly regions: readonly string[];
  /** What the user does, as the start of a sentence. */
  readonly act: string;
}

/**
 * Makes a rule on the way from a user's act to somebody's attention. Two ways count: trail, metric filter, alarm,
 * topic; and event rule, topic. What cannot be told yet is noted.
 */
export function alarmRule({ use, regions, act, ...header }: AlarmRule): StackValidationPolicy {
  return stackRule<Fields>({
    ...header,
    severity: "critical",
    config: {
      breakglassUsers,
      regions: texts(regions, "Regions in which event rules must hear it, where no metric filter on the trail's log group does."),
    },
    anchors: [iam.user],
    check(context) {
      for (const [name, user] of usersIn(context.stack, context.config.breakglassUsers)) {
        const gap = gapOf(context, user, name, use);
        if (gap !== undefined) context.report(`${act} of ${name} ${gap}.`, user);
      }
    },
  });
}

function gapOf({ stack, facts, config, known }: StackContext<Fields>, user: PolicyResource, name: string, use: Use): string | undefined {
  const account =
    ifKnown(() => /^arn:[^:]*:iam::(\d{12}):/.exec(user.props["arn"] as string)?.[1]) ??
    ifKnown(() => facts.managementAccountId) ??
    "123456789012";
  const found = coverage(stack, { name, account, use }, config.regions);
  switch (found.reach) {
    case "delivered":
      return undefined;
    case "uncertain":
      found.unknowns.passTo(known);
      return undefined;
    case "partial":
      return `raises an alarm in some regions only, not in ${names(found.regions, "or")}`;
    case "undelivered":
      return "is noticed, but the alarm reaches nobody: it must end in a topic with a subscriber";
    case "none":
      return "raises no alarm";
  }
}
