import { logReasons, type ProvisioningEvent } from "../../access/provisioning-health";
import { GraphError } from "../../graph/client";
import { finding, type Outcome } from "./check";
import type { VerifyContext } from "./context";

/** The log as far as it could be read. */
export interface LogReading {
  readonly events: readonly ProvisioningEvent[];
  /** What to do to read it; undefined where it was read. */
  readonly remedy?: string;
}

/** Reads the log for {@link VerifyContext.provisioningLog}: it explains findings and is none itself, so that a refusal is no failure. */
export async function readLog(read: () => Promise<readonly ProvisioningEvent[]>): Promise<LogReading> {
  try {
    return { events: await read() };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const permission = error.status === 403 ? "give the reader AuditLog.Read.All" : "look at it in the Entra admin center";
    return { events: [], remedy: `Entra's provisioning log may say more: ${permission}.` };
  }
}

/**
 * A finding about provisioning, with what Entra's provisioning log says about it.
 *
 * @param message what the log has to repeat no more.
 * @param objectIds Entra object ids that it is about; without them whatever failed last.
 */
export async function findingWithLog(
  context: VerifyContext,
  message: string,
  remedy: string,
  objectIds?: readonly string[],
): Promise<Outcome> {
  const log = await context.provisioningLog();
  const news = log.events.filter(({ provisioningStatusInfo: info }) => !message.includes(info?.errorInformation?.reason || "\n"));
  const reasons = logReasons(news, objectIds);
  const said = reasons.length === 0 ? "" : ` ${reasons.join("; ").replace(/^t/, "T")}.`;
  return finding(`${message}${said}`, log.remedy === undefined ? remedy : `${remedy} ${log.remedy}`);
}
