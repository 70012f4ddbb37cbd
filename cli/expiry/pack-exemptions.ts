import { readFileSync } from "node:fs";
import type { Ending } from "../../access/expiry/calendar";
import { dayOf } from "../../contract/clock";
import { Failure, sentence } from "../failure";

/**
 * Ends of the exemptions in a configuration of the policy pack (`--policy-pack-config`).
 *
 * @throws Failure where the file cannot be read, or an exemption has no day.
 */
export function packExemptions(file: string): Ending[] {
  let rules: unknown;
  try {
    rules = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Failure(`The configuration of the policy pack ${file} cannot be read: ${sentence(error)}`);
  }
  if (typeof rules !== "object" || rules === null || Array.isArray(rules))
    throw new Failure(
      `${file} is no configuration of the policy pack: write a mapping of rule to its settings (docs/policy/configuration.md).`,
    );
  return Object.entries(rules).flatMap(([rule, settings]) => {
    const exemptions: unknown = (settings as { exemptions?: unknown } | null)?.exemptions;
    if (exemptions === undefined) return [];
    if (!Array.isArray(exemptions)) throw new Failure(`${file}: exemptions of ${rule} are no list (docs/policy/configuration.md).`);
    return exemptions.map((exemption, index) => ending(file, rule, index, exemption));
  });
}

function ending(file: string, rule: string, index: number, exemption: unknown): Ending {
  const { resource, expires } = (exemption ?? {}) as { resource?: unknown; expires?: unknown };
  if (typeof resource !== "string" || typeof expires !== "string" || !isDay(expires)) {
    throw new Failure(
      `${file}: exemption ${index} of ${rule} has no resource, or no day such as 2027-01-31 in expires: it exempts nothing.`,
    );
  }
  return {
    id: `exemption-${rule}-${resource}`.replace(/[^\w-]+/g, "-"),
    what: `Exemption of ${resource} from the policy ${rule}`,
    ends: expires,
    remedy: `Settle what is exempt and remove it from ${file}, or renew it there with a reason.`,
    warnDays: 14,
  };
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return time !== undefined && !Number.isNaN(time.getTime()) && dayOf(time) === text;
}
