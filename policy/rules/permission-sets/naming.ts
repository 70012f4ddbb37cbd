import { resourceRule } from "../../shared/resource-rule";
import { ssoadmin } from "../../shared/types";
import { show, readText } from "../../shared/values";

/**
 * The provider lets pass in preview what AWS refuses in the middle of an update; and a name that Pulumi makes up
 * changes with every replacement, and the role's name in every account with it.
 */
export const naming = resourceRule({
  name: "permission-set-naming",
  description: "A permission set's name, description and relay state are what Identity Center takes.",
  severity: "medium",
  standards: { runbook: ["R5.6"], wellArchitected: ["SEC03-BP01"] },
  remediationSteps: "Set name to 1 to 32 characters of A-Z a-z 0-9 _ + = , . @ -; write description in Latin letters, at most 700.",
  url: "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html",
  types: [ssoadmin.permissionSet],
  check({ props }, { report, known }) {
    known(() => {
      const name = readText(props["name"], "name");
      if (name === undefined) report("name is not set, so that Pulumi makes one up and the role's name changes with it.");
      else if (!/^[\w+=,.@-]{1,32}$/.test(name))
        report(`name is ${show(name)}; it must be 1 to 32 of the characters A-Z a-z 0-9 _ + = , . @ -.`);
    });
    known(() => {
      const description = readText(props["description"], "description");
      if (description === undefined) return;
      if (description.length < 1 || description.length > 700)
        report(`description has ${description.length} characters; it must have 1 to 700.`);
      else if (!/^[\t\n\r\x20-\x7e\u00a1-\u00ff]+$/.test(description))
        report("description has a character outside of Latin-1, such as a dash or quote of typography.");
    });
    known(() => {
      const relayState = readText(props["relayState"], "relayState");
      if (relayState !== undefined && (relayState.length < 1 || relayState.length > 240)) {
        report(`relayState has ${relayState.length} characters; it must have 1 to 240.`);
      }
    });
  },
});
