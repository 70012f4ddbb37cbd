import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { repository, textOf } from "./files";

/** Calls that answer with the parts of their function's answer or, without one, of what they are called on or with. */
const transparent = new Set(["all", "apply", "concat", "filter", "flatMap", "from", "fromEntries", "map", "output", "sort"]);

const parsed = new Map<string, ts.SourceFile>();

/** A file of the repository, parsed once. */
export function sourceOf(file: string): ts.SourceFile {
  const source = parsed.get(file) ?? ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true);
  parsed.set(file, source);
  return source;
}

/** All nodes of a kind below a node. */
export function nodesOf<T extends ts.Node>(root: ts.Node, is: (node: ts.Node) => node is T): T[] {
  const found: T[] = [];
  const visit = (node: ts.Node): void => {
    if (is(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/** Whether a name is bound here: as a parameter, or as a part of an object or list that is taken apart. */
function binds(name: ts.BindingName, text: string): boolean {
  if (ts.isIdentifier(name)) return name.text === text;
  return name.elements.some((element) => ts.isBindingElement(element) && binds(element.name, text));
}

/** What an exported name of another file of the repository is; undefined for a package's. */
function imported(file: ts.SourceFile, name: string): ts.Node | undefined {
  for (const { importClause, moduleSpecifier } of nodesOf(file, ts.isImportDeclaration)) {
    const bindings = importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings) || !ts.isStringLiteral(moduleSpecifier)) continue;
    const found = bindings.elements.find((element) => element.name.text === name);
    if (found === undefined || !moduleSpecifier.text.startsWith(".")) continue;
    const path = posix.join(posix.dirname(file.fileName), moduleSpecifier.text);
    const other = [`${path}.ts`, `${path}/index.ts`].find((one) => existsSync(join(repository, one)));
    return other === undefined ? undefined : declared(sourceOf(other), (found.propertyName ?? found.name).text);
  }
  return undefined;
}

/** The constant or function of a name as seen from a node; undefined where it is neither, such as a parameter. */
function declared(from: ts.Node, name: string): ts.Node | undefined {
  for (let scope: ts.Node = from; ; scope = scope.parent) {
    if (ts.isFunctionLike(scope) && scope.parameters.some((parameter) => binds(parameter.name, name))) return undefined;
    if (ts.isBlock(scope) || ts.isSourceFile(scope)) {
      for (const statement of scope.statements) {
        if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) return statement;
        const variables = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
        const found = variables.find((variable) => binds(variable.name, name));
        if (found !== undefined) return ts.isIdentifier(found.name) ? found.initializer : undefined;
      }
    }
    if (ts.isSourceFile(scope)) return imported(scope, name);
  }
}

/** What a function answers. */
function answersOf(node: ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration): ts.Expression[] {
  if (node.body === undefined) return [];
  return ts.isBlock(node.body) ? nodesOf(node.body, ts.isReturnStatement).flatMap(({ expression }) => expression ?? []) : [node.body];
}

/**
 * Paths of the properties that an expression may have, such as `target.arn`; a list's elements are at the list's path.
 * Names are followed to their constants and functions, through the files of the repository; what lies below something
 * that cannot be followed (a parameter, another package's) is `<path>.*`.
 */
export function pathsOf(node: ts.Node | undefined, path = "", seen: readonly ts.Node[] = []): string[] {
  if (node === undefined || seen.includes(node)) return [];
  const below = (name: string): string => (path === "" ? name : `${path}.${name}`);
  const on = (...next: (ts.Node | undefined)[]): string[] => next.flatMap((one) => pathsOf(one, path, [...seen, node]));
  const named = (name: string, value: ts.Node): string[] => [below(name), ...pathsOf(value, below(name), [...seen, node])];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isNonNullExpression(node))
    return on(node.expression);
  if (ts.isObjectLiteralExpression(node))
    return node.properties.flatMap((property) => {
      if (ts.isSpreadAssignment(property)) return on(property.expression);
      if (ts.isShorthandPropertyAssignment(property)) return named(property.name.text, property.name);
      if (!ts.isPropertyAssignment(property)) return [];
      const { name, initializer } = property;
      return ts.isIdentifier(name) || ts.isStringLiteral(name) ? named(name.text, initializer) : [below("*")];
    });
  if (ts.isArrayLiteralExpression(node)) return on(...node.elements.map((one) => (ts.isSpreadElement(one) ? one.expression : one)));
  if (ts.isConditionalExpression(node)) return on(node.whenTrue, node.whenFalse);
  if (ts.isBinaryExpression(node)) return on(node.left, node.right);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node)) return on(...answersOf(node));
  if (ts.isIdentifier(node) && node.text !== "undefined") {
    const declaration = declared(node, node.text);
    return declaration === undefined ? [below("*")] : on(declaration);
  }
  if (ts.isCallExpression(node)) {
    const { expression: callee, arguments: given } = node;
    if (ts.isIdentifier(callee)) return on(callee);
    if (!ts.isPropertyAccessExpression(callee) || !transparent.has(callee.name.text)) return [below("*")];
    const functions = given.filter((one) => ts.isArrowFunction(one) || ts.isFunctionExpression(one));
    return functions.length > 0 ? on(...functions) : on(callee.expression, ...given);
  }
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) ? [below("*")] : [];
}
