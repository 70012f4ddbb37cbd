/**
 * One statement of a policy against one action: whether it applies for certain, only sometimes, or never.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
import type { PolicyDocument, PolicyStatement } from "../model";
import { actionPattern, covers, literalPattern, overlaps, resourcePattern } from "./pattern";
import type { Target } from "./request";

/** Upon what it depends whether a statement applies. */
export type Dependence = "condition" | "resource";

/** A statement that is about the action asked for. */
export interface ActionStatement {
  readonly statement: PolicyStatement;
  /** Its Sid, or else its number in the document, from 1. */
  readonly label: string;
  /** The entries of Action that match; those of NotAction where the statement has it. */
  readonly actions: readonly string[];
}

/** A statement that applies to the action on a target, or may. */
export interface Hit extends ActionStatement {
  /** Empty where it applies whatever the request says. */
  readonly dependsOn: readonly Dependence[];
  /** The entries of Resource or NotResource that matter. */
  readonly resources: readonly string[];
}

/** The statements of a document that are about an action. */
export function statementsAbout(action: string, { Statement }: PolicyDocument): ActionStatement[] {
  const asked = literalPattern(action.toLowerCase());
  const service = asked.slice(0, asked.indexOf(":")).join("");
  const matches = (entry: string): boolean => {
    // The documents of AWS have thousands of entries: most are told apart by the service.
    const prefix = entry.slice(0, entry.indexOf(":")).toLowerCase();
    if (prefix !== "" && prefix !== service && !/[*?]/.test(prefix)) return false;
    return covers(actionPattern(entry), asked);
  };
  return Statement.flatMap((statement, index): ActionStatement[] => {
    const label = statement.Sid !== undefined && statement.Sid !== "" ? statement.Sid : String(index + 1);
    if (statement.NotAction !== undefined) {
      const excluded = listOf(statement.NotAction);
      return excluded.some(matches) ? [] : [{ statement, label, actions: excluded }];
    }
    const actions = listOf(statement.Action).filter(matches);
    return actions.length === 0 ? [] : [{ statement, label, actions }];
  });
}

/** How a statement applies to a target; nothing where it never does. */
export function hitOf(about: ActionStatement, target: Target): Hit | undefined {
  const { statement } = about;
  const { reach, entries } = reachOf(statement, target);
  if (reach === "none") return undefined;
  const conditional = Object.keys(statement.Condition ?? {}).length > 0;
  return {
    ...about,
    resources: entries,
    dependsOn: [...(reach === "some" ? (["resource"] as const) : []), ...(conditional ? (["condition"] as const) : [])],
  };
}

interface Reach {
  readonly reach: "all" | "some" | "none";
  readonly entries: readonly string[];
}

function reachOf(statement: PolicyStatement, { alternatives }: Target): Reach {
  const excluding = statement.NotResource !== undefined;
  const written = listOf(excluding ? statement.NotResource : statement.Resource);
  const patterns = written.map((entry) => ({ entry, pattern: resourcePattern(entry) }));
  const touching = patterns.filter(({ pattern }) => alternatives.some((target) => overlaps(pattern, target)));
  const isCovered = alternatives.map((target) => touching.some(({ pattern }) => covers(pattern, target)));
  if (excluding) {
    const entries = written;
    if (touching.length === 0) return { reach: "all", entries };
    return { reach: isCovered.every(Boolean) ? "none" : "some", entries };
  }
  const entries = touching.map(({ entry }) => entry);
  if (touching.length === 0) return { reach: "none", entries };
  return { reach: isCovered.every(Boolean) ? "all" : "some", entries };
}

/** Strings of an element that may be one or many. */
export function listOf(element: string | readonly string[] | undefined): readonly string[] {
  if (element === undefined) return [];
  return typeof element === "string" ? [element] : element;
}
