import { membersSince } from "../../access/directory-audits";
import { AUDIT_DAYS } from "../../graph/directory-audits";
import { GraphError } from "../../graph/client";
import type { SynchronizationExecution, SynchronizationJob } from "../clouds/entra-types";
import type { VerifyContext } from "./context";

/**
 * What tells whether a cycle should have brought a member of one group: the last cycle, and since when people are
 * members. Undefined in place of it: no cycle was there for this group yet.
 */
export interface Memberships {
  /** When the last cycle that has ended began, ISO 8601. */
  readonly cycle: string;
  /** What came later than this, ISO 8601, that cycle may not have seen: Entra needs a while to see what is new. */
  readonly seen: string;
  /** Since when, ISO 8601 by object id in lower case; undefined where Entra does not show its audit log. */
  readonly since: ReadonlyMap<string, string> | undefined;
}

/**
 * Reads since when people are members of a group, a call a page of the log. Asked only about groups whose members are
 * awaited though a cycle has ended since the group was assigned to the application.
 */
export async function membershipsOf(context: VerifyContext, groupId: string): Promise<Memberships | undefined> {
  const [job, assignments] = await Promise.all([context.job(), context.appRoleAssignments()]);
  const cycle = lastCycle(job);
  const assigned = assignments.find(({ principalId }) => principalId.toLowerCase() === groupId.toLowerCase());
  // Of a group that is not assigned, and of a job that does not work, other findings tell.
  if (cycle === undefined || assigned === undefined) return undefined;
  const { assignmentDelaySeconds } = context.settings.provisioning;
  const seen = new Date(Date.parse(cycle) - assignmentDelaySeconds * 1000).toISOString();
  if (isLater(assigned.createdDateTime, seen)) return undefined;
  const from = new Date(context.now.getTime() - AUDIT_DAYS * 86_400_000);
  try {
    return { cycle, seen, since: membersSince(await (await context.entra()).membersAdded(groupId, from), groupId) };
  } catch (error) {
    if (error instanceof GraphError) return { cycle, seen, since: undefined };
    throw error;
  }
}

/** Whether a time is after another; one that nobody knows is not. */
export function isLater(time: string | undefined, other: string): boolean {
  return time !== undefined && Date.parse(time) > Date.parse(other);
}

/** When the last cycle began that has ended; undefined where none has, or the job is paused or in quarantine. */
function lastCycle({ schedule, status }: SynchronizationJob): string | undefined {
  if (schedule?.state !== "Active" || status?.code === "Quarantine") return undefined;
  const { lastExecution, lastSuccessfulExecution } = status ?? {};
  const ended = [lastExecution?.state === "Failed" ? undefined : lastExecution, lastSuccessfulExecution].flatMap((execution) =>
    execution?.timeEnded === undefined ? [] : [beginOf(execution as SynchronizationExecution & { timeEnded: string })],
  );
  return ended.sort((left, right) => Date.parse(right) - Date.parse(left))[0];
}

/** Who joins in the middle of a cycle may be met by the next one only. */
function beginOf({ timeBegan, timeEnded }: SynchronizationExecution & { readonly timeEnded: string }): string {
  return timeBegan ?? timeEnded;
}
