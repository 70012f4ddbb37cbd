import type { RuleReading } from "../../../cli/clouds/guard/alarms";
import type { RoleReading, UserReading } from "../../../cli/clouds/guard/iam";
import type { BucketReading, KeyReading, LogGroupReading, TrailReading } from "../../../cli/clouds/guard/trail";
import type { Sources } from "../../../cli/verify/context";
import type { GuardSources } from "../../../cli/verify/emergency";
import { checks } from "../../../cli/verify/registry";
import { runChecks } from "../../../cli/verify/run";
import { contextWith, settings } from "./fakes";
import { accountId, breakglassSettings, rightGuard, rightUser, topicKey } from "./guard-fakes";

const wanted = settings(breakglassSettings);
export const right = rightGuard(wanted);

export function rowsOf(results: Awaited<ReturnType<typeof runChecks>>): string[] {
  return results
    .filter(({ runbook }) => /^(R7|R9\.6)/.test(runbook))
    .flatMap(({ id, outcomes }) =>
      outcomes.filter(({ status }) => status !== "ok").map(({ status, message }) => `${id} ${status}: ${message}`),
    );
}

/** Sentences of all rows of R7 and R9.6 that are not ok. */
export async function found(
  change: Partial<{ [Part in keyof GuardSources]: Partial<GuardSources[Part]> }>,
  asked = wanted,
): Promise<string[]> {
  const guard = (sources: Sources): GuardSources => ({
    account: (change.account as GuardSources["account"] | undefined) ?? sources.guard.account,
    iam: { ...sources.guard.iam, ...change.iam },
    trail: { ...sources.guard.trail, ...change.trail },
    alarms: { ...sources.guard.alarms, ...change.alarms },
  });
  const results = await runChecks(
    checks,
    contextWith((sources) => ({ ...sources, guard: guard(sources) }), asked),
  );
  return rowsOf(results);
}
export const user = (change: Partial<UserReading>) =>
  found({ iam: { user: async (name) => (name === "breakglass-1" ? { ...rightUser(name), ...change } : rightUser(name)) } });
export const trail = async (change: Partial<TrailReading>) =>
  found({ trail: { trail: async () => ({ ...(await right.trail.trail(""))!, ...change }) } });
export const bucket = async (change: Partial<BucketReading>) =>
  found({ trail: { bucket: async () => ({ ...(await right.trail.bucket(""))!, ...change }) } });
export const logGroup = async (change: Partial<LogGroupReading>) =>
  found({ trail: { logGroup: async () => ({ ...(await right.trail.logGroup(""))!, ...change }) } });
export const key = (of: "topic" | "trail", change: Partial<KeyReading>) =>
  found({
    trail: { key: async (arn) => ({ ...(await right.trail.key(arn))!, ...((arn === topicKey) === (of === "topic") ? change : {}) }) },
  });
export const rule = (change: Partial<RuleReading>) =>
  found({
    alarms: {
      rule: async (region, name) => ({
        ...(await right.alarms.rule(region, name))!,
        ...(region === "us-east-1" && name === "breakglass-guard-change" ? change : {}),
      }),
    },
  });
export const role = (name: string, change: Partial<RoleReading>) =>
  found({ iam: { role: async (asked) => ({ ...(await right.iam.role(asked))!, ...(asked === name ? change : {}) }) } });
export const target = {
  Id: "alarm",
  Arn: `arn:aws:events:eu-west-1:${accountId}:event-bus/default`,
  RoleArn: `arn:aws:iam::${accountId}:role/breakglass-alarms-forward`,
  DeadLetterConfig: { Arn: `arn:aws:sqs:us-east-1:${accountId}:breakglass-alarms-undelivered` },
};

/** A policy that lets everybody do everything. */
export const open = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] };

/** One fault: what it is, the one row that it becomes, and how it is planted. */
export type Fault = readonly [what: string, expected: string, plant: () => Promise<string[]>];
