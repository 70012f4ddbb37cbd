import { readFileSync } from "node:fs";
import * as z from "zod";
import { Failure, sentence } from "../failure";
import type { DrillResult } from "./record";

/** What only a person can see. */
export const QUESTIONS = [
  {
    id: "vault",
    title: "The vault opened under two pairs of eyes",
    ask: "Did custodian and operator open the vault together, with seals intact?",
  },
  { id: "console", title: "The user signed in with its security key", ask: "Did the sign-in with password and security key work?" },
  { id: "heard", title: "The alarm reached the people on call", ask: "Has the person on call confirmed that the alarm arrived?" },
  { id: "closed", title: "Everything is back in the vault", ask: "Are password and security key back in the vault, sealed anew?" },
] as const;

/** Id of a question. */
export type QuestionId = (typeof QUESTIONS)[number]["id"];

/** Something that takes its time, while it is shown. */
export interface Waiting {
  /** Says how far it is. */
  say(message: string): void;
  end(message: string): void;
}

/** Answers of a drill: who was there, and a yes or no with a remark for each question. */
export interface Answers {
  readonly operator: string;
  readonly witness: string;
  answer(id: QuestionId): Promise<DrillResult>;
  /** Tells the operator what to do now, a step a line. */
  tell(title: string, steps: readonly string[]): void;
  wait(message: string): Waiting;
}

/** Whether two names are one person's, however they are written. */
export function isSamePerson(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(name: string): string {
  return name.trim().replace(/\s+/g, " ").toLowerCase();
}

const answersSchema = z.strictObject({
  operator: z.string().min(1),
  witness: z.string().min(1),
  answers: z.record(
    z.enum(QUESTIONS.map(({ id }) => id) as [string, ...string[]]),
    z.strictObject({ yes: z.boolean(), remark: z.string().default("") }),
  ),
});

/** Answers that somebody wrote into a file before, for drills that a script drives. */
export function answersFrom(file: string, print: (message: string) => void): Answers {
  let read: z.output<typeof answersSchema>;
  try {
    read = answersSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const reason =
      error instanceof z.ZodError ? error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ") : sentence(error);
    throw new Failure(`--answers ${file} cannot be used: ${reason}`);
  }
  return {
    operator: read.operator,
    witness: read.witness,
    tell: (title, steps) => print([title, ...steps.map((step, index) => `  ${index + 1}. ${step}`)].join("\n")),
    // A log has no use for every look.
    wait: (message) => {
      print(message);
      return { say: () => undefined, end: print };
    },
    answer: (id) => Promise.resolve(resultOf(id, read.answers[id]?.yes ?? false, read.answers[id]?.remark ?? "Not answered.")),
  };
}

/** What an answer says in the record. */
export function resultOf(id: QuestionId, yes: boolean, remark: string): DrillResult {
  const title = QUESTIONS.find((question) => question.id === id)?.title ?? id;
  return { id, title, outcome: yes ? "passed" : "failed", evidence: `Answered ${yes ? "yes" : "no"}.${remark === "" ? "" : ` ${remark}`}` };
}
