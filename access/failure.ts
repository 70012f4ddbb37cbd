import { withoutFullStop } from "./words";
import { type Cloud, refusalKind, refusalSentence } from "./cloud-refusal";

/**
 * Something that the user can put right: shown as its sentence, without a stack trace; a command ends with status 2.
 */
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
  const cloud = cloudOf(error);
  // Without the cloud's name nobody knows whose address, port or credentials the words are about.
  const kind = refusalKind(error);
  if (cloud !== undefined && (kind === "unreachable" || kind === "credentials"))
    return withoutFullStop(
      refusalSentence({
        ...{ cloud, kind },
        answer: /^(Error|RestError)$/.test(error.name) ? text || (code ?? "") : `${error.name}: ${text}`,
      }),
    );
  const named = error.name !== "Error" && error.name !== "" ? `${error.name}: ${text}` : text;
  return text === "" ? (code ?? error.name) : named;
}

/** Whose client gave up: the AWS SDK marks its errors, the client of Microsoft Graph has types of its own. */
function cloudOf(error: Error): Cloud | undefined {
  if ("$metadata" in error || error.name === "CredentialsProviderError") return "aws";
  return error.name === "RestError" || /^(CredentialUnavailable|Authentication(Required)?)Error$/.test(error.name) ? "entra" : undefined;
}
