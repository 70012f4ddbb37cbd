import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import * as ts from "typescript";

/** Names of the options that a command's work takes: those of `Options` in `export const name: Run<Options>`. */
export function optionsTaken(file: string, name: string): string[] {
  const source = sourceOf(file);
  for (const statement of source.statements.filter(ts.isVariableStatement)) {
    const found = statement.declarationList.declarations.find((each) => each.name.getText(source) === name);
    const [options] = found?.type !== undefined && ts.isTypeReferenceNode(found.type) ? (found.type.typeArguments ?? []) : [];
    if (options !== undefined) return [...new Set(membersOf(options, source))].sort();
  }
  throw new Error(`${file} has no ${name}: Run<…>`);
}

function sourceOf(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
}

function membersOf(type: ts.TypeNode, source: ts.SourceFile): string[] {
  if (ts.isIntersectionTypeNode(type)) return type.types.flatMap((each) => membersOf(each, source));
  if (ts.isTypeReferenceNode(type)) return membersOfNamed(type.typeName.getText(source), source);
  throw new Error(`${source.fileName}: ${type.getText(source)} is read by no test`);
}

function membersOfNamed(name: string, source: ts.SourceFile): string[] {
  const declared = source.statements.filter(ts.isInterfaceDeclaration).find((each) => each.name.text === name);
  if (declared !== undefined) {
    const inherited = (declared.heritageClauses ?? []).flatMap(({ types }) => types.map(({ expression }) => expression.getText(source)));
    return [
      ...declared.members.map((member) => member.name!.getText(source)),
      ...inherited.flatMap((each) => membersOfNamed(each, source)),
    ];
  }
  for (const { importClause, moduleSpecifier } of source.statements.filter(ts.isImportDeclaration)) {
    const names = importClause?.namedBindings;
    if (names === undefined || !ts.isNamedImports(names) || !names.elements.some((each) => each.name.text === name)) continue;
    const from = resolve(dirname(source.fileName), (moduleSpecifier as ts.StringLiteral).text);
    return membersOfNamed(name, sourceOf(`${from}.ts`));
  }
  throw new Error(`${source.fileName}: there is no ${name}`);
}
