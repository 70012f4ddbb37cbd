import assert from "node:assert/strict";
import ts from "typescript";
import { types } from "../../sandbox/providers/aws/types/index";
import type { Schema } from "../../sandbox/providers/azuread/schema";
import { resourceTypes } from "../../sandbox/providers/azuread/types/index";
import { right } from "../policy/e2e/programs/right";
import { wrong } from "../policy/e2e/programs/wrong";
import { filesIn } from "./files";
import { nodesOf, sourceOf } from "./property-paths";
import { registrationsOf } from "./tokens";

/** Everything of a resource, or everything below a path. */
const EVERYTHING = "*";

/**
 * Inputs that neither program nor pack's tests set and that somebody may change by hand: `federation verify` tells of
 * it, and its remedy, `pulumi up --refresh`, puts it right only where the provider reads and writes the input.
 */
const putRight: Readonly<Record<string, readonly string[]>> = {
  "aws:cloudwatch/eventTarget:EventTarget": ["input", "inputPath"],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["actionsEnabled", "datapointsToAlarm"],
  "aws:iam/accessKey:AccessKey": ["status"],
  "aws:kms/key:Key": ["isEnabled"],
  "aws:scheduler/schedule:Schedule": ["state"],
  // Whatever condition or control a policy has too much is told.
  "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy": [EVERYTHING],
  "azuread:index/namedLocation:NamedLocation": ["country.countryLookupMethod"],
};

/** Names of the inputs that an adopted object keeps as the state has them; the file that chooses them has each. */
const keptAsFound = nodesOf(sourceOf("components/adopted.ts"), ts.isStringLiteral).flatMap(({ text }) => text.split(" "));

/** Paths of what a value holds; a list's elements are at the list's path. */
function pathsIn(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(item, path));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const at = path === "" ? name : `${path}.${name}`;
    return [at, ...pathsIn(item, at)];
  });
}

/** Inputs of a schema that have no parts; what the plugin computes is an output. */
function inputsOf(schema: Schema, path = ""): string[] {
  return Object.entries(schema).flatMap(([name, { of, computed }]) => {
    if (computed !== undefined) return [];
    return of === undefined ? [`${path}${name}`] : inputsOf(of, `${path}${name}.`);
  });
}

/** Whether one of two paths is the other, or a part of it. */
function meet(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}

/** Whether an input, or a part of it, is among what is set. */
function isSet(set: readonly string[], input: string): boolean {
  return set.some((one) => {
    if (one.endsWith(`.${EVERYTHING}`)) return input.startsWith(one.slice(0, -1));
    if (one === EVERYTHING) return keptAsFound.includes(input.split(".", 1)[0] ?? "");
    return one === input || one.startsWith(`${input}.`);
  });
}

/** Inputs and outputs of a type in the SDK's declarations. */
function official(token: string): { readonly inputs: readonly string[]; readonly outputs: readonly string[] } {
  const [pkg = "", module = "", name = ""] = token.split(":");
  const file = sourceOf(`node_modules/@pulumi/${pkg}/${module.replace(/^index\//, "")}.d.ts`);
  const textOf = (node: ts.PropertyName): string => node.getText(file);
  const named = <T extends ts.ClassDeclaration | ts.InterfaceDeclaration>(found: readonly T[], wanted: string): T => {
    const one = found.find((node) => node.name?.text === wanted);
    assert.ok(one, `${wanted} in ${file.fileName}`);
    return one;
  };
  const inputs = named(nodesOf(file, ts.isInterfaceDeclaration), `${name}Args`).members.filter(ts.isPropertySignature);
  const properties = named(nodesOf(file, ts.isClassDeclaration), name).members.filter(
    (member): member is ts.PropertyDeclaration =>
      ts.isPropertyDeclaration(member) && member.type?.getText(file).startsWith("pulumi.Output") === true,
  );
  return { inputs: inputs.map((one) => textOf(one.name)), outputs: properties.map((one) => textOf(one.name)) };
}

