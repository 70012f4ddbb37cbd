import { gatesOf } from "../../access/conditional-access/gates";
import type { Decision, DecisionReason } from "../../access/iam/decision";
import { reasonWords } from "../../access/iam/decision-words";
import type { Grant } from "../../access/model";
import { grantsDocument, type StackAccess } from "../stack/access";
import type { ActionQuestion } from "./action";

/**
 * The document of `--json`: grants, and, each once, the permission sets that they are of and the Conditional Access
 * policies that stand before them.
 */
export function answerDocument(grants: readonly Grant[], access: StackAccess, question: ActionQuestion | undefined) {
  const sets = new Set(grants.map(({ permissionSet }) => permissionSet));
  const policies = access.conditionalAccess;
  return {
    grants: grantsDocument(grants, access).grants.map((grant) => ({
      ...grant,
      ...(policies === undefined ? {} : { conditionalAccess: gatesOf(grant.group, policies).map(({ displayName }) => displayName) }),
      ...(question === undefined ? {} : { answer: answerOf(question.decide(grant), question) }),
    })),
    permissionSets: [...access.permissionSets.values()].filter(({ name }) => sets.has(name)),
    conditionalAccess: policies ?? null,
  };
}

/** An answer about an action as machines get it. */
function answerOf({ verdict, because }: Decision, { action, resource }: ActionQuestion) {
  return { action, ...(resource === undefined ? {} : { resource }), verdict, because: because.map(reasonDocument) };
}

/**
 * A reason: in words, and its statement where there is one; of a statement's actions and resources those that matter.
 */
function reasonDocument(reason: DecisionReason) {
  const { kind, policyKind, policy, hit, dependsOn } = reason;
  return {
    kind,
    ...(policy === undefined ? {} : { policy: { kind: policyKind, name: policy } }),
    ...(hit === undefined ? {} : { statement: statementDocument(hit) }),
    dependsOn,
    message: `${reasonWords(reason)}.`,
  };
}

function statementDocument({ label, statement, actions, resources }: NonNullable<DecisionReason["hit"]>) {
  return {
    label,
    effect: statement.Effect,
    [statement.NotAction === undefined ? "action" : "notAction"]: actions,
    [statement.NotResource === undefined ? "resource" : "notResource"]: resources,
    ...(statement.Condition === undefined ? {} : { condition: statement.Condition }),
  };
}
