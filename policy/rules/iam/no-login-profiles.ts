import { breakglassUsers } from "../../shared/breakglass";
import { resourceRule } from "../../shared/resource-rule";
import { iam } from "../../shared/types";
import { show, readText } from "../../shared/values";

/** A console password is a way in that Conditional Access never sees. */
export const noLoginProfiles = resourceRule({
  name: "iam-no-login-profiles",
  description: "No IAM user has a console password but the breakglass users.",
  severity: "critical",
  standards: { runbook: ["R7.2", "R9.6"], cis: ["1.21"], wellArchitected: ["SEC02-BP04"] },
  remediationSteps: "Give people a permission set in IAM Identity Center; remove the login profile.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp",
  config: { breakglassUsers },
  types: [iam.userLoginProfile],
  check({ props }, { config, report }) {
    const user = readText(props["user"], "user");
    if (user === undefined) report("user is not set; a login profile must belong to a breakglass user.");
    else if (!config.breakglassUsers.includes(user)) report(`The login profile belongs to ${show(user)}, which is no breakglass user.`);
  },
});
