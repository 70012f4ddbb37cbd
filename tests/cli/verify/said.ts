import type { Settings } from "../../../access/settings";
import type { Check } from "../../../cli/verify/check";
import type { Sources } from "../../../cli/verify/context";
import { runChecks } from "../../../cli/verify/run";
import { GraphError } from "../../../graph/client";
import { contextWith, settings } from "./fakes";

/** Everything that one check says: `status: message`, and after an arrow what to do about it. */
export async function said(check: Check, change?: (sources: Sources) => Sources, wanted?: Settings): Promise<string[]> {
  const [result] = await runChecks([check], contextWith(change, wanted));
  return result!.outcomes.map(({ status, message, remedy }) => `${status}: ${message}${remedy === undefined ? "" : ` -> ${remedy}`}`);
}

/** What a check says that belongs to a later phase. */
export const inConnect = (check: Check): Promise<string[]> => said(check, undefined, settings({ phase: "connect" }));
export const LATER = ["not yet: Belongs to the phase assign; this stack is in the phase connect."];

/** AWS refuses a call, and what becomes of it. */
export const deniedByAws = (): Promise<never> => Promise.reject(Object.assign(new Error("no"), { name: "AccessDeniedException" }));
export const DENIED_BY_AWS = [
  "cannot tell: AccessDeniedException: no -> Run it with a read-only role of the management account or of the delegated administrator.",
];

/** Microsoft Graph refuses a call, and what becomes of it. */
export const deniedByEntra = (): Promise<never> =>
  Promise.reject(new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges.", "/x"));
export const DENIED_BY_ENTRA = [
  "cannot tell: Entra refused /x: Insufficient privileges. -> Give the reader Application.Read.All, Synchronization.Read.All and Policy.Read.All with admin consent.",
];

/** Identity Center with parts replaced. */
export const withCenter =
  (change: Partial<Sources["identityCenter"]>) =>
  (sources: Sources): Sources => ({ ...sources, identityCenter: { ...sources.identityCenter, ...change } });

/** The identity store with parts replaced. */
export const withStore =
  (change: Partial<Sources["identityStore"]>) =>
  (sources: Sources): Sources => ({ ...sources, identityStore: { ...sources.identityStore, ...change } });
