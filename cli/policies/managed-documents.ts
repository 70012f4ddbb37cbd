import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { ManagedDocuments } from "../../access/iam/decision";
import type { PolicyDocument } from "../../access/model";
import type { Partition } from "../../contract/partition";

/**
 * Day of the documents in aws-managed-policies.json.gz: one line a policy, by path and name. They are those of iann0036/iam-dataset, without
 * the policies of service-linked roles, which no permission set can have; AdministratorAccess and PowerUserAccess, which it lacks, are as in AWS's
 * reference.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const MANAGED_DOCUMENTS_OF = "2026-08";

let read: Readonly<Record<string, PolicyDocument>> | undefined;

/** The documents of AWS-managed policies as AWS has them in the commercial partition. Elsewhere they differ, save for the one that allows everything. */
export function managedDocuments(partition: Partition): ManagedDocuments {
  return (policy) => {
    if (partition !== "aws" && policy !== "AdministratorAccess") return undefined;
    read ??= JSON.parse(gunzipSync(readFileSync(join(__dirname, "aws-managed-policies.json.gz"))).toString("utf8")) as typeof read;
    return Object.hasOwn(read!, policy) ? read![policy] : undefined;
  };
}
