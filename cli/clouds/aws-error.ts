/**
 * What a refusal of AWS means, by its code alone, which the SDK gives as the error's name: services of one protocol
 * write it with `Exception` at the end, others without, and several have codes of their own. Messages are for people.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
import { isThrottlingError } from "@smithy/core/retry";

type SdkError = Parameters<typeof isThrottlingError>[0];

const ABSENT = /NotFound|NoSuch|NonExistent|DoesNotExist/;
const DENIED = /AccessDenied|^Unauthorized|^AuthorizationError/;
const SIGNED_OUT =
  /^(CredentialsProviderError|TokenProviderError|ExpiredToken(Exception)?|UnrecognizedClient(Exception)?|InvalidClientTokenId)$/;

const codeOf = (error: unknown): string => (error instanceof Error ? error.name : "");

/** The service says that there is no such thing. */
export function isNotFound(error: unknown): boolean {
  return ABSENT.test(codeOf(error));
}

/** The caller may not ask this. */
export function isAccessDenied(error: unknown): boolean {
  return DENIED.test(codeOf(error));
}

/** There are no credentials, or none that still hold. */
export function isSignedOut(error: unknown): boolean {
  return SIGNED_OUT.test(codeOf(error));
}

/** The service refused a request for its rate, as the SDK tells it. */
export function isThrottled(error: unknown): boolean {
  return error instanceof Error && isThrottlingError(error as SdkError);
}

/** What is read, or undefined where the service says that there is no such thing. */
export async function orAbsent<Value>(read: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
