import assert from "node:assert/strict";
import {
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
  ListAccountAssignmentsCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { CreateGroupCommand, IdentitystoreClient } from "@aws-sdk/client-identitystore";
import { instanceArn, until, world } from "../../../aws/cloud";
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

  async function assigned(targetId = target): Promise<string[]> {
    const PermissionSetArn = set.outputs["arn"] as string;
    const { AccountAssignments } = await sso.send(
      new ListAccountAssignmentsCommand({ InstanceArn, PermissionSetArn, AccountId: targetId }),
    );
    return AccountAssignments!.map(({ PrincipalId }) => PrincipalId!);
  }

  const asApi = (inputs: Record<string, string>) => ({
    InstanceArn,
    PermissionSetArn: inputs["permissionSetArn"]!,
    PrincipalId: inputs["principalId"]!,
    PrincipalType: "GROUP" as const,
    TargetId: inputs["targetId"]!,
    TargetType: "AWS_ACCOUNT" as const,
  });

  describe("account assignment", () => {
    it("exists in AWS as soon as it is created, under the official id", async () => {
      const made = await client.create(assignmentType, "a", assignment());
      assert.equal(made.id, `${group},GROUP,${target},AWS_ACCOUNT,${String(set.outputs["arn"])},${instanceArn}`);
      assert.deepEqual(await assigned(), [group]);
      assert.deepEqual(await client.refresh(made), made);
      assert.deepEqual((await client.read(assignmentType, "a", made.id))?.inputs, { ...assignment(), __defaults: [] });
    });

    it("that exists already is refused, not adopted", async () => {
      await sso.send(new CreateAccountAssignmentCommand(asApi(assignment())));
      await until(async () => ((await assigned()).length > 0 ? true : undefined));
      await assert.rejects(client.create(assignmentType, "a", assignment()), {
        details: `creating SSO Account Assignment for GROUP (${group}): already exists`,
      });
    });

    it("that was deleted behind its back is gone for a refresh, and deleting it is no error", async () => {
      const made = await client.create(assignmentType, "a", assignment());
      await sso.send(new DeleteAccountAssignmentCommand(asApi(assignment())));
      await until(async () => ((await assigned()).length === 0 ? true : undefined));
      assert.equal(await client.refresh(made), undefined);
      await client.delete(made);
    });

    it("to a suspended account fails with AWS's reason and leaves nothing in state", async () => {
      const error: unknown = await client.create(assignmentType, "a", assignment(group, "012345678903")).catch((thrown: unknown) => thrown);
      assert.match(String(error), /unexpected state 'FAILED', wanted target 'SUCCEEDED'\. last error: .+/);
      assert.equal(keptState(error), undefined);
    });

    it("is replaced by every change", async () => {
      const made = await client.create(assignmentType, "a", assignment());
      const { replaces } = await client.diff(made, { ...assignment(), targetId: "012345678902" });
      assert.deepEqual(replaces, ["targetId"]);
    });

    it("is made forty times at once, throttled", async () => {
      await plugin.cloud.control("POST", "faults", { ratePerSecond: { sso: 400 } });
      const groups = await Promise.all(Array.from({ length: 40 }, newGroup));
      await Promise.all(groups.map((principal) => client.create(assignmentType, principal, assignment(principal))));
      assert.deepEqual((await assigned()).sort(), groups.sort());
    });

    it("refuses an id of another form", async () => {
      await assert.rejects(client.read(assignmentType, "a", "x,y"), /unexpected format for ID \(x,y\), expected PRINCIPAL_ID/);
    });
  });
});
