import type { Directory } from "../directory";
import { invalid, notFound } from "../graph-error";
import { RateLimit } from "../rate-limit";
import type { Settings } from "../settings";
import { synchronizationTemplateOf } from "../template";
import { connected, credentialsError, runCycle } from "./cycle";
import { Job } from "./job";
import { onDemandSubjects, provisionOnDemand } from "./on-demand";
import { merged, valueOf, type Secret } from "./secrets";

/** What one service principal has to do with provisioning. */
interface Principal {
  secrets: Secret[];
  job: Job | undefined;
  readonly onDemand: RateLimit;
  /** Ends when the work that is under way on this service principal ends: cycles and calls on demand take turns. */
  turn: Promise<unknown>;
}

/** How often due cycles are looked for, in milliseconds. */
const TICK_MS = 50;
const ON_DEMAND_WINDOW_MS = 10_000;

/** The provisioning service: jobs, their schedule and their credentials. */
export class Provisioning {
  private readonly principals = new Map<string, Principal>();
  private readonly clock: NodeJS.Timeout;

  /** @param aws base URL of the local AWS, which answers for `scim.<region>.amazonaws.com` */
  constructor(
    private readonly directory: Directory,
    private readonly settings: Settings,
    private readonly aws?: string,
  ) {
    directory.onServicePrincipalDeleted = (id) => this.forget(id);
    this.clock = setInterval(() => this.tick(), TICK_MS).unref();
  }

  /** Ends the schedule. */
  close(): void {
    clearInterval(this.clock);
  }

  /** All jobs. */
  jobs(): Job[] {
    return [...this.principals.values()].flatMap(({ job }) => job ?? []);
  }

  /** The service principal's jobs: one at most. */
  jobsOf(servicePrincipalId: string): Job[] {
    return this.of(servicePrincipalId).job === undefined ? [] : [this.of(servicePrincipalId).job as Job];
  }

  /** One job; 404 when unknown. */
  job(servicePrincipalId: string, id: string): Job {
    const { job } = this.of(servicePrincipalId);
    if (job === undefined || job.id.toLowerCase() !== id.toLowerCase()) throw notFound(id);
    return job;
  }

  /** Whether a job could reach its target with what it was given. */
  isConfigured(servicePrincipalId: string): boolean {
    const { secrets } = this.of(servicePrincipalId);
    return valueOf(secrets, "BaseAddress") !== undefined && valueOf(secrets, "SecretToken") !== undefined;
  }

  /** Id of the synchronization template that a service principal offers. */
  templateOf(servicePrincipalId: string): string | undefined {
    return synchronizationTemplateOf(this.directory.servicePrincipals.get(servicePrincipalId).applicationTemplateId);
  }

  /** Makes the job, not started. */
  createJob(servicePrincipalId: string, templateId: unknown): Job {
    const principal = this.of(servicePrincipalId);
    if (typeof templateId !== "string" || templateId !== this.templateOf(servicePrincipalId)) {
      throw invalid(`The service principal has no synchronization template '${String(templateId)}'.`);
    }
    // What Entra answers to a second job is unverified; 409 would make the official provider try until its timeout.
    if (principal.job !== undefined)
      throw invalid(
        `A synchronization job for the template '${templateId}' already exists: '${principal.job.id}'.`,
        "SynchronizationJobAlreadyExists",
      );
    principal.job = new Job(servicePrincipalId, templateId, this.directory.tenantId);
    return principal.job;
  }

  /** Removes the job; the target keeps what was provisioned. */
  removeJob(servicePrincipalId: string, id: string): void {
    this.job(servicePrincipalId, id);
    this.of(servicePrincipalId).job = undefined;
  }

  /** The service principal's credentials, in clear: for provisioning, never for an answer. */
  secretsOf(servicePrincipalId: string): readonly Secret[] {
    return this.of(servicePrincipalId).secrets;
  }

