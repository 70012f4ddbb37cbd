import assert from "node:assert/strict";
import { itTells, type Case } from "./bad-input";
import { parsed, type Raw } from "./fixtures";

const ca = (changes: Raw): Raw => ({ conditionalAccess: { state: "enabled", emergencyAccessGroup: "aws-emergency", ...changes } });
const reportOnly = (reportOnlyUntil?: string): Raw =>
  ca({ state: "enabledForReportingButNotEnforced", ...(reportOnlyUntil === undefined ? {} : { reportOnlyUntil }) });

const armor = (body: string): string => `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${body}\n-----END PGP PUBLIC KEY BLOCK-----\n`;
const ADA = { name: "Ada Byron", pgpPublicKey: armor("mDMEada") };
const ALAN = { name: "Alan Turing", pgpPublicKey: armor("mDMEalan") };
const ALARMS = { subscribers: [{ email: "security@example.com" }] };
const USERS = [
  { name: "breakglass-1", custodian: ADA },
  { name: "breakglass-2", custodian: ALAN },
];
const breakglass = (changes: Raw, more: Raw = {}): Raw => ({
  breakglass: { users: USERS, generation: "2027Q1", ...changes },
  alarms: ALARMS,
  ...more,
});
const second = (changes: Raw): Raw => breakglass({ users: [USERS[0], { ...USERS[1], ...changes }] });

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
  {
    name: "a breakglass user's name that is too long for the alarms",
    wrong: second({ name: "b".repeat(33) }),
    sentences: [
      `federation:breakglass.users[1].name is "${"b".repeat(33)}": write the name of an IAM user: up to 32 letters, digits and +=,.@_-.`,
    ],
    right: second({ name: "b".repeat(32) }),
  },
  {
    name: "three breakglass users",
    wrong: breakglass({ users: [...USERS, { ...USERS[0], name: "breakglass-3" }] }),
    sentences: ["federation:breakglass.users is a list: write exactly 2 users, each {name, custodian: {name, pgpPublicKey}}."],
    right: breakglass({}),
  },
  {
    name: "one name for both users",
    wrong: second({ name: "Breakglass-1" }),
    sentences: ['federation:breakglass.users[1].name is "Breakglass-1": give the second user a name of its own.'],
    right: second({ name: "Breakglass-2" }),
  },
  {
    name: "one custodian for both users",
    wrong: second({ custodian: { ...ALAN, name: "ada byron" } }),
    sentences: [
      'federation:breakglass.users[1].custodian.name is "ada byron": that is the custodian of the first user; name another person.',
    ],
    right: second({ custodian: ALAN }),
  },
  {
    name: "one key for both users, folded otherwise",
    wrong: second({ custodian: { ...ALAN, pgpPublicKey: armor("Comment: mine\nmDME\nada") } }),
    sentences: [
      "federation:breakglass.users[1].custodian.pgpPublicKey is the key of the first user's custodian: write the second custodian's own key.",
    ],
    right: second({ custodian: { ...ALAN, pgpPublicKey: `mQINB${"Zm9vYmFy".repeat(20)}` } }),
  },
  {
    name: "what is no PGP key",
    wrong: second({ custodian: { ...ALAN, pgpPublicKey: "ssh-ed25519 AAAA" } }),
    sentences: [
      "federation:breakglass.users[1].custodian.pgpPublicKey is no PGP public key: write the custodian's PGP public key, ASCII-armoured or in base64.",
    ],
    right: second({}),
  },
  {
    name: "a private PGP key, without showing it",
    wrong: second({ custodian: { ...ALAN, pgpPublicKey: "-----BEGIN PGP PRIVATE KEY BLOCK-----\nabc" } }),
    sentences: [
      "federation:breakglass.users[1].custodian.pgpPublicKey is a PGP private key: write the public key, and treat this one as disclosed.",
    ],
    right: second({}),
  },
  {
    name: "a Keybase key",
    wrong: second({ custodian: { ...ALAN, pgpPublicKey: "keybase:alan" } }),
    sentences: [
      "federation:breakglass.users[1].custodian.pgpPublicKey names a Keybase key: write the public key itself, so that nobody can change it elsewhere.",
    ],
    right: second({}),
  },
  {
    name: "a generation that is no quarter",
    wrong: breakglass({ generation: "2027Q5" }),
    sentences: [
      'federation:breakglass.generation is "2027Q5": write the quarter in which the credentials were made, such as 2027Q1, or 2027Q1-2 for the second in it.',
    ],
    right: breakglass({ generation: "2027Q4-2" }),
  },
  {
    name: "an older generation that is not older",
    wrong: breakglass({ accessKeys: true, users: [{ ...USERS[0], previousGeneration: "2027Q1" }, USERS[1]] }),
    sentences: ['federation:breakglass.users[0].previousGeneration is "2027Q1": write a generation before 2027Q1.'],
    right: breakglass({ accessKeys: true, users: [{ ...USERS[0], previousGeneration: "2026Q4" }, USERS[1]] }),
  },
  {
    name: "an older generation of keys that do not exist",
    wrong: second({ previousGeneration: "2026Q4" }),
    sentences: [
      'federation:breakglass.users[1].previousGeneration is "2026Q4": remove it: without accessKeys there is no older key to keep.',
    ],
    right: second({ generation: "2026Q4" }),
  },
  {
    name: "breakglass users without alarms",
    wrong: { breakglass: { users: USERS, generation: "2027Q1" } },
    sentences: [
      "federation:alarms is missing: breakglass users need an alarm on every use; write its subscribers, such as {subscribers: [{email: security@example.com}]}.",
    ],
    right: breakglass({}),
  },
  {
    name: "a drill of an unknown breakglass user",
    wrong: breakglass({}, { drills: { lastDrills: { "breakglass-3": "2026-11-01" } } }),
    sentences: ['federation:drills.lastDrills.breakglass-3 names the unknown breakglass user "breakglass-3": did you mean "breakglass-1"?'],
    right: breakglass({}, { drills: { lastDrills: { "breakglass-1": "2026-11-01" } } }),
  },
  {
    name: "a drill that is yet to come",
    wrong: breakglass({}, { drills: { lastDrills: { "breakglass-1": "2026-11-24" } } }),
    sentences: [
      'federation:drills.lastDrills.breakglass-1 is "2026-11-24": that is in the future; write the day on which the drill took place.',
    ],
    right: breakglass({}, { drills: { lastDrills: { "breakglass-1": "2026-11-23" }, intervalDays: 92 } }),
  },
];

describe("settings of Conditional Access, breakglass and drills: every mistake", () => {
  itTells(cases);

  it("puts countries in order, once, in capitals: Entra compares them in order", () => {
    assert.deepEqual(parsed(ca({ allowedCountries: ["nl", "DE", "de"] })).conditionalAccess?.allowedCountries, ["DE", "NL"]);
  });
});
