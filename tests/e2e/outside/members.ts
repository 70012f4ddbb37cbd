import {
  CreateGroupMembershipCommand,
  DeleteGroupMembershipCommand,
  IdentitystoreClient,
  ListGroupMembershipsCommand,
  ListUsersCommand,
} from "@aws-sdk/client-identitystore";
import assert from "node:assert/strict";
import { AwsReader } from "../clouds";
import { findings } from "../findings";
import type { Sandbox } from "../sandbox";

export function topic(sandbox: Sandbox): void {
  describe("a member who was exchanged in Identity Center", () => {
    it("is a finding that names both people, though their number is right, and none once it is undone", async () => {
      const environment = await sandbox.variables();
      const aws = new AwsReader(environment);
      const { identityStoreId: IdentityStoreId } = await aws.instance();
      const store = new IdentitystoreClient({
        endpoint: environment["AWS_ENDPOINT_URL"]!,
        region: environment["AWS_REGION"]!,
        credentials: { accessKeyId: "test", secretAccessKey: "test" },
      });
      const [GroupId] = [...(await aws.groups())].find(([, name]) => name === "aws-data-engineers")!;
      const { GroupMemberships = [] } = await store.send(new ListGroupMembershipsCommand({ IdentityStoreId, GroupId }));
      const { Users = [] } = await store.send(new ListUsersCommand({ IdentityStoreId }));
      const [membership] = GroupMemberships;
      const members = new Set(GroupMemberships.map(({ MemberId }) => MemberId!.UserId!));
      const out = Users.find(({ UserId }) => UserId === membership!.MemberId!.UserId)!;
      const into = Users.find(({ UserId }) => !members.has(UserId!))!;
      assert.deepEqual(await findings(sandbox), []);

      await store.send(new DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId: membership!.MembershipId! }));
      const added = await store.send(new CreateGroupMembershipCommand({ IdentityStoreId, GroupId, MemberId: { UserId: into.UserId! } }));
      try {
        assert.deepEqual(await findings(sandbox), [
          `R4.5 "aws-data-engineers" in Identity Center has ${into.UserName}, who is no member in Entra, and lacks ${out.UserName}, who is.`,
        ]);
      } finally {
        await store.send(new DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId: added.MembershipId! }));
        await store.send(new CreateGroupMembershipCommand({ IdentityStoreId, GroupId, MemberId: { UserId: out.UserId! } }));
      }
      assert.deepEqual(await findings(sandbox), []);
    });
  });
}
