/** Exit statuses of every command. */
export const exitStatus = { fine: 0, findings: 1, wrongUse: 2 } as const;

/** Something that the user can put right: shown as its sentence, without a stack trace; the command ends with status 2. */
export class Failure extends Error {
  override readonly name = "Failure";
}

/** One line about an error of any origin, fit for the user; never a stack, never a request body. */
export function sentence(error: unknown): string {
  if (error instanceof Failure) return error.message;
  if (error instanceof AggregateError && error.errors.length > 0) return sentence(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  const code = (error as NodeJS.ErrnoException).code;
  const text = error.message.split("\n")[0]?.trim() ?? "";
  const named = error.name !== "Error" && error.name !== "" ? `${error.name}: ${text}` : text;
  return text === "" ? (code ?? error.name) : named;
}
