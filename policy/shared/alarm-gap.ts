import type { PolicyResource } from "@pulumi/policy";
import { type Use, coverage } from "./alarms";
import { quietly } from "./links";
import type { StackContext } from "./stack-rule";
import { events } from "./types";

/**
 * What is missing on the way from a user's act to somebody's attention, as the end of a sentence; undefined where nothing is, or where it
 * cannot be told yet, which is noted. Two ways count: trail, metric filter, alarm, topic; and event rule, topic.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- for rules of any configuration
export function alarmGap({ stack, facts, known }: StackContext<any>, user: PolicyResource, name: string, use: Use): string | undefined {
  const account =
    quietly(() => /^arn:[^:]*:iam::(\d{12}):/.exec(user.props["arn"] as string)?.[1]) ??
    quietly(() => facts.managementAccountId) ??
    "123456789012";
  switch (coverage(stack, { name, account, use })) {
    case "delivered":
      return undefined;
    case "uncertain":
      for (const on of stack.of(events.metricFilter)) known(() => on.props["pattern"] as unknown, on.name);
      for (const on of stack.of(events.rule)) known(() => on.props["eventPattern"] as unknown, on.name);
      return undefined;
    case "undelivered":
      return "is noticed, but the alarm reaches nobody: it must end in a topic with a subscriber";
    case "none":
      return "raises no alarm";
  }
}
