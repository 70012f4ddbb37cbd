import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** A place in the source that makes a finding with a remedy. */
export interface Site {
  readonly file: string;
  /** Characters of the sentence that do not vary. */
  readonly literal: number;
  /** `checks/saml.ts:32`. */
  readonly at: string;
  /** The sentence, as it stands in the source. */
  readonly source: string;
  /** What the sentence can be. */
  readonly pattern: RegExp;
  /** What its remedy can be: one for each way through the source's conditions. */
  readonly remedies: readonly RegExp[];
}

/** Functions that make an outcome, and which of their arguments are its sentence and its remedy. */
export type Makers = Readonly<Record<string, { readonly sentence: number; readonly remedy: number }>>;

const ROOT = join(__dirname, "../../../../cli/verify");
/** Those that make a finding. */
const FINDINGS: Makers = {
  finding: { sentence: 0, remedy: 1 },
  findingWithLog: { sentence: 1, remedy: 2 },
  broken: { sentence: 1, remedy: 2 },
};
/** Those that make a note, or say that something cannot be told. */
export const BESIDE: Makers = { note: { sentence: 0, remedy: 1 }, cannotTell: { sentence: 0, remedy: 1 } };

/**
 * Every finding that `verify` can make, read from its source: calls that make one, and objects that become one (`what`
 * with its `remedy`); of other outcomes by the functions that make them.
 */
export function sites(makers: Makers = FINDINGS): Site[] {
  const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return files.sort().flatMap((file) => sitesOf(file, readFileSync(join(ROOT, file), "utf8"), makers));
}

