import { type PipelineResponse, type RetryStrategy } from "@azure/core-rest-pipeline";
import { type Operation } from "./operation";

/** Tells whether an answer that is an error for everybody else is worth asking again for, in this one call. */
export type AlsoRetry = (status: number, code: string, message: string) => boolean;

/** Highest number of repetitions, as officially. */
export const maxRetries = 16;

const longestOfficialMs = 61_000;

/** 408, 424 and 429 pass, and so do a server's own faults; 501 says that the route does not exist. */
function passes(status: number): boolean {
  return status === 408 || status === 424 || status === 429 || (status >= 500 && status !== 501);
}

function graphError(response: PipelineResponse): { code: string; message: string } {
  try {
    const { error } = JSON.parse(response.bodyAsText ?? "") as { error?: { code?: string; message?: string } };
    return { code: error?.code ?? "", message: error?.message ?? "" };
  } catch {
    return { code: "", message: "" };
  }
}

/**
 * The official plugin's repetitions: 1, 2, 4 … 32, 61, 61 s (at this plugin's pace), or as long as an integer
 * Retry-After says (in full). A connection that fails is not repeated, and neither is a request whose next turn would
 * come after the operation's deadline: then Graph's own refusal is the error, not the lateness.
 */
export function graphRetryStrategy(operation: Operation, alsoRetry: AlsoRetry): RetryStrategy {
  return {
    name: "graphRetry",
    retry({ response, retryCount, responseError }) {
      if (response === undefined) return responseError ? { errorToThrow: responseError } : { skipStrategy: true };
      const { code, message } = graphError(response);
      if (!passes(response.status) && !alsoRetry(response.status, code, message)) return { skipStrategy: true };
      const asked = response.headers.get("Retry-After");
      const backOff = operation.pace.of(Math.min(1_000 * 2 ** retryCount, longestOfficialMs));
      const retryAfterInMs = asked !== undefined && /^\d+$/.test(asked) ? Number(asked) * 1_000 : backOff;
      return Date.now() + retryAfterInMs >= operation.endsAt ? { skipStrategy: true } : { retryAfterInMs };
    },
  };
}
