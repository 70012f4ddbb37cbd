/**
 * Type tokens of the program's components: in URNs, in previews, in the pack's anchors. A token that changes moves
 * every resource below it.
 */
export const COMPONENT = {
  federation: "federation:index:Federation",
  group: "federation:index:Group",
  accessControlAttributes: "federation:aws:AccessControlAttributes",
  accountAssignments: "federation:aws:AccountAssignments",
  alarmTopic: "federation:aws:AlarmTopic",
  auditTrail: "federation:aws:AuditTrail",
  breakglass: "federation:aws:Breakglass",
  breakglassAlarms: "federation:aws:BreakglassAlarms",
  changeAlarms: "federation:aws:ChangeAlarms",
  drillReminder: "federation:aws:DrillReminder",
  emergencyAccess: "federation:aws:EmergencyAccess",
  permissionSet: "federation:aws:PermissionSet",
  siemExport: "federation:aws:SiemExport",
  appAssignments: "federation:entra:AppAssignments",
  conditionalAccess: "federation:entra:ConditionalAccess",
  enterpriseApp: "federation:entra:EnterpriseApp",
  provisionOnDemand: "federation:entra:ProvisionOnDemand",
  provisioning: "federation:entra:Provisioning",
  sessionAttributeClaims: "federation:entra:SessionAttributeClaims",
} as const;
