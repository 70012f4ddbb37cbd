import { type PipelinePolicy, retryPolicy, type RetryModifiers, type RetryInformation } from "@azure/core-rest-pipeline";

/** Times that a request is made again at most. */
const MOST_RETRIES = 7;
/** Where Graph cannot be reached at all. */
const MOST_UNREACHABLE = 3;
/** Milliseconds of the first wait, and of the longest that is not Graph's own. */
const FIRST_MS = 500;
const LONGEST_MS = 10_000;
/** Whoever is told to wait longer than this gives up, and says so. */
const MOST_ASKED_MS = 120_000;

/** The network's codes that nobody is there: no name, no route, nobody listening; other breaks of a connection pass. */
const UNREACHABLE = ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EHOSTDOWN"];

/** True for a code of the network by which nobody can be reached. */
export function isUnreachableCode(code: string | undefined): boolean {
  return code !== undefined && UNREACHABLE.includes(code);
}

/**
 * Retries of every request to Graph: after the time that Retry-After names, else longer each time, with jitter; few
 * where there is nobody to answer. The pipeline's own policy leaves a 429 without Retry-After alone, for which Graph
 * recommends to wait longer each time.
 *
 * @see https://learn.microsoft.com/graph/throttling#best-practices-to-handle-throttling
 */
export function graphRetryPolicy(): PipelinePolicy {
  return retryPolicy([{ name: "graphRetryStrategy", retry: retryOf }], { maxRetries: MOST_RETRIES });
}

/** Whether and when a request is made again. */
export function retryOf({ retryCount, response, responseError }: RetryInformation): RetryModifiers {
  if (response === undefined) {
    const code = responseError?.code ?? "";
    if (isUnreachableCode(code))
      return retryCount < MOST_UNREACHABLE ? { retryAfterInMs: grown(retryCount, FIRST_MS / 2) } : { skipStrategy: true };
    return /^(ETIMEDOUT|ESOCKETTIMEDOUT|ECONNRESET|EPIPE|REQUEST_SEND_ERROR)$/.test(code)
      ? { retryAfterInMs: grown(retryCount) }
      : { skipStrategy: true };
  }
  const { status, headers } = response;
  const passes = status === 429 || status === 408 || (status >= 500 && status !== 501 && status !== 505);
  if (!passes) return { skipStrategy: true };
  const asked = askedMs(headers.get("Retry-After"));
  if (asked === undefined) return { retryAfterInMs: grown(retryCount) };
  return asked > MOST_ASKED_MS ? { skipStrategy: true } : { retryAfterInMs: asked + Math.random() * FIRST_MS };
}

/** Longer each time, somewhere between half of it and the whole, so that callers do not come back together. */
function grown(retryCount: number, first = FIRST_MS): number {
  const whole = Math.min(LONGEST_MS, first * 2 ** retryCount);
  return whole / 2 + (Math.random() * whole) / 2;
}

function askedMs(header: string | undefined): number | undefined {
  if (header === undefined || header === "") return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
