import { stableJson } from "./json";

/**
 * Trust policy of a role that one AWS service takes on, as JSON; only for the account or the resource that the
 * condition names, so that no other account's use of the service reaches the role.
 *
 * @param service Service principal, such as `events.amazonaws.com`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function serviceTrust(
  service: string,
  source: { readonly "aws:SourceAccount": string } | { readonly "aws:SourceArn": string },
): string {
  return stableJson({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole", Condition: { StringEquals: source } }],
  });
}
