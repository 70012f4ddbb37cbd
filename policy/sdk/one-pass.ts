/**
 * One copy of a stack for all its rules. The SDK copies every resource of the stack out of the engine's message anew
 * for each rule on the whole stack; at thousands of resources these copies cost more than all that the rules do
 * (docs/performance.md). Here the first rule of an analysis gets the copy, and what was gathered from it; for each
 * later rule the SDK finds nothing to copy.
 *
 * Where the SDK changes so that this does not take hold, every rule gets its own copy again: slower, and never less.
 */
import type { PolicyResource } from "@pulumi/policy";
import { AnalyzeStackRequest, type AnalyzerResource } from "@pulumi/pulumi/proto/analyzer_pb";

type Resources = AnalyzerResource[];

/** What was gathered from a message's resources. */
const gathered = new WeakMap<Resources, unknown>();

/**
 * The resources that the SDK last went through: it calls the rule for which it does so before anything else can happen.
 */
let passed: Resources | undefined;

const { getResourcesList } = AnalyzeStackRequest.prototype;
const elements = Array.prototype[Symbol.iterator] as (this: Resources) => IterableIterator<AnalyzerResource>;

AnalyzeStackRequest.prototype.getResourcesList = function (this: AnalyzeStackRequest): Resources {
  const resources = getResourcesList.call(this);
  return Object.defineProperty(resources, Symbol.iterator, {
    configurable: true,
    value: () => {
      passed = resources;
      return elements.call(gathered.has(resources) ? [] : resources);
    },
  });
};

/**
 * What `gather` makes of the resources that a rule on the whole stack is called with; the same for all rules of one
 * analysis.
 */
export function ofOnePass<T>(copies: readonly PolicyResource[], gather: (copies: readonly PolicyResource[]) => T): T {
  const message = passed;
  passed = undefined;
  if (message === undefined) return gather(copies);
  if (!gathered.has(message)) gathered.set(message, gather(copies));
  return gathered.get(message) as T;
}
