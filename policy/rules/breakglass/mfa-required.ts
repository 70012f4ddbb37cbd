import type { PolicyResource } from "@pulumi/policy";
import { belongsTo, breakglassUsers, usersIn } from "../../shared/breakglass";
import { texts } from "../../shared/config";
import { matchesAny } from "../../shared/glob";
import { linked } from "../../shared/links";
import { type Reading, type Statement, readPolicy } from "../../shared/policy-document";
import { stackRule } from "../../shared/stack-rule";
import { iam } from "../../shared/types";

/** The password alone opens nothing: everything but enrolling a device is denied until MFA. */
export const mfaRequired = stackRule({
  name: "breakglass-mfa-required",
  description: "A breakglass user is denied everything without MFA, save for enrolling it.",
  severity: "critical",
  standards: { runbook: ["R7.2"], cis: ["1.10"], wellArchitected: ["SEC02-BP01"] },
  remediationSteps:
    'Put a policy on the user that denies NotAction (what enrolment needs) on * with the condition BoolIfExists {"aws:MultiFactorAuthPresent": "false"}.',
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html",
  config: {
    breakglassUsers,
    withoutMfa: texts(
      [
        "iam:ChangePassword",
        "iam:CreateVirtualMFADevice",
        "iam:EnableMFADevice",
        "iam:GetAccountPasswordPolicy",
        "iam:GetLoginProfile",
        "iam:GetMFADevice",
        "iam:GetUser",
        "iam:ListMFADevices",
        "iam:ListVirtualMFADevices",
        "iam:ResyncMFADevice",
        "sts:GetSessionToken",
      ],
      "Actions that may be left out of the denial; * stands for any text.",
    ),
  },
  anchors: [iam.user],
  check({ config, stack, known, report }) {
    for (const [name, user] of usersIn(stack, config.breakglassUsers)) {
      const policies = policiesOn(user, name);
      const readings = policies.map((on) => known(() => readPolicy(on.props["policy"]), on.name));
      if (readings.some((reading) => reading !== undefined && denies(reading))) continue;
      // One that is not known yet may be the one that denies.
      if (!readings.includes(undefined)) report(`${name} may act without MFA: no policy on the user denies it.`, user);
    }

    function policiesOn(user: PolicyResource, name: string): readonly PolicyResource[] {
      const attached = stack.of(iam.userPolicyAttachment).filter((on) => belongsTo(on, "user", user, name));
      const listed = stack.of(iam.userPolicyAttachmentsExclusive).filter((on) => belongsTo(on, "userName", user, name));
      const fromPolicy = stack.of(iam.policyAttachment).filter((on) => belongsTo(on, "users", user, name));
      const managed = stack.of(iam.policy);
      return [
        ...stack.of(iam.userPolicy).filter((on) => belongsTo(on, "user", user, name)),
        ...[...attached, ...fromPolicy].flatMap((on) => linked(on, "policyArn", managed, ["arn", "id"])),
        ...listed.flatMap((on) => linked(on, "policyArns", managed, ["arn", "id"])),
      ];
    }

    function denies({ statements = [] }: Reading): boolean {
      return statements.some((statement) => statement.effect === "Deny" && everything(statement) && withoutMfa(statement));
    }

    function everything({ actions, notActions, resources }: Statement): boolean {
      const rest =
        notActions === undefined
          ? actions.includes("*")
          : notActions.every((action) => matchesAny(action, config.withoutMfa, { ignoreCase: true }));
      return rest && resources.includes("*");
    }
  },
});

/**
 * BoolIfExists, and nothing else: the key is absent from calls that are signed with an access key, which Bool would let
 * pass.
 */
function withoutMfa({ conditions }: Statement): boolean {
  const [only, ...more] = conditions;
  return (
    more.length === 0 && only?.operator === "BoolIfExists" && only.key === "aws:multifactorauthpresent" && only.values.join() === "false"
  );
}
