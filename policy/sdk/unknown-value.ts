/** What the SDK throws where a value is read that preview does not know yet; it exports the class without a type. */
import * as sdk from "@pulumi/policy";

/** The SDK turns one that a rule throws into an advisory note with its message. */
export interface UnknownValueError extends Error {
  /** Path of the value. */
  readonly props: readonly PropertyKey[];
}

const { UnknownValueError: SdkError } = sdk as unknown as { UnknownValueError: new (...args: never[]) => UnknownValueError };

/** Whether an error says that a value was read that preview does not know yet. */
export function isUnknown(error: unknown): error is UnknownValueError {
  return error instanceof SdkError;
}
