import type { PolicyKey } from "../../../access/conditional-access/policies";
import { changedItems } from "../adoption";
import { finding, note, notYet, ok, type Check, type Outcome } from "../check";
import type { ConditionalAccessReading, PolicyReading } from "../conditional-access";
import type { PolicyDifference } from "../conditional-access-policy";
import { frequencyAdoption } from "../sign-in-frequency";

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
    cloud: "Entra",
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
  const ids = [...found.map(({ policy: { id } }) => id), ...(renamed === undefined ? [] : [renamed.id])];
  const about = { ids, names: [displayName] };
  const location = outside === undefined ? [] : locationOutcomes(outside, locations);
  if (renamed !== undefined)
    return [
      finding(
        `The policy "${displayName}" is called "${renamed.displayName}" in Entra.`,
        "Run `pulumi up --refresh`, which names it back.",
        { about: { ids, names: [displayName, renamed.displayName] } },
      ),
      ...location,
    ];
  if (only === undefined)
    return [finding(`There is no policy "${displayName}".`, "Run `pulumi up --refresh`, which makes it anew.", { about }), ...location];
  if (others.length > 0) {
    return [
      finding(
        `There are ${found.length} policies "${displayName}" (${ids.join(", ")}).`,
        "Run `federation recover`, which names the one that is in no state.",
        { about },
      ),
    ];
  }
  const differences = ownDifferences(policy, reading);
  const has = (part: string): boolean => differences.some((difference) => difference.part === part);
  if (differences.length > 0) {
    // Only the MFA policy has the settings' sign-in frequency.
    const adopt = model.key === "mfa" && has("signInFrequency") ? frequencyAdoption(reading.settings, only.policy) : undefined;
    const phrases = differences.map(({ words }) => words).join("; ");
    location.unshift(finding(`"${displayName}" has ${phrases}.`, has("state") ? STATE : APPLY, { about, adopt }));
  }
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
export function ownDifferences(
  { model, found, locations }: PolicyReading,
  { exceptionGroups }: ConditionalAccessReading,
): PolicyDifference[] {
  const lacksGroup = model.excludeGroups.some((group) => exceptionGroups.get(group)?.length !== 1);
  const lacksLocation = model.outside !== undefined && locations.length !== 1;
  return (found[0]?.differences ?? []).filter(
    ({ part }) => !(lacksGroup && part === "excluded group") && !(lacksLocation && part === "excluded location"),
  );
}

function locationOutcomes(
  { displayName, countries, includeUnknown }: NonNullable<PolicyReading["model"]["outside"]>,
  found: PolicyReading["locations"],
): Outcome[] {
  const [only, ...others] = found;
  const about = { ids: found.map(({ id }) => id), names: [displayName] };
  if (only === undefined)
    return [finding(`There is no named location "${displayName}".`, "Run `pulumi up --refresh`, which makes it anew.", { about })];
  if (others.length > 0) {
    return [
      finding(
        `There are ${found.length} named locations "${displayName}" (${about.ids.join(", ")}).`,
        "Run `federation recover`, which names the one that is in no state.",
        { about },
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
  const adopt = changedItems("federation:conditionalAccess.allowedCountries", { wanted: countries, found: live });
  return wrong.length === 0 ? [] : [finding(`The named location "${displayName}" has ${wrong.join("; ")}.`, APPLY, { about, adopt })];
}
