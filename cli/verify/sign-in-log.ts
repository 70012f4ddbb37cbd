import { GraphError } from "../../graph/client";
import { lacksPremium } from "../../graph/refusal";
import type { SignIn } from "../clouds/entra-types";
import { cannotTell, type Outcome } from "./check";
import type { VerifyContext } from "./context";

/**
 * The sign-ins, or what to say where Entra does not show them: another permission and licence than the rest of verify
 * needs.
 */
export async function readSignIns(context: VerifyContext): Promise<{ readonly rows: readonly SignIn[] } | Outcome> {
  try {
    return { rows: await context.signIns() };
  } catch (error) {
    if (!(error instanceof GraphError) || (error.status !== 403 && error.status !== 401)) throw error;
    return cannotTell(
      `Entra does not show its sign-in log: ${error.message}`,
      lacksPremium(error)
        ? "The tenant lacks Entra ID P1, which the sign-in log needs."
        : "The reader needs AuditLog.Read.All, and the tenant Entra ID P1.",
    );
  }
}
