import { actionsOf } from "../../shared/access-levels";
import { texts } from "../../shared/config";
import { matchesAny } from "../../shared/glob";
import { readsRetired } from "../../shared/misfiled-actions";
import { type Statement, allowed } from "../../shared/policy-document";
import { attachmentTypes, customerManagedPolicies, documents, managedPolicies, policiesMadeHere } from "../../shared/permission-sets";
import { stackRule } from "../../shared/stack-rule";
import { show } from "../../shared/values";

/**
 * Whoever approves an assignment reads the name of the set. What writes is told by AWS's own access levels; two things
 * that they call writing are part of reading and allowed by name: running a query with its encryption, and leaving its
 * result in a bucket for results.
 */
export const readOnly = stackRule({
  name: "permission-set-read-only",
  description: "A permission set that is named read-only grants nothing that writes.",
  severity: "high",
  standards: { runbook: ["R5.2", "R5.4"], wellArchitected: ["SEC03-BP02"] },
  remediationSteps: "Remove what writes, or give the set a name that does not promise reading only.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html",
  config: {
    readOnlySets: texts(
      ["*-RO", "*-RO-Mgmt", "*ReadOnly*", "*-ReadOnly", "*Viewer*"],
      "Names that promise reading only; * stands for any text.",
    ),
    readOnlyPolicies: texts(
      ["SecurityAudit", "ViewOnlyAccess", "*ReadOnlyAccess*", "*ReadOnly", "*Viewer*Access"],
      "Names of policies, AWS-managed or customer-managed, that only read; * stands for any text.",
    ),
    allowedActions: texts(
      [
        "athena:StartQueryExecution",
        "athena:StopQueryExecution",
        "ds:AccessDSData",
        "kms:Decrypt",
        "kms:GenerateDataKey",
        "lakeformation:GetDataAccess",
        "lakeformation:StartQueryPlanning",
        "logs:StartQuery",
        "logs:StopQuery",
        "timestream:CancelQuery",
      ],
      "Actions that AWS counts as writing, or does not list, but that only run a query, decrypt or open the way to reading; * stands for any text.",
    ),
    resultActions: texts(
      ["s3:PutObject", "s3:AbortMultipartUpload"],
      "Actions that leave a query's result; allowed on resultResources only.",
    ),
    resultResources: texts(["arn:*:s3:::*-results/*", "arn:*:s3:::*-results-*/*"], "ARNs of places for results; * stands for any text."),
  },
  anchors: attachmentTypes,
  async check({ config, stack, known, report }) {
    const promises = (set: string | undefined): set is string => set !== undefined && matchesAny(set, config.readOnlySets);
    // Of a policy that is made here the document is judged, not the name.
    const here = policiesMadeHere(stack);
    const customers = customerManagedPolicies(stack, known).filter(({ policy }) => !here.has(policy));
    for (const { on, set, policy } of [...managedPolicies(stack, known), ...customers]) {
      if (promises(set) && !matchesAny(policy, config.readOnlyPolicies)) {
        report(`${set} has the policy ${show(policy)}, which is not known to only read.`, on);
      }
    }
    for (const { on, set, reading } of documents(stack, known)) {
      if (!promises(set)) continue;
      const found = new Set<string>();
      for (const statement of allowed(reading)) {
        if (statement.notActions !== undefined) found.add("all actions but some (NotAction)");
        for (const pattern of statement.actions) for (const action of await writes(pattern, statement)) found.add(action);
      }
      if (found.size > 0) report(`${set} allows what writes: ${shorten([...found].sort())}.`, on);
    }

    async function writes(pattern: string, statement: Statement): Promise<readonly string[]> {
      if (pattern === "*") return ["every action"];
      const actions = await actionsOf(pattern);
      if (actions === undefined) return isKnownToRead(pattern) ? [] : [`${pattern} (no action that AWS's reference knows)`];
      return actions
        .filter(
          ({ name, reads }) => !reads && !matchesAny(name, config.allowedActions, { ignoreCase: true }) && !leavesResult(name, statement),
        )
        .map(({ name }) => name);
    }

    function isKnownToRead(pattern: string): boolean {
      return readsRetired(pattern) || matchesAny(pattern, config.allowedActions, { ignoreCase: true });
    }

    function leavesResult(action: string, { resources, notResources }: Statement): boolean {
      return (
        matchesAny(action, config.resultActions, { ignoreCase: true }) &&
        notResources === undefined &&
        resources.every((resource) => matchesAny(resource, config.resultResources))
      );
    }
  },
});

function shorten(actions: readonly string[]): string {
  return actions.length > 6 ? `${actions.slice(0, 5).join(", ")} and ${actions.length - 5} more` : actions.join(", ");
}
