import { breakglassUsers } from "../../shared/breakglass";
import { resourceRule } from "../../shared/resource-rule";
import { iam } from "../../shared/types";
import { names, show, readText } from "../../shared/values";

/** People come through the federation and machines through roles: the two emergency users are all that is left. */
export const noUsers = resourceRule({
  name: "iam-no-users",
  description: "No IAM user exists but the configured breakglass users.",
  severity: "critical",
  standards: { runbook: ["R7.1", "R8.1", "R9.6"], cis: ["1.21"], wellArchitected: ["SEC02-BP04"] },
  remediationSteps: "Give people a permission set in IAM Identity Center and machines an IAM role; remove the user.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp",
  config: { breakglassUsers },
  types: [iam.user],
  check({ props }, { config, report }) {
    const name = readText(props["name"], "name");
    if (name === undefined) report(`name is not set, so that Pulumi makes one up; only ${names(config.breakglassUsers)} may exist.`);
    else if (!config.breakglassUsers.includes(name)) report(`The IAM user ${show(name)} is not one of ${names(config.breakglassUsers)}.`);
  },
});
