import { CreateGroupCommand, CreateUserCommand, IdentitystoreClient, paginateListGroups } from "@aws-sdk/client-identitystore";
import {
  AttachCustomerManagedPolicyReferenceToPermissionSetCommand,
  AttachManagedPolicyToPermissionSetCommand,
  CreateAccountAssignmentCommand,
  CreateInstanceAccessControlAttributeConfigurationCommand,
  CreatePermissionSetCommand,
  ListInstancesCommand,
  PutInlinePolicyToPermissionSetCommand,
  PutPermissionsBoundaryToPermissionSetCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { clientSettings } from "../client-settings";

/** A permission set as somebody clicks it together. */
export interface ClickedSet {
  readonly name: string;
  readonly description?: string;
  readonly session?: string;
  readonly relayState?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly managed?: readonly string[];
  readonly customer?: readonly { readonly name: string; readonly path: string }[];
  readonly inline?: string;
  readonly boundary?: string;
}

/** Makes an Identity Center by the AWS API alone: nothing of this project has a part in it. */
export class HandMade {
  private readonly sso: SSOAdminClient;
  private readonly store: IdentitystoreClient;
  private readonly sets = new Map<string, string>();
  private readonly principals = new Map<string, { readonly id: string; readonly type: "GROUP" | "USER" }>();
  InstanceArn = "";
  private IdentityStoreId = "";
  /** Assignments that were asked for. */
  assigned = 0;

  constructor(environment: NodeJS.ProcessEnv) {
    const settings = clientSettings(environment);
    this.sso = new SSOAdminClient(settings);
    this.store = new IdentitystoreClient(settings);
  }

  async begin(): Promise<this> {
    const { Instances = [] } = await this.sso.send(new ListInstancesCommand({}));
    this.InstanceArn = Instances[0]!.InstanceArn!;
    this.IdentityStoreId = Instances[0]!.IdentityStoreId!;
    return this;
  }

  setArn(name: string): string {
    return this.sets.get(name)!;
  }

  principalId(name: string): string {
    return this.principals.get(name)!.id;
  }

  /** Groups that are there already, such as those that Entra has brought. */
  async existingGroups(): Promise<void> {
    for await (const { Groups = [] } of paginateListGroups({ client: this.store }, { IdentityStoreId: this.IdentityStoreId }))
      for (const { DisplayName, GroupId } of Groups) this.principals.set(DisplayName!, { id: GroupId!, type: "GROUP" });
  }

  /** Turns on attributes for access control. */
  async attributes(sources: Readonly<Record<string, string>>): Promise<void> {
    await this.sso.send(
      new CreateInstanceAccessControlAttributeConfigurationCommand({
        InstanceArn: this.InstanceArn,
        InstanceAccessControlAttributeConfiguration: {
          AccessControlAttributes: Object.entries(sources).map(([Key, source]) => ({ Key, Value: { Source: [source] } })),
        },
      }),
    );
  }

  async set({
    name,
    description,
    session,
    relayState,
    tags = {},
    managed = [],
    customer = [],
    inline,
    boundary,
  }: ClickedSet): Promise<void> {
    const { InstanceArn } = this;
    const made = await this.sso.send(
      new CreatePermissionSetCommand({
        InstanceArn,
        Name: name,
        Description: description,
        SessionDuration: session,
        RelayState: relayState,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
    const PermissionSetArn = made.PermissionSet!.PermissionSetArn!;
    const at = { InstanceArn, PermissionSetArn };
    this.sets.set(name, PermissionSetArn);
    for (const policy of managed)
      await this.sso.send(new AttachManagedPolicyToPermissionSetCommand({ ...at, ManagedPolicyArn: `arn:aws:iam::aws:policy/${policy}` }));
    for (const { name: Name, path: Path } of customer)
      await this.sso.send(
        new AttachCustomerManagedPolicyReferenceToPermissionSetCommand({ ...at, CustomerManagedPolicyReference: { Name, Path } }),
      );
    if (inline !== undefined) await this.sso.send(new PutInlinePolicyToPermissionSetCommand({ ...at, InlinePolicy: inline }));
    if (boundary !== undefined)
      await this.sso.send(
        new PutPermissionsBoundaryToPermissionSetCommand({
          ...at,
          PermissionsBoundary: { ManagedPolicyArn: `arn:aws:iam::aws:policy/${boundary}` },
        }),
      );
  }

  async group(DisplayName: string): Promise<void> {
    const { GroupId } = await this.store.send(new CreateGroupCommand({ IdentityStoreId: this.IdentityStoreId, DisplayName }));
    this.principals.set(DisplayName, { id: GroupId!, type: "GROUP" });
  }

  async user(UserName: string): Promise<void> {
    const person = { DisplayName: UserName, Name: { GivenName: "A", FamilyName: "B" }, Emails: [{ Value: UserName, Primary: true }] };
    const { UserId } = await this.store.send(new CreateUserCommand({ IdentityStoreId: this.IdentityStoreId, UserName, ...person }));
    this.principals.set(UserName, { id: UserId!, type: "USER" });
  }

  async assign(set: string, principal: string, accounts: readonly string[]): Promise<void> {
    const { id, type } = this.principals.get(principal)!;
    this.assigned += accounts.length;
    for (const TargetId of accounts) {
      const command = new CreateAccountAssignmentCommand({
        InstanceArn: this.InstanceArn,
        PermissionSetArn: this.sets.get(set)!,
        PrincipalId: id,
        PrincipalType: type,
        TargetId,
        TargetType: "AWS_ACCOUNT",
      });
      // AWS works on fifteen at once.
      while (!(await this.sso.send(command).then(() => true, isThrottled))) await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** False for a refusal for the rate; throws what is none. */
function isThrottled(error: Error): false {
  if (error.name === "ThrottlingException") return false;
  throw error;
}
