import { createHash } from "node:crypto";
import { type Invoke } from "../../shared/table";
import { type Props } from "../../shared/values";

interface Statement {
  readonly Sid?: string;
  readonly [key: string]: unknown;
}

/** One value is written as text, several as a list, sorted as the official plugin sorts them: backwards. */
function values(list: readonly string[]): string | string[] {
  const [only, ...more] = list;
  return more.length === 0 && only !== undefined ? only : [...list].sort().reverse();
}

/** `&{aws:username}` stands for IAM's `${aws:username}`, which the program's language would take for its own. */
function interpolated(text: string): string {
  return text.replaceAll("&{", "${");
}

function principals(list: readonly Props[]): unknown {
  if (list.length === 1 && list[0]?.["type"] === "*" && (list[0]["identifiers"] as string[]).join() === "*") return "*";
  const byType = new Map<string, string[]>();
  for (const { type, identifiers } of list as readonly { type: string; identifiers: string[] }[]) {
    byType.set(type, [...(byType.get(type) ?? []), ...identifiers.map(interpolated)]);
  }
  return Object.fromEntries([...byType].map(([type, identifiers]) => [type, values(identifiers)]));
}

function conditions(list: readonly Props[]): Props {
  const tests: Record<string, Record<string, string | string[]>> = {};
  for (const { test, variable, values: wanted } of list as readonly { test: string; variable: string; values: string[] }[]) {
    (tests[test] ??= {})[variable] = values(wanted.map(interpolated));
  }
  return tests;
}

function statement(from: Props): Statement {
  const lists = { actions: "Action", notActions: "NotAction", resources: "Resource", notResources: "NotResource" };
  const parts = Object.entries(lists).flatMap(([property, name]) => {
    const list = (from[property] ?? []) as string[];
    return list.length === 0 ? [] : [[name, values(list.map(interpolated))]];
  });
  return {
    ...(from["sid"] ? { Sid: from["sid"] as string } : {}),
    Effect: (from["effect"] ?? "Allow") as unknown,
    ...(Object.fromEntries(parts) as Props),
    ...(from["principals"]?.length ? { Principal: principals(from["principals"] as Props[]) } : {}),
    ...(from["notPrincipals"]?.length ? { NotPrincipal: principals(from["notPrincipals"] as Props[]) } : {}),
    ...(from["conditions"]?.length ? { Condition: conditions(from["conditions"] as Props[]) } : {}),
  };
}

/** Later statements take the place of earlier ones with the same sid. */
function merged(base: readonly Statement[], over: readonly Statement[]): Statement[] {
  const replaced = base.map((one) => (one.Sid ? (over.find(({ Sid }) => Sid === one.Sid) ?? one) : one));
  return [...replaced, ...over.filter((one) => !one.Sid || !base.some(({ Sid }) => Sid === one.Sid))];
}

function statementsOf(json: string): Statement[] {
  if (json.trim() === "") return [];
  const { Statement: found } = JSON.parse(json) as { Statement?: Statement | Statement[] };
  return found === undefined ? [] : [found].flat();
}

/** `aws:iam/getPolicyDocument:getPolicyDocument`: made from its arguments alone, no call. */
export const getPolicyDocument: Invoke = async (inputs) => {
  const sources = [inputs["sourceJson"], ...((inputs["sourcePolicyDocuments"] ?? []) as unknown[])].filter(
    (text) => text !== undefined,
  ) as string[];
  const overrides = [inputs["overrideJson"], ...((inputs["overridePolicyDocuments"] ?? []) as unknown[])].filter(
    (text) => text !== undefined,
  ) as string[];
  const own = ((inputs["statements"] ?? []) as Props[]).map(statement);
  const all = [...sources.map(statementsOf), own, ...overrides.map(statementsOf)].reduce<Statement[]>(merged, []);
  const document = {
    Version: (inputs["version"] ?? "2012-10-17") as unknown,
    ...(inputs["policyId"] ? { Id: inputs["policyId"] as unknown } : {}),
    Statement: all,
  };
  const minifiedJson = JSON.stringify(document);
  return {
    ...inputs,
    json: JSON.stringify(document, undefined, 2),
    minifiedJson,
    id: createHash("sha256").update(minifiedJson).digest("hex").slice(0, 10),
  };
};
