import { Decider, type Decision } from "../../access/iam/decision";
import { type ActionRequest, requestOf } from "../../access/iam/request";
import type { Grant } from "../../access/model";
import { Failure } from "../failure";
import type { Writer } from "../output/writer";
import { actionFacts } from "../policies/action-facts";
import { managedDocuments } from "../policies/managed-documents";
import type { StackAccess } from "../stack/access";

/** Options that ask about one action. */
export interface ActionOptions {
  readonly action?: string;
  readonly resource?: string;
}

/** A question about one action, ready to be put to every grant. */
export interface ActionQuestion {
  /** In AWS's own letter case. */
  readonly action: string;
  readonly resource?: string;
  readonly decide: (grant: Pick<Grant, "permissionSet" | "accountId">) => Decision;
}

/** What is never read, and may change any answer. */
const NOT_READ =
  "Told from the permission sets: service control policies, which may take away, and resources' own policies, which may add or deny, are not read.";

/** The question that the options ask about an action, if any; what its answers leave out is told on standard error. */
export async function actionAsked(
  { action, resource }: ActionOptions,
  { permissionSets, partition }: Pick<StackAccess, "permissionSets" | "partition">,
  { err }: Pick<Writer, "err">,
): Promise<ActionQuestion | undefined> {
  if (action === undefined) {
    if (resource !== undefined) throw new Failure("--resource goes with --action; add the action that is meant.");
    return undefined;
  }
  const facts = await actionFacts(action);
  const decider = new Decider(managedDocuments(partition));
  const requestIn = (accountId: string): ActionRequest => {
    const asked = requestOf(facts, resource, { accountId, partition });
    if ("problem" in asked) throw new Failure(asked.problem);
    return asked.request;
  };
  // What is wrong with the question is wrong in every account, and said before any answer.
  requestIn("000000000000");
  err(NOT_READ);
  return {
    action: facts.action,
    ...(resource === undefined ? {} : { resource }),
    decide: ({ permissionSet, accountId }) => decider.decide(permissionSets.get(permissionSet)!, requestIn(accountId)),
  };
}
