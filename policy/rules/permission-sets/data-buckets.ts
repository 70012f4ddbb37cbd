import { actionsOf } from "../../shared/access-levels";
import { texts } from "../../shared/config";
import { matchesAny } from "../../shared/glob";
import { type Statement, allowed } from "../../shared/policy-document";
import { attachmentTypes, customerManagedPolicies, documents, managedPolicies } from "../../shared/permission-sets";
import { stackRule } from "../../shared/stack-rule";
import { show } from "../../shared/values";

/** Data sets are for the data lake: a bucket that nobody named, such as the audit log's, is not theirs. */
export const dataBuckets = stackRule({
  name: "permission-set-data-buckets",
  description: "A data permission set reaches named S3 buckets only.",
  severity: "high",
  standards: { runbook: ["R5.3", "R5.4"], wellArchitected: ["SEC03-BP02"] },
  remediationSteps: "Name the buckets in Resource, such as arn:aws:s3:::acme-lake and arn:aws:s3:::acme-lake/*.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html",
  config: {
    dataSets: texts(["Data-*"], "Names of the data permission sets; * stands for any text."),
    widePolicies: texts(
      ["AmazonS3*", "AdministratorAccess", "PowerUserAccess", "ReadOnlyAccess", "DataScientist", "AWSGlueConsoleFullAccess"],
      "Names of policies that reach every bucket; * stands for any text.",
    ),
  },
  anchors: attachmentTypes,
  async check({ config, stack, known, report }) {
    const isData = (set: string | undefined): set is string => set !== undefined && matchesAny(set, config.dataSets);
    for (const { on, set, policy } of [...managedPolicies(stack, known), ...customerManagedPolicies(stack, known)]) {
      if (isData(set) && matchesAny(policy, config.widePolicies))
        report(`${set} has the policy ${policy}, which reaches every bucket.`, on);
    }
    for (const { on, set, reading } of documents(stack, known)) {
      if (!isData(set)) continue;
      const wide = new Set<string>();
      for (const statement of allowed(reading)) {
        if (await needsBucket(statement)) for (const resource of unnamed(statement)) wide.add(resource);
      }
      if (wide.size > 0) report(`${set} reaches buckets that are not named: ${[...wide].sort().map(show).join(", ")}.`, on);
    }
  },
});

/** Whether a statement allows an S3 action that AWS lets one limit to buckets. */
async function needsBucket({ actions, notActions }: Statement): Promise<boolean> {
  if (notActions !== undefined) return true;
  for (const pattern of actions) {
    if (pattern === "*") return true;
    if (!/^s3:/i.test(pattern)) continue;
    if ((await actionsOf(pattern))?.some(({ wildcardOnly }) => !wildcardOnly) === true) return true;
  }
  return false;
}

/**
 * Resources whose bucket is left open: `*`, or a wildcard before the first slash of the bucket's ARN, or in an access
 * point's name.
 */
function unnamed({ resources, notResources }: Statement): readonly string[] {
  if (notResources !== undefined) return ["NotResource"];
  return resources.filter((resource) => {
    if (!/^arn:[^:]*:s3:/.test(resource)) return resource.startsWith("*") || /^arn:[^:]*:[^:]*\*/.test(resource);
    const [first = "", second = ""] = resource.split(":").slice(5).join(":").split("/");
    const name = first === "accesspoint" ? second : first;
    return name === "" || /[*?]/.test(name);
  });
}
