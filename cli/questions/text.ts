import { gatesOf, gateWords } from "../../access/conditional-access/gates";
import type { ConditionalAccessPolicyModel } from "../../access/conditional-access/policies";
import { decisionWords } from "../../access/iam/decision-words";
import { policyWords } from "../../access/iam/policy-summary";
import type { Grant, Reason } from "../../access/model";
import { untilWords } from "../../access/period";
import { listed } from "../../access/words";
import { table, tableWidth } from "../output/table";
import { wrap } from "../output/wrap";
import { withLine, type StackAccess } from "../stack/access";
import type { ActionQuestion } from "./action";

/** A column that tells grants apart. */
export interface Column {
  readonly title: string;
  readonly cell: (grant: Grant) => string;
  /** Characters that it may take. */
  readonly width: number;
}

export const GROUP: Column = { title: "Group", cell: ({ group }) => group, width: 30 };
export const ACCOUNT: Column = { title: "Account", cell: ({ accountName, accountId }) => `${accountName} ${accountId}`, width: 30 };

/**
 * Grants as a table of 120 columns: what tells them apart, the permission set, its session and policies, and why; or
 * the answer about an action.
 */
export function grantTable(grants: readonly Grant[], column: Column, access: StackAccess, question: ActionQuestion | undefined): string {
  const set = (name: string) => access.permissionSets.get(name)!;
  if (question !== undefined) {
    const rows = grants.map((grant) => {
      const decision = question.decide(grant);
      return [column.cell(grant), grant.permissionSet, decision.verdict, decisionWords(decision)];
    });
    return table({ head: [column.title, "Permission set", question.action, "Because"], rows, widths: [column.width, 20, undefined, 50] });
  }
  const rows = grants.map((grant) => [
    column.cell(grant),
    grant.permissionSet,
    `${set(grant.permissionSet).sessionHours} h`,
    policyWords(set(grant.permissionSet)).join(", "),
    grant.because.map((reason) => reasonCell(reason, access)).join("\n"),
  ]);
  return table({
    head: [column.title, "Permission set", "Session", "Policies", "Because of"],
    rows,
    widths: [column.width, 20, undefined, 26, 31],
  });
}

/** A setting with its line, and how the account came to match: `federation:access[3] (line 57): ou: Workloads`. */
function reasonCell({ setting, match, period = {} }: Reason, { lineOf }: Pick<StackAccess, "lineOf">): string {
  return `${withLine(setting, lineOf(setting))}: ${match}${untilWords(period)}`;
}

/** What Conditional Access puts before the groups' sign-in; a line a policy. */
export function gateLines(grants: readonly Grant[], policies: readonly ConditionalAccessPolicyModel[] | undefined): string {
  if (policies === undefined) return "Conditional Access: the settings have none; anybody with a password signs in.";
  const groups = [...new Set(grants.map(({ group }) => group))];
  const lines = policies.flatMap((policy) => {
    const held = groups.filter((group) => gatesOf(group, policies).includes(policy));
    if (held.length === 0) return [];
    return [
      wrap(`- ${policy.displayName}: ${gateWords(policy)}${held.length === groups.length ? "" : ` (${listed(held)})`}`, tableWidth, "  "),
    ];
  });
  return lines.length === 0 ? "Conditional Access: no policy holds these groups." : ["Conditional Access:", ...lines].join("\n");
}

/**
 * What holds of each permission set of the grants: its session, its policies and, where an action was asked about, the
 * answer.
 */
export function setLines(grants: readonly Grant[], access: StackAccess, question: ActionQuestion | undefined): string {
  const first = new Map(grants.map((grant) => [grant.permissionSet, grant]));
  return [...first.values()]
    .flatMap((grant) => {
      const set = access.permissionSets.get(grant.permissionSet)!;
      const policies = policyWords(set);
      const decision = question?.decide(grant);
      return [
        `${set.name}: session of ${set.sessionHours} h; policies: ${policies.length === 0 ? "none" : policies.join(", ")}.`,
        ...(decision === undefined
          ? []
          : [`${question!.action}: ${decision.verdict}: ${decisionWords(decision, decision.because.length)}.`]),
      ];
    })
    .map((line) => wrap(line, tableWidth, "  "))
    .join("\n");
}

/** A setting's place in the stack file. */
export function placeIn({ lineOf }: Pick<StackAccess, "lineOf">): (setting: string) => string {
  return (setting) => withLine(setting, lineOf(setting));
}
