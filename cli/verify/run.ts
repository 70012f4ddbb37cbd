import { withFullStop } from "../../access/words";
import { permissionToRead } from "../../access/permissions/graph";
import { GraphError } from "../../graph/client";
import { isSignedOutOfEntra } from "../../graph/credential";
import { lacksPremium } from "../../graph/refusal";
import { isAccessDenied, isSignedOut } from "../clouds/aws-error";
import { Failure, sentence } from "../failure";
import { cannotTell, notYet, type Check, type Outcome, type Status } from "./check";
import { Missing } from "./missing";
import type { VerifyContext } from "./context";

/** What one check came to. */
export interface CheckResult {
  readonly id: string;
  readonly runbook: string;
  readonly title: string;
  readonly outcomes: readonly Outcome[];
  /** Why the check could not look, as opposed to a cloud that does not tell. */
  readonly failed?: true;
  readonly milliseconds: number;
}

/**
 * Runs all checks at once; what they share is read once. A check that fails to look cannot tell, and does not stop the
 * others.
 */
export function runChecks(checks: readonly Check[], context: VerifyContext, onDone: () => void = () => undefined): Promise<CheckResult[]> {
  return Promise.all(
    checks.map(async (check) => {
      const result = await runCheck(check, context);
      onDone();
      return result;
    }),
  );
}

async function runCheck(check: Check, context: VerifyContext): Promise<CheckResult> {
  const started = performance.now();
  const { id, runbook, cloud, title } = check;
  let failed = {};
  const outcomes: readonly Outcome[] =
    check.assignOnly === true && context.settings.phase === "connect"
      ? [notYet("Belongs to the phase assign; this stack is in the phase connect.")]
      : context.settings.phase === "aws" && cloud === "Entra"
        ? [notYet("Belongs to Entra, or to sign-ins through it; this stack is in the phase aws.")]
        : await check.run(context).catch((error: unknown) => {
            // What is missing is a finding of the check that owns it.
            if (!(error instanceof Missing)) failed = { failed: true };
            return [explain(error)];
          });
  if (outcomes.some(({ unread }) => unread === true)) failed = { failed: true };
  return { id, runbook, title, outcomes, ...failed, milliseconds: Math.round(performance.now() - started) };
}

/** Turns what kept a check from looking into a sentence and, where there is one, a remedy. */
export function explain(error: unknown): Outcome {
  if (error instanceof Missing) return cannotTell(`Nothing to look at: ${error.message}.`);
  if (error instanceof Failure) return cannotTell(error.message);
  if (error instanceof GraphError) {
    const message = `Entra refused ${error.path}: ${error.message}`;
    if (lacksPremium(error)) return cannotTell(message, "The tenant lacks a licence: this needs Entra ID P1.");
    return error.status === 401 || error.status === 403
      ? cannotTell(
          message,
          `Give the reader ${permissionToRead(error.path)} with admin consent; it takes up to an hour until Entra goes by it.${licenceOf(error.path)}`,
        )
      : cannotTell(message);
  }
  if (isAccessDenied(error)) {
    return cannotTell(
      sentence(error),
      "Give the role the policy that `federation doctor --policy verify` prints, in the management account or that of the delegated administrator.",
    );
  }
  if (isSignedOut(error) || isSignedOutOfEntra(error)) {
    return cannotTell(sentence(error), "Sign in first: `aws sso login`, and `az login` or ARM_CLIENT_ID and ARM_CLIENT_SECRET.");
  }
  return cannotTell(withFullStop(`The reading failed: ${sentence(error)}`));
}

/** What a path of Graph needs beside a permission: of Conditional Access no code tells which of the two is missing. */
function licenceOf(path: string): string {
  return path.includes("/identity/conditionalAccess/") ? " The tenant needs Entra ID P1, too." : "";
}

/**
 * Worst of several: a finding before not knowing, not knowing before not yet, not yet before a note, a note before ok.
 */
export function worst(outcomes: readonly Outcome[]): Status {
  const order: readonly Status[] = ["finding", "cannot tell", "not yet", "note", "ok"];
  return order.find((status) => outcomes.some((outcome) => outcome.status === status)) ?? "ok";
}
