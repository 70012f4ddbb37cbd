import assert from "node:assert/strict";
import {
  DetachManagedPolicyFromPermissionSetCommand,
  ListPermissionSetProvisioningStatusCommand,
  SSOAdminClient,
  UpdatePermissionSetCommand,
} from "@aws-sdk/client-sso-admin";
import { CreateGroupCommand, IdentitystoreClient } from "@aws-sdk/client-identitystore";
import { instanceArn, world } from "../../../aws/cloud";
import { keptState, type PluginClient, type Resource } from "../../shared/plugin-client";
import { startPlugin, type Plugin } from "../plugin";

const InstanceArn = instanceArn;
const target = "012345678901";
const assignmentType = "aws:ssoadmin/accountAssignment:AccountAssignment";
const setType = "aws:ssoadmin/permissionSet:PermissionSet";

describe("the aws plugin's", function () {
  this.timeout(60_000);
  let plugin: Plugin;
  let client: PluginClient;
  let sso: SSOAdminClient;
  let group: string;
  let set: Resource;
  let count = 0;

  before(async () => {
    plugin = await startPlugin({ maxRetries: "4" });
    ({ client } = plugin);
    sso = new SSOAdminClient(plugin.cloud.settings());
    group = await newGroup();
  });
  beforeEach(async () => (set = await client.create(setType, "set", { instanceArn, name: `Set-${++count}` })));
  afterEach(() => plugin.cloud.control("POST", "faults", {}));
  after(() => plugin.stop());

  async function newGroup(): Promise<string> {
    const store = new IdentitystoreClient(plugin.cloud.settings());
    const { GroupId } = await store.send(
      new CreateGroupCommand({ IdentityStoreId: world.identityCenter.identityStoreId, DisplayName: `group-${++count}` }),
    );
    return GroupId!;
  }

  function assignment(principalId = group, targetId = target): Record<string, string> {
    return {
      instanceArn,
      permissionSetArn: set.outputs["arn"] as string,
      principalId,
      principalType: "GROUP",
      targetId,
      targetType: "AWS_ACCOUNT",
    };
  }

  describe("permission set", () => {
    it("is named by the program's name and seven hex digits when it has none", async () => {
      const made = await client.create(setType, "auditor", { instanceArn });
      assert.match(made.outputs["name"] as string, /^auditor-[0-9a-f]{7}$/);
    });

    it("with a taken name is tried until the retries are used up, as officially", async () => {
      await assert.rejects(
        client.create(setType, "x", { instanceArn, name: set.outputs["name"] as string }),
        /ConflictException: PermissionSet with name/,
      );
    });

    it("shows what was changed behind its back, and what was added", async () => {
      const PermissionSetArn = set.outputs["arn"] as string;
      await sso.send(new UpdatePermissionSetCommand({ InstanceArn, PermissionSetArn, SessionDuration: "PT12H", Description: "by hand" }));
      const refreshed = await client.refresh(set);
      const { changes } = await client.diff(refreshed!, { instanceArn, name: set.outputs["name"] as string });
      assert.deepEqual(changes, ["description: DELETE", "sessionDuration: UPDATE"]);
    });

    it("goes to the accounts that have it when it changes, and when a policy does", async () => {
      await client.create(assignmentType, "a", assignment());
      const runs = async (): Promise<number> => {
        const { PermissionSetsProvisioningStatus } = await sso.send(new ListPermissionSetProvisioningStatusCommand({ InstanceArn }));
        return PermissionSetsProvisioningStatus!.length;
      };
      const at = { instanceArn, permissionSetArn: set.outputs["arn"] as string };
      const before = await runs();
      await client.update(set, { instanceArn, name: set.outputs["name"] as string, sessionDuration: "PT2H" });
      assert.equal(await runs(), before + 1);
      const type = "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive";
      const managedPolicyArns = ["ReadOnlyAccess", "SecurityAudit"].map((name) => `arn:aws:iam::aws:policy/${name}`);
      await client.create(type, "m", { ...at, managedPolicyArns });
      assert.equal(await runs(), before + 2, "once a change, not once a policy");
    });

    it("shows a managed policy that was detached behind its back", async () => {
      const type = "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive";
      const [one, two] = ["ReadOnlyAccess", "SecurityAudit"].map((name) => `arn:aws:iam::aws:policy/${name}`) as [string, string];
      const program = { instanceArn, permissionSetArn: set.outputs["arn"] as string, managedPolicyArns: [one, two] };
      const made = await client.create(type, "m", program);
      await sso.send(
        new DetachManagedPolicyFromPermissionSetCommand({ InstanceArn, PermissionSetArn: program.permissionSetArn, ManagedPolicyArn: one }),
      );
      assert.deepEqual((await client.diff((await client.refresh(made))!, program)).changes, ["managedPolicyArns[0]: ADD"]);
    });

    it("keeps an attachment in state whose provisioning failed", async () => {
      await plugin.cloud.control("POST", "faults", {
        fail: [{ service: "sso", operation: "ProvisionPermissionSet", times: 1, error: "AccessDeniedException" }],
      });
      const inputs = {
        instanceArn,
        permissionSetArn: set.outputs["arn"] as string,
        inlinePolicy: '{"Version":"2012-10-17","Statement":[]}',
      };
      const type = "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy";
      const error: unknown = await client.create(type, "i", inputs).catch((thrown: unknown) => thrown);
      assert.equal(keptState(error)?.id, set.id);
      assert.deepEqual(keptState(error)?.outputs["inlinePolicy"], inputs.inlinePolicy);
    });
  });
});
