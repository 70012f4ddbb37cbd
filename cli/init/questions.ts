/** What `federation init` asks, at the terminal or in a file of answers; one list for both, and for docs/start.md. */
import { readFileSync } from "node:fs";
import * as z from "zod";
import { problemSentence } from "../../access/problems";
import type { Organization } from "../../access/model";
import { REGION } from "../../contract/partition";
import { select } from "../../access/selectors";
import { type AccountSelector, selectorsSchema, splitOuPath } from "../../access/settings/account-selector";
import { bucketSchema } from "../../access/settings/bucket";
import { conditionalAccessSchema } from "../../access/settings/conditional-access";
import { emailSchema } from "../../access/settings/enterprise-app";
import { UUID } from "../../contract/identifiers";
import { groupSchema } from "../../access/settings/group";
import { sentence } from "../failure";

/** Answers by name of the question; of a list, a list. What was not asked or left empty is not there. */
export type InitAnswers = Readonly<Record<string, string | readonly string[]>>;

/** One question. */
export interface InitQuestion {
  readonly name: string;
  /** At the terminal. */
  readonly ask: string;
  /** Example of an answer. */
  readonly such?: string;
  /** Several answers, divided by commas at the terminal. */
  readonly list?: boolean;
  readonly choices?: readonly string[];
  readonly optional?: boolean;
  /** Only asked where another question was answered, or answered so. */
  readonly after?: { readonly name: string; readonly value?: string };
  /** What is wrong with one answer, if anything. */
  readonly refuse?: (answer: string, organization: Organization | undefined) => string | undefined;
}

const bySchema =
  (schema: z.ZodType) =>
  (answer: string): string | undefined => {
    const parsed = schema.safeParse(answer);
    return parsed.success ? undefined : `${JSON.stringify(answer)}: ${parsed.error.issues[0]?.message ?? "is not right"}`;
  };
const group = bySchema(groupSchema("A group."));
const bucket = bySchema(bucketSchema);

const accounts = (of: string, after?: string): Omit<InitQuestion, "name"> => ({
  ask: `Accounts of ${of}: all, an id, a name or glob, ou: PATH, tag: KEY=VALUE`,
  such: "ou: Workloads/Development",
  list: true,
  ...(after === undefined ? {} : { after: { name: after } }),
  refuse: refuseAccounts,
});

/** Every question, in the order of asking. */
export const INIT_QUESTIONS: readonly InitQuestion[] = [
  {
    name: "homeRegion",
    ask: "Region in which Identity Center is enabled (AWS console; it can never change)",
    such: "eu-west-1",
    refuse: bySchema(z.string().regex(REGION, { error: "write an AWS region such as eu-west-1" })),
  },
  {
    name: "tenantId",
    ask: "Entra directory (tenant) id",
    such: "22222222-2222-2222-2222-222222222222",
    refuse: bySchema(z.string().regex(UUID, { error: "write a UUID; Entra shows it under Overview" })),
  },
  { name: "stage", ask: "Is this the stack of production?", choices: ["production", "development"] },
  { name: "productionAccounts", ...accounts("production"), after: { name: "stage", value: "production" } },
  {
    name: "notificationEmails",
    ask: "Whom does Entra write to before a certificate ends? E-mail addresses",
    such: "cloud-platform@example.com",
    list: true,
    optional: true,
    refuse: bySchema(emailSchema),
  },
  { name: "platformAdmins", ask: "Entra group of the platform admins (R5.1)", such: "aws-platform-admins", optional: true, refuse: group },
  { name: "platformAdminAccounts", ...accounts("the platform admins", "platformAdmins") },
  { name: "auditors", ask: "Entra group of the security auditors (R5.2)", such: "aws-security-auditors", optional: true, refuse: group },
  { name: "auditorAccounts", ...accounts("the security auditors", "auditors") },
  { name: "developers", ask: "Entra group of the developers (R5.5)", such: "aws-developers", optional: true, refuse: group },
  { name: "developerAccounts", ...accounts("the developers; production is refused", "developers") },
  { name: "dataEngineers", ask: "Entra group of the data engineers (R5.3)", such: "aws-data-engineers", optional: true, refuse: group },
  { name: "dataEngineerAccounts", ...accounts("the data engineers", "dataEngineers") },
  {
    name: "dataEngineerBuckets",
    ask: "Buckets that they read and write",
    such: "acme-lake",
    list: true,
    after: { name: "dataEngineers" },
    refuse: bucket,
  },
  { name: "dataAnalysts", ask: "Entra group of the data analysts (R5.4)", such: "aws-data-analysts", optional: true, refuse: group },
  { name: "dataAnalystAccounts", ...accounts("the data analysts", "dataAnalysts") },
  {
    name: "dataAnalystBuckets",
    ask: "Buckets that they read",
    such: "acme-lake",
    list: true,
    after: { name: "dataAnalysts" },
    refuse: bucket,
  },
  {
    name: "resultBucket",
    ask: "Bucket for the results of their queries",
    such: "acme-athena-results",
    after: { name: "dataAnalysts" },
    refuse: bucket,
  },
  {
    name: "emergencyAccessGroup",
    ask: "Entra group of the emergency-access accounts, for Conditional Access (R6); empty: without Conditional Access",
    such: "aws-emergency-access",
    optional: true,
    refuse: group,
  },
  {
    name: "allowedCountries",
    ask: "Countries from which people sign in, by two-letter code; empty: from everywhere (R6.4)",
    such: "DE, NL",
    list: true,
    optional: true,
    after: { name: "emergencyAccessGroup" },
    refuse: bySchema(z.preprocess((country) => [country], conditionalAccessSchema.shape.allowedCountries)),
  },
  {
    name: "travelExceptionGroup",
    ask: "Entra group that may sign in from elsewhere, while travelling",
    such: "aws-travel-exception",
    optional: true,
    after: { name: "allowedCountries" },
    refuse: group,
  },
  {
    name: "strength",
    ask: "Second factor: any, or phishing-resistant only (FIDO2, passkey, Windows Hello, certificate)",
    choices: ["mfa", "phishingResistant"],
    after: { name: "emergencyAccessGroup" },
  },
  {
    name: "firstCustodian",
    ask: "Custodian of breakglass-1 (R7), a person's name; empty: breakglass users later",
    such: "Grace Custodian",
    optional: true,
  },
  {
    name: "firstKey",
    ask: "File with that person's PGP public key",
    such: "grace.asc",
    after: { name: "firstCustodian" },
    refuse: refuseKey,
  },
  { name: "secondCustodian", ask: "Custodian of breakglass-2, another person", such: "Alan Custodian", after: { name: "firstCustodian" } },
  {
    name: "secondKey",
    ask: "File with that person's PGP public key",
    such: "alan.asc",
    after: { name: "firstCustodian" },
    refuse: refuseKey,
  },
  {
    name: "alarmEmail",
    ask: "Who is woken by any use of a breakglass user? An e-mail address",
    such: "security-oncall@example.com",
    after: { name: "firstCustodian" },
    refuse: bySchema(emailSchema),
  },
];

