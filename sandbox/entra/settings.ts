/** Timings and faults of the local Entra: changed through `/_sandbox/settings`. */
import * as z from "zod";

const milliseconds = z.number().min(0).max(600_000);
const seconds = z.number().min(0).max(86_400);

/** A failure to play, for the first request that fits. */
export const faultSchema = z.strictObject({
  /** HTTP method; any when absent. */
  method: z.string().optional(),
  /** Regular expression that the path must match, without its query. */
  path: z.string(),
  /** Status to answer. */
  status: z.number().int().min(400).max(599).default(503),
  code: z.string().default("ServiceUnavailable"),
  message: z.string().default("The service is temporarily unavailable."),
  /** Seconds in the Retry-After header. */
  retryAfter: z.number().int().min(0).optional(),
  /** How many requests fail. */
  times: z.number().int().min(1).default(1),
});

/** A failure to play. */
export type Fault = z.infer<typeof faultSchema>;

const timingsSchema = z.strictObject({
  /** Every answer waits this long, after the work is done. */
  latencyMs: milliseconds,
  /**
   * The answer to `instantiate` waits this long while the objects already exist: a caller killed meanwhile leaves an
   * orphan.
   */
  instantiateDelayMs: milliseconds,
  /** A new object answers 404 this long, where the official provider tolerates it. */
  replicationDelayMs: milliseconds,
  /** Provisioning sees a new app role assignment only after this long; minutes in reality. */
  assignmentDelaySeconds: seconds,
  /** Time from the start of a job to its first cycle. */
  startDelaySeconds: seconds,
  /** Time from one provisioning cycle to the next; 40 minutes in reality. */
  cycleIntervalSeconds: seconds.min(0.05),
  /** Rows on a page when the caller gives no `$top`. */
  pageSize: z.number().int().min(1).max(999),
  /** Calls of provisionOnDemand that one service principal may make in ten seconds. */
  onDemandCalls: z.number().int().min(1),
  /**
   * Part of the requests to Graph that fail or are throttled at random, 0 to 1; the same request made again may pass.
   */
  failureRate: z.number().min(0).max(1),
  /** Requests a second to Conditional Access and named locations, 1 in reality; 0 means no limit. */
  conditionalAccessPerSecond: z.number().min(0),
  /** Permissions of Graph that no caller has, such as `AuditLog.Read.All`; looked at by the logs only. */
  withheldPermissions: z.array(z.string()),
});

/** Local defaults: fast enough for tests, slow enough that a program which forgets a delay is found out. */
export const DEFAULT_SETTINGS: Settings = {
  latencyMs: 0,
  instantiateDelayMs: 0,
  replicationDelayMs: 0,
  assignmentDelaySeconds: 2,
  startDelaySeconds: 0.5,
  cycleIntervalSeconds: 30,
  pageSize: 100,
  onDemandCalls: 5,
  failureRate: 0,
  conditionalAccessPerSecond: 0,
  withheldPermissions: [],
  faults: [],
};

/** What `/_sandbox/settings` accepts: any part of the settings. */
export const settingsPatch = timingsSchema.extend({ faults: z.array(faultSchema) }).partial();

/** Timings and faults. One object for the life of the server; routes read it at each request. */
export interface Settings extends z.infer<typeof timingsSchema> {
  faults: Fault[];
}

/** Takes the next fault that fits a request, counting it down. */
export function takeFault(settings: Settings, method: string, path: string): Fault | undefined {
  const fault = settings.faults.find(
    (candidate) =>
      (candidate.method === undefined || candidate.method.toUpperCase() === method) && new RegExp(candidate.path, "i").test(path),
  );
  if (fault !== undefined && --fault.times === 0) settings.faults.splice(settings.faults.indexOf(fault), 1);
  return fault;
}
