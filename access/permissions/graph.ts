/** The Microsoft Graph permissions, and the tenant's licences, that a purpose needs. Pure. */
import type { Settings } from "../settings";
import type { Purpose } from "./policy";

/** One thing that Graph must allow. */
export interface GraphNeed {
  /** Any one is enough; the least one first: it is what to grant. */
  readonly anyOf: readonly string[];
  readonly for: string;
  /** Whether the purpose works without it, and says less. */
  readonly optional?: true;
}

const APPLICATIONS_READ = ["Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];
const GROUPS_READ = ["Group.Read.All", "Group.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];
const SYNCHRONIZATION_READ = ["Synchronization.Read.All", "Synchronization.ReadWrite.All"];
const AUDIT = ["AuditLog.Read.All"];

/**
 * Permissions by purpose, as the settings need them; none in the phase `aws`, which asks no tenant. @see
 * https://learn.microsoft.com/graph/permissions-reference
 */
export function graphNeeds(purpose: Purpose, { phase, conditionalAccess, enterpriseApp }: Settings): GraphNeed[] {
  if (phase === "aws") return [];
  const attributes = Object.keys(enterpriseApp.sessionAttributes).length > 0;
  const policies: GraphNeed[] =
    conditionalAccess === undefined && purpose !== "verify"
      ? []
      : [{ anyOf: ["Policy.Read.All"], for: "Conditional Access, security defaults, claims" }];
  const reads: GraphNeed[] = [
    { anyOf: APPLICATIONS_READ, for: "the enterprise app and who is assigned to it" },
    { anyOf: GROUPS_READ, for: "groups and their members" },
    ...policies,
  ];
  if (purpose === "preview")
    return [...reads, { anyOf: SYNCHRONIZATION_READ, for: "the provisioning job, with `--refresh`", optional: true }];
  if (purpose === "verify")
    return [
      ...reads,
      { anyOf: SYNCHRONIZATION_READ, for: "provisioning" },
      { anyOf: AUDIT, for: "sign-ins (R9.1), the provisioning log, since when people are members, and who changed what", optional: true },
    ];
  return [
    ...reads,
    {
      anyOf: ["Application.ReadWrite.OwnedBy", "Application.ReadWrite.All"],
      for: "enterprise app, certificates, SCIM secret and job; if updates are refused, Application.ReadWrite.All",
    },
    { anyOf: ["AppRoleAssignment.ReadWrite.All"], for: "groups to the app; whoever has it can give itself more" },
    { anyOf: ["Synchronization.ReadWrite.All"], for: "provisioning on demand" },
    ...(conditionalAccess === undefined ? [] : [{ anyOf: ["Policy.ReadWrite.ConditionalAccess"], for: "Conditional Access" }]),
    ...(attributes ? [{ anyOf: ["Policy.ReadWrite.ApplicationConfiguration"], for: "claims of session attributes" }] : []),
    { anyOf: AUDIT, for: "why groups do not come, while `up` waits", optional: true },
  ];
}

/** Which permission lets an application read, by what stands in the path; the first that fits. */
const READERS: readonly (readonly [RegExp, string])[] = [
  [/\/auditLogs\//, "AuditLog.Read.All"],
  [/\/synchronization\//, "Synchronization.Read.All"],
  [/\/claimsPolicy$/, "Policy.Read.ApplicationConfiguration"],
  [/\/claimsMappingPolicies|\/identity\/conditionalAccess|\/policies\//, "Policy.Read.All"],
  [/\/groups\b/, "Group.Read.All"],
  [/\/(applications|servicePrincipals)\b/, "Application.Read.All"],
];

/**
 * The permission that a reader lacks where Graph refuses it a path. @see
 * https://learn.microsoft.com/graph/permissions-reference
 */
export function permissionToRead(path: string): string {
  return READERS.find(([pattern]) => pattern.test(path))?.[1] ?? "Directory.Read.All";
}

/** A licence that the tenant must have. */
export interface LicenceNeed {
  readonly name: string;
  /** Names of service plans as Graph tells them; any one is enough. */
  readonly plans: readonly string[];
  readonly for: string;
}

/**
 * Licences that the settings need. @see
 * https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference
 */
export function licenceNeeds({ phase, conditionalAccess, permissionSets }: Settings): LicenceNeed[] {
  if (phase === "aws") return [];
  const device = conditionalAccess !== undefined && permissionSets.some(({ compliantDevice }) => compliantDevice);
  return [
    { name: "Microsoft Entra ID P1", plans: ["AAD_PREMIUM", "AAD_PREMIUM_P2"], for: "groups assigned to the app, and Conditional Access" },
    ...(device ? [{ name: "Microsoft Intune", plans: ["INTUNE_A"], for: "compliant devices" }] : []),
    ...(conditionalAccess?.cloudAppSecurity === undefined
      ? []
      : [{ name: "Microsoft Defender for Cloud Apps", plans: ["ADALLOM_S_STANDALONE"], for: "conditionalAccess.cloudAppSecurity" }]),
  ];
}
