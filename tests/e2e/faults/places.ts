import { IAMClient } from "@aws-sdk/client-iam";
import { IdentitystoreClient, paginateListUsers } from "@aws-sdk/client-identitystore";
import {
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
  ProvisionPermissionSetCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { AwsReader, EntraReader } from "../clouds";
import type { Sandbox } from "../sandbox";

/** Name of dev's enterprise application. */
export const APP = "AWS IAM Identity Center (dev)";

type Values = Record<string, unknown>;

/** Where faults are planted: both clouds of a stack, and the ids of what is in them. */
export class Places {
  entra!: EntraReader;
  aws!: AwsReader;
  sso!: SSOAdminClient;
  store!: IdentitystoreClient;
  instanceArn = "";
  storeId = "";
  /** Client id and object id of the application, object id of its service principal. */
  clientId = "";
  appId = "";
  principalId = "";
  private environment: NodeJS.ProcessEnv = {};
  private sets = new Map<string, string>();
  private storeGroups = new Map<string, string>();
  private storeUsers = new Map<string, string>();

  /** @param app name of the stack's enterprise application */
  constructor(
    private readonly sandbox: Sandbox,
    private readonly app = APP,
  ) {}

  async open(): Promise<void> {
    this.environment = await this.sandbox.variables();
    this.entra = new EntraReader(this.environment);
    this.aws = new AwsReader(this.environment);
    [this.sso, this.store] = [new SSOAdminClient(this.settings()), new IdentitystoreClient(this.settings())];
    const { arn, identityStoreId } = await this.aws.instance();
    [this.instanceArn, this.storeId] = [arn, identityStoreId];
    const flip = (found: Map<string, string>): Map<string, string> => new Map([...found].map(([id, name]) => [name, id]));
    [this.sets, this.storeGroups] = [flip(await this.aws.permissionSets()), flip(await this.aws.groups())];
    for await (const { Users = [] } of paginateListUsers({ client: this.store }, { IdentityStoreId: identityStoreId }))
      for (const { UserName = "", UserId = "" } of Users) this.storeUsers.set(UserName, UserId);
    const app = (await this.entra.list("/v1.0/applications")).find(({ displayName }) => displayName === this.app)!;
    [this.appId, this.clientId] = [app["id"] as string, app["appId"] as string];
    const principals = await this.entra.list(`/v1.0/servicePrincipals?$filter=appId eq '${this.clientId}'`);
    this.principalId = principals[0]!["id"] as string;
  }

  /** Of AWS clients, in the management account or in another one. */
  settings(account = "test", region = this.environment["AWS_REGION"]!) {
    return {
      endpoint: this.environment["AWS_ENDPOINT_URL"]!,
      region,
      credentials: { accessKeyId: account, secretAccessKey: "test" },
    };
  }

  iam(account: string): IAMClient {
    return new IAMClient(this.settings(account, "us-east-1"));
  }

  set = (name: string): { InstanceArn: string; PermissionSetArn: string } => ({
    InstanceArn: this.instanceArn,
    PermissionSetArn: this.sets.get(name)!,
  });
  storeGroup = (name: string): string => this.storeGroups.get(name)!;
  storeUser = (name: string): string => this.storeUsers.get(name)!;

  /** An object of Graph. */
  async object(path: string): Promise<Values> {
    return this.entra.object(`/v1.0${path}`);
  }

  /** Changes fields of an object; what it gives puts them back. */
  async changed(path: string, fields: Values): Promise<() => Promise<void>> {
    const before = await this.object(path);
    await this.entra.change(`/v1.0${path}`, fields);
    const back = Object.fromEntries(Object.keys(fields).map((name) => [name, before[name] ?? null]));
    return () => this.entra.change(`/v1.0${path}`, back);
  }

  /** Object id of a user of the directory. */
  async user(name: string): Promise<string> {
    return (await this.entra.list("/v1.0/users")).find(({ userPrincipalName }) => userPrincipalName === name)!["id"] as string;
  }

  /** Changes a permission set and brings the change to its accounts. */
  async provision(name: string): Promise<void> {
    await this.sso.send(new ProvisionPermissionSetCommand({ ...this.set(name), TargetType: "ALL_PROVISIONED_ACCOUNTS" }));
    await this.settled(async () => true);
  }

  /** Assigns, and waits until it is so. */
  async assign(arn: string, account: string, kind: "GROUP" | "USER", principal: string): Promise<void> {
    const before = (await this.aws.assignments()).length;
    await this.sso.send(new CreateAccountAssignmentCommand(this.target(arn, account, kind, principal)));
    await this.settled(async () => (await this.aws.assignments()).length === before + 1);
  }

  async unassign(arn: string, account: string, kind: "GROUP" | "USER", principal: string): Promise<void> {
    const before = (await this.aws.assignments()).length;
    await this.sso.send(new DeleteAccountAssignmentCommand(this.target(arn, account, kind, principal)));
    await this.settled(async () => (await this.aws.assignments()).length === before - 1);
  }

  private target(PermissionSetArn: string, TargetId: string, PrincipalType: "GROUP" | "USER", PrincipalId: string) {
    return { InstanceArn: this.instanceArn, PermissionSetArn, TargetId, TargetType: "AWS_ACCOUNT" as const, PrincipalType, PrincipalId };
  }

  private async settled(isSo: () => Promise<boolean>): Promise<void> {
    for (let looks = 0; looks === 0 || !(await isSo()); looks += 1) {
      if (looks > 100) throw new Error("It did not come to be.");
      await new Promise((later) => setTimeout(later, 200));
    }
  }
}
