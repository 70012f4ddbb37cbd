import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { ManagedDocuments } from "../../access/iam/decision";
import type { PolicyDocument } from "../../access/model";
import type { Partition } from "../../contract/partition";
import { ownFile } from "../own-files";

let read: Readonly<Record<string, PolicyDocument>> | undefined;

/**
 * The documents of AWS-managed policies as AWS had them in August 2026 in the commercial partition; elsewhere they
 * differ, save for the one that allows everything. aws-managed-policies.json.gz has a line a policy, by path and name:
 * those of iann0036/iam-dataset, without the policies of service-linked roles, which no permission set can have;
 * AdministratorAccess and PowerUserAccess, which it lacks, are as in AWS's reference.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export function managedDocuments(partition: Partition): ManagedDocuments {
  return (policy) => {
    if (partition !== "aws" && policy !== "AdministratorAccess") return undefined;
    read ??= JSON.parse(gunzipSync(readFileSync(ownFile("cli/policies/aws-managed-policies.json.gz"))).toString("utf8")) as typeof read;
    return Object.hasOwn(read!, policy) ? read![policy] : undefined;
  };
}
