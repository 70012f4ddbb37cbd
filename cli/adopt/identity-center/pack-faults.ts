/**
 * What the policy pack refuses of an estate as it is, where settings alone tell: known faults of what is there, each
 * with its way out. Pure.
 *
 * The names are the pack's own defaults; `tests/cli/adopt/pack-faults.test.ts` holds both together.
 */
import { globMatcher } from "../../../access/glob";
import { listed } from "../../../access/words";
import type { Decision } from "../part";

/** Defaults of the pack's rules. */
export const PACK = {
  /** Sets of the management account. */
  managementSets: ["*-Mgmt"],
  adminSets: ["Platform-Admin", "Platform-Admin-Mgmt"],
  adminPolicies: [
    ..."AdministratorAccess AdministratorAccess-* IAMFullAccess AWSOrganizationsFullAccess".split(" "),
    ..."AWSSSO*Administrator AWSSSODirectoryAdministrator".split(" "),
  ],
  powerUserSets: ["Developer"],
  /** Policies of a permission set. */
  maxPolicies: 10,
} as const;

/** An adopted set: as the settings have it, and whether somebody holds it in the management account. */
export interface JudgedSet {
  readonly name: string;
  /** AWS-managed policies, with their path. */
  readonly managedPolicies: readonly string[];
  readonly customerManagedPolicies: readonly string[];
  readonly inManagement: boolean;
}

/** A fault for each rule that refuses a set. */
export function packFaults(sets: readonly JudgedSet[]): Decision[] {
  return sets.flatMap(({ name, managedPolicies, customerManagedPolicies, inManagement }): Decision[] => {
    const fault = (rule: string, text: string, config: object): Decision => ({
      kind: "fault",
      what: `permission set ${name}, rule ${rule} of the policy pack`,
      text: `${text} If it is meant to be so, tell the pack in its configuration (docs/policy/configuration.md): \`${JSON.stringify({ [rule]: config })}\`.`,
    });
    const policies = [...managedPolicies, ...customerManagedPolicies];
    const names = policies.map((policy) => policy.split("/").at(-1) ?? policy);
    const isAdmin = matches(name, PACK.adminSets);
    const administering = isAdmin ? [] : names.filter((policy) => matches(policy, PACK.adminPolicies));
    return [
      ...(inManagement && !matches(name, PACK.managementSets)
        ? [
            fault(
              "assignment-management-account",
              `It is given in the management account, where whoever may change it for other accounts changes it, too. Take \`adopted: true\` out, and \`pulumi up\` gives a copy of it there, ${name}-Mgmt, in its place; or take the management account out of its access.`,
              { managementSets: [...PACK.managementSets, name] },
            ),
          ]
        : []),
      ...(administering.length > 0
        ? [
            fault(
              "permission-set-admin-policies",
              `It has ${listed(administering)}, and is no permission set of administrators. Give its holders what they need in place of it.`,
              { adminSets: [...PACK.adminSets, name] },
            ),
          ]
        : []),
      ...(names.includes("PowerUserAccess") && !isAdmin && !matches(name, PACK.powerUserSets)
        ? [
            fault(
              "permission-set-power-user",
              "It has PowerUserAccess, which is Developer's alone. Give its holders what they need in place of it.",
              { powerUserSets: [...PACK.powerUserSets, name] },
            ),
          ]
        : []),
      ...(policies.length > PACK.maxPolicies
        ? [
            fault(
              "permission-set-attachment-quota",
              `It has ${policies.length} managed policies, and a role has ${PACK.maxPolicies} unless the quota is raised in every account. Merge some.`,
              { maxPolicies: policies.length },
            ),
          ]
        : []),
    ];
  });
}

function matches(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => globMatcher(pattern)(name));
}
