/** What a provisioning job says about itself, as Microsoft Graph tells it; only the fields that say why nothing arrives. */
export interface JobStatus {
  readonly code?: string;
  readonly quarantine?: {
    readonly reason?: string;
    /** ISO 8601. */
    readonly currentBegan?: string;
    readonly error?: { readonly code?: string; readonly message?: string } | null;
  } | null;
}

/** Why a job does not work. */
export interface Quarantine {
  /** In Entra's words. */
  readonly reason: string;
  /** Entra holds back more deletions than its threshold allows. */
  readonly tooManyDeletes: boolean;
}

/**
 * Quarantine of a provisioning job, if it is in one.
 *
 * @see https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationquarantine
 */
export function quarantineOf(status: JobStatus | undefined): Quarantine | undefined {
  const quarantine = status?.quarantine ?? undefined;
  if (status?.code !== "Quarantine" && quarantine === undefined) return undefined;
  const words = [quarantine?.reason, quarantine?.error?.message].filter((word) => word !== undefined && word !== "");
  return { reason: words.join(": ") || "Entra gives no reason", tooManyDeletes: quarantine?.reason === "TooManyDeletes" };
}
