import * as iam from "@aws-sdk/client-iam";
import { GetScheduleCommand, SchedulerClient, UpdateScheduleCommand } from "@aws-sdk/client-scheduler";
import type { Fault } from "../../faults/judge";
import { account, type Prod } from "../context";

const one = "breakglass-1";
const two = "breakglass-2";
const UP = /pulumi up --refresh/;
const GUARD = `arn:aws:iam::${account}:policy/breakglass/breakglass-guard`;
const IAM_FULL = "arn:aws:iam::aws:policy/IAMFullAccess";
const document = (Effect: "Allow" | "Deny", Action: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect, Action, Resource: "*" }] });

/** Faults in breakglass users, trail and alarms (R7.1 to R7.3, R7.5) and beside it (R9.6). */
export function breakglassFaults(prod: Prod): readonly Fault[] {
  const users = (): iam.IAMClient => new iam.IAMClient(prod.settings("us-east-1"));
  const scheduler = (): SchedulerClient => new SchedulerClient(prod.settings());
  return [
    {
      id: "R7.1",
      says: `${one} has the policy ${IAM_FULL}, which nobody declared.`,
      remedy: new RegExp(`aws iam detach-user-policy --user-name ${one} --policy-arn ${IAM_FULL}`),
      plant: async () => {
        const at = { UserName: one, PolicyArn: IAM_FULL };
        await users().send(new iam.AttachUserPolicyCommand(at));
        return () => users().send(new iam.DetachUserPolicyCommand(at));
      },
    },
    {
      id: "R7.1",
      says: `${two} lacks the policy breakglass-guard.`,
      remedy: UP,
      plant: async () => {
        const at = { UserName: two, PolicyArn: GUARD };
        await users().send(new iam.DetachUserPolicyCommand(at));
        return () => users().send(new iam.AttachUserPolicyCommand(at));
      },
    },
    {
      id: "R7.1",
      says: `${one} has the inline policy backdoor, which nobody declared.`,
      remedy: new RegExp(`aws iam delete-user-policy --user-name ${one} --policy-name backdoor`),
      plant: async () => {
        const at = { UserName: one, PolicyName: "backdoor" };
        await users().send(new iam.PutUserPolicyCommand({ ...at, PolicyDocument: document("Allow", "s3:*") }));
        return () => users().send(new iam.DeleteUserPolicyCommand(at));
      },
    },
    {
      id: "R7.1",
      says: `${two} is in the IAM group old-admins.`,
      remedy: new RegExp(`aws iam remove-user-from-group --user-name ${two} --group-name old-admins`),
      plant: async () => {
        const GroupName = "old-admins";
        await users().send(new iam.CreateGroupCommand({ GroupName }));
        await users().send(new iam.AddUserToGroupCommand({ GroupName, UserName: two }));
        return async () => {
          await users().send(new iam.RemoveUserFromGroupCommand({ GroupName, UserName: two }));
          await users().send(new iam.DeleteGroupCommand({ GroupName }));
        };
      },
    },
    {
      id: "R7.1",
      says: "The guard policy was changed.",
      remedy: UP,
      plant: async () => {
        const { Policy } = await users().send(new iam.GetPolicyCommand({ PolicyArn: GUARD }));
        const PolicyDocument = document("Deny", "s3:ListAllMyBuckets");
        const { PolicyVersion } = await users().send(
          new iam.CreatePolicyVersionCommand({ PolicyArn: GUARD, PolicyDocument, SetAsDefault: true }),
        );
        return async () => {
          await users().send(new iam.SetDefaultPolicyVersionCommand({ PolicyArn: GUARD, VersionId: Policy!.DefaultVersionId }));
          await users().send(new iam.DeletePolicyVersionCommand({ PolicyArn: GUARD, VersionId: PolicyVersion!.VersionId }));
        };
      },
    },
    {
      id: "R7.2",
      says: `${one} has no FIDO2 security key: without MFA its guard lets it do nothing.`,
      remedy: /Enrol one in the console/,
      plant: async () => {
        const { MFADevices = [] } = await users().send(new iam.ListMFADevicesCommand({ UserName: one }));
        for (const { SerialNumber } of MFADevices) await users().send(new iam.DeactivateMFADeviceCommand({ UserName: one, SerialNumber }));
        return () => prod.operator("iam/mfa-devices", { userName: one, name: "again" });
      },
    },
    {
      id: "R7.2",
      says: `${two} has a code device (arn:aws:iam::${account}:mfa/phone) beside FIDO2: a way around it.`,
      remedy: new RegExp(`aws iam deactivate-mfa-device --user-name ${two} --serial-number arn:aws:iam::${account}:mfa/phone`),
      plant: async () => {
        const { VirtualMFADevice } = await users().send(new iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "phone" }));
        const SerialNumber = VirtualMFADevice!.SerialNumber!;
        const codes = { AuthenticationCode1: "123456", AuthenticationCode2: "654321" };
        await users().send(new iam.EnableMFADeviceCommand({ UserName: two, SerialNumber, ...codes }));
        return async () => {
          await users().send(new iam.DeactivateMFADeviceCommand({ UserName: two, SerialNumber }));
          await users().send(new iam.DeleteVirtualMFADeviceCommand({ SerialNumber }));
        };
      },
    },
    {
      id: "R7.2",
      says: /^breakglass-1 has 1 access keys \(…\w{4}\), and the settings want none\.$/,
      remedy: new RegExp(`aws iam delete-access-key --user-name ${one} --access-key-id`),
      plant: async () => {
        const { AccessKey } = await users().send(new iam.CreateAccessKeyCommand({ UserName: one }));
        return () => users().send(new iam.DeleteAccessKeyCommand({ UserName: one, AccessKeyId: AccessKey!.AccessKeyId }));
      },
    },
    {
      id: "R7.2",
      says: `${two} has a credential for codecommit.amazonaws.com, which nobody declared.`,
      remedy: new RegExp(`delete it \\(IAM > Users > ${two} > Security credentials\\)`),
      plant: async () => {
        const { ServiceSpecificCredential: made } = await users().send(
          new iam.CreateServiceSpecificCredentialCommand({ UserName: two, ServiceName: "codecommit.amazonaws.com" }),
        );
        const at = { UserName: two, ServiceSpecificCredentialId: made!.ServiceSpecificCredentialId };
        return () => users().send(new iam.DeleteServiceSpecificCredentialCommand(at));
      },
    },
    {
      id: "R7.3",
      says: `${two} is tagged with credentials 2020Q1, and the settings say 2026Q4.`,
      remedy: new RegExp(`aws iam tag-user --user-name ${two} --tags Key=federation:generation,Value=2026Q4`),
      plant: async () => {
        const tag = (Value: string) =>
          users().send(new iam.TagUserCommand({ UserName: two, Tags: [{ Key: "federation:generation", Value }] }));
        await tag("2020Q1");
        return () => tag("2026Q4");
      },
    },
    {
      id: "R7.5",
      says: "The schedule breakglass-drill-reminder is disabled.",
      remedy: UP,
      plant: async () => {
        const { Name, ScheduleExpression, FlexibleTimeWindow, Target } = await scheduler().send(
          new GetScheduleCommand({ Name: "breakglass-drill-reminder" }),
        );
        const set = (State: "DISABLED" | "ENABLED") =>
          scheduler().send(new UpdateScheduleCommand({ Name, ScheduleExpression, FlexibleTimeWindow, Target, State }));
        await set("DISABLED");
        return () => set("ENABLED");
      },
    },
    {
      id: "R9.6",
      says: "The management account has IAM users that nobody declared: jenkins.",
      remedy: /then delete the user/,
      plant: async () => {
        await users().send(new iam.CreateUserCommand({ UserName: "jenkins" }));
        return () => users().send(new iam.DeleteUserCommand({ UserName: "jenkins" }));
      },
    },
  ];
}
