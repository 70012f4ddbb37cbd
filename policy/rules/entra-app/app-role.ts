import { USER_APP_ROLE } from "../../../contract/gallery-app";
import { partsOf } from "../../shared/entra-app";
import { stackRule } from "../../shared/stack-rule";
import { azuread } from "../../shared/types";
import { show, readText } from "../../shared/values";

/** Another role of the template is Entra's own; the default one is only for apps that define none. */
export const appRole = stackRule({
  name: "entra-app-role-user",
  description: "Groups get the app role User of Identity Center's app.",
  severity: "medium",
  standards: { runbook: ["R4.6"], wellArchitected: ["SEC02-BP06"] },
  remediationSteps: `Set appRoleId to ${USER_APP_ROLE} (User).`,
  url: "https://learn.microsoft.com/entra/identity/enterprise-apps/assign-user-or-group-access-portal",
  anchors: [azuread.appRoleAssignment],
  check({ stack, known, report }) {
    for (const on of partsOf(stack, "resourceObjectId", azuread.appRoleAssignment)) {
      known(() => {
        const role = readText(on.props["appRoleId"], "appRoleId");
        if (role?.toLowerCase() !== USER_APP_ROLE)
          report(`appRoleId is ${role === undefined ? "not set" : show(role)}; it must be ${USER_APP_ROLE} (User).`, on);
      }, on.name);
    }
  },
});