/** Whether a question is to be asked after these answers. */
export function isAsked({ after }: InitQuestion, answers: InitAnswers): boolean {
  if (after === undefined) return true;
  const before = answers[after.name];
  return before !== undefined && before.length > 0 && (after.value === undefined || before === after.value);
}

/** What is wrong with an answer, if anything. */
export function refusal(
  question: InitQuestion,
  answer: string | readonly string[],
  organization: Organization | undefined,
): string | undefined {
  const parts = typeof answer === "string" ? [answer] : answer;
  if (parts.length === 0 || parts.every((part) => part.trim() === "")) return question.optional === true ? undefined : "Write an answer.";
  if (question.choices !== undefined && !question.choices.includes(String(answer))) return `Write ${question.choices.join(" or ")}.`;
  return parts.map((part) => question.refuse?.(part, organization)).find((found) => found !== undefined);
}

/** Parts of an answer that was typed in one line. Commas within a selector's tag are written as several answers. */
export function partsOf(typed: string): string[] {
  return typed
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** A selector as it is typed: `ou: PATH`, `tag: KEY=VALUE|VALUE`, or what the stack file has. */
export function selectorOf(typed: string): string | { ou: string } | { tag: Record<string, string | string[]> } {
  const [, kind, rest = ""] = /^(ou|tag):\s*(.*)$/s.exec(typed) ?? [];
  if (kind === "ou") return { ou: rest };
  if (kind === undefined) return typed;
  const [key = "", value = ""] = [rest.slice(0, Math.max(0, rest.indexOf("="))), rest.slice(rest.indexOf("=") + 1)];
  const values = value.split("|");
  return { tag: { [key]: values.length === 1 ? values[0]! : values } };
}

function refuseAccounts(typed: string, organization: Organization | undefined): string | undefined {
  const parsed = selectorsSchema("Accounts.").safeParse(selectorOf(typed));
  if (!parsed.success) return `${JSON.stringify(typed)}: ${parsed.error.issues[0]?.message}`;
  const [selector] = parsed.data.selectors;
  return organization === undefined || selector === undefined ? undefined : unknownAccounts(selector, organization);
}

function unknownAccounts(selector: AccountSelector, organization: Organization): string | undefined {
  const problem = select({ setting: "", selector }, organization).problem;
  if (problem === undefined) return undefined;
  // A unit without accounts is one all the same.
  if (selector.kind === "ou" && organization.organizationalUnits.some((unit) => splitOuPath(unit).join("\0") === selector.path.join("\0")))
    return undefined;
  return problemSentence(problem).trim();
}

function refuseKey(file: string): string | undefined {
  try {
    const text = readFileSync(file, "utf8");
    return /-----BEGIN PGP PUBLIC KEY BLOCK-----/.test(text)
      ? undefined
      : `${file} has no armoured public key (\`gpg --armor --export <address>\`).`;
  } catch (error) {
    return `${file} cannot be read: ${sentence(error)}`;
  }
}
