/**
 * Why somebody can do something, in words: the statement, what it says, and upon what it depends.
 */
import { listed } from "../words";
import type { Decision, DecisionReason } from "./decision";
import { listOf, type Hit } from "./statement";

/** Entries of a statement that a sentence shows. */
const SHOWN = 3;

/** A reason as a sentence without its full stop. */
export function reasonWords(reason: DecisionReason): string {
  const { kind, policyKind, policy, boundary, hit, dependsOn, about } = reason;
  switch (kind) {
    case "allows": {
      const only = dependsOn.length > 0 ? " only" : "";
      return `${place(reason)} ${boundary ? "permits" : "allows"} ${actionWords(hit!)}${only} ${scopeWords(hit!)}`;
    }
    case "denies":
      return `${place(reason)} denies ${actionWords(hit!)} ${scopeWords(hit!)}`;
    case "silent": {
      const on = about === undefined ? "" : ` on ${about}, which it needs as well`;
      return boundary ? `the permissions boundary ${policy} does not permit it${on}` : `no statement of its policies allows it${on}`;
    }
    case "unknown":
      if (boundary) return `the permissions boundary ${policy} may not permit it: its document is not known here`;
      return `${policyKind} ${policy} may allow or deny it: its document ${
        policyKind === "AWS-managed policy" ? "is not known here" : "lies in the accounts"
      }`;
    case "foreign":
      return `the resource belongs to account ${about}: its own policy has to allow it as well`;
  }
}

/** All reasons of an answer; at most some of them, as a large policy has many statements about one action. */
export function decisionWords({ because }: Decision, most = SHOWN): string {
  const words = because.slice(0, most).map(reasonWords);
  return [...words, ...(because.length > most ? [`${because.length - most} more`] : [])].join("; ");
}

/** Where a statement stands: `inline policy, statement ReadData,`. */
function place({ policyKind, policy, hit }: DecisionReason): string {
  const name =
    policyKind === "inline policy" ? "the inline policy" : policyKind === "AWS-managed policy" ? policy : `${policyKind} ${policy}`;
  return `${name}, statement ${hit!.label},`;
}

function actionWords({ statement, actions }: Hit): string {
  return statement.NotAction === undefined ? listed(actions, SHOWN) : `everything but ${listed(actions, SHOWN)}`;
}

function scopeWords({ statement, resources }: Hit): string {
  const what = listed(resources, SHOWN);
  const on = statement.NotResource === undefined ? `on ${what}` : `on everything but ${what}`;
  const conditions = conditionWords(statement.Condition);
  return conditions === "" ? on : `${on} if ${conditions}`;
}

/** A condition: `StringEquals iam:PassedToService is a or b`. */
export function conditionWords(condition: Hit["statement"]["Condition"]): string {
  const parts = Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(
      ([key, values]) => `${operator} ${key} = ${listOf(values).map(String).slice(0, SHOWN).join(" | ")}${more(values)}`,
    ),
  );
  return parts.join(" and ");
}

function more(values: string | readonly string[]): string {
  const count = listOf(values).length;
  return count > SHOWN ? ` | ${count - SHOWN} more` : "";
}
