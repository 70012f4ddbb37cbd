import ts from "typescript";
import { nodesOf, pathsOf, sourceOf } from "./property-paths";

/**
 * Pulumi's token of what a module exports: `aws:sns/topic:Topic` for `Topic` of `@pulumi/aws/sns`. What belongs to no
 * service has a module of its own, by its name.
 */
function tokenOf(module: string, name: string): string {
  const [, pkg = "", last = name] = module.split("/");
  const part = last === name ? "index" : last;
  return `${pkg}:${part}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
}

/** What a file imports, as values, from the packages of the two clouds: names of modules, and names of their parts. */
function importsOf(file: ts.SourceFile): { readonly modules: ReadonlyMap<string, string>; readonly parts: ReadonlyMap<string, string> } {
  const modules = new Map<string, string>();
  const parts = new Map<string, string>();
  for (const { importClause, moduleSpecifier } of nodesOf(file, ts.isImportDeclaration)) {
    const bindings = importClause?.namedBindings;
    if (bindings === undefined || importClause?.isTypeOnly === true || !ts.isStringLiteral(moduleSpecifier)) continue;
    const module = moduleSpecifier.text;
    if (!/^@pulumi\/(aws|azuread)\b/.test(module)) continue;
    if (ts.isNamespaceImport(bindings)) modules.set(bindings.name.text, module);
    else
      for (const { name, propertyName, isTypeOnly } of bindings.elements)
        if (!isTypeOnly) parts.set(name.text, tokenOf(module, (propertyName ?? name).text));
  }
  return { modules, parts };
}

/** Tokens of the types and functions that a file takes from the packages of the two clouds. */
export function tokensOf(path: string): string[] {
  const file = sourceOf(path);
  const { modules, parts } = importsOf(file);
  const accessed = nodesOf(file, ts.isPropertyAccessExpression).flatMap(({ expression, name }) => {
    const module = ts.isIdentifier(expression) ? modules.get(expression.text) : undefined;
    return module === undefined ? [] : [tokenOf(module, name.text)];
  });
  return [...parts.values(), ...accessed];
}

/** The resources that a file registers: their token, and the paths of the inputs that it gives them. */
export function registrationsOf(path: string): (readonly [token: string, inputs: readonly string[]])[] {
  const file = sourceOf(path);
  const { modules, parts } = importsOf(file);
  return nodesOf(file, ts.isNewExpression).flatMap(({ expression, arguments: given }) => {
    const module =
      ts.isPropertyAccessExpression(expression) && ts.isIdentifier(expression.expression)
        ? modules.get(expression.expression.text)
        : undefined;
    const token =
      module !== undefined && ts.isPropertyAccessExpression(expression)
        ? tokenOf(module, expression.name.text)
        : ts.isIdentifier(expression)
          ? parts.get(expression.text)
          : undefined;
    return token === undefined ? [] : [[token, pathsOf(given?.[1])] as const];
  });
}
