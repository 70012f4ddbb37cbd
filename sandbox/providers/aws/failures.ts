/** What AWS answered when it refused a call. Never the request: it may hold a password. */
export class AwsError extends Error {
  constructor(
    readonly operation: string,
    /** AWS's error code, such as `ConflictException`. */
    readonly code: string,
    readonly status: number | undefined,
    readonly detail: string,
  ) {
    super(`${operation}: ${code}: ${detail}`);
    this.name = "AwsError";
  }
}

/** The error of the SDK, reduced to what may be shown. */
export function asAwsError(operation: string, error: unknown): AwsError {
  const { name, Code, code, message, $metadata } = error as {
    name?: string;
    Code?: string;
    code?: string;
    message?: string;
    $metadata?: { httpStatusCode?: number };
  };
  const known = name === undefined || name === "Error" ? (Code ?? code ?? "UnknownError") : name;
  return new AwsError(operation, known, $metadata?.httpStatusCode, message ?? "");
}

/** True for AWS's many ways to say that something does not exist. */
export function isMissing(error: unknown): boolean {
  return (
    error instanceof AwsError &&
    (/^(NoSuch|NotFound)|NotFound(Exception|Fault|Error)?$|NonExistent|DoesNotExist/i.test(error.code) ||
      (error.status === 404 && error.code !== "UnknownError"))
  );
}

/** The answer, or undefined when AWS says that the thing does not exist. */
export async function orMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * Runs `step`; what it throws is put behind "doing: ", in the official plugin's manner. AWS's code stays readable to
 * the caller.
 */
export async function during<T>(doing: string, step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    if (error instanceof AwsError) throw new AwsError(`${doing}: ${error.operation}`, error.code, error.status, error.detail);
    throw new Error(`${doing}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
