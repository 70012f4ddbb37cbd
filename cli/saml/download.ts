import { Failure, sentence } from "../failure";

/** The same URL at another login endpoint. */
export function atLoginEndpoint(url: string, loginEndpoint: string): string {
  const { pathname, search } = new URL(url);
  return `${loginEndpoint}${pathname}${search}`;
}

/** Tries of one download; Entra serves a new application's metadata some seconds after it was made. */
const tries = 3;
const pauseSeconds = 2;

/**
 * Downloads Federation Metadata; it is public and needs no token.
 *
 * @throws Failure where it cannot be had.
 */
export async function downloadMetadata(url: string): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(20_000) });
      if (response.ok) return await response.text();
      throw new Failure(`it answered ${response.status}`);
    } catch (error) {
      if (attempt >= tries) {
        const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
        throw new Failure(`The Federation Metadata could not be fetched from ${url}: ${sentence(cause)}.`);
      }
      await new Promise((resolve) => setTimeout(resolve, pauseSeconds * 1000));
    }
  }
}
