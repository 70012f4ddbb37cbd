import { readFileSync } from "node:fs";
import { isCancel, log, select, text, type CommonOptions } from "@clack/prompts";
import type { Organization } from "../../access/model";
import { REGION } from "../../contract/partition";
import { didYouMean, either } from "../../access/words";
import { Failure, sentence } from "../failure";
import { INIT_QUESTIONS, isAsked, partsOf, refusal, type InitAnswers, type InitQuestion } from "./questions";

/** The organization, once its region is known; undefined where nobody can or wants to read it. */
export type ReadOrganization = (homeRegion: string) => Promise<Organization | undefined>;

/** Answers that somebody wrote into a JSON file before: every mistake at once. */
export async function answersFromFile(file: string, readOrganization: ReadOrganization): Promise<InitAnswers> {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Failure(`--answers ${file} cannot be used: ${sentence(error)}`);
  }
  if (read === null || typeof read !== "object" || Array.isArray(read))
    throw new Failure(`--answers ${file} is no mapping of names to answers.`);
  const given = read as Readonly<Record<string, unknown>>;
  const region = given["homeRegion"];
  const organization = typeof region === "string" && REGION.test(region) ? await readOrganization(region) : undefined;
  const names = INIT_QUESTIONS.map(({ name }) => name);
  const mistakes = Object.keys(given).flatMap((key) =>
    names.includes(key) ? [] : [`${key} is no question: ${didYouMean(key, names, `the questions are ${either(names, "and")}`)}`],
  );
  const answers: Record<string, string | readonly string[]> = {};
  for (const question of INIT_QUESTIONS) {
    const answer = given[question.name];
    if (!isAsked(question, answers)) {
      if (answer !== undefined) mistakes.push(`${question.name} is answered, but ${question.after?.name} is not so that it is asked.`);
      continue;
    }
    const found = mistakeOf(question, answer, organization);
    if (found !== undefined) mistakes.push(`${question.name}: ${found}`);
    else if (answer !== undefined) keep(question, answer as string | string[], answers);
  }
  if (mistakes.length > 0) throw new Failure(`--answers ${file} is not right:\n${mistakes.join("\n")}`);
  return answers;
}

function mistakeOf(question: InitQuestion, answer: unknown, organization: Organization | undefined): string | undefined {
  if (answer === undefined) return question.optional === true ? undefined : `write it: ${question.ask}`;
  const isTexts = Array.isArray(answer) && answer.every((item) => typeof item === "string");
  if (question.list === true ? !isTexts : typeof answer !== "string")
    return question.list === true ? "write a list of texts" : "write a text";
  return refusal(question, answer as string | string[], organization);
}

function keep(question: InitQuestion, answer: string | readonly string[], answers: Record<string, string | readonly string[]>): void {
  const kept = typeof answer === "string" ? answer.trim() : answer.map((part) => part.trim()).filter((part) => part !== "");
  if (kept.length > 0) answers[question.name] = kept;
}

/** Where an interview reads and writes; tests hand in their own. */
export type InterviewStreams = Pick<CommonOptions, "input" | "output">;

/** Asks at the terminal, a question at a time; the organization is read once its region is known. */
export async function answersAtTerminal(read: ReadOrganization, streams: InterviewStreams = {}): Promise<InitAnswers> {
  const input = streams.input ?? process.stdin;
  if ((input as { isTTY?: boolean }).isTTY !== true)
    throw new Failure("init asks questions; run it at a terminal, or give --answers with a file (docs/start.md has the names).");
  const answers: Record<string, string | readonly string[]> = {};
  let organization: Organization | undefined;
  for (const question of INIT_QUESTIONS) {
    if (!isAsked(question, answers)) continue;
    keep(question, await ask(question, organization, streams), answers);
    if (question.name !== "homeRegion") continue;
    organization = await read(String(answers["homeRegion"]));
    if (organization !== undefined)
      log.info(
        `${organization.accounts.length} accounts. Organizational units: ${organization.organizationalUnits.join(", ") || "none"}.`,
        streams,
      );
  }
  return answers;
}

async function ask(question: InitQuestion, organization: Organization | undefined, streams: InterviewStreams): Promise<string | string[]> {
  const { ask: message, choices, such, list } = question;
  if (choices !== undefined)
    return kept(await select({ ...streams, message, options: choices.map((value) => ({ value, label: value })) })) as string;
  const answerOf = (typed = ""): string | string[] => (list === true ? partsOf(typed) : typed.trim());
  const typed = await text({
    ...streams,
    message: question.optional === true ? `${message} (may be empty)` : message,
    ...(such === undefined ? {} : { placeholder: such }),
    defaultValue: "",
    validate: (value) => refusal(question, answerOf(value), organization),
  });
  return answerOf(kept(typed) as string);
}

/** What was said, unless the interview was broken off. */
function kept<T>(said: T): Exclude<T, symbol> {
  if (isCancel(said)) throw new Failure("The interview was broken off; nothing was written.");
  return said as Exclude<T, symbol>;
}
