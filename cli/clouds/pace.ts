import { setTimeout as wait } from "node:timers/promises";
import { isThrottled } from "./aws-error";

/**
 * Requests a second that AWS documents for all callers of an account together. A service that is not here has no
 * documented number, or one that this command does not come near.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
const PER_SECOND: Readonly<Record<string, number>> = {
  "SSO Admin": 20,
  identitystore: 20,
  "CloudTrail LookupEvents": 2,
};
/** For services without a documented number, once they have refused a request for its rate. */
const UNDOCUMENTED = 10;
/** Requests to one service in one region that are under way at once. */
const AT_ONCE = 8;

/**
 * Holds the requests to one service and region: so many at once; and, from the first refusal for the rate on, so many a
 * second, fewer while refusals go on and more again when they end. Without a refusal nothing waits: small organizations
 * are read as fast as the services answer.
 */
export class Pace {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  /** Milliseconds between two requests; 0 until the first refusal. */
  private gap = 0;
  private next = 0;

  constructor(
    private readonly perSecond: number,
    private readonly atOnce = AT_ONCE,
  ) {}

  /** Does a request when its turn has come. */
  async run<Answer>(request: () => Promise<Answer>): Promise<Answer> {
    // Whoever ends hands its place on, so that `running` stays.
    if (this.running >= this.atOnce) await new Promise<void>((go) => this.waiting.push(go));
    else this.running += 1;
    try {
      await this.turn();
      const answer = await request();
      this.gap = this.gap === 0 ? 0 : Math.max(this.least, this.gap * 0.98);
      return answer;
    } catch (error) {
      if (isThrottled(error)) this.gap = Math.min(4 * this.least, Math.max(this.least, this.gap * 1.1));
      throw error;
    } finally {
      const go = this.waiting.shift();
      if (go === undefined) this.running -= 1;
      else go();
    }
  }

  /** A little more than the documented gap: clocks differ. */
  private get least(): number {
    return 1050 / this.perSecond;
  }

  private async turn(): Promise<void> {
    if (this.gap === 0) return;
    const now = performance.now();
    const start = Math.max(now, this.next);
    this.next = start + this.gap;
    if (start > now) await wait(start - now);
  }
}

const paces = new Map<string, Pace>();

/** The pace of an operation: one for all clients of this process. */
export function paceOf(service: string, operation: string, region: string): Pace {
  const own = `${service} ${operation}`;
  const name = own in PER_SECOND ? own : service;
  const key = `${name} ${region}`;
  const pace = paces.get(key) ?? new Pace(PER_SECOND[name] ?? UNDOCUMENTED);
  paces.set(key, pace);
  return pace;
}