  /** Takes credentials as Graph's PUT does. */
  putSecrets(servicePrincipalId: string, sent: unknown): void {
    const principal = this.of(servicePrincipalId);
    principal.secrets = merged(principal.secrets, sent);
  }

  /** Starts the job: Active at once, its first cycle after a moment. */
  start(job: Job): void {
    job.schedule = "Active";
    job.cycleEnded = undefined;
    job.nextCycle = Date.now() + this.settings.startDelaySeconds * 1000;
  }

  /** Pauses the job: no more cycles. */
  pause(job: Job): void {
    job.schedule = "Paused";
    job.nextCycle = Number.POSITIVE_INFINITY;
  }

  /**
   * Restarts the job: quarantine ends, the target is read again.
   *
   * @param forgetLinks true for resetScope Full: nothing is remembered of what was provisioned
   */
  restart(job: Job, forgetLinks: boolean): void {
    job.quarantine = undefined;
    for (const links of [job.users, job.groups]) {
      if (forgetLinks) links.clear();
      for (const link of links.values()) link.sent = undefined;
    }
    this.start(job);
  }

  /** Tries credentials: those given, or the stored ones. 400 with the reason when the target refuses them. */
  async validate(servicePrincipalId: string, credentials: unknown, useSaved: boolean): Promise<void> {
    const stored = this.of(servicePrincipalId).secrets;
    const secrets = useSaved || credentials === undefined ? stored : merged(stored, credentials);
    await connected(secrets, this.aws).catch((error: unknown) => {
      const { code, message } = credentialsError(error);
      throw invalid(message, code);
    });
  }

  /** Runs a cycle now, after what is under way. */
  cycle(job: Job): Promise<void> {
    return this.inTurn(job.servicePrincipalId, async () => {
      job.running = true;
      await runCycle(this.directory, job, this.secretsOf(job.servicePrincipalId), this.aws).finally(() => (job.running = false));
      job.cycleEnded = Date.now();
      this.plan(job);
    });
  }

  /** Sets when the jobs are due again, after the interval has changed. */
  replan(): void {
    for (const job of this.jobs()) this.plan(job);
  }

  private plan(job: Job): void {
    if (job.schedule === "Active" && job.cycleEnded !== undefined)
      job.nextCycle = job.cycleEnded + this.settings.cycleIntervalSeconds * 1000;
  }

  /** Provisions a few objects now; limited in calls. */
  provisionOnDemand(job: Job, body: unknown): Promise<string> {
    const subjects = onDemandSubjects(this.directory, job, body);
    const { settings } = this;
    this.of(job.servicePrincipalId).onDemand.take(
      settings.onDemandCalls,
      `Provisioning on demand takes ${settings.onDemandCalls} calls in ${ON_DEMAND_WINDOW_MS / 1000} seconds.`,
    );
    return this.inTurn(job.servicePrincipalId, () =>
      provisionOnDemand(this.directory, job, this.secretsOf(job.servicePrincipalId), this.aws, subjects),
    );
  }

  private tick(): void {
    const now = Date.now();
    for (const job of this.jobs().filter(({ schedule, nextCycle, running }) => schedule === "Active" && nextCycle <= now && !running)) {
      job.running = true;
      void this.cycle(job);
    }
  }

  private inTurn<T>(servicePrincipalId: string, work: () => Promise<T>): Promise<T> {
    const principal = this.of(servicePrincipalId);
    const done = principal.turn.then(work, work);
    principal.turn = done.catch(() => {});
    return done;
  }

  private forget(servicePrincipalId: string): void {
    this.principals.delete(servicePrincipalId);
  }

  private of(servicePrincipalId: string): Principal {
    const known = this.principals.get(servicePrincipalId);
    if (known !== undefined) return known;
    const principal: Principal = { secrets: [], job: undefined, onDemand: new RateLimit(ON_DEMAND_WINDOW_MS), turn: Promise.resolve() };
    this.principals.set(servicePrincipalId, principal);
    return principal;
  }
}
