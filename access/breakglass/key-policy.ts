import { stableJson } from "../json";

/** A service that may use a key, and under which condition. */
export interface KeyUser {
  /** Service principal, such as `events.amazonaws.com`. */
  readonly service: string;
  /** Ties the use to our own resources. */
  readonly condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Whose key it is. */
export interface KeyPlace {
  readonly accountId: string;
  readonly partition: string;
  /** Roles or accounts (ARNs) that may decrypt. */
  readonly readers?: readonly string[];
}

/**
 * Policy of a customer-managed key: the account administers it through IAM, each service may encrypt and decrypt for
 * what is ours.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export function keyPolicy({ accountId, partition, readers = [] }: KeyPlace, users: readonly KeyUser[]): string {
  return stableJson({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Account",
        Effect: "Allow",
        Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      ...users.map(({ service, condition }, index) => ({
        Sid: `Service${index + 1}`,
        Effect: "Allow",
        Principal: { Service: service },
        Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
        Resource: "*",
        Condition: condition,
      })),
      ...(readers.length === 0
        ? []
        : [{ Sid: "Readers", Effect: "Allow", Principal: { AWS: [...readers].sort() }, Action: "kms:Decrypt", Resource: "*" }]),
    ],
  });
}
