import { resourceRule } from "../../shared/resource-rule";
import { iam } from "../../shared/types";
import { readList } from "../../shared/values";

/** Rights that reach a user through a group are changed with the group, by people who do not think of that user. */
export const noUserGroups = resourceRule({
  name: "iam-no-user-groups",
  description: "No IAM user is in an IAM group; the breakglass users hold their one policy themselves.",
  severity: "medium",
  standards: { runbook: ["R7.1"], cis: ["1.15"], wellArchitected: ["SEC02-BP06"] },
  remediationSteps: "Remove the membership; people's groups are in Entra.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html",
  types: [iam.userGroupMembership, iam.groupMembership],
  check({ type, props }, { report }) {
    const members = readList(props[type === iam.groupMembership ? "users" : "groups"]);
    if (members.length > 0) report(type === iam.groupMembership ? "The group has IAM users as members." : "The IAM user is in groups.");
  },
});
