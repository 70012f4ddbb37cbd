import { resourceRule } from "../../shared/resource-rule";
import { azuread } from "../../shared/types";
import { readBoolean, readText } from "../../shared/values";

/**
 * Without it everyone in the directory, guests included, may ask for an assertion. Adoption of a service principal
 * clears what is not said.
 */
export const assignmentRequired = resourceRule({
  name: "entra-app-assignment-required",
  description: "Only assigned users and groups sign in to a SAML app.",
  severity: "high",
  standards: { runbook: ["R4.4", "R4.6"], wellArchitected: ["SEC03-BP02"] },
  remediationSteps: "Set appRoleAssignmentRequired of the service principal to true.",
  url: "https://learn.microsoft.com/entra/identity/enterprise-apps/what-is-access-management#requiring-user-assignment-for-an-app",
  types: [azuread.servicePrincipal],
  check({ props }, { report }) {
    if (isSaml(props) && readBoolean(props["appRoleAssignmentRequired"], "appRoleAssignmentRequired") !== true)
      report("appRoleAssignmentRequired is not true.");
  },
  remedy(props) {
    if (!isSaml(props) || readBoolean(props["appRoleAssignmentRequired"], "appRoleAssignmentRequired") === true) return false;
    props["appRoleAssignmentRequired"] = true;
    return true;
  },
});

function isSaml(props: Readonly<Record<string, unknown>>): boolean {
  return readText(props["preferredSingleSignOnMode"], "preferredSingleSignOnMode") === "saml";
}
