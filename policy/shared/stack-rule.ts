import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import { onlyType } from "../sdk/only-type";
import type { Fields } from "./config";
import { type Context, Judgement, type RuleHeader, policyOf } from "./rule";
import { type Stack, stackOf } from "./stack";

/** What a check of a whole stack works with. */
export interface StackContext<F extends Fields> extends Context<F> {
  readonly stack: Stack;
  report(message: string, on: PolicyResource): void;
  /** Says something without failing the stack. */
  note(message: string, on: PolicyResource): void;
}

/** A rule that looks at the stack as a whole, at the end of a preview and of an update. */
export interface StackRule<F extends Fields> extends RuleHeader<F> {
  /** Types without which the rule does not apply. */
  readonly anchors: readonly string[];
  /** Whether it needs the federation as a whole: it does not apply in an access stack, and judges in its core. */
  readonly needsWhole?: boolean;
  check(context: StackContext<F>): void | Promise<void>;
}

/** Makes a policy of the SDK from a rule. */
export function stackRule<F extends Fields>(rule: StackRule<F>): StackValidationPolicy {
  const validateStack: StackValidationPolicy["validateStack"] = async (args, reportViolation) => {
    const stack = stackOf(args);
    const anchors = stack.of(...rule.anchors);
    const [anchor] = anchors;
    const { core } = stack.facts;
    const where = core === undefined ? "" : `, which are in the core stack ${core}`;
    if (anchor === undefined) return args.notApplicable(`Applies to stacks with ${rule.anchors.join(", ")}${where}`);
    if (rule.needsWhole === true && core !== undefined)
      return args.notApplicable(`Needs the federation as a whole, which is judged in the core stack ${core}`);
    const judgement = new Judgement(rule, args.getConfig<Record<string, unknown>>(), stack.facts, reportViolation);
    const report = (message: string, on: PolicyResource): void => judgement.report(message, on.urn, on.name);
    const context = { ...judgement.context, stack, report, note: (message: string, on: PolicyResource) => judgement.note(message, on.urn) };
    try {
      await rule.check(context);
    } catch (error) {
      judgement.unknowns.note(error);
    }
    for (const complaint of judgement.complaints()) report(complaint, anchor);
    for (const { urn, name } of anchors) judgement.tellVoidExemptions(urn, name);
    judgement.close();
  };
  return { ...policyOf(rule), validateStack: onlyType(validateStack, rule.anchors) };
}
