/**
 * `federation:conditionalAccess`: under what conditions people sign in to AWS (R6).
 */
// The package itself reads the names of all countries in 70 languages; the codes are enough.
import countries from "i18n-iso-countries/index.js";
import * as z from "zod";
import { dayOf, daysAfter, type Clock } from "../../contract/clock";
import type { Problem } from "../model";
import { missing, mistake, passed, wrong } from "../problems";
import { either } from "../words";
import { checkedTextSchema, daySchema, documented, flagSchema, mappingSchema, oneOfSchema, wholeNumberSchema } from "./fields";
import { groupKey, groupSchema } from "./group";

/** How long policies may stay report-only, in days. */
const REPORT_ONLY_DAYS = 30;

const COUNTRY_REMEDY = "write a country by its two-letter ISO 3166-1 code, such as DE";
/** An ISO 3166-1 alpha-2 code, upper case. */
export const countrySchema = checkedTextSchema(COUNTRY_REMEDY, (value) => {
  if (/^[A-Za-z]{2}$/.test(value) && countries.isValid(value.toUpperCase())) return undefined;
  if (/^uk$/i.test(value)) return 'write "GB" for the United Kingdom';
  const alpha2 = /^[A-Za-z]{3}$/.test(value) ? countries.alpha3ToAlpha2(value.toUpperCase()) : undefined;
  return alpha2 === undefined ? COUNTRY_REMEDY : `write it by its two-letter code, ${JSON.stringify(alpha2)}`;
}).toUpperCase();

const countriesSchema = z
  .array(
    z.unknown().transform((value, context) => {
      // YAML reads an unquoted NO as false.
      const parsed = countrySchema.safeParse(value);
      if (parsed.success) return parsed.data;
      const message = value === false ? 'for Norway write "NO" in quotes: without them YAML reads false' : parsed.error.issues[0]!.message;
      context.issues.push({ code: "custom", message, input: value });
      return z.NEVER;
    }),
    { error: "write a list of country codes" },
  )
  .min(1, { error: "write at least one country" })
  // Entra compares the list in order, so the same countries always make the same list.
  .overwrite((codes) => [...new Set(codes)].sort());

const NAME_REMEDY = "write the name of a policy or location that exists in Entra";
const policyName = () => checkedTextSchema(NAME_REMEDY, (value) => (value.trim() === "" || value.length > 256 ? NAME_REMEDY : undefined));

export const conditionalAccessSchema = mappingSchema({
  state: documented(oneOfSchema(["enabled", "enabledForReportingButNotEnforced", "disabled"]), {
    about: "State of every policy; begin with report-only (`enabledForReportingButNotEnforced`).",
  }),
  reportOnlyUntil: documented(daySchema(), {
    about: "Day by which report-only policies are to be enabled.",
    type: "day, YYYY-MM-DD",
    limits: `with report-only and only with it; today to ${REPORT_ONLY_DAYS} days ahead`,
  }).exactOptional(),
  emergencyAccessGroup: groupSchema(
    "Group excluded from every policy: the emergency-access accounts. Needed once a policy is enabled.",
  ).exactOptional(),
  allowedCountries: documented(countriesSchema, {
    about: "Countries from which people may sign in; without the setting, from everywhere.",
    type: "list of ISO 3166-1 alpha-2 codes",
  }).exactOptional(),
  includeUnknownCountries: documented(flagSchema(), {
    about: "Whether addresses that belong to no known country (some IPv6) may sign in as well.",
  }).default(false),
  travelExceptionGroup: groupSchema("Group that may sign in from every country.").exactOptional(),
  strength: documented(oneOfSchema(["mfa", "phishingResistant"]), {
    about: "mfa: any second factor; phishingResistant: FIDO2, passkey, Windows Hello or certificate.",
  }).default("mfa"),
  signInFrequencyHours: documented(wholeNumberSchema(1, 23, "write whole hours from 1 to 23, or signInFrequencyDays"), {
    about: "After how many hours people sign in to Entra again.",
    limits: "1 to 23; not together with signInFrequencyDays",
  }).exactOptional(),
  signInFrequencyDays: documented(wholeNumberSchema(1, 365, "write whole days from 1 to 365"), {
    about: "After how many days people sign in to Entra again.",
    limits: "1 to 365; not together with signInFrequencyHours",
  }).exactOptional(),
  signInEveryTime: documented(flagSchema(), {
    about: "Whether people sign in to Entra anew each time that they open AWS.",
    limits: "not together with signInFrequencyHours and signInFrequencyDays",
  }).default(false),
  disableResilienceDefaults: documented(flagSchema(), {
    about: "Whether Entra, during an outage of its own, refuses sessions that it would otherwise extend.",
  }).default(false),
  cloudAppSecurity: documented(oneOfSchema(["monitorOnly", "blockDownloads", "mcasConfigured"]), {
    about: "Routes sessions through Defender for Cloud Apps, which needs its licence: watched, without downloads, or by its own policy.",
  }).exactOptional(),
  blockLegacyAuthenticationTenantWide: documented(flagSchema(), {
    about:
      "Blocks legacy authentication for the whole tenant, not only for AWS. Not needed for AWS: the MFA policy covers all client types, and legacy clients cannot satisfy it.",
  }).default(false),
  adopted: documented(
    mappingSchema({
      mfa: documented(policyName(), { about: "Multifactor authentication for everybody." }).exactOptional(),
      compliantDevice: documented(policyName(), { about: "Compliant device for administrators." }).exactOptional(),
      countries: documented(policyName(), { about: "Blocked outside the allowed countries." }).exactOptional(),
      allowedCountries: documented(policyName(), { about: "The named location of the allowed countries." }).exactOptional(),
      legacyAuthentication: documented(policyName(), { about: "Legacy authentication blocked for the whole tenant." }).exactOptional(),
    }),
    {
      about:
        "Policies that existed before this stack (`federation adopt`), by the name that they keep: the stack then has these and no others. Take the setting out to have all, under the stack's own names.",
      type: "mapping of policy to its name in Entra",
    },
  ).exactOptional(),
});

