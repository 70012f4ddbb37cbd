/** Small changes to a rule's source that its tests must notice. */
import ts from "typescript";

/** One change. */
export interface Mutant {
  /** Line of the change, from 1. */
  readonly line: number;
  /** Such as `=== -> !==`. */
  readonly change: string;
  /** The whole changed source. */
  readonly source: string;
}

const OPPOSITES = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, "!=="],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, "==="],
  [ts.SyntaxKind.LessThanToken, "<="],
  [ts.SyntaxKind.LessThanEqualsToken, "<"],
  [ts.SyntaxKind.GreaterThanToken, ">="],
  [ts.SyntaxKind.GreaterThanEqualsToken, ">"],
  [ts.SyntaxKind.AmpersandAmpersandToken, "||"],
  [ts.SyntaxKind.BarBarToken, "&&"],
]);

/**
 * Mutants of a rule's source: conditions negated, comparisons and junctions turned, numbers (limits) moved by one. Metadata, types, and the
 * reading of what is missing (`??`) are left alone.
 */
export function mutantsOf(source: string): readonly Mutant[] {
  const file = ts.createSourceFile("rule.ts", source, ts.ScriptTarget.ES2022, true);
  const mutants: Mutant[] = [];
  const replace = (node: ts.Node, by: string, change: string): void => {
    const from = node.getStart(file);
    mutants.push({
      line: file.getLineAndCharacterOfPosition(from).line + 1,
      change,
      source: source.slice(0, from) + by + source.slice(node.getEnd()),
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
      const condition = ts.isIfStatement(node) ? node.expression : node.condition;
      replace(condition, `!(${condition.getText(file)})`, `${short(condition.getText(file))} negated`);
    }
    if (ts.isBinaryExpression(node)) {
      const opposite = OPPOSITES.get(node.operatorToken.kind);
      if (opposite !== undefined) replace(node.operatorToken, opposite, `${node.operatorToken.getText(file)} -> ${opposite}`);
    }
    if (ts.isNumericLiteral(node) && isLimit(node)) replace(node, String(Number(node.text.replaceAll("_", "")) + 1), `${node.text} + 1`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return mutants;
}

/** A number that decides: not a place in a list or a match, and not the span of a setting, which the engine checks. */
function isLimit(node: ts.NumericLiteral): boolean {
  const { parent } = node;
  if (ts.isElementAccessExpression(parent)) return false;
  if (ts.isPropertyAssignment(parent) && /^(minimum|maximum)$/.test(parent.name.getText())) return false;
  return !(ts.isCallExpression(parent) && /\.(slice|at|replace|padStart)$/.test(parent.expression.getText()));
}

function short(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 50 ? `${line.slice(0, 47)}...` : line;
}
