import type { PolicyResource, StackValidationArgs } from "@pulumi/policy";
import { COMPONENT } from "../../contract/component-types";
import { type Facts, joinFacts, readFacts, rememberedFacts } from "./facts";

/** All resources of a stack, found by type: gathered once, asked by every stack rule. */
export class Stack {
  readonly facts: Facts;
  private readonly byType = new Map<string, PolicyResource[]>();
  private readonly derived = new Map<unknown, unknown>();

  /** Sorted by URN: the engine tells them in the order in which they happened to be registered, and nobody wants another sentence each run. */
  readonly resources: readonly PolicyResource[];

  constructor(resources: readonly PolicyResource[]) {
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    this.resources = [...byUrn.keys()].sort().flatMap((urn) => byUrn.get(urn) ?? []);
    for (const resource of this.resources) {
      const same = this.byType.get(resource.type);
      if (same === undefined) this.byType.set(resource.type, [resource]);
      else same.push(resource);
    }
    const told = this.byType.get(COMPONENT.federation)?.[0];
    // A stack is shown with the component's outputs; its inputs, which tell the facts, passed by before.
    this.facts = told === undefined ? {} : joinFacts(rememberedFacts(), readFacts(told.props));
  }

  /** Resources of these types, in the order of the types. */
  of(...types: readonly string[]): readonly PolicyResource[] {
    return types.length === 1 ? (this.byType.get(types[0] as string) ?? []) : types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** Something worked out of the stack, once for all rules that ask. */
  derive<T>(work: (stack: Stack) => T): T {
    if (!this.derived.has(work)) this.derived.set(work, work(this));
    return this.derived.get(work) as T;
  }
}

let latest: { readonly urns: string; readonly stack: Stack } | undefined;

/**
 * The stack behind `args`, shared by all rules of one analysis. The SDK hands every rule a copy of its own; it runs them all within one turn of
 * the event loop, so that what was gathered for the first holds until the turn ends.
 */
export function stackOf(args: StackValidationArgs): Stack {
  const { resources } = args;
  const urns = `${resources.length} ${resources[0]?.urn} ${resources.at(-1)?.urn}`;
  if (latest?.urns !== urns) {
    latest = { urns, stack: new Stack(resources) };
    setImmediate(() => (latest = undefined));
  }
  return latest.stack;
}

/**
 * The one type by which the SDK may pass over a rule without reading a resource: an anchor that the stack at hand has, else the first, which it
 * then has not. Undefined while no rule has seen the stack yet; the SDK then asks the rule itself.
 */
export function quickAnchor(anchors: readonly string[]): string | undefined {
  if (anchors.length === 1 || latest === undefined) return anchors.length === 1 ? anchors[0] : undefined;
  const { stack } = latest;
  return anchors.find((anchor) => stack.of(anchor).length > 0) ?? anchors[0];
}
