import type { PolicyResource, StackValidationArgs } from "@pulumi/policy";
import { COMPONENT } from "../../contract/component-types";
import { ofOnePass } from "../sdk/one-pass";
import { type Facts, joinFacts, readFacts, rememberedFacts } from "./facts";

/** All resources of a stack, found by type: gathered once, asked by every stack rule. */
export class Stack {
  readonly facts: Facts;
  private readonly byType = new Map<string, PolicyResource[]>();
  private readonly derived = new Map<unknown, unknown>();

  /**
   * Sorted by URN: the engine tells them in the order in which they happened to be registered, and nobody wants another
   * sentence each run.
   */
  readonly resources: readonly PolicyResource[];

  constructor(resources: readonly PolicyResource[]) {
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    this.resources = [...byUrn.keys()].sort().flatMap((urn) => byUrn.get(urn) ?? []);
    for (const resource of this.resources) {
      const same = this.byType.get(resource.type);
      if (same === undefined) this.byType.set(resource.type, [resource]);
      else same.push(resource);
    }
    const federation = this.byType.get(COMPONENT.federation)?.[0];
    // A stack is shown with the component's outputs; its inputs, which tell the facts, passed by before.
    this.facts = federation === undefined ? {} : joinFacts(rememberedFacts(), readFacts(federation.props));
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

/** The stack behind `args`, gathered once for all rules of one analysis. */
export function stackOf({ resources }: StackValidationArgs): Stack {
  return ofOnePass(resources, (copies) => new Stack(copies));
}
