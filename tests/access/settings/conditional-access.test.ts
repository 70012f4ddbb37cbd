import assert from "node:assert/strict";
import { type Case, itTells } from "../bad-input";
import { parsed, type Raw } from "../fixtures";

const ca = (changes: Raw): Raw => ({ conditionalAccess: { state: "enabled", emergencyAccessGroup: "aws-emergency", ...changes } });
const reportOnly = (reportOnlyUntil?: string): Raw =>
  ca({ state: "enabledForReportingButNotEnforced", ...(reportOnlyUntil === undefined ? {} : { reportOnlyUntil }) });

const cases: readonly Case[] = [
  {
    name: "an enabled policy without emergency access",
    wrong: { conditionalAccess: { state: "enabled" } },
    sentences: [
      "federation:conditionalAccess.emergencyAccessGroup is missing: enabled policies can lock everybody out; name the group that every policy excludes.",
    ],
    right: { conditionalAccess: { state: "disabled" } },
  },
  {
    name: "a state that is none",
    wrong: ca({ state: "on" }),
    sentences: ['federation:conditionalAccess.state is "on": write enabled, enabledForReportingButNotEnforced or disabled.'],
    right: ca({}),
  },
  {
    name: "report-only without end",
    wrong: reportOnly(),
    sentences: [
      "federation:conditionalAccess.reportOnlyUntil is missing: write the day, at most 30 days ahead, by which the policies are enabled.",
    ],
    right: reportOnly("2026-12-23"),
  },
  {
    name: "report-only for 31 days",
    wrong: reportOnly("2026-12-24"),
    sentences: [
      'federation:conditionalAccess.reportOnlyUntil is "2026-12-24": policies stay report-only for at most 30 days; write 2026-12-23 or earlier.',
    ],
    right: reportOnly("2026-11-23"),
  },
  {
    name: "report-only that is over",
    wrong: reportOnly("2026-11-22"),
    sentences: ['federation:conditionalAccess.reportOnlyUntil is "2026-11-22": that is in the past; set the state to enabled.'],
    right: reportOnly("2026-12-01"),
  },
  {
    name: "an end of report-only on enabled policies",
    wrong: ca({ reportOnlyUntil: "2026-12-01" }),
    sentences: [
      'federation:conditionalAccess.reportOnlyUntil is "2026-12-01": remove it: the state is enabled, not enabledForReportingButNotEnforced.',
    ],
    right: ca({}),
  },
  {
    name: "one group for emergencies and travel",
    wrong: ca({ allowedCountries: ["DE"], travelExceptionGroup: "aws-emergency" }),
    sentences: [
      'federation:conditionalAccess.travelExceptionGroup is "aws-emergency": that is the emergency-access group, which no policy holds; name a group of its own for travellers.',
    ],
    right: ca({ allowedCountries: ["DE"], travelExceptionGroup: "aws-travel" }),
  },
  {
    name: "travellers without countries",
    wrong: ca({ travelExceptionGroup: "aws-travel" }),
    sentences: [
      'federation:conditionalAccess.travelExceptionGroup is "aws-travel": there is nothing to except; add allowedCountries or remove it.',
    ],
    right: ca({ travelExceptionGroup: "aws-travel", allowedCountries: ["DE"] }),
  },
  {
    name: "countries that do not exist",
    wrong: ca({ allowedCountries: ["XX", "UK", "DEU", "Germany", false] }),
    sentences: [
      'federation:conditionalAccess.allowedCountries[0] is "XX": write a country by its two-letter ISO 3166-1 code, such as DE.',
      'federation:conditionalAccess.allowedCountries[1] is "UK": write "GB" for the United Kingdom.',
      'federation:conditionalAccess.allowedCountries[2] is "DEU": write it by its two-letter code, "DE".',
      'federation:conditionalAccess.allowedCountries[3] is "Germany": write a country by its two-letter ISO 3166-1 code, such as DE.',
      'federation:conditionalAccess.allowedCountries[4] is false: for Norway write "NO" in quotes: without them YAML reads false.',
    ],
    right: ca({ allowedCountries: ["GB", "DE", "NO"] }),
  },
  {
    name: "no country at all",
    wrong: ca({ allowedCountries: [] }),
    sentences: ["federation:conditionalAccess.allowedCountries is an empty list: write at least one country."],
    right: ca({ allowedCountries: ["DE"] }),
  },
  {
    name: "a sign-in frequency of 24 hours",
    wrong: ca({ signInFrequencyHours: 24 }),
    sentences: ["federation:conditionalAccess.signInFrequencyHours is 24: write whole hours from 1 to 23, or signInFrequencyDays."],
    right: ca({ signInFrequencyDays: 1 }),
  },
  {
    name: "two sign-in frequencies",
    wrong: ca({ signInFrequencyHours: 12, signInFrequencyDays: 1 }),
    sentences: ["federation:conditionalAccess has both signInFrequencyHours and signInFrequencyDays: write one of them."],
    right: ca({ signInFrequencyHours: 23 }),
  },
  {
    name: "every sign-in and every hour",
    wrong: ca({ signInEveryTime: true, signInFrequencyHours: 12 }),
    sentences: ["federation:conditionalAccess has both signInFrequencyHours and signInEveryTime: write one of them."],
    right: ca({ signInEveryTime: true }),
  },
  {
    name: "session controls that Entra refuses together",
    wrong: ca({ signInEveryTime: true, disableResilienceDefaults: true }),
    sentences: [
      "federation:conditionalAccess has both signInEveryTime and disableResilienceDefaults, which Entra refuses together: write one of them.",
    ],
    right: ca({ signInFrequencyDays: 1, disableResilienceDefaults: true, cloudAppSecurity: "monitorOnly" }),
  },
];

describe("settings of Conditional Access: every mistake", () => itTells(cases));

describe("settings of Conditional Access", () => {
  it("puts countries in order, once, in capitals: Entra compares them in order", () => {
    assert.deepEqual(parsed(ca({ allowedCountries: ["nl", "DE", "de"] })).conditionalAccess?.allowedCountries, ["DE", "NL"]);
  });
});
