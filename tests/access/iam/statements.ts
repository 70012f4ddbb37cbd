import type { PermissionSetDefinition, PolicyStatement } from "../../../access/model";

export const allow = (Action: string | string[], Resource: string | string[] = "*", more: object = {}): PolicyStatement => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
export const deny = (Action: string | string[], Resource: string | string[] = "*", more: object = {}): PolicyStatement => ({
  ...allow(Action, Resource, more),
  Effect: "Deny",
});
export const document = (...Statement: PolicyStatement[]) => ({ Version: "2012-10-17" as const, Statement });
export const set = (inline: PolicyStatement[], more: Partial<PermissionSetDefinition> = {}): PermissionSetDefinition => ({
  name: "Set",
  description: "",
  sessionHours: 8,
  managedPolicies: [],
  customerManagedPolicies: [],
  nonProductionOnly: false,
  compliantDevice: false,
  ...(inline.length === 0 ? {} : { inlinePolicy: document(...inline) }),
  ...more,
});
