import { StandardRetryStrategy } from "@smithy/core/retry";
import { isUnreachableCode } from "../../graph/retry";

type StandardRetryToken = Awaited<ReturnType<StandardRetryStrategy["acquireInitialRetryToken"]>>;
type RetryErrorInfo = Parameters<StandardRetryStrategy["refreshRetryTokenForRetry"]>[1];

/** Times that one call is made at most; the SDK waits between them, longer each time, with jitter. */
const MOST_ATTEMPTS = 10;
/** Where the service cannot be reached at all. */
const MOST_UNREACHABLE = 4;
/** Milliseconds after which a call is not made again. */
const BUDGET_MS = 60_000;

/**
 * True where the service cannot be reached, as opposed to an answer that was lost. The SDK names both a TimeoutError:
 * one of an answer has a code (ETIMEDOUT), one of a connection that was never made has none.
 */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  return isUnreachableCode(code) || (error.name === "TimeoutError" && code === undefined);
}

/**
 * Retries of every AWS call: as the SDK's standard mode, but more of them, as Identity Center's 20 requests a second
 * are shared by all callers; within a budget of a minute a call; and few where there is nobody to answer, so that a
 * command says so within seconds.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export class PatientRetryStrategy extends StandardRetryStrategy {
  private readonly began = new WeakMap<object, number>();

  constructor(private readonly now: () => number = () => performance.now()) {
    super({ maxAttempts: MOST_ATTEMPTS });
  }

  override async acquireInitialRetryToken(scope: string): Promise<StandardRetryToken> {
    const token = await super.acquireInitialRetryToken(scope);
    this.began.set(token, this.now());
    return token;
  }

  override async refreshRetryTokenForRetry(token: StandardRetryToken, info: RetryErrorInfo): Promise<StandardRetryToken> {
    const began = this.began.get(token) ?? this.now();
    const over = this.now() - began > BUDGET_MS || (isUnreachable(info.error) && token.getRetryCount() + 1 >= MOST_UNREACHABLE);
    // The client then throws what the last attempt threw.
    if (over) throw new Error("The call is not made again.");
    const next = await super.refreshRetryTokenForRetry(token, info);
    this.began.set(next, began);
    return next;
  }
}