/** The same of one file. */
export function sitesOf(file: string, text: string, makers: Makers = FINDINGS): Site[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Site[] = [];
  const visit = (node: ts.Node): void => {
    const [sentence, remedy] = partsOf(node, makers) ?? [];
    if (sentence !== undefined && !isHandedOn(sentence, makers)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      const pattern = patternOf(sentence, source);
      // A chain begins with its group, and whoever asks the log adds what that says.
      found.push({
        file,
        literal: pattern.replaceAll("[^]*", "").length,
        at: `${file}:${line + 1}`,
        source: sentence.getText(source),
        pattern: new RegExp(`^(".*" breaks at .*: )?(${pattern})(.*)$`, "s"),
        remedies: waysOf(remedy!, source).map((way) => new RegExp(`^${way}$`, "s")),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** A finding as `verify` makes it. */
export interface Sample {
  readonly id: string;
  readonly message: string;
  /** The remedies that were seen with it. */
  readonly remedies?: readonly string[];
}

/**
 * The places that may make a finding: in the file of its check or in what checks share, those that fit closest; several
 * where two make the same sentence.
 */
export function sitesOfSample({ id, message }: Sample, all: readonly Site[]): Site[] {
  const own = filesOf(id);
  const fitting = all.filter(({ file, pattern }) => (own.includes(file) || !file.startsWith("checks/")) && pattern.test(message));
  const closest = Math.max(...fitting.map(({ literal }) => literal));
  return fitting.filter(({ literal }) => literal === closest);
}

/** The file in which the `id` of a check stands; of one whose id is worked out, every file without one. */
function filesOf(id: string): string[] {
  const folder = join(ROOT, "checks");
  const files = readdirSync(folder).map((file) => ({ file: `checks/${file}`, text: readFileSync(join(folder, file), "utf8") }));
  const own = files.filter(({ text }) => text.includes(`id: "${id}"`));
  return (own.length > 0 ? own : files.filter(({ text }) => /\bid(: (?!")|,)/.test(text))).map(({ file }) => file);
}

/** The sentence and the remedy of what a node makes. */
function partsOf(node: ts.Node, makers: Makers): readonly [sentence: ts.Expression, remedy: ts.Expression] | undefined {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    const at = makers[node.expression.text];
    const [sentence, remedy] = at === undefined ? [] : [node.arguments[at.sentence], node.arguments[at.remedy]];
    return sentence === undefined || remedy === undefined ? undefined : [sentence, remedy];
  }
  if (makers !== FINDINGS || !ts.isObjectLiteralExpression(node)) return undefined;
  const property = (name: string): ts.ObjectLiteralElementLike | undefined =>
    node.properties.find((each) => each.name !== undefined && ts.isIdentifier(each.name) && each.name.text === name);
  const what = property("what");
  const remedy = property("remedy");
  if (what === undefined || remedy === undefined || !ts.isPropertyAssignment(what)) return undefined;
  // Without a remedy it is never a finding.
  const none = ts.isPropertyAssignment(remedy) && ts.isStringLiteral(remedy.initializer) && remedy.initializer.text === "";
  if (none) return undefined;
  return [what.initializer, ts.isPropertyAssignment(remedy) ? remedy.initializer : (remedy.name as ts.Identifier)];
}

/** Whether a sentence is made of what a function was given: its callers are the places. */
function isHandedOn(sentence: ts.Expression, makers: Makers): boolean {
  for (let node: ts.Node | undefined = sentence; node !== undefined; node = node.parent) {
    if (!ts.isFunctionLike(node)) continue;
    const named = ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : node.name?.getText();
    if (named !== undefined && (named in makers || named === "undeclaredOutcomes")) return true;
  }
  return false;
}

/** A regular expression's source for what an expression's text can be; what is worked out can be anything. */
function patternOf(node: ts.Expression, source: ts.SourceFile): string {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return escaped(node.text);
  if (ts.isParenthesizedExpression(node)) return patternOf(node.expression, source);
  if (ts.isTemplateExpression(node))
    return node.templateSpans.reduce(
      (pattern, span) => `${pattern}${spanOf(span.expression, source)}${escaped(span.literal.text)}`,
      escaped(node.head.text),
    );
  if (ts.isConditionalExpression(node)) return `(?:${patternOf(node.whenTrue, source)}|${patternOf(node.whenFalse, source)})`;
  const declared = ts.isIdentifier(node) ? declarationOf(node.text, node, source) : undefined;
  return declared === undefined ? "[^]*" : patternOf(declared, source);
}

/** Regular expressions' sources for what a text can be: one for each choice that the source makes between two texts. */
function waysOf(node: ts.Expression, source: ts.SourceFile): string[] {
  if (ts.isParenthesizedExpression(node)) return waysOf(node.expression, source);
  if (ts.isConditionalExpression(node)) return [...waysOf(node.whenTrue, source), ...waysOf(node.whenFalse, source)];
  if (ts.isTemplateExpression(node))
    return node.templateSpans.reduce(
      (ways, span) => ways.flatMap((way) => spanWays(span.expression, source).map((each) => `${way}${each}${escaped(span.literal.text)}`)),
      [escaped(node.head.text)],
    );
  const declared = ts.isIdentifier(node) ? declarationOf(node.text, node, source) : undefined;
  return declared === undefined || ts.isFunctionLike(declared) ? [patternOf(node, source)] : waysOf(declared, source);
}

/** The same of a part: a choice between texts, or whatever is worked out. */
function spanWays(node: ts.Expression, source: ts.SourceFile): string[] {
  return spanOf(node, source) === "[^]*" ? ["[^]*"] : waysOf(node, source);
}

/** The remedies that the source can give and no sample was seen with. */
export function unseenRemedies(all: readonly Site[], samples: readonly Sample[]): string[] {
  const seen = new Map<Site, string[]>();
  for (const sample of samples)
    for (const site of sitesOfSample(sample, all)) seen.set(site, [...(seen.get(site) ?? []), ...(sample.remedies ?? [])]);
  return all.flatMap((site) =>
    site.remedies
      .filter((remedy) => site.remedies.length > 1 && !(seen.get(site) ?? []).some((each) => remedy.test(each)))
      .map((remedy) => `${site.at} ${remedy.source}`),
  );
}

/** What stands in a sentence: either of two texts, or anything. */
function spanOf(node: ts.Expression, source: ts.SourceFile): string {
  const isText = (each: ts.Node): boolean =>
    ts.isStringLiteral(each) || ts.isTemplateExpression(each) || ts.isNoSubstitutionTemplateLiteral(each);
  return ts.isConditionalExpression(node) && isText(node.whenTrue) && isText(node.whenFalse) ? patternOf(node, source) : "[^]*";
}

/** The value of the `const` of that name that is nearest above. */
function declarationOf(name: string, from: ts.Node, source: ts.SourceFile): ts.Expression | undefined {
  let nearest: ts.Expression | undefined;
  const visit = (node: ts.Node): void => {
    if (node.getStart(source) > from.getStart(source)) return;
    if (ts.isVariableDeclaration(node) && node.name.getText(source) === name && node.initializer !== undefined) nearest = node.initializer;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return nearest;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
