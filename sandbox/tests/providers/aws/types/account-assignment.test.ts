import assert from "node:assert/strict";
import { CreateAccountAssignmentCommand, DeleteAccountAssignmentCommand, ListAccountAssignmentsCommand } from "@aws-sdk/client-sso-admin";
import { instanceArn, until } from "../../../aws/cloud";
import { keptState } from "../../shared/plugin-client";
import { assignmentType, PermissionSetRig, target } from "../permission-set-rig";

const InstanceArn = instanceArn;

describe("the aws plugin's", function () {
  this.timeout(60_000);
  const rig = new PermissionSetRig();

  async function assigned(targetId = target): Promise<string[]> {
    const PermissionSetArn = rig.setArn;
    const { AccountAssignments } = await rig.sso.send(
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
      const made = await rig.client.create(assignmentType, "a", rig.assignment());
      assert.equal(made.id, `${rig.group},GROUP,${target},AWS_ACCOUNT,${rig.setArn},${instanceArn}`);
      assert.deepEqual(await assigned(), [rig.group]);
      assert.deepEqual(await rig.client.refresh(made), made);
      assert.deepEqual((await rig.client.read(assignmentType, "a", made.id))?.inputs, { ...rig.assignment(), __defaults: [] });
    });

    it("that exists already is refused, not adopted", async () => {
      await rig.sso.send(new CreateAccountAssignmentCommand(asApi(rig.assignment())));
      await until(async () => ((await assigned()).length > 0 ? true : undefined));
      await assert.rejects(rig.client.create(assignmentType, "a", rig.assignment()), {
        details: `creating SSO Account Assignment for GROUP (${rig.group}): already exists`,
      });
    });

    it("that was deleted behind its back is gone for a refresh, and deleting it is no error", async () => {
      const made = await rig.client.create(assignmentType, "a", rig.assignment());
      await rig.sso.send(new DeleteAccountAssignmentCommand(asApi(rig.assignment())));
      await until(async () => ((await assigned()).length === 0 ? true : undefined));
      assert.equal(await rig.client.refresh(made), undefined);
      await rig.client.delete(made);
    });

    it("to a suspended account fails with AWS's reason and leaves nothing in state", async () => {
      const error: unknown = await rig.client
        .create(assignmentType, "a", rig.assignment(rig.group, "012345678903"))
        .catch((thrown: unknown) => thrown);
      assert.match(String(error), /unexpected state 'FAILED', wanted target 'SUCCEEDED'\. last error: .+/);
      assert.equal(keptState(error), undefined);
    });

    it("is replaced by every change", async () => {
      const made = await rig.client.create(assignmentType, "a", rig.assignment());
      const { replaces } = await rig.client.diff(made, { ...rig.assignment(), targetId: "012345678902" });
      assert.deepEqual(replaces, ["targetId"]);
    });

    it("is made forty times at once, throttled", async () => {
      await rig.plugin.cloud.control("POST", "faults", { ratePerSecond: { sso: 400 } });
      const groups = await Promise.all(Array.from({ length: 40 }, () => rig.newGroup()));
      await Promise.all(groups.map((principal) => rig.client.create(assignmentType, principal, rig.assignment(principal))));
      assert.deepEqual((await assigned()).sort(), groups.sort());
    });

    it("refuses an id of another form", async () => {
      await assert.rejects(rig.client.read(assignmentType, "a", "x,y"), /unexpected format for ID \(x,y\), expected PRINCIPAL_ID/);
    });
  });
});
