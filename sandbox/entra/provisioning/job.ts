import { randomUUID } from "node:crypto";
import { newSchema, type Schema } from "./schema";
import type { Mapped } from "./mapping";

/** An object that the job has put into the target, or found there and taken over. */
export interface Link {
  readonly targetId: string;
  /** Values last sent; undefined after a restart, when the target is read again. */
  sent: Mapped | undefined;
  /** Entra ids of the members last sent; of groups only. */
  readonly members: Set<string>;
}

/** Why a job is in quarantine. */
export interface Quarantine {
  readonly since: string;
  readonly code: string;
  readonly message: string;
  attempts: number;
}

/** How a cycle went. */
export interface Execution {
  readonly activityIdentifier: string;
  readonly state: "Succeeded" | "Failed";
  readonly timeBegan: string;
  readonly timeEnded: string;
  readonly countExported: number;
}

/** A synchronization job: its schedule, its memory of the target, and how its cycles went. */
export class Job {
  readonly id: string;
  schedule: "Active" | "Paused" | "Disabled" = "Disabled";
  schema: Schema;
  readonly users = new Map<string, Link>();
  readonly groups = new Map<string, Link>();
  quarantine: Quarantine | undefined;
  lastExecution: Execution | undefined;
  lastSuccess: Execution | undefined;
  lastSuccessWithExports: Execution | undefined;
  steadyStateSince: string | undefined;
  /** When the next cycle is due, in milliseconds of the system's clock. */
  nextCycle = Number.POSITIVE_INFINITY;
  /** When the last cycle since the start ended, in milliseconds of the system's clock. */
  cycleEnded: number | undefined;
  running = false;

  constructor(
    readonly servicePrincipalId: string,
    readonly templateId: string,
    tenantId: string,
  ) {
    this.id = `${templateId}.${tenantId.replaceAll("-", "")}.${randomUUID()}`;
    this.schema = newSchema(this.id);
  }

  /** The job as Graph answers it; `schedule` is always there, because the official provider crashes without it. */
  toGraph(configured: boolean): object {
    return {
      id: this.id,
      templateId: this.templateId,
      schedule: { expiration: null, interval: "PT40M", state: this.schedule },
      status: {
        code: this.code(configured),
        countSuccessiveCompleteFailures: this.quarantine?.attempts ?? 0,
        escrowsPruned: false,
        lastExecution: this.lastExecution ?? null,
        lastSuccessfulExecution: this.lastSuccess ?? null,
        lastSuccessfulExecutionWithExports: this.lastSuccessWithExports ?? null,
        progress: [],
        quarantine: this.quarantine === undefined ? null : this.quarantineToGraph(this.quarantine),
        steadyStateFirstAchievedTime: this.steadyStateSince ?? "0001-01-01T00:00:00Z",
        steadyStateLastAchievedTime: this.lastSuccess?.timeEnded ?? "0001-01-01T00:00:00Z",
        synchronizedEntryCountByType: [
          { key: "User", value: this.users.size },
          { key: "Group", value: this.groups.size },
        ],
        troubleshootingUrl: "",
      },
      synchronizationJobSettings: [],
    };
  }

  private code(configured: boolean): string {
    if (this.schedule === "Paused") return "Paused";
    if (this.schedule === "Disabled") return configured ? "NotRun" : "NotConfigured";
    if (this.quarantine !== undefined) return "Quarantine";
    return this.lastExecution === undefined ? "NotRun" : "Active";
  }

  private quarantineToGraph({ since, code, message, attempts }: Quarantine): object {
    const next = Number.isFinite(this.nextCycle) ? new Date(this.nextCycle).toISOString() : since;
    return {
      currentBegan: since,
      seriesBegan: since,
      seriesCount: attempts,
      nextAttempt: next,
      reason: "EncounteredQuarantineException",
      error: { code, message, tenantActionable: true },
    };
  }
}
