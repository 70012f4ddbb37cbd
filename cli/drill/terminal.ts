import { type CommonOptions, confirm, isCancel, log, spinner, text } from "@clack/prompts";
import { Failure } from "../failure";
import { type Answers, isSamePerson, QUESTIONS, resultOf } from "./questions";

/** Asks the operator at the terminal. */
export async function answersAtTerminal(
  given: { readonly operator?: string; readonly witness?: string },
  streams: Pick<CommonOptions, "input" | "output"> = {},
): Promise<Answers> {
  const input = streams.input ?? process.stdin;
  if ((input as { isTTY?: boolean }).isTTY !== true)
    throw new Failure("A drill asks questions; run it at a terminal, or give --answers with a file.");
  const name = async (message: string, refuse: (said: string) => string | undefined): Promise<string> => {
    const validate = (value = ""): string | undefined => (value.trim() === "" ? "Write a name." : refuse(value));
    return kept(await text({ ...streams, message, validate })).trim();
  };
  const operator = given.operator ?? (await name("Who is the operator, at the keyboard?", () => undefined));
  const witness =
    given.witness ??
    (await name("Who is the witness, beside the operator?", (said) =>
      isSamePerson(said, operator) ? "That is the operator; a drill has two people." : undefined,
    ));
  return {
    operator,
    witness,
    tell: (title, steps) => log.step([title, ...steps.map((step, index) => `${index + 1}. ${step}`)].join("\n"), streams),
    wait: (message) => {
      const shown = spinner({ ...streams, indicator: "timer" });
      shown.start(message);
      return { say: (more) => shown.message(more), end: (last) => shown.stop(last) };
    },
    answer: async (id) => {
      const message = QUESTIONS.find((each) => each.id === id)?.ask ?? id;
      // No is chosen before: an Enter too many is no evidence.
      const yes = kept(await confirm({ ...streams, message, initialValue: false }));
      const remark = kept(
        await text({
          ...streams,
          message: yes ? "Remark for the record (may be empty)" : "What happened? It goes into the record.",
          defaultValue: "",
          ...(yes ? {} : { validate: (value = "") => (value.trim() === "" ? "Write a sentence." : undefined) }),
        }),
      );
      return resultOf(id, yes, remark.trim());
    },
  };
}

/** What was said, unless the drill was broken off. */
function kept<T>(said: T): Exclude<T, symbol> {
  if (isCancel(said)) throw new Failure("The drill was broken off; nothing was recorded.");
  return said as Exclude<T, symbol>;
}
