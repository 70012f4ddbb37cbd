/**
 * The sentences of providers and engine that mean something to the program, and nothing else reads them. A function
 * that fails hands on its text alone: the protocol of providers has no code for it (`InvokeResponse.failures`, a
 * property and a reason), and Pulumi's SDK makes one Error of that. AWS's SDK and Microsoft Graph answer with names and
 * status: who asks them reads those.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto
 */

/**
 * What is asked for does not exist: in the words of AWS's API (`NoSuchEntity`, `NotFoundException`, `NonExistentQueue`,
 * 404), of the aws provider (`couldn't find resource` and `empty result` of its retry package, `no matching … found` of
 * a function that looks for one thing), and of the azuread provider (`No application found`, `Application not found`).
 *
 * @param name What was asked for: an answer repeats it, and it may hold any words.
 */
export function saysMissing(answer: string, name: string): boolean {
  return /NoSuchEntity|NotFound|NonExistent|\b404\b|couldn't find|empty result|no matching|not found|does not exist|No application found/i.test(
    answer.replaceAll(name, ""),
  );
}

/** A bucket's name is taken once in a whole partition: S3 forbids to ask for another account's (`HeadBucket`, 403). */
export function saysForeignBucket(answer: string): boolean {
  return /\b403\b|Forbidden/.test(answer);
}

/** The azuread provider fails where `getGroups` finds none at all, even if missing ones are to be ignored. */
export function saysNoGroups(answer: string): boolean {
  return /no groups (were )?found/i.test(answer);
}

/** The azuread provider's `getGroups` refuses a display name that several groups have, one name at a time. */
export function saysSharedName(answer: string, displayName: string): boolean {
  return answer.includes(`More than one group found with display name: ${JSON.stringify(displayName)}`);
}

/**
 * The engine read a state of a file backend at the moment at which it wrote it: the file of attributes beside it
 * (gocloud.dev/blob/fileblob) is written in place, and empty for a moment.
 */
export function saysHalfWrittenState(answer: string): boolean {
  return /failed to load checkpoint: .*\b(EOF|unexpected end of JSON)/.test(answer);
}
