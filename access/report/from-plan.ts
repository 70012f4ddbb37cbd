/**
 * What settings mean for access, once they met an organization.
 */
import { conditionalAccessPolicies, type ConditionalAccessPolicyModel } from "../conditional-access/policies";
import type { AccessPlan, CustomerManagedPolicyReference, PermissionSetDefinition, PermissionsBoundary } from "../model";
import { stableJson } from "../json";
import type { Settings } from "../settings";
import { groupKey } from "../settings/group";
import type { ReasonWithLine } from "./report";
import { settingFactsOf } from "./setting-facts";
import type { Guard, HeldAccess, SetContent, SignInPolicy, Snapshot } from "./snapshot";

/** What makes a snapshot of settings. */
export interface PlannedSettings {
  readonly settings: Settings;
  readonly plan: AccessPlan;
  /** Entra's object id and name by the group as written, as far as an inventory has it. */
  readonly groupOf: (written: string) => { readonly id: string; readonly displayName: string } | undefined;
  readonly reasonsOf: (grant: AccessPlan["grants"][number]) => readonly ReasonWithLine[];
}

/** Settings as a snapshot. In the phase `connect` nothing is assigned. */
export function snapshotOfSettings({ settings, plan, groupOf, reasonsOf }: PlannedSettings): Snapshot {
  const grants = settings.phase === "connect" ? [] : plan.grants;
  const nameOf = (written: string): string => groupOf(written)?.displayName ?? written;
  return {
    held: grants.map((grant): HeldAccess => {
      const { group: written, permissionSet, accountId } = grant;
      const found = groupOf(written);
      const groupId = found?.id.toLowerCase() ?? null;
      const because = reasonsOf(grant);
      return {
        group: nameOf(written),
        groupKey: groupId ?? groupKey(written),
        groupId,
        principal: "group",
        permissionSet,
        accountId,
        because,
        origin: because[0]?.setting ?? "federation:access",
      };
    }),
    permissionSets: new Map(plan.permissionSets.map((set) => [set.name, contentOf(set)])),
    policies:
      settings.conditionalAccess === undefined
        ? []
        : conditionalAccessPolicies(settings.conditionalAccess, plan.compliantDeviceGroups, settings.enterpriseApp.name).map((model) =>
            policyOf(model, nameOf),
          ),
    guards: guardsOf(settings),
    settings: settingFactsOf(settings, plan),
  };
}

/** A definition's content in the words of the report. */
export function contentOf(set: PermissionSetDefinition): SetContent {
  const { name, description, sessionHours, relayState, managedPolicies, customerManagedPolicies, inlinePolicy, permissionsBoundary } = set;
  return {
    name,
    description,
    sessionDuration: set.sessionDuration ?? `PT${sessionHours}H`,
    ...(relayState === undefined ? {} : { relayState }),
    ...(permissionsBoundary === undefined ? {} : { boundary: boundaryWords(permissionsBoundary) }),
    managedPolicies: [...managedPolicies].sort(),
    customerManagedPolicies: customerManagedPolicies.map(referenceWords).sort(),
    ...(inlinePolicy === undefined ? {} : { inlinePolicy }),
    unknown: [],
  };
}

function boundaryWords(boundary: PermissionsBoundary): string {
  return "managedPolicy" in boundary ? boundary.managedPolicy : referenceWords(boundary.customerManagedPolicy);
}

function referenceWords({ name, path }: CustomerManagedPolicyReference): string {
  return `${path}${name}`;
}

function policyOf(model: ConditionalAccessPolicyModel, nameOf: (written: string) => string): SignInPolicy {
  const { key, displayName, state, applications, includeUsers, excludeGroups, clientAppTypes, outside, control, session = {} } = model;
  const named = {
    ...model,
    includeUsers: includeUsers === "all" ? ("all" as const) : { groups: includeUsers.groups.map(nameOf) },
    excludeGroups: excludeGroups.map(nameOf),
  };
  const fields: Record<string, string> = {
    "display name": displayName,
    state,
    applications,
    users: named.includeUsers === "all" ? "all" : named.includeUsers.groups.join(", "),
    "excluded groups": named.excludeGroups.join(", "),
    clients: clientAppTypes.join(", "),
    control,
    ...(outside === undefined
      ? {}
      : { "countries from which it does not apply": [...outside.countries, ...(outside.includeUnknown ? ["unknown"] : [])].join(", ") }),
    ...Object.fromEntries(Object.entries(session).map(([name, value]) => [name, sessionWords(value)])),
  };
  return { key, name: displayName, fields, model: named };
}

/** A session control in words; how often people sign in anew is a number and a unit. */
function sessionWords(control: unknown): string {
  if (typeof control === "string") return control;
  const { value, period } = (control ?? {}) as { readonly value?: number; readonly period?: string };
  return value === undefined || period === undefined ? stableJson(control) : `every ${value} ${period}`;
}

/** Breakglass users, alarms, trail, the application and provisioning as the settings have them. */
function guardsOf({ phase, breakglass, alarms, siem, enterpriseApp, identityCenter, provisioning }: Settings): Guard[] {
  const guard = (kind: Guard["kind"], setting: string, name: string, content: unknown): Guard => ({
    kind,
    key: setting,
    name,
    type: setting.split(" ")[0]!,
    content: content as Record<string, unknown>,
  });
  const { users = [], ...rest } = breakglass ?? {};
  const { trail, subscribers = [], changes, ...alarmRest } = alarms ?? {};
  const { scimEndpoint, tokenExpires, adopted } = provisioning;
  // Certificates and session tags are told one by one.
  const app = { ...enterpriseApp, signingCertificates: [], sessionAttributes: {} };
  return [
    ...users.map((user) => guard("breakglass", `federation:breakglass.users.${user.name}`, user.name, { ...rest, ...user })),
    ...(alarms === undefined ? [] : [guard("alarm", "federation:alarms", "alarms", alarmRest)]),
    ...(changes === undefined ? [] : [guard("alarm", "federation:alarms.changes", "of changes by hand", changes)]),
    // A webhook's URL may hold a key.
    ...subscribers.map((subscriber) =>
      guard("alarm", `federation:alarms.subscribers ${stableJson(subscriber)}`, subscriber.email ?? "webhook", subscriber),
    ),
    ...(trail === undefined ? [] : [guard("trail", "federation:alarms.trail", trail.existing ?? "own trail", trail)]),
    ...(siem === undefined ? [] : [guard("trail", "federation:siem", "SIEM export", siem)]),
    ...(phase === "aws"
      ? []
      : [
          guard("sign-in", "federation:enterpriseApp", "enterprise application", app),
          guard("sign-in", "federation:identityCenter", "Identity Center", identityCenter),
          ...enterpriseApp.signingCertificates.map((certificate) =>
            guard(
              "sign-in",
              `federation:enterpriseApp.signingCertificates ${certificate.slot}`,
              `certificate ${certificate.slot}`,
              certificate,
            ),
          ),
        ]),
    ...(phase === "assign" ? [guard("provisioning", "federation:provisioning", "job", { scimEndpoint, tokenExpires, adopted })] : []),
  ];
}
