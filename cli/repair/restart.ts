import pWaitFor from "p-wait-for";
import { quarantineOf } from "../../access/provisioning-health";
import type { SynchronizationJob } from "../clouds/entra-types";
import type { GraphClient } from "../../graph/client";
import type { JobRestart } from "./plan";

/**
 * What the portal's "Restart provisioning" resets: everybody is looked at again. Deletions that Entra holds back are
 * never forced (`ForceDeletes`), and what it has linked stays linked (`ConnectorDataStore`).
 *
 * @see https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobrestartcriteria
 */
const RESET_SCOPE = "QuarantineState, Watermark, Escrows";
const WAIT_SECONDS = 60;
const POLL_SECONDS = 2;

/**
 * Restarts provisioning, and looks until the quarantine is lifted.
 *
 * @returns why it did not succeed, in a sentence; undefined where it did.
 */
export async function restartProvisioning(
  { servicePrincipalId, jobId }: JobRestart,
  graph: Pick<GraphClient, "get" | "post">,
  { waitSeconds = WAIT_SECONDS, pollSeconds = POLL_SECONDS } = {},
): Promise<string | undefined> {
  const job = `/servicePrincipals/${servicePrincipalId}/synchronization/jobs/${jobId}`;
  await graph.post(`${job}/restart`, { criteria: { resetScope: RESET_SCOPE } });
  const deadline = Date.now() + waitSeconds * 1000;
  let quarantine: ReturnType<typeof quarantineOf>;
  const isOver = async (): Promise<boolean> => {
    quarantine = quarantineOf((await graph.get<SynchronizationJob>(job)).status);
    return quarantine === undefined || Date.now() >= deadline;
  };
  await pWaitFor(isOver, { interval: pollSeconds * 1000 });
  return quarantine === undefined
    ? undefined
    : `Provisioning was restarted, and Entra still shows it in quarantine (${quarantine.reason}): \`federation verify\` says later whether a cycle lifts it`;
}