/** Settings of Conditional Access. */
export type ConditionalAccessSettings = z.output<typeof conditionalAccessSchema>;

/** Mistakes between the keys of Conditional Access, and dates. */
export function conditionalAccessProblems(settings: ConditionalAccessSettings, clock: Clock): Problem[] {
  const at = (key: keyof ConditionalAccessSettings): string => `federation:conditionalAccess.${key}`;
  const { state, reportOnlyUntil, emergencyAccessGroup, travelExceptionGroup } = settings;
  const reportOnly = state === "enabledForReportingButNotEnforced";
  const problems: Problem[] = [];

  if (reportOnly && reportOnlyUntil === undefined) {
    problems.push(
      missing(at("reportOnlyUntil"), `write the day, at most ${REPORT_ONLY_DAYS} days ahead, by which the policies are enabled`),
    );
  }
  if (!reportOnly && reportOnlyUntil !== undefined) {
    problems.push(wrong(at("reportOnlyUntil"), reportOnlyUntil, `remove it: the state is ${state}, not enabledForReportingButNotEnforced`));
  }
  if (reportOnly && reportOnlyUntil !== undefined) {
    const today = dayOf(clock.now());
    const latest = daysAfter(today, REPORT_ONLY_DAYS);
    if (reportOnlyUntil < today)
      problems.push(passed(at("reportOnlyUntil"), reportOnlyUntil, "that is in the past; set the state to enabled"));
    if (reportOnlyUntil > latest) {
      problems.push(
        wrong(
          at("reportOnlyUntil"),
          reportOnlyUntil,
          `policies stay report-only for at most ${REPORT_ONLY_DAYS} days; write ${latest} or earlier`,
        ),
      );
    }
  }
  if (state === "enabled" && emergencyAccessGroup === undefined) {
    problems.push(
      missing(at("emergencyAccessGroup"), "enabled policies can lock everybody out; name the group that every policy excludes"),
    );
  }
  if (
    emergencyAccessGroup !== undefined &&
    travelExceptionGroup !== undefined &&
    groupKey(emergencyAccessGroup) === groupKey(travelExceptionGroup)
  ) {
    problems.push(
      wrong(
        at("travelExceptionGroup"),
        travelExceptionGroup,
        "that is the emergency-access group, which no policy holds; name a group of its own for travellers",
      ),
    );
  }
  if (travelExceptionGroup !== undefined && settings.allowedCountries === undefined) {
    problems.push(wrong(at("travelExceptionGroup"), travelExceptionGroup, "there is nothing to except; add allowedCountries or remove it"));
  }
  if (settings.adopted !== undefined && (settings.adopted.countries === undefined) !== (settings.adopted.allowedCountries === undefined)) {
    problems.push(
      mistake(at("adopted"), "has one of countries and allowedCountries", "a policy and its named location are taken over together"),
    );
  }
  const frequencies = [
    ...(settings.signInFrequencyHours === undefined ? [] : ["signInFrequencyHours"]),
    ...(settings.signInFrequencyDays === undefined ? [] : ["signInFrequencyDays"]),
    ...(settings.signInEveryTime ? ["signInEveryTime"] : []),
  ];
  if (settings.signInEveryTime && settings.disableResilienceDefaults) {
    problems.push(
      mistake(
        "federation:conditionalAccess",
        "has both signInEveryTime and disableResilienceDefaults, which Entra refuses together",
        "write one of them",
      ),
    );
  }
  if (frequencies.length > 1) {
    const both = frequencies.length === 2 ? "both " : "";
    problems.push(mistake("federation:conditionalAccess", `has ${both}${either(frequencies, "and")}`, "write one of them"));
  }
  return problems;
}
