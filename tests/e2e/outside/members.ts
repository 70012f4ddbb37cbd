import {
  CreateGroupMembershipCommand,
  DeleteGroupMembershipCommand,
  GetGroupMembershipIdCommand,
  IdentitystoreClient,
  ListGroupMembershipsCommand,
  ListUsersCommand,
} from "@aws-sdk/client-identitystore";
import assert from "node:assert/strict";
import { clientSettings } from "../client-settings";
import { AwsReader, EntraReader } from "../clouds";
import { findings, type Report, wholeFindings } from "../findings";
import type { Sandbox } from "../sandbox";

export function topic(sandbox: Sandbox): void {
  describe("a member who was exchanged in Identity Center", () => {
    it("is a finding that names both people, though their number is right, and none once it is undone", async () => {
      const environment = await sandbox.variables();
      const aws = new AwsReader(environment);
      const { identityStoreId: IdentityStoreId } = await aws.instance();
      const store = storeClient(environment);
      const [GroupId] = [...(await aws.groups())].find(([, name]) => name === "aws-data-engineers")!;
      const { GroupMemberships = [] } = await store.send(new ListGroupMembershipsCommand({ IdentityStoreId, GroupId }));
      const { Users = [] } = await store.send(new ListUsersCommand({ IdentityStoreId }));
      const [membership] = GroupMemberships;
      const members = new Set(GroupMemberships.map(({ MemberId }) => MemberId!.UserId!));
      const out = Users.find(({ UserId }) => UserId === membership!.MemberId!.UserId)!;
      const into = Users.find(({ UserId }) => !members.has(UserId!))!;
      assert.deepEqual(await findings(sandbox), []);

      await store.send(new DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId: membership!.MembershipId! }));
      await store.send(new CreateGroupMembershipCommand({ IdentityStoreId, GroupId, MemberId: { UserId: into.UserId! } }));
      const [exchanged, ...others] = await wholeFindings(sandbox);
      assert.deepEqual(others, []);
      assert.equal(
        exchanged!.finding,
        `R4.5 "aws-data-engineers" in Identity Center has ${into.UserName}, who is no member in Entra, and lacks ${out.UserName}, who is.`,
      );
      await follow(environment, exchanged!.remedy);
      assert.deepEqual(await findings(sandbox), []);
    });
  });

  describe("a member whom a cycle passed over", () => {
    it("is a finding with the day since when, not yet there before the cycle, and back once the remedy is followed", async () => {
      const environment = await sandbox.variables();
      const entra = new EntraReader(environment);
      const group = await entra.groupId("aws-data-engineers");
      const sentences = async (): Promise<string[]> => {
        const { stdout } = await sandbox.federation(["verify", "--json"]);
        return (JSON.parse(stdout) as Report).checks
          .flatMap(({ id, outcomes }) => (id === "R4.5" ? outcomes : []))
          .flatMap(({ status, message }) => (/ lacks /.test(message) ? [`${status}: ${message}`] : []));
      };
      const members = `/v1.0/groups/${group}/members`;
      const there = new Set((await entra.list(members)).map(({ id }) => id));
      const newcomer = (await entra.list("/v1.0/users")).find(
        ({ id, givenName, surname, accountEnabled }) => !there.has(id) && givenName && surname && accountEnabled === true,
      )!;
      const name = newcomer["userPrincipalName"] as string;
      await entra.control({ cycleIntervalSeconds: 3600 });
      try {
        await entra.cycle();
        await entra.make(`${members}/$ref`, {
          "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${newcomer["id"] as string}`,
        });
        assert.deepEqual(await sentences(), [
          `not yet: "aws-data-engineers" lacks ${name} in Identity Center; a cycle brings this person.`,
        ]);
        await entra.cycle();
        assert.deepEqual(await sentences(), []);

        // Provisioning remembers what it has sent: whom somebody takes out in Identity Center, no later cycle brings
        // back.
        await takenOut(environment, "aws-data-engineers", name);
        // The sandbox's assignmentDelaySeconds are 3: a cycle earlier than that may not have seen who joined.
        await new Promise((later) => setTimeout(later, 4_000));
        await entra.cycle();
        await entra.control({ withheldPermissions: ["AuditLog.Read.All"] });
        assert.match(
          (await sentences()).join(),
          new RegExp(`^cannot tell: "aws-data-engineers" lacks ${name} in Identity Center; since when`),
        );
        await entra.control({ withheldPermissions: [] });
        const [passed, ...others] = await wholeFindings(sandbox);
        assert.deepEqual(others, []);
        assert.match(
          passed!.finding,
          new RegExp(
            `^R4.5 "aws-data-engineers" lacks ${name} \\(a member since 20[^)]*Z\\) in Identity Center: the cycle of 20.* has ended`,
          ),
        );
        await follow(environment, passed!.remedy);
        assert.deepEqual(await wholeFindings(sandbox), []);
        await entra.cycle();
        assert.deepEqual(await wholeFindings(sandbox), []);
      } finally {
        await entra.control({ withheldPermissions: [] });
        await entra.remove(`${members}/${newcomer["id"] as string}/$ref`);
        await entra.cycle();
        await entra.control({ cycleIntervalSeconds: 30 });
      }
      assert.deepEqual(await sentences(), []);
    });
  });
}

/** Does what a remedy's commands of the AWS CLI say, with the SDK. */
async function follow(environment: NodeJS.ProcessEnv, remedy: string): Promise<void> {
  const store = storeClient(environment);
  const commands = [...remedy.matchAll(/`aws identitystore (create|delete)-group-membership ([^`]*)`/g)];
  assert.notEqual(commands.length, 0, remedy);
  for (const [, verb, options = ""] of commands) {
    const option = (name: string): string => new RegExp(`--${name} ([^ )]+)`).exec(options)![1]!;
    assert.equal(option("region"), environment["AWS_REGION"]);
    const at = { IdentityStoreId: option("identity-store-id"), GroupId: option("group-id") };
    const MemberId = { UserId: option("member-id").replace("UserId=", "") };
    if (verb === "create") await store.send(new CreateGroupMembershipCommand({ ...at, MemberId }));
    else {
      const { MembershipId } = await store.send(new GetGroupMembershipIdCommand({ ...at, MemberId }));
      await store.send(new DeleteGroupMembershipCommand({ IdentityStoreId: at.IdentityStoreId, MembershipId: MembershipId! }));
    }
  }
}

/** Takes somebody out of a group behind the back of provisioning. */
async function takenOut(environment: NodeJS.ProcessEnv, group: string, userName: string): Promise<void> {
  const aws = new AwsReader(environment);
  const { identityStoreId: IdentityStoreId } = await aws.instance();
  const store = storeClient(environment);
  const [GroupId] = [...(await aws.groups())].find(([, name]) => name === group)!;
  const { Users = [] } = await store.send(new ListUsersCommand({ IdentityStoreId }));
  const { UserId } = Users.find(({ UserName }) => UserName === userName)!;
  const { GroupMemberships = [] } = await store.send(new ListGroupMembershipsCommand({ IdentityStoreId, GroupId }));
  const { MembershipId } = GroupMemberships.find(({ MemberId }) => MemberId?.UserId === UserId)!;
  await store.send(new DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId: MembershipId! }));
}

function storeClient(environment: NodeJS.ProcessEnv): IdentitystoreClient {
  return new IdentitystoreClient(clientSettings(environment));
}
