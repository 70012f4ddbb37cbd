/**
 * The Conditional Access policies that stand before a group's sign-in to AWS.
 */
import { groupKey } from "../settings/group";
import { either } from "../words";
import type { ConditionalAccessPolicyModel, GrantControl } from "./policies";

/**
 * Policies that hold for a group's members, as far as this group decides it: who is in a second group that a policy
 * excludes, such as the travellers', is free of that one.
 */
export function gatesOf(group: string, policies: readonly ConditionalAccessPolicyModel[]): ConditionalAccessPolicyModel[] {
  const key = groupKey(group);
  const names = (groups: readonly string[]): boolean => groups.some((one) => groupKey(one) === key);
  return policies.filter(
    ({ includeUsers, excludeGroups }) => !names(excludeGroups) && (includeUsers === "all" || names(includeUsers.groups)),
  );
}

const CONTROL: Readonly<Record<GrantControl, string>> = {
  block: "blocks the sign-in",
  mfa: "asks for a second factor",
  phishingResistant: "asks for a phishing-resistant second factor",
  compliantDevice: "asks for a compliant device",
};

/** What a policy does, in words: `blocks the sign-in from outside DE and IE`. */
export function gateWords({ control, outside, clientAppTypes, session, excludeGroups, state }: ConditionalAccessPolicyModel): string {
  const from = outside === undefined ? "" : ` from outside ${either(outside.countries, "and")}`;
  const by = clientAppTypes.includes("all") ? "" : " of legacy clients";
  const every =
    session?.signInFrequency === undefined
      ? ""
      : session.signInFrequency === "everyTime"
        ? ", at each sign-in"
        : `, again after ${session.signInFrequency.value} ${session.signInFrequency.period}`;
  const but = excludeGroups.length === 0 ? "" : `, save for members of ${either(excludeGroups)}`;
  return `${CONTROL[control]}${from}${by}${every}${but}${STATE[state]}`;
}

const STATE: Readonly<Record<ConditionalAccessPolicyModel["state"], string>> = {
  enabled: "",
  enabledForReportingButNotEnforced: " (report-only: logged, not enforced)",
  disabled: " (disabled: not in force)",
};
