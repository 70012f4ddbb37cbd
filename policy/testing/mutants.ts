/** Small changes to a source that its tests must notice. */
import ts from "typescript";

/** One change. */
export interface Mutant {
  /** Line of the change, from 1. */
  readonly line: number;
  /** That line as it was, trimmed: what names the change when lines move. */
  readonly text: string;
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

/** Methods that take a predicate. */
const PREDICATED = /^(filter|find|findIndex|some|every)$/;
const QUANTIFIERS: Readonly<Record<string, string>> = { some: "every", every: "some" };

/**
 * Mutants of a source: conditions and predicates negated, comparisons, junctions and quantifiers turned, numbers
 * (limits) moved by one either way, and types that a rule is told to look at left out. Metadata, TypeScript's types,
 * and the reading of what is missing (`??`) are left alone.
 */
export function mutantsOf(source: string): readonly Mutant[] {
  const file = ts.createSourceFile("rule.ts", source, ts.ScriptTarget.ES2022, true);
  const lines = source.split("\n");
  const mutants: Mutant[] = [];
  const replace = (node: ts.Node, by: string, change: string): void => {
    const from = node.getStart(file);
    const { line } = file.getLineAndCharacterOfPosition(from);
    const changed = source.slice(0, from) + by + source.slice(node.getEnd());
    mutants.push({ line: line + 1, text: (lines[line] ?? "").trim(), change, source: changed });
  };
  const negate = (condition: ts.Node): void => {
    replace(condition, `!(${condition.getText(file)})`, `${short(condition.getText(file))} negated`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isIfStatement(node)) negate(node.expression);
    if (ts.isConditionalExpression(node)) negate(node.condition);
    if (ts.isBinaryExpression(node)) {
      const opposite = OPPOSITES.get(node.operatorToken.kind);
      if (opposite !== undefined) replace(node.operatorToken, opposite, `${node.operatorToken.getText(file)} -> ${opposite}`);
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name } = node.expression;
      const [predicate] = node.arguments;
      if (PREDICATED.test(name.text) && predicate !== undefined && ts.isArrowFunction(predicate) && !ts.isBlock(predicate.body)) {
        negate(predicate.body);
      }
      const turned = QUANTIFIERS[name.text];
      if (turned !== undefined) replace(name, turned, `${name.text} -> ${turned}`);
    }
    if (ts.isNumericLiteral(node) && isLimit(node)) {
      const value = Number(node.text.replaceAll("_", ""));
      replace(node, String(value + 1), `${node.text} + 1`);
      replace(node, `(${value - 1})`, `${node.text} - 1`);
    }
    if (ts.isArrayLiteralExpression(node) && isListOfTypes(node)) {
      for (const element of node.elements) replace(element, "", `without ${element.getText(file)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return mutants;
}

/** A number that decides: not a place in a list or a match, and not the span of a setting, which the engine checks. */
function isLimit(node: ts.NumericLiteral): boolean {
  const parent = ts.isPrefixUnaryExpression(node.parent) ? node.parent.parent : node.parent;
  if (ts.isElementAccessExpression(parent)) return false;
  if (ts.isPropertyAssignment(parent) && /^(minimum|maximum)$/.test(parent.name.getText())) return false;
  return !(ts.isCallExpression(parent) && /\.(slice|at|replace|padStart)$/.test(parent.expression.getText()));
}

/** What a rule applies to: `types: [...]` or `anchors: [...]`, or a list of them with a name. */
function isListOfTypes({ elements, parent }: ts.ArrayLiteralExpression): boolean {
  const named = ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent);
  return named && elements.length > 1 && elements.every((element) => /^[a-z]+\.\w+$/.test(element.getText()));
}

function short(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 50 ? `${line.slice(0, 47)}...` : line;
}
