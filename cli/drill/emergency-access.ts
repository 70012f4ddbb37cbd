import { azureEnvironment } from "../../graph/environment";
import { entraReader } from "../clouds/entra-reader";
import { sentence } from "../failure";
import type { DrillResult } from "./record";
import type { DrillSubject } from "./subject";

/** A Conditional Access policy as Graph shows it. */
export interface Policy {
  readonly displayName: string;
  readonly state: string;
  readonly conditions: {
    readonly applications: { readonly includeApplications?: readonly string[] };
    readonly users: { readonly excludeGroups?: readonly string[] };
  };
}

/** Reads whether every Conditional Access policy that reaches the AWS app still excludes the emergency-access group. */
export async function checkEmergencyAccess({ settings }: DrillSubject): Promise<DrillResult> {
  const found = { id: "emergency-access", title: "Emergency access survives Conditional Access" };
  const group = settings.conditionalAccess?.emergencyAccessGroup;
  if (group === undefined) return { ...found, outcome: "cannot tell", evidence: "The settings name no emergency-access group." };
  try {
    const entra = entraReader(settings.tenantId, await azureEnvironment(settings.microsoftCloud), { calls: 0 });
    const [groups, applications, policies] = await Promise.all([
      entra.groups(group),
      entra.applications(),
      entra.graph.list<Policy>("/identity/conditionalAccess/policies"),
    ]);
    const [target] = groups;
    if (target === undefined) return { ...found, outcome: "failed", evidence: `Entra has no group "${group}".` };
    const app = applications.find(({ displayName }) => displayName === settings.enterpriseApp.name)?.appId;
    if (app === undefined) return { ...found, outcome: "failed", evidence: `Entra has no application "${settings.enterpriseApp.name}".` };
    return { ...found, ...emergencyAccessResult(policies, app, target.id, group) };
  } catch (error) {
    return { ...found, outcome: "cannot tell", evidence: `Entra could not be read: ${sentence(error)}` };
  }
}

/**
 * Whether no enabled policy that reaches an app keeps a group out; where none reaches it, nothing keeps the group out,
 * and nothing protects the app.
 */
export function emergencyAccessResult(
  policies: readonly Policy[],
  app: string,
  groupId: string,
  group: string,
): Pick<DrillResult, "outcome" | "evidence"> {
  const reaching = policies.filter(
    ({ state, conditions }) =>
      state === "enabled" && (conditions.applications.includeApplications ?? []).some((id) => id === "All" || id === app),
  );
  if (reaching.length === 0) return { outcome: "failed", evidence: "No enabled policy reaches the app: nothing asks for MFA." };
  const holding = reaching.filter(({ conditions }) => !(conditions.users.excludeGroups ?? []).includes(groupId));
  return holding.length === 0
    ? { outcome: "passed", evidence: `${reaching.length} enabled policies reach the app; each excludes "${group}".` }
    : { outcome: "failed", evidence: `Held by ${holding.map(({ displayName }) => `"${displayName}"`).join(", ")}.` };
}
