import { readFileSync } from "node:fs";
import { dayOf, daysAfter, fixedClock, yearsAfter } from "../../contract/clock";
import type { Organization } from "../../access/model";
import { planAccess } from "../../access/plan";
import { formatProblems } from "../../access/problems";
import { parseSettings } from "../../access/settings";
import { Failure } from "../failure";
import { COMMENTS } from "../stack-file/comments";
import { commented, plainOf, type SettingValue, type StackFileEntry } from "../stack-file/write";
import { selectorOf, type InitAnswers } from "./questions";

/** For how many days Conditional Access only reports, so that people see what it would refuse. */
const REPORT_ONLY_DAYS = 14;

/**
 * The keys of a stack file from the answers; the phase is connect, as nobody who begins has the console's values.
 *
 * @throws Failure that names every mistake that only shows in the whole, such as developers in production.
 */
export function initSettings(answers: InitAnswers, organization: Organization | undefined, now: Date): StackFileEntry[] {
  const entries = fileEntries(answers, now);
  const raw = Object.fromEntries(entries.filter(({ key }) => !key.includes(":")).map(({ key, value }) => [key, plainOf(value)]));
  const { settings, problems } = parseSettings(raw, fixedClock(now));
  const found =
    settings !== undefined && organization !== undefined ? [...problems, ...planAccess(settings, organization).problems] : problems;
  if (found.length > 0) throw new Failure(`The answers do not fit together:\n${formatProblems(found)}`);
  return entries;
}

function fileEntries(answers: InitAnswers, now: Date): StackFileEntry[] {
  const today = dayOf(now);
  const text = (name: string): string => String(answers[name] ?? "");
  const entry = (key: string, value: SettingValue, comment?: string): StackFileEntry[] =>
    plainOf(value) === undefined ? [] : [{ key, value, ...(comment === undefined ? {} : { comment }) }];
  return [
    ...entry("aws:region", text("homeRegion"), COMMENTS.region),
    ...entry("aws:maxRetries", "10", COMMENTS.maxRetries),
    ...entry("stage", text("stage"), COMMENTS.stage),
    ...entry("phase", "connect", COMMENTS.phase),
    ...entry("homeRegion", text("homeRegion"), COMMENTS.homeRegion),
    ...entry("tenantId", text("tenantId"), COMMENTS.tenantId),
    ...entry("enterpriseApp", {
      name: "AWS IAM Identity Center",
      notificationEmails: listOf(answers, "notificationEmails", COMMENTS.notificationEmails),
      signingCertificates: commented(
        [{ slot: today.slice(0, 4), endDate: `${yearsAfter(today, 3)}T00:00:00Z` }],
        COMMENTS.signingCertificates,
      ),
    }),
    ...entry("productionAccounts", selectors(answers, "productionAccounts"), COMMENTS.productionAccounts),
    ...entry("permissionSets", permissionSets(answers), COMMENTS.permissionSets),
    ...entry("access", access(answers), COMMENTS.access),
    ...entry("conditionalAccess", conditionalAccess(answers, today)),
    ...entry("breakglass", breakglass(answers, today)),
    ...entry("alarms", alarms(answers)),
  ];
}

function listOf(answers: InitAnswers, name: string, comment: string): SettingValue {
  const value = answers[name];
  return value === undefined ? undefined : commented(value, comment);
}

function selectors(answers: InitAnswers, name: string): SettingValue {
  const value = answers[name];
  return Array.isArray(value) ? (value as readonly string[]).map(selectorOf) : undefined;
}

function permissionSets(answers: InitAnswers): SettingValue {
  const sets = {
    "Data-Engineer-RW": answers["dataEngineers"] === undefined ? undefined : { buckets: answers["dataEngineerBuckets"] },
    "Data-Analyst-RO":
      answers["dataAnalysts"] === undefined ? undefined : { buckets: answers["dataAnalystBuckets"], resultBucket: answers["resultBucket"] },
  };
  return Object.values(sets).every((set) => set === undefined) ? undefined : sets;
}

/** Names of the questions for group and accounts of each archetype. */
const ARCHETYPES = [
  ["platformAdmins", "platformAdminAccounts", "Platform-Admin"],
  ["auditors", "auditorAccounts", "Security-Audit-RO"],
  ["dataEngineers", "dataEngineerAccounts", "Data-Engineer-RW"],
  ["dataAnalysts", "dataAnalystAccounts", "Data-Analyst-RO"],
  ["developers", "developerAccounts", "Developer"],
] as const;

function access(answers: InitAnswers): SettingValue {
  return ARCHETYPES.flatMap(([group, accounts, permissionSet]) => {
    if (answers[group] === undefined) return [];
    const where = selectors(answers, accounts) as readonly SettingValue[];
    return [{ group: answers[group], permissionSet, accounts: where.length === 1 ? where[0] : where }];
  });
}

function conditionalAccess(answers: InitAnswers, today: string): SettingValue {
  if (answers["emergencyAccessGroup"] === undefined) return undefined;
  return {
    state: commented("enabledForReportingButNotEnforced", COMMENTS.conditionalAccessState),
    reportOnlyUntil: daysAfter(today, REPORT_ONLY_DAYS),
    emergencyAccessGroup: commented(answers["emergencyAccessGroup"], COMMENTS.emergencyAccessGroup),
    allowedCountries: listOf(answers, "allowedCountries", COMMENTS.allowedCountries),
    travelExceptionGroup: answers["travelExceptionGroup"],
    strength: commented(answers["strength"], COMMENTS.strength),
  };
}

function breakglass(answers: InitAnswers, today: string): SettingValue {
  if (answers["firstCustodian"] === undefined) return undefined;
  const user = (number: 1 | 2, custodian: string, key: string): SettingValue => ({
    name: `breakglass-${number}`,
    custodian: { name: answers[custodian], pgpPublicKey: readFileSync(String(answers[key]), "utf8").replaceAll("\r\n", "\n").trim() },
  });
  return {
    generation: commented(`${today.slice(0, 4)}Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`, COMMENTS.breakglass),
    accessKeys: commented(false, COMMENTS.accessKeys),
    users: [user(1, "firstCustodian", "firstKey"), user(2, "secondCustodian", "secondKey")],
  };
}

function alarms(answers: InitAnswers): SettingValue {
  if (answers["alarmEmail"] === undefined) return undefined;
  return { subscribers: commented([{ email: answers["alarmEmail"] }], COMMENTS.subscribers) };
}
