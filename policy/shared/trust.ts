import { type Reading, readPolicy } from "./policy-document";
import type { Subject } from "./resource-rule";
import { MalformedValueError } from "./known";

/** Trust policy of a role, as JSON or as an object; a malformed one is a violation. */
export function trustOf({ props }: Pick<Subject, "props">): NonNullable<Reading["statements"]> {
  const policy = props["assumeRolePolicy"];
  if (policy === undefined || policy === null) throw new MalformedValueError("assumeRolePolicy is malformed: it is missing");
  const { statements, problem } = readPolicy(policy, "trust");
  if (statements === undefined) throw new MalformedValueError(`assumeRolePolicy is malformed: ${problem}`);
  return statements;
}
