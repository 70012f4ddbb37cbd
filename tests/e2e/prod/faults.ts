import * as iam from "@aws-sdk/client-iam";
import { GetScheduleCommand, SchedulerClient, UpdateScheduleCommand } from "@aws-sdk/client-scheduler";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Finding, findings, wholeFindings } from "../findings";
import { succeeded } from "../sandbox";
import { account, type Fault, type Prod } from "./context";
import { watchFaults } from "./watch-faults";

const one = "breakglass-1";
const two = "breakglass-2";

/**
 * Faults in what saves the day (R7, R9.6).
 *
 * @param made ids that only AWS knows, for the findings and for undoing.
 */
export function emergencyFaults(prod: Prod, made: Record<string, string>): readonly Fault[] {
  const users = (): iam.IAMClient => new iam.IAMClient(prod.settings("us-east-1"));
  return [
    [
      `R7.1 ${one} has the policy arn:aws:iam::aws:policy/IAMFullAccess, which nobody declared.`,
      () => users().send(new iam.AttachUserPolicyCommand({ UserName: one, PolicyArn: "arn:aws:iam::aws:policy/IAMFullAccess" })),
      () => users().send(new iam.DetachUserPolicyCommand({ UserName: one, PolicyArn: "arn:aws:iam::aws:policy/IAMFullAccess" })),
    ],
    [
      `R7.1 ${two} lacks the policy breakglass-guard.`,
      () =>
        users().send(
          new iam.DetachUserPolicyCommand({ UserName: two, PolicyArn: `arn:aws:iam::${account}:policy/breakglass/breakglass-guard` }),
        ),
    ],
    [
      `R7.1 ${one} has the inline policy backdoor, which nobody declared.`,
      () =>
        users().send(
          new iam.PutUserPolicyCommand({
            UserName: one,
            PolicyName: "backdoor",
            PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] }),
          }),
        ),
      () => users().send(new iam.DeleteUserPolicyCommand({ UserName: one, PolicyName: "backdoor" })),
    ],
    [
      `R7.1 ${two} is in the IAM group old-admins.`,
      async () => {
        await users().send(new iam.CreateGroupCommand({ GroupName: "old-admins" }));
        await users().send(new iam.AddUserToGroupCommand({ GroupName: "old-admins", UserName: two }));
      },
      async () => {
        await users().send(new iam.RemoveUserFromGroupCommand({ GroupName: "old-admins", UserName: two }));
        await users().send(new iam.DeleteGroupCommand({ GroupName: "old-admins" }));
      },
    ],
    [
      "R7.1 The guard policy was changed.",
      () =>
        users().send(
          new iam.CreatePolicyVersionCommand({
            PolicyArn: `arn:aws:iam::${account}:policy/breakglass/breakglass-guard`,
            PolicyDocument: JSON.stringify({
              Version: "2012-10-17",
              Statement: [{ Effect: "Deny", Action: "s3:ListAllMyBuckets", Resource: "*" }],
            }),
            SetAsDefault: true,
          }),
        ),
    ],
    [
      `R7.2 ${one} has no FIDO2 security key: without MFA its guard lets it do nothing.`,
      async () => {
        const { MFADevices = [] } = await users().send(new iam.ListMFADevicesCommand({ UserName: one }));
        for (const { SerialNumber } of MFADevices) await users().send(new iam.DeactivateMFADeviceCommand({ UserName: one, SerialNumber }));
      },
      () => prod.operator("iam/mfa-devices", { userName: one, name: "again" }),
    ],
    [
      `R7.2 ${two} has a code device (arn:aws:iam::${account}:mfa/phone) beside FIDO2: a way around it.`,
      async () => {
        const { VirtualMFADevice } = await users().send(new iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "phone" }));
        made["phone"] = VirtualMFADevice!.SerialNumber!;
        await users().send(
          new iam.EnableMFADeviceCommand({
            UserName: two,
            SerialNumber: made["phone"],
            AuthenticationCode1: "123456",
            AuthenticationCode2: "654321",
          }),
        );
      },
      async () => {
        await users().send(new iam.DeactivateMFADeviceCommand({ UserName: two, SerialNumber: made["phone"] }));
        await users().send(new iam.DeleteVirtualMFADeviceCommand({ SerialNumber: made["phone"] }));
      },
    ],
    [
      `R7.2 ${one} has 1 access keys (…KEY1), and the settings want none.`,
      async () => {
        const { AccessKey } = await users().send(new iam.CreateAccessKeyCommand({ UserName: one }));
        made["KEY1"] = AccessKey!.AccessKeyId!;
      },
      () => users().send(new iam.DeleteAccessKeyCommand({ UserName: one, AccessKeyId: made["KEY1"] })),
    ],
    [
      `R7.2 ${two} has a credential for codecommit.amazonaws.com, which nobody declared.`,
      async () => {
        const { ServiceSpecificCredential } = await users().send(
          new iam.CreateServiceSpecificCredentialCommand({ UserName: two, ServiceName: "codecommit.amazonaws.com" }),
        );
        made["service"] = ServiceSpecificCredential!.ServiceSpecificCredentialId!;
      },
      () => users().send(new iam.DeleteServiceSpecificCredentialCommand({ UserName: two, ServiceSpecificCredentialId: made["service"] })),
    ],
    [
      `R7.3 ${two} is tagged with credentials 2020Q1, and the settings say 2026Q4.`,
      () => users().send(new iam.TagUserCommand({ UserName: two, Tags: [{ Key: "federation:generation", Value: "2020Q1" }] })),
      () => users().send(new iam.TagUserCommand({ UserName: two, Tags: [{ Key: "federation:generation", Value: "2026Q4" }] })),
    ],
    [
      "R7.5 The schedule breakglass-drill-reminder is disabled.",
      async () => {
        const scheduler = new SchedulerClient(prod.settings());
        const { Name, ScheduleExpression, FlexibleTimeWindow, Target } = await scheduler.send(
          new GetScheduleCommand({ Name: "breakglass-drill-reminder" }),
        );
        await scheduler.send(new UpdateScheduleCommand({ Name, ScheduleExpression, FlexibleTimeWindow, Target, State: "DISABLED" }));
      },
    ],
    [
      "R9.6 The management account has IAM users that nobody declared: jenkins.",
      () => users().send(new iam.CreateUserCommand({ UserName: "jenkins" })),
      () => users().send(new iam.DeleteUserCommand({ UserName: "jenkins" })),
    ],
    ...watchFaults(prod),
  ];
}

