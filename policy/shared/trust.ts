import { MalformedValueError } from "./known";
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
