import { confirm, isCancel, log, text } from "@clack/prompts";
import { readFileSync } from "node:fs";
import { z } from "zod";
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

/** Answers of a drill: who was there, and a yes or no with a remark for each question. */
export interface Answers {
  readonly operator: string;
  readonly witness: string;
  answer(id: (typeof QUESTIONS)[number]["id"]): Promise<DrillResult>;
  /** Tells the operator what to do now. */
  tell(message: string): void;
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
export function answersFrom(file: string, tell: (message: string) => void): Answers {
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
    tell,
    answer: (id) => Promise.resolve(resultOf(id, read.answers[id]?.yes ?? false, read.answers[id]?.remark ?? "Not answered.")),
  };
}

/** Asks the operator at the terminal. */
export async function answersAtTerminal(given: { readonly operator?: string; readonly witness?: string }): Promise<Answers> {
  if (process.stdin.isTTY !== true) throw new Failure("A drill asks questions; run it at a terminal, or give --answers with a file.");
  const ask = async (message: string): Promise<string> => {
    const said = await text({ message, validate: (value) => (value === undefined || value.trim() === "" ? "Write a name." : undefined) });
    if (isCancel(said)) throw new Failure("The drill was broken off; nothing was recorded.");
    return said.trim();
  };
  const operator = given.operator ?? (await ask("Who is the operator?"));
  const witness = given.witness ?? (await ask("Who is the witness? Never the operator."));
  return {
    operator,
    witness,
    tell: (message) => log.step(message),
    answer: async (id) => {
      const question = QUESTIONS.find((each) => each.id === id)?.ask ?? id;
      const yes = await confirm({ message: question });
      if (isCancel(yes)) throw new Failure("The drill was broken off; nothing was recorded.");
      const remark = await text({ message: "Remark (may be empty)", defaultValue: "" });
      return resultOf(id, yes, isCancel(remark) ? "" : remark);
    },
  };
}

function resultOf(id: string, yes: boolean, remark: string): DrillResult {
  const title = QUESTIONS.find((question) => question.id === id)?.title ?? id;
  return { id, title, outcome: yes ? "passed" : "failed", evidence: `Answered ${yes ? "yes" : "no"}.${remark === "" ? "" : ` ${remark}`}` };
}
