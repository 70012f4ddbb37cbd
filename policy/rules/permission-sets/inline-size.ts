import { resourceRule } from "../../shared/resource-rule";
import { ssoadmin } from "../../shared/types";
import { readText } from "../../shared/values";

/**
 * AWS refuses a longer policy in the middle of an update. @see
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
 */
export const MOST_BYTES = 32_768;
/** What counts against the role's quota in every account: characters that are no white space. */
export const MOST_CHARACTERS = 10_240;

/** One inline policy a set, within both limits. */
export const inlineSize = resourceRule({
  name: "permission-set-inline-size",
  description: "A permission set's inline policy fits: at most 10,240 characters without white space, and 32,768 bytes.",
  severity: "medium",
  standards: { runbook: ["R5.6"], wellArchitected: ["SEC03-BP02"] },
  remediationSteps: "Shorten the policy, or move parts of it to a customer-managed policy that exists in every account.",
  url: "https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html",
  types: [ssoadmin.permissionSetInlinePolicy],
  check({ props }, { report }) {
    const value = props["inlinePolicy"];
    const policy = typeof value === "object" && value !== null ? JSON.stringify(value) : (readText(value, "inlinePolicy") ?? "");
    const characters = policy.replace(/\s/g, "").length;
    const bytes = Buffer.byteLength(policy);
    if (characters > MOST_CHARACTERS)
      report(`inlinePolicy has ${characters} characters without white space; at most ${MOST_CHARACTERS} fit.`);
    else if (bytes > MOST_BYTES) report(`inlinePolicy has ${bytes} bytes; at most ${MOST_BYTES} fit.`);
  },
});