/** Each fault is found, nothing else is, and following the remedies heals them. */
export function itFindsFaults(prod: Prod): void {
  const made: Record<string, string> = {};
  const faults = emergencyFaults(prod, made);

  describe("each planted behind the program's back", () => {
    let env: NodeJS.ProcessEnv = {};
    let found: readonly Finding[] = [];
    const said = (text: string): string => text.replace("KEY1", (made["KEY1"] ?? "").slice(-4));

    before(async () => {
      // As after a drill: security keys enrolled, the alarm's mail confirmed, the day written down.
      for (const userName of [one, two]) await prod.operator("iam/mfa-devices", { userName, name: "vault" });
      await prod.operator("console/confirm-subscriptions", {});
      const source = readFileSync(prod.rotated === "" ? prod.environment["PULUMI_OPTION_CONFIG_FILE"]! : prod.rotated, "utf8");
      const today = new Date().toISOString().slice(0, 10);
      const drilled = source.replace(/(breakglass-\d): "?\d{4}-\d\d-\d\d"?/g, `$1: "${today}"`);
      prod.rotated = prod.copy(drilled, source);
      env = { PULUMI_OPTION_CONFIG_FILE: prod.rotated };
      succeeded(await prod.sandbox.federation(["activate-certificate", "--yes"], { env }));
      assert.deepEqual(await findings(prod.sandbox, env), []);
      for (const [, plant] of faults) await plant();
      found = await wholeFindings(prod.sandbox, env);
    });

    for (const [text] of faults) {
      it(`is found by runbook id and by name, with a way out: ${text.slice(0, 90)}`, () => {
        const its = found.filter(({ finding }) => finding === said(text));
        assert.equal(its.length, 1, found.map(({ finding }) => finding).join("\n"));
        assert.ok(its[0]!.remedy.length > 10, text);
      });
    }

    it("and nothing else is found; following the remedies heals them", async () => {
      try {
        assert.deepEqual(
          found.map(({ finding }) => finding),
          faults.map(([text]) => said(text)).sort(),
        );
      } finally {
        for (const [, , undo] of faults) await undo?.();
        succeeded(await prod.sandbox.pulumi(["up", "--yes", "--skip-preview", "--refresh"], { env }));
      }
      assert.deepEqual(await findings(prod.sandbox, env), []);
    });
  });
}
