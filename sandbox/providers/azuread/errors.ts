import { STATUS_CODES } from "node:http";

/** What Graph answered when it refused a request: the status and the error object's code and message. */
export class GraphError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
  ) {
    super(
      `unexpected status ${status} (${status} ${STATUS_CODES[status] ?? "Unknown"})${code === "" ? "" : ` with error: ${code}: ${detail}`}`,
    );
    this.name = "GraphError";
  }

  /**
   * Reads `{"error":{"code","message"}}`; any other body gives an empty code, never its text (a proxy's page, an echo
   * of the request).
   */
  static fromResponse(status: number, body: unknown): GraphError {
    const error = (body as { error?: { code?: unknown; message?: unknown } } | undefined)?.error;
    return new GraphError(
      status,
      typeof error?.code === "string" ? error.code : "",
      typeof error?.message === "string" ? error.message : "",
    );
  }
}

/** True for Graph's answer that the object does not exist. */
export function isNotFound(error: unknown): boolean {
  return error instanceof GraphError && error.status === 404;
}

/** An error in the official plugin's form: what it was doing, then why it failed. */
export function failed(doing: string, cause: unknown): Error {
  return new Error(`${doing}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
}

/** Runs `step`; what it throws is put behind "doing: ". */
export async function during<T>(doing: string, step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    throw failed(doing, error);
  }
}

/** The official plugin's refusal to adopt an object that is already there. */
export function mustImport(type: string, id: string): Error {
  return new Error(
    `A resource with the ID "${id}" already exists - to be managed via Terraform this resource needs to be imported into the State. ` +
      `Please see the resource documentation for "${type}" for more information.`,
  );
}
