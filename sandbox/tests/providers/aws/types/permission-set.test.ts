import assert from "node:assert/strict";
import {
  DetachManagedPolicyFromPermissionSetCommand,
  ListPermissionSetProvisioningStatusCommand,
  UpdatePermissionSetCommand,
} from "@aws-sdk/client-sso-admin";
import { instanceArn } from "../../../aws/cloud";
import { keptState } from "../../shared/plugin-client";
import { assignmentType, PermissionSetRig, setType } from "../permission-set-rig";

const InstanceArn = instanceArn;

describe("the aws plugin's", function () {
  this.timeout(60_000);
  const rig = new PermissionSetRig();

  describe("permission set", () => {
    it("is named by the program's name and seven hex digits when it has none", async () => {
      const made = await rig.client.create(setType, "auditor", { instanceArn });
      assert.match(made.outputs["name"] as string, /^auditor-[0-9a-f]{7}$/);
    });

    it("with a taken name is tried until the retries are used up, as officially", async () => {
      await assert.rejects(
        rig.client.create(setType, "x", { instanceArn, name: rig.set.outputs["name"] as string }),
        /ConflictException: PermissionSet with name/,
      );
    });

    it("shows what was changed behind its back, and what was added", async () => {
      const PermissionSetArn = rig.setArn;
      await rig.sso.send(
        new UpdatePermissionSetCommand({ InstanceArn, PermissionSetArn, SessionDuration: "PT12H", Description: "by hand" }),
      );
      const refreshed = await rig.client.refresh(rig.set);
      const { changes } = await rig.client.diff(refreshed!, { instanceArn, name: rig.set.outputs["name"] as string });
      assert.deepEqual(changes, ["description: DELETE", "sessionDuration: UPDATE"]);
    });

    it("goes to the accounts that have it when it changes, and when a policy does", async () => {
      await rig.client.create(assignmentType, "a", rig.assignment());
      const runs = async (): Promise<number> => {
        const { PermissionSetsProvisioningStatus } = await rig.sso.send(new ListPermissionSetProvisioningStatusCommand({ InstanceArn }));
        return PermissionSetsProvisioningStatus!.length;
      };
      const at = { instanceArn, permissionSetArn: rig.setArn };
      const before = await runs();
      await rig.client.update(rig.set, { instanceArn, name: rig.set.outputs["name"] as string, sessionDuration: "PT2H" });
      assert.equal(await runs(), before + 1);
      const type = "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive";
      const managedPolicyArns = ["ReadOnlyAccess", "SecurityAudit"].map((name) => `arn:aws:iam::aws:policy/${name}`);
      await rig.client.create(type, "m", { ...at, managedPolicyArns });
      assert.equal(await runs(), before + 2, "once a change, not once a policy");
    });

    it("shows a managed policy that was detached behind its back", async () => {
      const type = "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive";
      const [one, two] = ["ReadOnlyAccess", "SecurityAudit"].map((name) => `arn:aws:iam::aws:policy/${name}`) as [string, string];
      const program = { instanceArn, permissionSetArn: rig.setArn, managedPolicyArns: [one, two] };
      const made = await rig.client.create(type, "m", program);
      await rig.sso.send(
        new DetachManagedPolicyFromPermissionSetCommand({ InstanceArn, PermissionSetArn: program.permissionSetArn, ManagedPolicyArn: one }),
      );
      assert.deepEqual((await rig.client.diff((await rig.client.refresh(made))!, program)).changes, ["managedPolicyArns[0]: ADD"]);
    });

    it("keeps an attachment in state whose provisioning failed", async () => {
      await rig.plugin.cloud.control("POST", "faults", {
        fail: [{ service: "sso", operation: "ProvisionPermissionSet", times: 1, error: "AccessDeniedException" }],
      });
      const inputs = {
        instanceArn,
        permissionSetArn: rig.setArn,
        inlinePolicy: '{"Version":"2012-10-17","Statement":[]}',
      };
      const type = "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy";
      const error: unknown = await rig.client.create(type, "i", inputs).catch((thrown: unknown) => thrown);
      assert.equal(keptState(error)?.id, rig.set.id);
      assert.deepEqual(keptState(error)?.outputs["inlinePolicy"], inputs.inlinePolicy);
    });
  });
});
