import pRetry from "p-retry";
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
  const download = async (): Promise<string> => {
    const response = await fetch(url, { signal: AbortSignal.timeout(20_000) });
    if (response.ok) return response.text();
    throw new Failure(`it answered ${response.status}`);
  };
  try {
    return await pRetry(download, { retries: tries - 1, minTimeout: pauseSeconds * 1000, factor: 1 });
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    throw new Failure(`The Federation Metadata could not be fetched from ${url}: ${sentence(cause)}.`);
  }
}
