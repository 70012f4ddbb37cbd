import type { preHandlerHookHandler } from "fastify";
import { tooManyRequests } from "./graph-error";
import type { Settings } from "./settings";

/** Counts calls in a sliding window. */
export class RateLimit {
  private readonly calls: number[] = [];

  /** @param windowMs length of the window in milliseconds */
  constructor(private readonly windowMs: number) {}

  /**
   * Counts a call.
   *
   * @param most calls allowed in the window
   * @throws GraphError 429 with Retry-After when there were as many already; the refused call does not count
   */
  take(most: number, message: string): void {
    const now = Date.now();
    while (this.calls[0] !== undefined && this.calls[0] <= now - this.windowMs) this.calls.shift();
    const oldest = this.calls[0];
    if (oldest !== undefined && this.calls.length >= most) throw tooManyRequests(message, (oldest + this.windowMs - now) / 1000);
    this.calls.push(now);
  }
}

const conditionalAccess = new WeakMap<Settings, RateLimit>();

/** Holds changes of Conditional Access to the configured requests a second, over all its routes together. */
export function paced(settings: Settings): preHandlerHookHandler {
  return (_request, _reply, done) => {
    const limit = conditionalAccess.get(settings) ?? new RateLimit(1000);
    conditionalAccess.set(settings, limit);
    if (settings.conditionalAccessPerSecond > 0)
      limit.take(settings.conditionalAccessPerSecond, "Too many requests to Conditional Access.");
    done();
  };
}
