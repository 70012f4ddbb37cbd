import { canonical, isObject, same, type Equivalences } from "./compare";
import { type Difference, type Kind } from "./stand-in";

type Found = Omit<Difference, "replaces">;

/**
 * The paths at which `now` differs from `before`, as deep as both have the same shape. An element of a list whose order
 * means nothing is named by its index on its own side.
 * @param path Pulumi's path of the value, indexes included
 * @param pattern the same without indexes, as {@link Equivalences} has it
 */
export function differencesOf(before: unknown, now: unknown, path: string, pattern: string, rules: Equivalences): Found[] {
  if (same(before, now, pattern, rules)) return [];
  if (canonical(before, pattern, rules) === undefined && before === undefined) return [{ path, kind: "add" }];
  if (now === undefined) return [{ path, kind: "delete" }];
  if (Array.isArray(before) && Array.isArray(now)) {
    return rules.sets?.includes(pattern)
      ? setDifferences(before, now, path, pattern, rules)
      : listDifferences(before, now, path, pattern, rules);
  }
  if (isObject(before) && isObject(now)) {
    return [...new Set([...Object.keys(before), ...Object.keys(now)])]
      .filter((key) => !key.startsWith("__"))
      .flatMap((key) => differencesOf(before[key], now[key], `${path}${asStep(key)}`, `${pattern}.${key}`, rules));
  }
  return [{ path, kind: "update" }];
}

function listDifferences(before: unknown[], now: unknown[], path: string, pattern: string, rules: Equivalences): Found[] {
  return Array.from({ length: Math.max(before.length, now.length) }).flatMap((_, index) => {
    const at = `${path}[${index}]`;
    if (index >= now.length) return [{ path: at, kind: "delete" as const }];
    if (index >= before.length) return [{ path: at, kind: "add" as const }];
    return differencesOf(before[index], now[index], at, pattern, rules);
  });
}

function setDifferences(before: unknown[], now: unknown[], path: string, pattern: string, rules: Equivalences): Found[] {
  const keys = (list: unknown[]): string[] => list.map((item) => JSON.stringify(canonical(item, pattern, rules)) ?? "");
  const [old, wanted] = [keys(before), keys(now)];
  const kinds = new Map<string, Kind>();
  old.forEach((key, index) => {
    if (!wanted.includes(key)) kinds.set(`${path}[${index}]`, "delete");
  });
  wanted.forEach((key, index) => {
    const at = `${path}[${index}]`;
    if (!old.includes(key)) kinds.set(at, kinds.has(at) ? "update" : "add");
  });
  return [...kinds].map(([at, kind]) => ({ path: at, kind }));
}

/** A property name as the next step of a path; quoted where a dot would mislead. */
function asStep(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
