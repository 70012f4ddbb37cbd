import type { Settings } from "../../../access/settings";
import type { Check, Outcome } from "../../../cli/verify/check";
import { type Sources, VerifyContext } from "../../../cli/verify/context";
import { runChecks } from "../../../cli/verify/run";
import { GraphError } from "../../../graph/client";
import { contextWith, now, settings } from "./fakes";

/** Everything that one check says: `status: message`, and after an arrow what to do about it. */
export async function messages(check: Check, change?: (sources: Sources) => Sources, wanted?: Settings, at = now): Promise<string[]> {
  const context = contextWith(change, wanted);
  const [result] = await runChecks([check], new VerifyContext(context.settings, at, context.sources));
  return rowsOf(result!.outcomes);
}

/** Outcomes in the same form. */
export const rowsOf = (outcomes: readonly Outcome[]): string[] =>
  outcomes.map(({ status, message, remedy }) => `${status}: ${message}${remedy === undefined ? "" : ` -> ${remedy}`}`);

/** What a check says that belongs to a later phase. */
export const inConnect = (check: Check): Promise<string[]> => messages(check, undefined, settings({ phase: "connect" }));
export const LATER = ["not yet: Belongs to the phase assign; this stack is in the phase connect."];

/** AWS refuses a call, and what becomes of it. */
export const deniedByAws = (): Promise<never> => Promise.reject(Object.assign(new Error("no"), { name: "AccessDeniedException" }));
export const DENIED_BY_AWS = [
  "cannot tell: AccessDeniedException: no -> Give the role the policy that `federation doctor --policy verify` prints, in the management account or that of the delegated administrator.",
];

/** Microsoft Graph refuses a call, and what becomes of it. */
export const deniedByEntra = (): Promise<never> =>
  Promise.reject(new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges.", "/x"));
export const DENIED_BY_ENTRA = [
  "cannot tell: Entra refused /x: Insufficient privileges. -> Give the reader Directory.Read.All with admin consent; it takes up to an hour until Entra goes by it.",
];

/** Identity Center with parts replaced. */
export const withCenter =
  (change: Partial<Sources["identityCenter"]>) =>
  (sources: Sources): Sources => ({ ...sources, identityCenter: { ...sources.identityCenter, ...change } });

/** The identity store with parts replaced. */
export const withStore =
  (change: Partial<Sources["identityStore"]>) =>
  (sources: Sources): Sources => ({ ...sources, identityStore: { ...sources.identityStore, ...change } });
