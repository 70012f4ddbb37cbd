import type { PolicyKey } from "../../../access/conditional-access/policies";
import { finding, note, notYet, ok, type Check, type Outcome } from "../check";
import type { ConditionalAccessReading, PolicyReading } from "../conditional-access";

const APPLY = "Run `pulumi up --refresh`, which sets it.";

/** Whoever is locked out switches a policy off by hand: undoing that would lock them out again. */
const STATE = "Find out who switched it and why (docs/conditional-access.md, Back); once that is settled, run `pulumi up --refresh`.";

/** R6.1: the MFA policy exists once and is as the settings want it, condition by condition. */
export const multifactor = policyCheck("R6.1", "mfa", "Conditional Access: multifactor authentication");

/** R6.2: so does the policy that asks administrators for a compliant device. */
export const compliantDevice = policyCheck("R6.2", "compliant-device", "Conditional Access: compliant device");

/** R6.4: so does the policy that blocks other countries, with its named location. */
export const allowedCountries = policyCheck("R6.4", "countries", "Conditional Access: allowed countries");

function policyCheck(id: string, key: PolicyKey, title: string): Check {
  return {
    id,
    runbook: id,
    title,
    async run(context) {
      const reading = await context.conditionalAccess();
      if (reading === undefined) return [notYet("The settings have no federation:conditionalAccess.")];
      const policy = reading.policies.find(({ model }) => model.key === key);
      return policy === undefined ? [notYet("The settings ask for no such policy.")] : policyOutcomes(policy, reading);
    },
  };
}

/** What is to be said of one policy. */
export function policyOutcomes(policy: PolicyReading, reading: ConditionalAccessReading): Outcome[] {
  const { model, found, renamed, locations } = policy;
  const { displayName, outside, state } = model;
  const [only, ...others] = found;
  const location = outside === undefined ? [] : locationOutcomes(outside, locations);
  if (renamed !== undefined)
    return [
      finding(
        `The policy "${displayName}" is called "${renamed.displayName}" in Entra.`,
        "Run `pulumi up --refresh`, which names it back.",
      ),
      ...location,
    ];
  if (only === undefined)
    return [finding(`There is no policy "${displayName}".`, "Run `pulumi up --refresh`, which makes it anew."), ...location];
  if (others.length > 0) {
    return [
      finding(
        `There are ${found.length} policies "${displayName}" (${found.map(({ policy }) => policy.id).join(", ")}).`,
        "Run `federation recover`, which names the one that is in no state.",
      ),
    ];
  }
  const differences = ownDifferences(policy, reading);
  const stateDiffers = differences.some((phrase) => phrase.startsWith("state "));
  if (differences.length > 0) location.unshift(finding(`"${displayName}" has ${differences.join("; ")}.`, stateDiffers ? STATE : APPLY));
  if (location.length > 0) return location;
  if (state === "enabled") return [ok(`"${displayName}" is enabled, and as the settings want it.`)];
  const { reportOnlyUntil } = reading.settings;
  return [
    note(
      `"${displayName}" is as the settings want it, but holds nobody: ${state === "disabled" ? "disabled" : `report-only until ${reportOnlyUntil}`}.`,
      "docs/conditional-access.md tells how to roll it out; then set federation:conditionalAccess.state to enabled.",
    ),
  ];
}

/**
 * What is wrong with a policy that is there once, without what a group or a location that is not there brings with it:
 * those are findings of their own.
 */
export function ownDifferences({ model, found, locations }: PolicyReading, { exceptionGroups }: ConditionalAccessReading): string[] {
  const lacksGroup = model.excludeGroups.some((group) => exceptionGroups.get(group)?.length !== 1);
  const lacksLocation = model.outside !== undefined && locations.length !== 1;
  return (found[0]?.differences ?? []).filter(
    (phrase) => !(lacksGroup && phrase.startsWith("excluded group ")) && !(lacksLocation && phrase.startsWith("excluded location ")),
  );
}

function locationOutcomes(
  { displayName, countries, includeUnknown }: NonNullable<PolicyReading["model"]["outside"]>,
  found: PolicyReading["locations"],
): Outcome[] {
  const [only, ...others] = found;
  if (only === undefined)
    return [finding(`There is no named location "${displayName}".`, "Run `pulumi up --refresh`, which makes it anew.")];
  if (others.length > 0) {
    return [
      finding(
        `There are ${found.length} named locations "${displayName}" (${found.map(({ id }) => id).join(", ")}).`,
        "Run `federation recover`, which names the one that is in no state.",
      ),
    ];
  }
  const live = only.countriesAndRegions ?? [];
  const extra = live.filter((country) => !countries.includes(country));
  const missing = countries.filter((country) => !live.includes(country));
  const wrong = [
    ...(extra.length === 0 ? [] : [`${extra.join(", ")} too much`]),
    ...(missing.length === 0 ? [] : [`${missing.join(", ")} missing`]),
    ...((only.includeUnknownCountriesAndRegions ?? false) === includeUnknown
      ? []
      : [includeUnknown ? "addresses of no known country missing" : "addresses of no known country too much"]),
    ...((only.countryLookupMethod ?? "clientIpAddress") === "clientIpAddress"
      ? []
      : [`countries by ${only.countryLookupMethod} instead of the address`]),
  ];
  return wrong.length === 0 ? [] : [finding(`The named location "${displayName}" has ${wrong.join("; ")}.`, APPLY)];
}
