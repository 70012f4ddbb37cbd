import { texts } from "../../shared/config";
import { matchesAny } from "../../shared/glob";
import { resourceRule } from "../../shared/resource-rule";
import { accountaccess, ssoadmin } from "../../shared/types";
import { readBlock, show, readText } from "../../shared/values";

/**
 * Who may do what is decided by group membership in Entra; an assignment to a person stays when the person moves on.
 */
export const groupsOnly = resourceRule({
  name: "assignment-groups-only",
  description: "Access is assigned to groups, never to single users.",
  severity: "high",
  standards: { runbook: ["R5.7"], wellArchitected: ["SEC02-BP06"], cis: ["1.15"] },
  remediationSteps: "Assign the permission set to an Entra group that provisioning brings to Identity Center (principalType GROUP).",
  url: "https://docs.aws.amazon.com/singlesignon/latest/userguide/useraccess.html",
  config: {
    userAssignments: texts([], "Names of resources that may assign to a user, for just-in-time tools; * stands for any text."),
  },
  types: [ssoadmin.accountAssignment, ssoadmin.applicationAssignment, accountaccess.entitlement],
  check({ type, props, name }, { config, report }) {
    if (matchesAny(name, config.userAssignments)) return;
    if (type === accountaccess.entitlement) {
      const { principalRole } = readBlock(props["entitlement"], "entitlement");
      const { principal } = readBlock(principalRole, "principalRole");
      const { identityCenter } = readBlock(principal, "principal");
      if ("userId" in readBlock(identityCenter, "identityCenter")) report("The entitlement names a userId; it must name a groupId.");
      return;
    }
    const principalType = readText(props["principalType"], "principalType");
    if (principalType === undefined) report("principalType is not set; it must be GROUP.");
    else if (principalType !== "GROUP") report(`principalType is ${show(principalType)}; it must be GROUP.`);
  },
});
