import { STACK_TAG } from "../../contract/tags";
import { isAccessDenied } from "../clouds/aws-error";
import { stackMark } from "./proof";
import type { ResourceState } from "../stack/state";

/** Tags as AWS's services write them. */
export type AwsTags =
  | readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[]
  | readonly { readonly TagKey?: string | undefined; readonly TagValue?: string | undefined }[]
  | Readonly<Record<string, string>>;

/**
 * Whether something carries the tag that the interrupted creation sets; nothing is said where that sets none (a state
 * of an older version), or where the tags may not be read.
 *
 * @param read asks for the tags: a call for one thing at most, and none without a tag to compare with.
 * @param laterTagged the cloud makes it first and takes its tags in another request: without tag it may be ours all the
 * same.
 */
export async function markedBy(
  resource: ResourceState,
  read: () => Promise<AwsTags | undefined> | AwsTags | undefined,
  laterTagged = false,
): Promise<{ readonly marked?: boolean }> {
  const mark = stackMark(resource);
  if (mark === undefined) return {};
  try {
    const found = valueOf((await read()) ?? []);
    return found === undefined && laterTagged ? {} : { marked: found === mark };
  } catch (error) {
    if (isAccessDenied(error)) return {};
    throw error;
  }
}

function valueOf(tags: AwsTags): string | undefined {
  if (!Array.isArray(tags)) return (tags as Readonly<Record<string, string>>)[STACK_TAG];
  for (const tag of tags as readonly Readonly<Record<string, string | undefined>>[])
    if ((tag["Key"] ?? tag["TagKey"]) === STACK_TAG) return tag["Value"] ?? tag["TagValue"];
  return undefined;
}
