/**
 * Mistakes in the settings: one sentence each, with the config path, the value and what would be right.
 */
import type { Problem } from "./model";
import { isSecretLike, shown } from "./words";

/** The config path of a setting, in the form that `pulumi config set --path` takes: `federation:access[2].accounts`. */
export function configPath(parts: readonly PropertyKey[]): string {
  return parts.reduce<string>((path, part, index) => {
    if (typeof part === "number") return `${path}[${part}]`;
    const key = String(part);
    if (index === 0) return `federation:${key}`;
    return /^[A-Za-z_][\w-]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
  }, "");
}

/** The parts of such a path, as {@link configPath} takes them. */
export function configPathParts(path: string): (string | number)[] {
  const parts = path.matchAll(/^federation:([^.[\]]+)|\.([^.[\]]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g);
  return [...parts].map(([, first, plain, index, quoted]) => {
    if (quoted !== undefined) return JSON.parse(quoted) as string;
    return index === undefined ? (first ?? plain ?? "") : Number(index);
  });
}

/** A value that is there and wrong: `federation:stage is "prod": write development or production.` */
export function wrong(path: string, value: unknown, remedy: string): Problem {
  if (value === undefined) return missing(path, remedy);
  return { path, value: path.split(/[.[\]":]+/).some(isSecretLike) ? "a value that is not shown" : shown(value), remedy };
}

/** A day or time that was right when it was written, and has passed since. */
export function passed(path: string, value: string, remedy: string): Problem {
  return { ...wrong(path, value, remedy), passed: true };
}

/** A value that should be there and is not. */
export function missing(path: string, remedy: string): Problem {
  return { path, remedy };
}

/** A mistake that is not the value as such: `federation:access[2] has no permissionSet: write which one.` */
export function mistake(path: string, fault: string, remedy: string): Problem {
  return { path, fault, remedy };
}

/** The sentence about a mistake, without what it is about: `is "prod": write development or production.` */
export function problemPredicate({ value, fault, remedy }: Problem): string {
  const what = fault ?? (value === undefined ? "is missing" : `is ${value}`);
  return `${what}: ${remedy}${remedy.endsWith("?") ? "" : "."}`;
}

/** The sentence about a mistake, as people see it. */
export function problemSentence(problem: Problem): string {
  return `${problem.subject ?? problem.path} ${problemPredicate(problem)}`;
}

/** The same mistakes without repetitions, in the order of their finding. */
export function distinctProblems(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [problemSentence(problem), problem])).values()];
}

/** All mistakes, one sentence a line. */
export function formatProblems(problems: readonly Problem[]): string {
  return problems.map(problemSentence).join("\n");
}

/** Mistakes in the order in which the settings were written, as people read them. */
export function inOrderOf(keys: readonly string[]): (a: Problem, b: Problem) => number {
  const rank = ({ path }: Problem): number => {
    const index = keys.indexOf(String(configPathParts(path)[0]));
    return index === -1 ? keys.length : index;
  };
  return (a, b) => rank(a) - rank(b);
}
