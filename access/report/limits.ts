/**
 * Limits of a change, and what their approval covers.
 */
import type { ReportSettings } from "../settings/report";
import type { LimitResult, Report } from "./report";

/** Most that a change may be; what is absent has no limit. */
export type Limits = Pick<ReportSettings, "maxAdminGains" | "maxAccounts" | "maxLosses">;

/** Verdict of the limits. */
export type Judgement = Pick<Report, "limits" | "approval" | "verdict">;

const WHAT = {
  maxAdminGains: ["adminGains", "administrating assignment gained", "administrating assignments gained"],
  maxAccounts: ["accounts", "account whose access changes", "accounts whose access changes"],
  maxLosses: ["lost", "assignment lost", "assignments lost"],
} as const;

/** Holds a change's counts against limits; today is YYYY-MM-DD, in UTC. */
export function judge(counts: Report["counts"], limits: Limits, approval: ReportSettings["approval"], today: string): Judgement {
  const results = (Object.keys(WHAT) as (keyof typeof WHAT)[]).flatMap((name): LimitResult[] => {
    const limit = limits[name];
    if (limit === undefined) return [];
    const [count, one, several] = WHAT[name];
    const value = counts[count];
    const words = value === 1 ? one : several;
    const exceeded = value > limit;
    return [{ name, limit, value, exceeded, sentence: `${value} ${words}, ${exceeded ? "more than" : "within"} the limit of ${limit}.` }];
  });
  const valid = approval !== undefined && approval.until >= today;
  const exceeded = results.some((result) => result.exceeded);
  return {
    limits: results,
    approval: approval === undefined ? null : { ...approval, valid },
    verdict: !exceeded ? "within" : valid ? "approved" : "exceeded",
  };
}
