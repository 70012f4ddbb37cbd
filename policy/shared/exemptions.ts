import { isPast, parseDay } from "./clock";
import type { Field } from "./config";
import { matches } from "./glob";
import { show } from "./values";

/** A written, dated exception from one rule, in that rule's configuration. */
export interface Exemption {
  /** URN or resource name; `*` stands for any text. */
  readonly resource: string;
  /** Why, and who agreed. */
  readonly reason: string;
  /** Last day on which it counts, `YYYY-MM-DD`. */
  readonly expires: string;
}

/** The setting `exemptions`, which every rule has. */
export const exemptionsField: Field<readonly Exemption[]> = {
  initial: [],
  schema: {
    type: "array",
    description:
      "Resources that this rule leaves alone, each with a reason and a last day; one that has expired counts as none and is reported.",
    default: [],
    items: {
      type: "object",
      required: ["resource", "reason", "expires"],
      additionalProperties: false,
      properties: {
        resource: { type: "string", minLength: 1, description: "URN or resource name; * stands for any text." },
        reason: { type: "string", minLength: 10, description: "Why, and who agreed." },
        expires: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "Last day on which it counts, YYYY-MM-DD." },
      },
    },
  },
};

/** What exemptions mean for one resource. */
export interface Verdict {
  /** The exemption in force, as a sentence; undefined where there is none. */
  readonly exempt?: string;
  /** Sentences about exemptions that name the resource and do not count: expired, undated, unreasoned. */
  readonly void: readonly string[];
}

/** Judges which exemptions apply to a resource. */
export function exemptionsFor(exemptions: readonly Exemption[], urn: string, name: string): Verdict {
  let exempt: string | undefined;
  const invalid: string[] = [];
  for (const { resource, reason, expires } of exemptions) {
    if (typeof resource !== "string" || !(matches(urn, resource) || matches(name, resource))) continue;
    const day = typeof expires === "string" ? parseDay(expires) : undefined;
    if (day === undefined || typeof reason !== "string" || reason.trim() === "") {
      invalid.push(`The exemption for ${show(resource)} needs a reason and a date such as 2027-01-31 in expires; it does not count.`);
    } else if (isPast(day)) {
      invalid.push(`The exemption for ${show(resource)} expired on ${expires} and does not count; settle it or renew it with a reason.`);
    } else {
      exempt ??= `Exempt until ${expires}: ${reason.trim()}`;
    }
  }
  return exempt === undefined ? { void: invalid } : { exempt, void: invalid };
}
