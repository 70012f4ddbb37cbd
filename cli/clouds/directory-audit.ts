import type { GraphClient } from "../../graph/client";
import { AUDIT_DAYS, latestAudits } from "../../graph/directory-audits";

/** A change of the directory as its audit log tells it. */
export interface DirectoryChange {
  /** Such as `Update conditional access policy`. */
  readonly activity: string;
  /** User principal name, or the name of the application that did it. */
  readonly actor: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Names of the objects that it was about. */
  readonly targets: readonly string[];
}

/** Entries of one object that are looked through, the latest first. */
const ENTRIES = 50;

/**
 * Reads the directory's audit log, one call an object; AuditLog.Read.All, and Directory.Read.All by Microsoft's page.
 *
 * @see https://learn.microsoft.com/graph/api/directoryaudit-list
 */
export class DirectoryAuditReader {
  constructor(private readonly graph: Pick<GraphClient, "get">) {}

  /** What was done to an object, the latest first; what was refused is left out. */
  async changesOf(objectId: string, now: Date): Promise<readonly DirectoryChange[]> {
    const since = new Date(now.getTime() - AUDIT_DAYS * 86_400_000);
    const found = await latestAudits(this.graph, { targetId: objectId, since }, ENTRIES);
    return found
      .filter(({ result, activityDateTime }) => result === "success" && activityDateTime !== undefined)
      .map(({ activityDisplayName = "", activityDateTime = "", initiatedBy = {}, targetResources = [] }) => ({
        activity: activityDisplayName,
        actor: initiatedBy.user?.userPrincipalName ?? initiatedBy.app?.displayName ?? initiatedBy.user?.displayName ?? "unknown",
        time: activityDateTime,
        targets: targetResources.flatMap(({ displayName }) => displayName ?? []),
      }))
      .sort((left, right) => (left.time < right.time ? 1 : -1));
  }
}
