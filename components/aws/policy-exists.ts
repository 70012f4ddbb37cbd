import { getPolicy } from "@pulumi/aws/iam/getPolicy";
import { saysMissing } from "../provider-answers";
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
    if (saysMissing(error.answer, arn)) return false;
    if (error.kind === "permission") return { refusal: error.message };
    throw error;
  }
}
