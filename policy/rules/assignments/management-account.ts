import { optionalText, texts } from "../../shared/config";
import { matchesAny } from "../../shared/glob";
import { assignments, called } from "../../shared/permission-sets";
import { stackRule } from "../../shared/stack-rule";
import { accountaccess, ssoadmin } from "../../shared/types";
import { readBlock, readText } from "../../shared/values";

/**
 * Whoever is in the management account can be everywhere; and a set once provisioned there is out of a delegated
 * administrator's hands.
 */
export const managementAccount = stackRule({
  name: "assignment-management-account",
  description: "Only permission sets of its own are assigned on the management account.",
  severity: "critical",
  standards: { runbook: ["R5.7"], wellArchitected: ["SEC01-BP01"] },
  remediationSteps: "Assign the set's double for the management account (its name ends in -Mgmt), or leave the account out.",
  url: "https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html",
  config: {
    managementSets: texts(
      ["*-Mgmt"],
      "Names of the permission sets that may be assigned on the management account; * stands for any text.",
    ),
    managementAccount: optionalText("Id of the management account, in place of the one that the stack tells.", "^\\d{12}$"),
  },
  anchors: [ssoadmin.accountAssignment, accountaccess.entitlement],
  check({ config, facts, stack, known, report }) {
    const management = config.managementAccount ?? facts.managementAccountId;
    if (management === undefined) return;
    for (const { on, set } of assignments(stack, known)) {
      if (known(() => readText(on.props["targetId"], "targetId"), on.name) !== management) continue;
      if (set === undefined || !matchesAny(set, config.managementSets)) report(`The management account is given to ${called(set)}.`, on);
    }
    for (const on of stack.of(accountaccess.entitlement)) {
      known(() => {
        const { principalRole } = readBlock(on.props["entitlement"], "entitlement");
        const role = readText(readBlock(principalRole, "principalRole")["roleArn"], "roleArn") ?? "";
        if (role.split(":")[4] === management)
          report("The management account is given by an entitlement to a role, past the permission sets.", on);
      }, on.name);
    }
  },
});
