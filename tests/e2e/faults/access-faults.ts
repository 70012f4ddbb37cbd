import { CreateUserCommand, DeleteUserCommand } from "@aws-sdk/client-iam";
import { CreateGroupMembershipCommand, DeleteGroupMembershipCommand } from "@aws-sdk/client-identitystore";
import * as sso from "@aws-sdk/client-sso-admin";
import type { Fault } from "./judge";
import type { Places } from "./places";

const UP = /pulumi up/;
const REPAIR = /federation repair/;
const IAM_READ = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";
const everything = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });

/** Faults of permission sets, assignments and members (R4.5, R5, R9.6). */
export function accessFaults(places: Places): readonly Fault[] {
  const send = (command: unknown): Promise<unknown> => places.sso.send(command as sso.ListInstancesCommand);
  /** Changes a set and undoes it, each brought to the set's accounts, as the console does. */
  const provisioned = async (
    name: string,
    plant: () => Promise<unknown>,
    undo: () => Promise<unknown>,
  ): Promise<() => Promise<unknown>> => {
    await plant();
    await places.provision(name);
    return async () => {
      await undo();
      await places.provision(name);
    };
  };
  const updated = async (name: string, change: Partial<sso.UpdatePermissionSetCommandInput>): Promise<() => Promise<unknown>> => {
    const { PermissionSet: before } = await places.sso.send(new sso.DescribePermissionSetCommand(places.set(name)));
    const { Description, SessionDuration, RelayState } = before!;
    const whole = { Description, SessionDuration, ...(RelayState === undefined ? {} : { RelayState }) };
    return provisioned(
      name,
      () => send(new sso.UpdatePermissionSetCommand({ ...places.set(name), ...whole, ...change })),
      () => send(new sso.UpdatePermissionSetCommand({ ...places.set(name), ...whole })),
    );
  };
  const attached = (name: string, ManagedPolicyArn: string): Promise<() => Promise<unknown>> =>
    provisioned(
      name,
      () => send(new sso.AttachManagedPolicyToPermissionSetCommand({ ...places.set(name), ManagedPolicyArn })),
      () => send(new sso.DetachManagedPolicyFromPermissionSetCommand({ ...places.set(name), ManagedPolicyArn })),
    );
  const inline = async (name: string, InlinePolicy: string | undefined): Promise<() => Promise<unknown>> => {
    const { InlinePolicy: before = "" } = await places.sso.send(new sso.GetInlinePolicyForPermissionSetCommand(places.set(name)));
    const set = (text: string | undefined) =>
      text === undefined || text === ""
        ? send(new sso.DeleteInlinePolicyFromPermissionSetCommand(places.set(name)))
        : send(new sso.PutInlinePolicyToPermissionSetCommand({ ...places.set(name), InlinePolicy: text }));
    return provisioned(
      name,
      () => set(InlinePolicy),
      () => set(before),
    );
  };
  const given = async (set: string, account: string, kind: "GROUP" | "USER", principal: () => string): Promise<() => Promise<unknown>> => {
    const arn = places.set(set).PermissionSetArn;
    await places.assign(arn, account, kind, principal());
    return () => places.unassign(arn, account, kind, principal());
  };

  return [
    {
      id: "R5.1",
      says: "Platform-Admin has another description.",
      remedy: UP,
      plant: () => updated("Platform-Admin", { Description: "by hand" }),
    },
    {
      id: "R5.1",
      says: "Platform-Admin has a session of PT12H instead of PT8H.",
      remedy: UP,
      plant: () => updated("Platform-Admin", { SessionDuration: "PT12H" }),
    },
    {
      id: "R5.2",
      says: `Security-Audit-RO has managed policy ${IAM_READ} too much.`,
      remedy: UP,
      plant: () => attached("Security-Audit-RO", IAM_READ),
    },
    {
      id: "R5.2",
      says: "Security-Audit-RO has an inline policy that somebody attached by hand: the settings give it none.",
      remedy: REPAIR,
      plant: () => inline("Security-Audit-RO", everything),
    },
    { id: "R5.3", says: "Data-Engineer-RW has another inline policy.", remedy: UP, plant: () => inline("Data-Engineer-RW", everything) },
    { id: "R5.4", says: /^Data-Analyst-RO has .*inline policy/, remedy: UP, plant: () => inline("Data-Analyst-RO", undefined) },
    {
      id: "R5.5",
      says: "Developer has managed policy arn:aws:iam::aws:policy/PowerUserAccess missing.",
      remedy: UP,
      plant: async () => {
        const ManagedPolicyArn = "arn:aws:iam::aws:policy/PowerUserAccess";
        return provisioned(
          "Developer",
          () => send(new sso.DetachManagedPolicyFromPermissionSetCommand({ ...places.set("Developer"), ManagedPolicyArn })),
          () => send(new sso.AttachManagedPolicyToPermissionSetCommand({ ...places.set("Developer"), ManagedPolicyArn })),
        );
      },
    },
    {
      id: "R5.5",
      says: /^Developer has a (permissions )?boundary that somebody attached by hand/,
      remedy: REPAIR,
      plant: () => {
        const PermissionsBoundary = { ManagedPolicyArn: IAM_READ };
        return provisioned(
          "Developer",
          () => send(new sso.PutPermissionsBoundaryToPermissionSetCommand({ ...places.set("Developer"), PermissionsBoundary })),
          () => send(new sso.DeletePermissionsBoundaryFromPermissionSetCommand(places.set("Developer"))),
        );
      },
    },
    {
      id: "R5.5",
      says: /^Developer is out of date in 2 accounts: /,
      remedy: REPAIR,
      plant: async () => {
        const at = { ...places.set("Developer"), ManagedPolicyArn: IAM_READ };
        await send(new sso.AttachManagedPolicyToPermissionSetCommand(at));
        await send(new sso.DetachManagedPolicyFromPermissionSetCommand(at));
        return () => places.provision("Developer");
      },
    },
    {
      id: "R5.7",
      says: 'The user "linus@example.com" has Platform-Admin in app-prod (300000000001), which the settings do not grant.',
      remedy: /Give access to a group/,
      plant: () => given("Platform-Admin", "300000000001", "USER", () => places.storeUser("linus@example.com")),
    },
    {
      id: "R5.7",
      says: 'The group "aws-developers" has Developer in app-prod (300000000001), which the settings do not grant.',
      remedy: /take-over|remove the assignment/,
      plant: () => given("Developer", "300000000001", "GROUP", () => places.storeGroup("aws-developers")),
    },
    {
      id: "R5.7",
      says: '"aws-data-analysts" lacks Data-Analyst-RO in data-prod (012345678901).',
      remedy: UP,
      plant: async () => {
        const arn = places.set("Data-Analyst-RO").PermissionSetArn;
        const group = places.storeGroup("aws-data-analysts");
        await places.unassign(arn, "012345678901", "GROUP", group);
        return () => places.assign(arn, "012345678901", "GROUP", group);
      },
    },
    {
      id: "R5.7",
      says: 'The user "ada@example.com" has Shadow-Admin in data-dev (012345678902), which the settings do not grant.',
      remedy: /./,
      plant: async () => {
        const { InstanceArn } = places.set("Developer");
        const { PermissionSet } = await places.sso.send(new sso.CreatePermissionSetCommand({ InstanceArn, Name: "Shadow-Admin" }));
        const PermissionSetArn = PermissionSet!.PermissionSetArn!;
        await places.assign(PermissionSetArn, "012345678902", "USER", places.storeUser("ada@example.com"));
        return async () => {
          await places.unassign(PermissionSetArn, "012345678902", "USER", places.storeUser("ada@example.com"));
          await send(new sso.DeletePermissionSetCommand({ InstanceArn, PermissionSetArn }));
        };
      },
    },
    {
      id: "R4.5",
      says: /^"aws-platform-admins" in Identity Center has linus@example\.com, who is no member in Entra\.$/,
      remedy: /take them out of the group/,
      plant: async () => {
        const IdentityStoreId = places.storeId;
        const { MembershipId } = await places.store.send(
          new CreateGroupMembershipCommand({
            IdentityStoreId,
            GroupId: places.storeGroup("aws-platform-admins"),
            MemberId: { UserId: places.storeUser("linus@example.com") },
          }),
        );
        return () => places.store.send(new DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId }));
      },
    },
    {
      id: "R9.6 accounts",
      says: "app-dev (300000000002) has IAM users: jenkins.",
      remedy: /delete the user/,
      plant: async () => {
        const iam = places.iam("300000000002");
        await iam.send(new CreateUserCommand({ UserName: "jenkins" }));
        return () => iam.send(new DeleteUserCommand({ UserName: "jenkins" }));
      },
    },
  ];
}
