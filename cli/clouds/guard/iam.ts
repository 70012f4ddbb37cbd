import {
  GetAccountPasswordPolicyCommand,
  GetLoginProfileCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  IAMClient,
  ListServiceSpecificCredentialsCommand,
  paginateListAccessKeys,
  paginateListAttachedRolePolicies,
  paginateListAttachedUserPolicies,
  paginateListGroupsForUser,
  paginateListMFADevices,
  paginateListRolePolicies,
  paginateListSigningCertificates,
  paginateListSSHPublicKeys,
  paginateListUserPolicies,
  paginateListUsers,
} from "@aws-sdk/client-iam";
import { globalRegion } from "../../../contract/partition";
import { clientSettings, counted, everyItem, pages, type CallCounter } from "../aws";
import { orAbsent } from "../aws-error";
import { documentOf } from "./document";

/** An IAM user with all that it holds. */
export interface UserReading {
  readonly path: string;
  /** ARN of its permissions boundary. */
  readonly boundary: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** ARNs of attached policies. */
  readonly policies: readonly string[];
  readonly inlinePolicies: readonly string[];
  readonly groups: readonly string[];
  readonly mfaSerials: readonly string[];
  /** When its console password was made; undefined without one. */
  readonly passwordMade: Date | undefined;
  readonly accessKeys: readonly { readonly id: string; readonly status: string; readonly made: Date | undefined }[];
  /** Credentials of other kinds, in words. */
  readonly otherCredentials: readonly string[];
}

/** An IAM role. */
export interface RoleReading {
  readonly trust: unknown;
  /** ARN of its permissions boundary. */
  readonly boundary: string | undefined;
  /** Documents of inline policies by name. */
  readonly inlinePolicies: ReadonlyMap<string, unknown>;
  readonly policies: readonly string[];
}

/** Reads IAM users, roles and policies of the account whose credentials these are; never writes. */
export class IamReader {
  private readonly client: IAMClient;

  constructor(homeRegion: string, counter: CallCounter) {
    this.client = counted(new IAMClient(clientSettings(globalRegion(homeRegion))), counter);
  }

  /** Names of all users. */
  async userNames(): Promise<string[]> {
    const users = await everyItem(paginateListUsers({ client: this.client }, {}), (page) => page.Users);
    return users.map(({ UserName = "" }) => UserName);
  }

  /** Whether the account has a password policy of its own. */
  async hasPasswordPolicy(): Promise<boolean> {
    const found = await orAbsent(() => this.client.send(new GetAccountPasswordPolicyCommand({})));
    return found?.PasswordPolicy !== undefined;
  }

  /** A user: ten calls. */
  async user(UserName: string): Promise<UserReading | undefined> {
    const { client } = this;
    const of = { UserName };
    const user = await orAbsent(async () => (await client.send(new GetUserCommand(of))).User);
    if (user === undefined) return undefined;
    const [attached, inline, groups, devices, profile, keys, sshKeys, services, certificates] = await Promise.all([
      everyItem(paginateListAttachedUserPolicies({ client }, of), (page) => page.AttachedPolicies),
      everyItem(paginateListUserPolicies({ client }, of), (page) => page.PolicyNames),
      everyItem(paginateListGroupsForUser({ client }, of), (page) => page.Groups),
      everyItem(paginateListMFADevices({ client }, of), (page) => page.MFADevices),
      orAbsent(async () => (await client.send(new GetLoginProfileCommand(of))).LoginProfile),
      everyItem(paginateListAccessKeys({ client }, of), (page) => page.AccessKeyMetadata),
      everyItem(paginateListSSHPublicKeys({ client }, of), (page) => page.SSHPublicKeys),
      pages(
        async (Marker) => {
          const page = await client.send(new ListServiceSpecificCredentialsCommand({ ...of, Marker }));
          return { ...page, NextToken: page.IsTruncated === true ? page.Marker : undefined };
        },
        (page) => page.ServiceSpecificCredentials,
      ),
      everyItem(paginateListSigningCertificates({ client }, of), (page) => page.Certificates),
    ]);
    return {
      path: user.Path ?? "/",
      boundary: user.PermissionsBoundary?.PermissionsBoundaryArn,
      tags: Object.fromEntries((user.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
      policies: attached.map(({ PolicyArn = "" }) => PolicyArn),
      inlinePolicies: inline,
      groups: groups.map(({ GroupName = "" }) => GroupName),
      mfaSerials: devices.map(({ SerialNumber = "" }) => SerialNumber),
      passwordMade: profile?.CreateDate,
      accessKeys: keys.map(({ AccessKeyId = "", Status = "", CreateDate }) => ({ id: AccessKeyId, status: Status, made: CreateDate })),
      otherCredentials: [
        ...sshKeys.map(({ SSHPublicKeyId }) => `SSH key ${SSHPublicKeyId}`),
        ...services.map(({ ServiceName }) => `credential for ${ServiceName}`),
        ...certificates.map(({ CertificateId }) => `signing certificate ${CertificateId}`),
      ],
    };
  }

  /** Document of a managed policy's default version. */
  policy(PolicyArn: string): Promise<unknown> {
    return orAbsent(async () => {
      const { Policy } = await this.client.send(new GetPolicyCommand({ PolicyArn }));
      const { PolicyVersion } = await this.client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }));
      return documentOf(PolicyVersion?.Document);
    });
  }

  role(RoleName: string): Promise<RoleReading | undefined> {
    const { client } = this;
    return orAbsent(async () => {
      const { Role } = await client.send(new GetRoleCommand({ RoleName }));
      const [names, attached] = await Promise.all([
        everyItem(paginateListRolePolicies({ client }, { RoleName }), (page) => page.PolicyNames),
        everyItem(paginateListAttachedRolePolicies({ client }, { RoleName }), (page) => page.AttachedPolicies),
      ]);
      const documents = names.map(async (PolicyName) => {
        const { PolicyDocument } = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
        return [PolicyName, documentOf(PolicyDocument)] as const;
      });
      return {
        trust: documentOf(Role?.AssumeRolePolicyDocument),
        boundary: Role?.PermissionsBoundary?.PermissionsBoundaryArn,
        inlinePolicies: new Map(await Promise.all(documents)),
        policies: attached.map(({ PolicyArn = "" }) => PolicyArn),
      };
    });
  }
}
