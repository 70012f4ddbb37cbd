import assert from "node:assert/strict";
import { CreateGroupCommand, IdentitystoreClient } from "@aws-sdk/client-identitystore";
import { instanceArn, world } from "../../aws/cloud";
import type { Resource } from "../shared/plugin-client";
import { startPlugin, type Plugin } from "./plugin";

const TYPE = "aws:ssoadmin/accountAssignment:AccountAssignment";

interface Faults {
  readonly assignmentsTook: number;
  readonly calls: { readonly sso: Readonly<Record<string, { readonly calls: number; readonly refused: number }>> };
}

describe("the aws plugin under AWS's limits", function () {
  this.timeout(60_000);
  let plugin: Plugin;
  let set: Resource;

  before(async () => {
    plugin = await startPlugin({ maxRetries: "10" });
    set = await plugin.client.create("aws:ssoadmin/permissionSet:PermissionSet", "Ops", { name: "Ops", instanceArn });
  });
  after(() => plugin.stop());

  it("makes three times as many assignments at once as AWS takes: what is refused is tried again, and nothing fails", async () => {
    const store = new IdentitystoreClient(plugin.cloud.settings());
    const { identityStoreId: IdentityStoreId } = world.identityCenter;
    const principals = await Promise.all(
      Array.from({ length: 45 }, (_, index) => store.send(new CreateGroupCommand({ IdentityStoreId, DisplayName: `group-${index}` }))),
    );
    // Seconds, and the calls of one, a hundredth of AWS's, as the plugin's pauses are.
    const faults = { ratePerSecond: { sso: 400 }, assignments: { seconds: [0.05, 0.2], refusal: "ConflictException" } };
    await plugin.cloud.control("POST", "faults", faults);
    const made = await Promise.all(
      principals.map(({ GroupId }, index) =>
        plugin.client.create(TYPE, `a${index}`, {
          ...{ instanceArn, permissionSetArn: set.outputs["arn"], principalId: GroupId!, principalType: "GROUP" },
          ...{ targetId: "012345678901", targetType: "AWS_ACCOUNT" },
        }),
      ),
    );
    assert.equal(new Set(made.map(({ id }) => id)).size, 45);
    const { calls, assignmentsTook } = (await plugin.cloud.control("GET", "faults")) as unknown as Faults;
    const creations = calls.sso["CreateAccountAssignment"]!;
    // The limit was felt, and what it refused was asked for again.
    assert.ok(creations.refused > 0);
    assert.equal(creations.calls - creations.refused, 45);
    assert.ok(assignmentsTook > 45 * 0.05 && assignmentsTook < 45 * 0.2);
    await plugin.cloud.control("DELETE", "faults");
  });

  it("is told of settings that are none", async () => {
    await assert.rejects(plugin.cloud.control("POST", "faults", { assignments: { seconds: [5, 1] } }), /least and the most/);
  });
});
