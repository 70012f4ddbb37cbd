import { getPolicy } from "@pulumi/aws/iam/getPolicy";
import { reading, ReadingError } from "../reading";

/**
 * Whether a policy exists: one call.
 *
 * @param asked The policy, as the object of "asked for".
 * @returns the refusal's words where AWS may not be asked.
 * @throws ReadingError where AWS does not answer.
 */
export async function policyExists(arn: string, asked: string): Promise<boolean | { readonly refusal: string }> {
  try {
    await reading("aws", asked, () => getPolicy({ arn }));
    return true;
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    if (/NoSuchEntity|couldn't find resource|empty result|not found|does not exist|was not found/i.test(error.answer)) return false;
    if (!/AccessDenied|not authorized/i.test(error.answer)) throw error;
    return { refusal: error.message };
  }
}
