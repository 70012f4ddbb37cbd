import type { EnforcementLevel, Policy, PolicyConfigSchema, ReportViolation, Severity } from "@pulumi/policy";
import { advise } from "../sdk/advise";
import { byIndex } from "../sdk/by-index";
import { KeptForRun } from "../sdk/run";
import { type Field, type Fields, type Values, valuesOf } from "./config";
import { type Exemption, exemptionsField, exemptionsFor } from "./exemptions";
import type { Facts } from "./facts";
import { Unknowns } from "./unknowns";
import { type Standards, frameworkOf, tagsOf } from "./standards";
import { names, show } from "./values";

/** What every rule says about itself. */
export interface RuleHeader<F extends Fields> {
  /** Id of the rule, in kebab case. */
  readonly name: string;
  /** What must hold, as one sentence. */
  readonly description: string;
  readonly severity: Severity;
  /** `mandatory` unless said otherwise. */
  readonly enforcementLevel?: EnforcementLevel;
  readonly standards: Standards;
  /** What to do about a violation, as one sentence. */
  readonly remediationSteps: string;
  /** The document that proves the rule. */
  readonly url: string;
  /** Settings of the rule, the runbook's values as defaults. */
  readonly config?: F;
}

/** What a check works with. */
export interface Context<F extends Fields> {
  readonly config: Values<F>;
  readonly facts: Facts;
  /** Reads what preview may not know yet; undefined, and noted, where it does not. */
  known<T>(read: () => T, of?: string): T | undefined;
  /** Runs `judge` on each element, passing over those that are unknown, which are noted. */
  each(elements: readonly unknown[], judge: (element: unknown, index: number) => void, of?: string): void;
}

/** Names of the rules whose mistakes in the configuration were told. */
const reported = new KeptForRun(() => new Set<string>());

/**
 * What the engine does not see: it passes over a setting that the rule does not have, so that a typing mistake would
 * leave the default in force. Told once, on the first resource that the rule judges.
 */
function mistakeIn<F extends Fields>({ name, config }: RuleHeader<F>, given: Readonly<Record<string, unknown>>): string | undefined {
  const settings = [...Object.keys(config ?? {}), "exemptions"];
  const unknownSettings = Object.keys(given).filter((setting) => !settings.includes(setting));
  if (unknownSettings.length === 0 || reported.get().has(name)) return undefined;
  reported.get().add(name);
  return `The configuration of ${name} has ${names(unknownSettings.map(show))}, which the rule does not have; its settings are ${names(settings)}.`;
}

type Settings<F extends Fields> = F & { readonly exemptions: Field<readonly Exemption[]> };

/** The parts that the SDK shows: the same for rules on resources and on stacks. */
export function policyOf<F extends Fields>(header: RuleHeader<F>): Policy {
  const { name, description, severity, standards, remediationSteps, url } = header;
  const framework = frameworkOf(standards);
  return {
    name,
    description,
    enforcementLevel: header.enforcementLevel ?? "mandatory",
    severity,
    ...(framework === undefined ? {} : { framework }),
    tags: tagsOf(standards),
    remediationSteps,
    url,
    configSchema: schemaOf({ ...header.config, exemptions: exemptionsField }),
  };
}

function schemaOf(fields: Fields): PolicyConfigSchema {
  return { properties: Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema])) };
}

/** One judgement: reads configuration, reports, keeps what could not be told. */
export class Judgement<F extends Fields> {
  readonly context: Context<F>;
  readonly unknowns = new Unknowns();
  private readonly exemptions: readonly Exemption[];
  private readonly noted = new Set<string>();

  constructor(
    private readonly header: RuleHeader<F>,
    private readonly given: Readonly<Record<string, unknown>>,
    facts: Facts,
    private readonly reportViolation: ReportViolation,
  ) {
    const { exemptions, ...config } = valuesOf({ ...header.config, exemptions: exemptionsField } as Settings<F>, given) as Values<
      Settings<F>
    >;
    this.exemptions = Array.isArray(exemptions) ? (exemptions as readonly Exemption[]) : [];
    const { unknowns } = this;
    this.context = {
      config: config as unknown as Values<F>,
      facts,
      known: (read, of) => unknowns.known(read, of),
      each: (elements, judge, of) => void byIndex(elements, (index) => unknowns.known(() => judge(elements[index], index), of)),
    };
  }

  /** Sentences about what had the wrong form: values of resources, and the rule's own configuration. */
  complaints(): readonly string[] {
    const complaints = this.unknowns.complaints().map((complaint) => `${complaint}.`);
    // Only where it is told: a remediation judges, too, and tells nobody.
    const mistake = mistakeIn(this.header, this.given);
    return mistake === undefined ? complaints : [mistake, ...complaints];
  }

  /**
   * Reports a violation on a resource, unless an exemption covers it; what is exempt, and exemptions that do not count,
   * are noted.
   */
  report(message: string, urn: string, name: string): void {
    const { exempt, void: invalid } = exemptionsFor(this.exemptions, urn, name);
    if (exempt === undefined) this.reportViolation([message, ...invalid].join(" "), urn);
    else this.note(`${message} ${exempt}`, urn);
  }

  /** Says something about a resource without failing it, whatever the rule's level. */
  note(message: string, urn: string): void {
    const key = `${urn}\n${message}`;
    if (this.noted.has(key)) return;
    this.noted.add(key);
    advise(this.reportViolation, this.header.description, message, urn);
  }

  /**
   * Exemptions that name the resource but do not count are told even where nothing is wrong: someone relies on them.
   */
  tellVoidExemptions(urn: string, name: string): void {
    for (const sentence of exemptionsFor(this.exemptions, urn, name).void) this.note(sentence, urn);
  }

  /** Ends the judgement; see {@link Unknowns.close}. */
  close(of?: string): void {
    this.unknowns.close(this.header.name, of);
  }
}
