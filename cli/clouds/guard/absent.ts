/** The words of AWS's services that a thing does not exist; each service has its own. */
const ABSENT = /NotFound|NoSuch|NonExistent|DoesNotExist/;

/** What is read, or undefined where the service says that there is no such thing. */
export async function orAbsent<Value>(read: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && ABSENT.test(error.name)) return undefined;
    throw error;
  }
}

/** A policy document as services give it: JSON, from IAM with URL encoding. Undefined where there is none. */
export function documentOf(text: string | undefined): unknown {
  if (text === undefined || text === "") return undefined;
  return JSON.parse(text.startsWith("%7B") ? decodeURIComponent(text) : text) as unknown;
}
