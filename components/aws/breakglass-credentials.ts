import * as iam from "@pulumi/aws/iam";
import { type LiveCredentials, readCredentialTags } from "../../access/breakglass/rotation";

/** Reads which credentials the breakglass users have, as far as they exist: two calls, and one more a user. */
export async function readLiveCredentials(userNames: readonly string[]): Promise<Map<string, LiveCredentials>> {
  if (userNames.length === 0) return new Map();
  const pattern = userNames.map((name) => name.replace(/[.+]/g, "\\$&")).join("|");
  const { names } = await iam.getUsers({ nameRegex: `^(${pattern})$` });
  const live = names.map(async (name) => [name, readCredentialTags((await iam.getUser({ userName: name })).tags)] as const);
  return new Map(await Promise.all(live));
}
