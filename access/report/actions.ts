/**
 * What a policy document allows, action by action, and how two documents differ.
 */
import picomatch from "picomatch";
import { stableJson } from "../json";
import { listOf } from "../iam/statement";
import type { PolicyDocument, PolicyStatement } from "../model";
import { ACCESS_LEVELS, type AccessLevel, type ActionsByLevel } from "./report";

/** An action of AWS's service authorization reference. */
export interface Action {
  /** Such as s3:GetObject. */
  readonly name: string;
  readonly level: AccessLevel;
}

/** Actions by service prefix, lower case: those of the services that some documents are about. */
export type Catalogue = ReadonlyMap<string, readonly Action[]>;

/** Actions that a difference shows of each access level. */
const SHOWN_ACTIONS = 200;

/** Service prefixes that documents are about, lower case; undefined where they are about any. */
export function servicesOf(documents: readonly PolicyDocument[]): ReadonlySet<string> | undefined {
  const services = new Set<string>();
  for (const { Statement } of documents) {
    for (const statement of Statement) {
      if (statement.NotAction !== undefined) return undefined;
      for (const pattern of listOf(statement.Action)) {
        const service = pattern.split(":")[0]!.toLowerCase();
        if (/[*?]/.test(service)) return undefined;
        services.add(service);
      }
    }
  }
  return services;
}

/** How an action is allowed: by which scopes, and under which denials with a condition or for some resources. */
type Allowed = Map<string, { readonly action: Action; readonly scope: string }>;

/** Every action that a document allows on whatever resource, with the scope in which it does. */
export function allowedActions(document: PolicyDocument | undefined, catalogue: Catalogue): Allowed {
  const allowed: Allowed = new Map();
  if (document === undefined) return allowed;
  const statements = document.Statement.map((statement) => ({
    covers: matcherOf(statement),
    deny: statement.Effect === "Deny",
    scope: scopeOf(statement),
    whole: listOf(statement.Resource).includes("*") && statement.Condition === undefined,
  }));
  for (const actions of catalogue.values()) {
    for (const action of actions) {
      const covering = statements.filter(({ covers }) => covers(action.name.toLowerCase()));
      if (!covering.some(({ deny }) => !deny) || covering.some(({ deny, whole }) => deny && whole)) continue;
      const scope = [...new Set(covering.map(({ deny, scope: one }) => `${deny ? "Deny" : "Allow"} ${one}`))].sort().join("\n");
      allowed.set(action.name, { action, scope });
    }
  }
  return allowed;
}

/** What an action's allowance depends on. */
function scopeOf({ Resource, NotResource, Condition }: PolicyStatement): string {
  const sorted = (value: string | readonly string[] | undefined): string[] | undefined =>
    value === undefined ? undefined : [...listOf(value)].sort();
  return stableJson({ Resource: sorted(Resource), NotResource: sorted(NotResource), Condition });
}

/**
 * Whether a statement is about an action, given in lower case. Patterns of one service are only ever held against that
 * service's actions.
 */
function matcherOf({ Action, NotAction }: PolicyStatement): (name: string) => boolean {
  const exact = new Set<string>();
  const byService = new Map<string, ((name: string) => boolean)[]>();
  for (const pattern of listOf(Action ?? NotAction)) {
    const lower = pattern.toLowerCase();
    const service = lower.split(":")[0]!;
    if (!/[*?]/.test(lower)) exact.add(lower);
    else {
      const key = /[*?]/.test(service) ? "*" : service;
      byService.set(key, [...(byService.get(key) ?? []), wildcardOf(lower)]);
    }
  }
  const named = (name: string): boolean => {
    if (exact.has(name)) return true;
    const matches = (key: string): boolean => byService.get(key)?.some((covers) => covers(name)) === true;
    return matches("*") || matches(name.slice(0, name.indexOf(":")));
  };
  return Action === undefined && NotAction !== undefined ? (name) => !named(name) : named;
}

function wildcardOf(pattern: string): (name: string) => boolean {
  if (pattern === "*" || pattern === "*:*") return () => true;
  const start = pattern.slice(0, -1);
  if (pattern.endsWith("*") && !/[*?]/.test(start)) return (name) => name.startsWith(start);
  return picomatch(pattern, { nobrace: true, noext: true, nobracket: true, noglobstar: true, dot: true, bash: true });
}

/** How two documents differ, by access level. */
export interface ActionsDiff {
  readonly gained: ActionsByLevel;
  readonly lost: ActionsByLevel;
  readonly rescoped: ActionsByLevel;
}

/** Actions that come, go, or change their resources or conditions. */
export function diffActions(before: PolicyDocument | undefined, after: PolicyDocument | undefined, catalogue: Catalogue): ActionsDiff {
  const [old, now] = [allowedActions(before, catalogue), allowedActions(after, catalogue)];
  const of = (from: Allowed, keep: (name: string, scope: string) => boolean): ActionsByLevel =>
    byLevel([...from.values()].filter(({ action, scope }) => keep(action.name, scope)).map(({ action }) => action));
  return {
    gained: of(now, (name) => !old.has(name)),
    lost: of(old, (name) => !now.has(name)),
    rescoped: of(now, (name, scope) => old.has(name) && old.get(name)!.scope !== scope),
  };
}

/** Actions by access level, sorted, each level shortened. */
export function byLevel(actions: readonly Action[]): ActionsByLevel {
  const lists = ACCESS_LEVELS.map((level) => {
    const names = actions
      .filter((action) => action.level === level)
      .map(({ name }) => name)
      .sort();
    return [level, { count: names.length, actions: names.slice(0, SHOWN_ACTIONS) }] as const;
  });
  return Object.fromEntries(lists) as ActionsByLevel;
}

/** How many actions all levels have. */
export function countOf(actions: ActionsByLevel): number {
  return ACCESS_LEVELS.reduce((sum, level) => sum + actions[level].count, 0);
}

/** Patterns of a document for which AWS has no action. */
export function idlePatterns(document: PolicyDocument | undefined, catalogue: Catalogue): string[] {
  const patterns = (document?.Statement ?? []).flatMap(({ Action }) => listOf(Action));
  const isIdle = (pattern: string): boolean => {
    const own = catalogue.get(pattern.split(":")[0]!.toLowerCase());
    const covers = matcherOf({ Effect: "Allow", Action: pattern });
    return ![...(own === undefined ? catalogue.values() : [own])].some((actions) => actions.some(({ name }) => covers(name.toLowerCase())));
  };
  return [...new Set(patterns)].filter(isIdle).sort();
}
