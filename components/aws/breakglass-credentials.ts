import * as iam from "@pulumi/aws/iam";
import { type LiveCredentials, readCredentialTags } from "../../access/breakglass/rotation";
import { reading, readings } from "../reading";

/** Reads which credentials the breakglass users have, as far as they exist: two calls, and one more a user. */
export async function readLiveCredentials(userNames: readonly string[]): Promise<Map<string, LiveCredentials>> {
  if (userNames.length === 0) return new Map();
  const pattern = userNames.map((name) => name.replace(/[.+]/g, "\\$&")).join("|");
  const { names } = await reading("aws", "the breakglass users", () => iam.getUsers({ nameRegex: `^(${pattern})$` }));
  const live = names.map(async (name) => {
    const { tags } = await reading("aws", `the IAM user ${name}`, () => iam.getUser({ userName: name }));
    return [name, readCredentialTags(tags)] as const;
  });
  return new Map(await readings(live));
}
