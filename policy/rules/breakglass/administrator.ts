import type { PolicyResource } from "@pulumi/policy";
import { belongsTo, breakglassUsers, usersIn } from "../../shared/breakglass";
import { policyName } from "../../shared/permission-sets";
import { stackRule } from "../../shared/stack-rule";
import { iam } from "../../shared/types";
import { readList, readText } from "../../shared/values";

/** On the day that it is needed, whatever is broken must be in its reach. */
export const administrator = stackRule({
  name: "breakglass-administrator",
  description: "Each breakglass user has AdministratorAccess.",
  severity: "high",
  standards: { runbook: ["R7.1"], wellArchitected: ["SEC03-BP03"] },
  remediationSteps: "Attach arn:aws:iam::aws:policy/AdministratorAccess to the user.",
  url: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html",
  config: { breakglassUsers },
  anchors: [iam.user],
  check({ config, stack, known, report }) {
    for (const [name, user] of usersIn(stack, config.breakglassUsers)) {
      let unknown = false;
      const has = stack.of(...Object.keys(PLACES)).some((on) => {
        const { user: property, policies } = PLACES[on.type] ?? { user: "user", policies: "policyArn" };
        if (!belongsTo(on, property, user, name)) return false;
        const given = known(() => policiesOf(on, policies), on.name);
        unknown ||= given === undefined;
        return given?.includes("AdministratorAccess") === true;
      });
      if (!has && !unknown) report(`${name} does not have AdministratorAccess.`, user);
    }
  },
});

/** Where a user's policies are attached: the property that names the user, and the one that names the policies. */
const PLACES: Readonly<Record<string, { readonly user: string; readonly policies: string }>> = {
  [iam.userPolicyAttachment]: { user: "user", policies: "policyArn" },
  [iam.userPolicyAttachmentsExclusive]: { user: "userName", policies: "policyArns" },
  [iam.policyAttachment]: { user: "users", policies: "policyArn" },
};

function policiesOf(on: PolicyResource, property: string): readonly string[] {
  const values = readList(on.props[property]);
  return Array.from({ length: values.length }, (_, index) => policyName(readText(values[index], property) ?? ""));
}
