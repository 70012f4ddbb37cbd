/**
 * A refusal in Graph's own form. Thrown anywhere; the server writes it as `{"error":{"code","message"}}`.
 *
 * @see https://learn.microsoft.com/graph/errors
 */
export class GraphError extends Error {
  constructor(
    /** HTTP status, never 500: the official provider repeats a 500 for minutes. */
    readonly status: number,
    /** Graph's code, such as `Request_BadRequest`. */
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** 400 of the directory services (applications, groups, users, …). */
export const badRequest = (message: string): GraphError => new GraphError(400, "Request_BadRequest", message);

/** 400 of the services beside the directory (Conditional Access, synchronization, OData parsing). */
export const invalid = (message: string, code = "BadRequest"): GraphError => new GraphError(400, code, message);

/** 404 for an id that is unknown, deleted or not replicated yet. */
export const notFound = (id: string): GraphError =>
  new GraphError(
    404,
    "Request_ResourceNotFound",
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

/** 501 for what the local Entra does not have; the one error status that the official provider never repeats. */
export const notImplemented = (what: string): GraphError => new GraphError(501, "NotImplemented", `The local Entra has no ${what}.`);

/**
 * 429 with the number of seconds to wait.
 *
 * @param seconds at least 1; becomes the Retry-After header.
 */
export const tooManyRequests = (message: string, seconds: number): GraphError =>
  new GraphError(429, "TooManyRequests", message, { "retry-after": String(Math.max(1, Math.ceil(seconds))) });
