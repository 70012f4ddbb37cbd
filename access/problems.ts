/**
 * Mistakes in the settings: one sentence each, with the config path, the value and what would be right.
 */
import type { Problem } from "./model";
import { isSecretLike, shown } from "./words";

/** The config path of a setting, in the form that `pulumi config --path` takes: `federation:access[2].accounts`. */
export function configPath(parts: readonly PropertyKey[]): string {
  return parts.reduce<string>((path, part, index) => {
    if (typeof part === "number") return `${path}[${part}]`;
    const key = String(part);
    if (index === 0) return `federation:${key}`;
    return /^[A-Za-z_][\w-]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
  }, "");
}

/**
 * A remedy begins with a verb in the imperative ("write"); what begins with one of these is the rest of a sentence
 * about the path.
 */
const PREDICATE = /^(is|are|has|names|gives|repeats|says|needs|contains) /;

/** A value that is there and wrong: `federation:stage is "prod": write development or production.` */
export function wrong(path: string, value: unknown, remedy: string): Problem {
  if (PREDICATE.test(remedy)) return mistake(path, remedy);
  if (value === undefined) return missing(path, remedy);
  const display = path.split(/[.[\]":]+/).some(isSecretLike) ? "a value that is not shown" : shown(value);
  return { path, message: ended(`${path} is ${display}: ${remedy}`) };
}

/** A day or time that was right when it was written, and has passed since. */
export function passed(path: string, value: string, remedy: string): Problem {
  return { ...wrong(path, value, remedy), passed: true };
}

/** A value that should be there and is not. */
export function missing(path: string, remedy: string): Problem {
  return { path, message: ended(`${path} is missing: ${remedy}`) };
}

/** A mistake whose sentence says everything after the path. */
export function mistake(path: string, rest: string): Problem {
  return { path, message: ended(`${path} ${rest}`) };
}

function ended(sentence: string): string {
  return /[.?!]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** The same mistakes without repetitions, in the order of their finding. */
export function distinctProblems(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}

/** All mistakes, one sentence a line. */
export function formatProblems(problems: readonly Problem[]): string {
  return problems.map((problem) => problem.message).join("\n");
}

/** Mistakes in the order in which the settings were written, as people read them. */
export function inOrderOf(keys: readonly string[]): (a: Problem, b: Problem) => number {
  const rank = ({ path }: Problem): number => {
    const index = keys.indexOf(/^federation:([\w-]*)/.exec(path)?.[1] ?? "");
    return index === -1 ? keys.length : index;
  };
  return (a, b) => rank(a) - rank(b);
}
