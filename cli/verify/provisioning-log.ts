import type { ProvisioningEvent } from "../../access/provisioning-health";
import { GraphError } from "../../graph/client";

/** The log as far as it could be read. */
export interface LogReading {
  readonly events: readonly ProvisioningEvent[];
  /** What to do to read it; undefined where it was read. */
  readonly remedy?: string;
}

/** Reads the log: it explains findings and is none itself, so that a refusal is no failure. */
export async function readLog(read: () => Promise<readonly ProvisioningEvent[]>): Promise<LogReading> {
  try {
    return { events: await read() };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const permission = error.status === 403 ? "give the reader AuditLog.Read.All" : "look at it in the Entra admin center";
    return { events: [], remedy: `Entra's provisioning log may say more: ${permission}.` };
  }
}
