import type {
  PolicyProviderResource,
  PolicyResourceOptions,
  ResourceValidation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
} from "@pulumi/policy";
import { COMPONENT } from "../../contract/component-types";
import { onlyType } from "../sdk/only-type";
import { withoutStackTrace } from "../sdk/without-stack-trace";
import type { Fields, Values } from "./config";
import { rememberFacts, rememberedFacts } from "./facts";
import { MalformedValueError } from "./unknowns";
import { type Context, Judgement, type RuleHeader, policyOf } from "./rule";

/** The resource that a rule judges. */
export interface Subject {
  readonly type: string;
  /** Inputs; reading one that preview does not know throws (see {@link Context.known}). */
  readonly props: Readonly<Record<string, unknown>>;
  readonly urn: string;
  readonly name: string;
  readonly opts: PolicyResourceOptions;
  readonly provider: PolicyProviderResource | undefined;
}

/** What a check of one resource works with. */
export interface ResourceContext<F extends Fields> extends Context<F> {
  report(message: string): void;
  /** Says something without failing the resource. */
  note(message: string): void;
}

/** A rule that looks at one resource at a time, before it is made or changed. */
export interface ResourceRule<F extends Fields> extends RuleHeader<F> {
  /** Type tokens; every type by which the same thing can be done. */
  readonly types: readonly string[];
  check(subject: Subject, context: ResourceContext<F>): void | Promise<void>;
  /**
   * Changes inputs, in place, to such that conform; true where it changed something. Where the right value is not ours
   * to choose it changes nothing. In place, because a copy would lose what is secret, and would have to read what is
   * not known yet.
   */
  remedy?(props: Record<string, unknown>, config: Values<F>): boolean;
}

/** Makes a policy of the SDK from a rule. */
export function resourceRule<F extends Fields>(rule: ResourceRule<F>): ResourceValidationPolicy {
  const types = new Set(rule.types);
  const validateResource: ResourceValidation = async (args, reportViolation) => {
    if (!types.has(args.type)) return notApplicable(args);
    const { type, urn, name, opts, provider } = args;
    const judgement = new Judgement(rule, args.getConfig<Record<string, unknown>>(), rememberedFacts(), reportViolation);
    const report = (message: string): void => judgement.report(message, urn, name);
    try {
      await rule.check(
        { type, props: args.props, urn, name, opts, provider },
        { ...judgement.context, report, note: (message) => judgement.note(message, urn) },
      );
    } catch (error) {
      judgement.unknowns.note(error);
    }
    for (const complaint of judgement.complaints()) report(complaint);
    judgement.tellVoidExemptions(urn, name);
    judgement.close(name);
  };
  const policy = { ...policyOf(rule), validateResource: onlyType(validateResource, rule.types) };
  const { remedy } = rule;
  if (remedy === undefined) return policy;
  return {
    ...policy,
    remediateResource: (args) => {
      if (!types.has(args.type)) return notApplicable(args);
      const { context } = new Judgement(rule, args.getConfig<Record<string, unknown>>(), rememberedFacts(), () => undefined);
      try {
        return remedy(args.props, context.config) ? args.props : undefined;
      } catch (error) {
        // Of no form that could be put right; the check says so.
        if (error instanceof MalformedValueError) return undefined;
        throw error;
      }
    },
  };
}

/**
 * Tells the engine that a rule has nothing to say. Every rule with several types does so for most resources, so that it
 * must be cheap: few words, which go to the engine once a rule and resource.
 */
function notApplicable(args: ResourceValidationArgs): never {
  if (args.type === COMPONENT.federation) rememberFacts(args.props);
  return withoutStackTrace(() => args.notApplicable("Applies to other types"));
}
