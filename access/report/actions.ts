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
    of: matcherOf(statement),
    deny: statement.Effect === "Deny",
    scope: scopeOf(statement),
    whole: listOf(statement.Resource).includes("*") && statement.Condition === undefined,
  }));
  const scopes = new Map<string, string>();
  for (const [service, actions] of catalogue) {
    // Most statements are about few of AWS's services: the others are not held against each of its actions.
    const about = statements.flatMap(({ of, ...rest }, index) => {
      const covers = of(service);
      return covers === false ? [] : [{ ...rest, index, covers }];
    });
    if (!about.some(({ deny }) => !deny)) continue;
    for (const action of actions) {
      const name = action.name.toLowerCase();
      const covering = about.filter(({ covers }) => covers === true || covers(name));
      if (!covering.some(({ deny }) => !deny) || covering.some(({ deny, whole }) => deny && whole)) continue;
      const key = covering.map(({ index }) => index).join();
      let scope = scopes.get(key);
      if (scope === undefined) {
        scope = [...new Set(covering.map(({ deny, scope: one }) => `${deny ? "Deny" : "Allow"} ${one}`))].sort().join("\n");
        scopes.set(key, scope);
      }
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

/** Whether a statement is about actions of a service: about all, about none, or about those whose name fits. */
type Covers = boolean | ((name: string) => boolean);

/**
 * What a statement is about, service by service; services and names in lower case. Patterns of one service are only
 * ever held against that service's actions.
 */
function matcherOf({ Action, NotAction }: PolicyStatement): (service: string) => Covers {
  const exact = new Map<string, Set<string>>();
  const byService = new Map<string, ((name: string) => boolean)[]>();
  for (const pattern of listOf(Action ?? NotAction)) {
    const lower = pattern.toLowerCase();
    const service = lower.split(":")[0]!;
    if (!/[*?]/.test(lower)) exact.set(service, (exact.get(service) ?? new Set()).add(lower));
    else {
      const key = /[*?]/.test(service) ? "*" : service;
      byService.set(key, [...(byService.get(key) ?? []), wildcardOf(lower)]);
    }
  }
  const others = Action === undefined && NotAction !== undefined;
  return (service) => {
    const names = exact.get(service);
    const patterns = [...(byService.get("*") ?? []), ...(byService.get(service) ?? [])];
    if (names === undefined && patterns.length === 0) return others;
    if (patterns.includes(ANY)) return !others;
    const named = (name: string): boolean => names?.has(name) === true || patterns.some((covers) => covers(name));
    return others ? (name) => !named(name) : named;
  };
}

const ANY = (): boolean => true;

function wildcardOf(pattern: string): (name: string) => boolean {
  if (pattern === "*" || pattern === "*:*") return ANY;
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
    const service = pattern.split(":")[0]!.toLowerCase();
    const own = catalogue.get(service);
    const of = matcherOf({ Effect: "Allow", Action: pattern });
    return ![...(own === undefined ? catalogue : [[service, own] as const])].some(([one, actions]) => {
      const covers = of(one);
      return typeof covers === "boolean" ? covers && actions.length > 0 : actions.some(({ name }) => covers(name.toLowerCase()));
    });
  };
  return [...new Set(patterns)].filter(isIdle).sort();
}