describe("the fields of the sandbox's providers", () => {
  const program = new Map<string, string[]>();
  const packs = new Map<string, string[]>();
  const add = (to: Map<string, string[]>, token: string, paths: readonly string[]): void => {
    to.set(token, [...(to.get(token) ?? []), ...paths]);
  };
  const rows = Object.entries(types);
  const inputs = new Map<string, readonly string[]>([
    ...rows.map(([token, row]) => [token, row.inputs] as const),
    ...[...resourceTypes].map(([token, { schema }]) => [token, inputsOf(schema)] as const),
  ]);

  before(() => {
    const files = [...filesIn("components"), "index.ts"].filter((file) => file.endsWith(".ts"));
    for (const [token, paths] of files.flatMap(registrationsOf)) add(program, token, paths);
    for (const { type, props } of [...right("2026-01-01", "2027-01-01T00:00:00Z"), ...wrong]) add(packs, type, pathsIn(props));
  });

  it("have no input without a consumer: the program, the pack's tests on the engine, or what a refresh puts right", () => {
    const unset = [...inputs].flatMap(([token, all]) => {
      const set = [...(program.get(token) ?? []), ...(packs.get(token) ?? [])];
      return all.filter((input) => !isSet(set, input)).map((input) => [token, input] as const);
    });
    assert.deepEqual(
      unset.filter(([token, input]) => !putRight[token]?.some((one) => one === EVERYTHING || one === input)).map((one) => one.join(" ")),
      [],
    );
    for (const [token, kept] of Object.entries(putRight))
      for (const one of kept)
        assert.ok(
          unset.some(([type, input]) => type === token && (one === EVERYTHING || one === input)),
          `${one} of ${token} has a consumer, or is none of its inputs: it need not be kept here.`,
        );
  });

  it("have every input that the program sets", () => {
    const sets = [...program].flatMap(([token, paths]) =>
      paths.filter((path) => !path.endsWith(EVERYTHING)).map((path) => [token, path] as const),
    );
    assert.ok(sets.length > 200, `${sets.length}`);
    const schemas = (token: string): readonly string[] => Object.keys(resourceTypes.get(token)?.schema ?? {});
    const missing = sets.filter(([token, path]) => ![...(inputs.get(token) ?? []), ...schemas(token)].some((input) => meet(input, path)));
    assert.deepEqual(missing, []);
  });

  it("are the official ones, with every output, so that a program that reads one previews", () => {
    const aws = rows.map(([token, row]) => [token, [...row.inputs, ...(row.computed ?? [])], row.computed ?? []] as const);
    const azuread = [...resourceTypes].map(([token, { schema }]) => [token, Object.keys(schema), Object.keys(schema)] as const);
    const problems = [...aws, ...azuread].flatMap(([token, fields, outputs]) => {
      const { inputs: given, outputs: shown } = official(token);
      return [
        ...fields
          .map((path) => path.split(".", 1)[0] ?? "")
          .filter((name) => !given.includes(name) && !shown.includes(name))
          .map((name) => `${token} has no ${name}`),
        ...shown.filter((name) => !given.includes(name) && !outputs.includes(name)).map((name) => `${token} lacks the output ${name}`),
      ];
    });
    assert.deepEqual(problems, []);
  });

  it("have no default, comparison or replacement but of an input or output", () => {
    const problems = rows.flatMap(([token, { inputs: paths, computed = [], ...row }]) =>
      [
        ...Object.keys(row.defaults ?? {}),
        ...[row.sets, row.json, row.policies, row.replaceOn].flatMap((names = []) => (names === "*" ? [] : names)),
      ]
        .filter((name) => ![...paths, ...computed].some((path) => meet(path, name)))
        .map((name) => `${token}: ${name}`),
    );
    assert.deepEqual(problems, []);
  });
});
