import { shortAnswer } from "./cloud-refusal";
import { listed } from "./words";

/**
 * What a provisioning job says about itself, as Microsoft Graph tells it; only the fields that say why nothing arrives.
 */
export interface JobStatus {
  readonly code?: string;
  readonly quarantine?: {
    readonly reason?: string;
    /** ISO 8601. */
    readonly currentBegan?: string;
    readonly error?: { readonly code?: string; readonly message?: string } | null;
  } | null;
}

/** What mends a token that Identity Center refuses. */
export const NEW_TOKEN =
  "make a new token (AWS console > IAM Identity Center > Settings > Automatic provisioning > View details > Access tokens > Generate token), set it with `pulumi config set --secret federation:scimToken`";

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

/**
 * One entry of Entra's provisioning log; only the fields that say why something did not arrive.
 *
 * @see https://learn.microsoft.com/graph/api/resources/provisioningobjectsummary
 */
export interface ProvisioningEvent {
  /** ISO 8601. */
  readonly activityDateTime?: string;
  readonly sourceIdentity?: { readonly id?: string; readonly displayName?: string } | null;
  readonly provisioningStatusInfo?: {
    /** `success`, `failure`, `skipped` or `warning`. */
    readonly status?: string;
    readonly errorInformation?: { readonly errorCode?: string | null; readonly reason?: string | null } | null;
  } | null;
}

/** What Entra says about provisioning at one moment. */
export interface ProvisioningLook {
  readonly status: JobStatus | undefined;
  /** Why its connection test fails; `credentials`: because the target refuses them, which no waiting mends. */
  readonly connection: { readonly message: string; readonly credentials: boolean } | undefined;
  readonly log: readonly ProvisioningEvent[];
  /** What could not be read, a sentence each. */
  readonly unread: readonly string[];
}

/** Reasons of the log that a sentence repeats. */
const SHOWN_REASONS = 3;
const SHOWN_NAMES = 3;

/** Why things do not arrive, a phrase each: connection test, quarantine, then the log about these objects. */
export function reasonsOf({ status, connection, log }: ProvisioningLook, objectIds: readonly string[]): string[] {
  const quarantine = quarantineOf(status);
  const test = connection?.message ?? "";
  const known = (text: string): boolean => test !== "" && text.includes(test);
  return [
    ...(test === "" ? [] : [`its connection test fails: ${shortAnswer(test)}`]),
    ...(quarantine === undefined
      ? []
      : [`the provisioning job is in quarantine${known(quarantine.reason) ? " for it" : `: ${shortAnswer(quarantine.reason)}`}`]),
    ...logReasons(
      log.filter(({ provisioningStatusInfo: info }) => !known(info?.errorInformation?.reason ?? "")),
      objectIds,
    ),
  ];
}

/**
 * What the provisioning log has as the last word about objects that failed or were skipped: each reason once, with whom
 * it is about.
 *
 * @param objectIds Entra object ids that are asked about; without them every object that failed.
 */
export function logReasons(log: readonly ProvisioningEvent[], objectIds?: readonly string[]): string[] {
  const asked = objectIds?.map((id) => id.toLowerCase());
  const last = new Map<string, ProvisioningEvent>();
  for (const event of [...log].sort((a, b) => ((a.activityDateTime ?? "") < (b.activityDateTime ?? "") ? -1 : 1))) {
    last.set((event.sourceIdentity?.id ?? "").toLowerCase(), event);
  }
  const about = new Map<string, string[]>();
  for (const [id, { sourceIdentity, provisioningStatusInfo: info }] of last) {
    // Who is skipped is mostly meant to be: worth a word only about what somebody waits for.
    const counts =
      asked === undefined ? info?.status === "failure" : asked.includes(id) && ["failure", "skipped"].includes(info?.status ?? "");
    if (!counts) continue;
    const reason = info?.errorInformation?.reason || info?.errorInformation?.errorCode || `${info?.status} without a reason`;
    about.set(reason, [...(about.get(reason) ?? []), sourceIdentity?.displayName || id]);
  }
  return [...about]
    .slice(0, SHOWN_REASONS)
    .map(([reason, names]) => `the provisioning log says ${shortAnswer(reason)} about ${listed(names, SHOWN_NAMES)}`);
}
