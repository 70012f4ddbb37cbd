import { SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { CreateGroupCommand, IdentitystoreClient } from "@aws-sdk/client-identitystore";
import { instanceArn, world } from "../../aws/cloud";
import type { PluginClient, Resource } from "../shared/plugin-client";
import { startPlugin, type Plugin } from "./plugin";

/** The account that assignments are made in. */
export const target = "012345678901";
export const assignmentType = "aws:ssoadmin/accountAssignment:AccountAssignment";
export const setType = "aws:ssoadmin/permissionSet:PermissionSet";

/** A plugin with one group for a suite, and a permission set for each test; faults end with the test. */
export class PermissionSetRig {
  plugin!: Plugin;
  client!: PluginClient;
  sso!: SSOAdminClient;
  /** Id of the group. */
  group!: string;
  set!: Resource;
  private count = 0;

  constructor() {
    before(async () => {
      this.plugin = await startPlugin({ maxRetries: "4" });
      this.client = this.plugin.client;
      this.sso = new SSOAdminClient(this.plugin.cloud.settings());
      this.group = await this.newGroup();
    });
    beforeEach(async () => (this.set = await this.client.create(setType, "set", { instanceArn, name: `Set-${++this.count}` })));
    afterEach(() => this.plugin.cloud.control("POST", "faults", {}));
    after(() => this.plugin.stop());
  }

  get setArn(): string {
    return this.set.outputs["arn"] as string;
  }

  /** Makes one more group; its id. */
  async newGroup(): Promise<string> {
    const store = new IdentitystoreClient(this.plugin.cloud.settings());
    const { GroupId } = await store.send(
      new CreateGroupCommand({ IdentityStoreId: world.identityCenter.identityStoreId, DisplayName: `group-${++this.count}` }),
    );
    return GroupId!;
  }

  /** Inputs of an assignment of the set. */
  assignment(principalId = this.group, targetId = target): Record<string, string> {
    return { instanceArn, permissionSetArn: this.setArn, principalId, principalType: "GROUP", targetId, targetType: "AWS_ACCOUNT" };
  }
}
