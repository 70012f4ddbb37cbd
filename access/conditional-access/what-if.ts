/**
 * What Conditional Access does with a sign-in to AWS: allow it, ask for something, or block it, and by which policy.
 */
import type { ClientType, ConditionalAccessPolicyModel, GrantControl } from "./policies";

/** One sign-in to AWS. */
export interface SignIn {
  /** Groups of the person, as written in the settings. */
  readonly groups: readonly string[];
  readonly compliantDevice: boolean;
  /** ISO 3166-1 alpha-2, or `unknown` for an address of no known country. */
  readonly country: string;
  readonly clientType: ClientType;
}

/** What becomes of a sign-in. */
export interface Outcome {
  /** `controls`: allowed once the controls are met. */
  readonly result: "allow" | "controls" | "block";
  /** What the person must meet, sorted; empty where the sign-in is blocked or free. */
  readonly controls: readonly Exclude<GrantControl, "block">[];
  /** Display names of the policies that decide: those that block, else those that ask; in the order of the policies. */
  readonly by: readonly string[];
}

/** Which policies count: those in force, or those in report-only as well, as if they were enabled. */
export type Enforcement = "enabled" | "asIfEnabled";

/** What becomes of a sign-in under some policies. */
export function whatIf(policies: readonly ConditionalAccessPolicyModel[], signIn: SignIn, enforcement: Enforcement = "enabled"): Outcome {
  const applying = policies.filter((policy) => isInForce(policy, enforcement) && applies(policy, signIn));
  const blocking = applying.filter(({ control }) => !canBeMet(control, signIn));
  if (blocking.length > 0) return { result: "block", controls: [], by: blocking.map(({ displayName }) => displayName) };
  const controls = [...new Set(applying.map(({ control }) => control))].sort() as Exclude<GrantControl, "block">[];
  return { result: controls.length === 0 ? "allow" : "controls", controls, by: applying.map(({ displayName }) => displayName) };
}

function isInForce({ state }: ConditionalAccessPolicyModel, enforcement: Enforcement): boolean {
  return state === "enabled" || (enforcement === "asIfEnabled" && state === "enabledForReportingButNotEnforced");
}

/** Whether all conditions of a policy hold; an exclusion wins over an inclusion. */
export function applies(policy: ConditionalAccessPolicyModel, { groups, country, clientType }: SignIn): boolean {
  const { includeUsers, excludeGroups, clientAppTypes, outside } = policy;
  if (excludeGroups.some((group) => groups.includes(group))) return false;
  if (includeUsers !== "all" && !includeUsers.groups.some((group) => groups.includes(group))) return false;
  if (!clientAppTypes.includes("all") && !clientAppTypes.includes(clientType)) return false;
  if (outside === undefined) return true;
  return country === "unknown" ? !outside.includeUnknown : !outside.countries.includes(country);
}

/** Legacy clients cannot show a second factor or a device: whatever a policy asks of them blocks them (R6.3). */
function canBeMet(control: GrantControl, { clientType, compliantDevice }: SignIn): boolean {
  if (control === "block" || isLegacy(clientType)) return false;
  return control !== "compliantDevice" || compliantDevice;
}

/** Whether a kind of client is legacy authentication. */
export function isLegacy(clientType: ClientType): boolean {
  return clientType === "exchangeActiveSync" || clientType === "other";
}
