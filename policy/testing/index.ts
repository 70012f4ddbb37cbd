/** What tests of rules are written with: resources, stacks, and the question "what does this rule say?". */
import type { Policies, PolicyResourceOptions } from "@pulumi/policy";
import { COMPONENT } from "../../contract/component-types";
import { rememberFacts } from "../shared/facts";
import { type Answer, UNKNOWN, type Wire, analyze, analyzeStack, remediate } from "../sdk/analyze";

export { UNKNOWN, type Wire };

type Rule = Policies[number];

/** Details of a made-up resource. */
export interface Details {
  readonly name?: string;
  readonly opts?: Partial<PolicyResourceOptions>;
  /** Region of its provider. */
  readonly region?: string;
  /** Name of its provider; `default` unless said otherwise. */
  readonly provider?: string;
  /** Resources that a property refers to. */
  readonly refers?: Readonly<Record<string, Wire | readonly Wire[]>>;
}

const STACK = "urn:pulumi:test::project::";

/** A resource of a type, with inputs. */
export function resource(type: string, props: Readonly<Record<string, unknown>>, details: Details = {}): Wire {
  const name = details.name ?? "it";
  const pkg = type.split(":")[0] ?? "aws";
  const providerName = details.provider ?? "default";
  const providerType = `pulumi:providers:${pkg}`;
  return {
    type,
    name,
    urn: `${STACK}${type}::${name}`,
    props,
    opts: details.opts ?? {},
    provider: {
      type: providerType,
      name: providerName,
      urn: `${STACK}${providerType}::${providerName}`,
      props: { region: details.region ?? "eu-west-1" },
    },
    propertyDependencies: Object.fromEntries(
      Object.entries(details.refers ?? {}).map(([property, to]) => [property, [to].flat().map((wire) => (wire as Wire).urn)]),
    ),
  };
}

/** The component that tells the facts of a stack. */
export function facts(stackFacts: Readonly<Record<string, unknown>>): Wire {
  return resource(COMPONENT.federation, stackFacts, { name: "federation" });
}

/** A rule with the configuration that the engine would give it. */
export function configured(rule: Rule, config: Readonly<Record<string, unknown>>): Rule {
  const getConfig = <T extends object>(): T => config as T;
  if ("validateStack" in rule) {
    const { validateStack } = rule;
    return { ...rule, validateStack: (args, report) => validateStack({ ...args, getConfig }, report) };
  }
  const { validateResource, remediateResource } = rule;
  if (typeof validateResource !== "function") throw new Error(`${rule.name} has no check`);
  return {
    ...rule,
    validateResource: (args, report) => validateResource({ ...args, getConfig }, report),
    ...(remediateResource === undefined ? {} : { remediateResource: (args) => remediateResource({ ...args, getConfig }) }),
  };
}

/** Everything that a rule says about one resource, or about a stack. `stackFacts` passes by before it. */
export async function judge(rule: Rule, subject: Wire | readonly Wire[], stackFacts?: Wire): Promise<Answer> {
  // A rule with a single type is passed over for all others; in the pack the stack's facts reach it through the rules
  // beside it.
  const witness: Rule = {
    name: "witness",
    description: "",
    validateResource: ({ type, props }) => (type === COMPONENT.federation ? rememberFacts(props) : undefined),
  };
  const policies: Policies = [rule, witness];
  if (Array.isArray(subject))
    return analyzeStack(policies, stackFacts === undefined ? (subject as Wire[]) : [stackFacts, ...(subject as Wire[])]);
  return analyze(policies, subject as Wire, stackFacts === undefined ? [] : [stackFacts]);
}

/** Messages of mandatory violations, without the rule's description. */
export async function violations(rule: Rule, subject: Wire | readonly Wire[], stackFacts?: Wire): Promise<string[]> {
  return messages(await judge(rule, subject, stackFacts), "mandatory");
}

/** Messages of advisory notes, without the rule's description. */
export async function notes(rule: Rule, subject: Wire | readonly Wire[], stackFacts?: Wire): Promise<string[]> {
  return messages(await judge(rule, subject, stackFacts), "advisory");
}

/** Whether a rule holds itself not applicable. */
export async function isNotApplicable(rule: Rule, subject: Wire | readonly Wire[]): Promise<boolean> {
  return (await judge(rule, subject)).notApplicable.includes(rule.name);
}

/** Inputs after the rule's remediation; undefined where it changes nothing. */
export async function remedied(rule: Rule, subject: Wire): Promise<Record<string, unknown> | undefined> {
  return remediate([rule], subject);
}

function messages({ diagnostics }: Answer, wanted: "advisory" | "mandatory"): string[] {
  return diagnostics
    .filter(({ level }) => level === wanted)
    .map(({ message }) => message.slice(message.indexOf("\n") + 1).replace(/^can't run policy .*? during preview: /, ""));
}
