import { MalformedValueError } from "./unknowns";
import { type Statement, readPolicy } from "./policy-document";
import type { Subject } from "./resource-rule";

/** Trust policy of a role, as JSON or as an object; a malformed one is a violation. */
export function trustOf({ props }: Pick<Subject, "props">): readonly Statement[] {
  return statementsOf(props["assumeRolePolicy"], "assumeRolePolicy");
}

/**
 * Statements of a trust policy.
 *
 * @throws MalformedValueError where it is none.
 */
export function statementsOf(policy: unknown, property: string): readonly Statement[] {
  if (policy === undefined || policy === null) throw new MalformedValueError(`${property} is malformed: it is missing`);
  const { statements, problem } = readPolicy(policy, "trust");
  if (statements === undefined) throw new MalformedValueError(`${property} is malformed: ${problem}`);
  return statements;
}

/**
 * Whether a trust policy lets a service of AWS's take the role; `service` is the first word of its principal, such as
 * `ds`.
 */
export function trustsService(statements: readonly Statement[], service: string): boolean {
  const named = (principal: string): boolean =>
    /^([a-z-]+)\.(?:[a-z0-9-]+\.)?amazonaws\.com(?:\.cn)?$/i.exec(principal)?.[1]?.toLowerCase() === service;
  return statements.some(({ effect, principals }) => effect === "Allow" && (principals["Service"] ?? []).some(named));
}
