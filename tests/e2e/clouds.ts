import { readFileSync } from "node:fs";
import { Agent, request, type RequestOptions } from "node:https";
import {
  GetPermissionsBoundaryForPermissionSetCommand,
  paginateListAccountAssignments,
  paginateListAccountsForProvisionedPermissionSet,
  ListCustomerManagedPolicyReferencesInPermissionSetCommand,
  ListInstancesCommand,
  ListPermissionSetsCommand,
  DescribePermissionSetCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { IdentitystoreClient, paginateListGroups } from "@aws-sdk/client-identitystore";
import { clientSettings } from "./client-settings";

/** Every item of every page: its own, as the reader is independent. */
async function everyItem<Page, Item>(pages: AsyncIterable<Page>, items: (page: Page) => readonly Item[] | undefined): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...(items(page) ?? []));
  return all;
}

/** An independent reader of the local AWS: the AWS SDK and nothing of this project. */
export class AwsReader {
  private readonly sso: SSOAdminClient;
  private readonly store: IdentitystoreClient;

  constructor(environment: NodeJS.ProcessEnv) {
    const settings = clientSettings(environment);
    this.sso = new SSOAdminClient(settings);
    this.store = new IdentitystoreClient(settings);
  }

  async instance(): Promise<{ arn: string; identityStoreId: string }> {
    const { Instances = [] } = await this.sso.send(new ListInstancesCommand({}));
    return { arn: Instances[0]!.InstanceArn!, identityStoreId: Instances[0]!.IdentityStoreId! };
  }

  /** Name by ARN. */
  async permissionSets(): Promise<Map<string, string>> {
    const { arn: InstanceArn } = await this.instance();
    const { PermissionSets = [] } = await this.sso.send(new ListPermissionSetsCommand({ InstanceArn, MaxResults: 100 }));
    return new Map(
      await Promise.all(
        PermissionSets.map(async (arn): Promise<[string, string]> => {
          const { PermissionSet } = await this.sso.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn: arn }));
          return [arn, PermissionSet!.Name!];
        }),
      ),
    );
  }

  /** Customer-managed policies, by path and name, and the boundary of a permission set. */
  async attached(permissionSet: string): Promise<{ customerManaged: string[]; boundary: string | undefined }> {
    const { arn: InstanceArn } = await this.instance();
    const [PermissionSetArn] = [...(await this.permissionSets())].find(([, name]) => name === permissionSet)!;
    const at = { InstanceArn, PermissionSetArn };
    const { CustomerManagedPolicyReferences = [] } = await this.sso.send(new ListCustomerManagedPolicyReferencesInPermissionSetCommand(at));
    const found = await this.sso.send(new GetPermissionsBoundaryForPermissionSetCommand(at)).catch((error: Error) => {
      // A set without boundary.
      if (error.name === "ResourceNotFoundException") return undefined;
      throw error;
    });
    return {
      customerManaged: CustomerManagedPolicyReferences.map(({ Path, Name }) => `${Path}${Name}`),
      boundary: found?.PermissionsBoundary?.ManagedPolicyArn,
    };
  }

  /** Group display name by id. */
  async groups(): Promise<Map<string, string>> {
    const { identityStoreId: IdentityStoreId } = await this.instance();
    const found = await everyItem(paginateListGroups({ client: this.store }, { IdentityStoreId }), (page) => page.Groups);
    return new Map(found.map(({ GroupId, DisplayName }) => [GroupId!, DisplayName!]));
  }

  /** Every assignment as `set group account`, sorted; a user or an unknown group shows its id. */
  async assignments(): Promise<string[]> {
    const [{ arn: InstanceArn }, sets, groups] = await Promise.all([this.instance(), this.permissionSets(), this.groups()]);
    const lines: string[] = [];
    for (const [PermissionSetArn, name] of sets) {
      const client = this.sso;
      const of = { InstanceArn, PermissionSetArn };
      const accounts = await everyItem(paginateListAccountsForProvisionedPermissionSet({ client }, of), (page) => page.AccountIds);
      for (const AccountId of accounts) {
        const found = await everyItem(paginateListAccountAssignments({ client }, { ...of, AccountId }), (page) => page.AccountAssignments);
        lines.push(
          ...found.map(
            ({ PrincipalId, PrincipalType }) =>
              `${name} ${PrincipalType === "GROUP" ? (groups.get(PrincipalId!) ?? PrincipalId) : `user ${PrincipalId}`} ${AccountId}`,
          ),
        );
      }
    }
    return lines.sort();
  }
}

interface Listed {
  readonly value: Record<string, unknown>[];
  readonly "@odata.nextLink"?: string;
}

/** An independent reader of the local Entra: plain requests to Graph. */
export class EntraReader {
  private token: Promise<string> | undefined;
  private readonly dispatcher: Agent;

  constructor(private readonly environment: NodeJS.ProcessEnv) {
    this.dispatcher = new Agent({ ca: readFileSync(environment["NODE_EXTRA_CA_CERTS"]!) });
  }

  /** Applications made from the gallery's template, orphans included. */
  async applications(): Promise<{ displayName: string; appId: string }[]> {
    const found = await this.list("/v1.0/applications?$filter=applicationTemplateId eq '21ed01d2-ec13-4e9e-86c1-cd546719ebc4'");
    return found as unknown as { displayName: string; appId: string }[];
  }

  /** Object id of the group of this name. */
  async groupId(displayName: string): Promise<string> {
    const [only, ...others] = await this.list(`/v1.0/groups?$filter=displayName eq '${displayName}'`);
    if (only === undefined || others.length > 0) throw new Error(`Not exactly one group is named ${displayName}.`);
    return only["id"] as string;
  }

  /** Certificates of an application's service principal that Entra signs with. */
  async signingCertificates(appId: string): Promise<unknown[]> {
    const [servicePrincipal] = await this.list(`/v1.0/servicePrincipals?$filter=appId eq '${appId}'`);
    return (servicePrincipal?.["keyCredentials"] as { usage: string }[]).filter(({ usage }) => usage === "Sign");
  }

  conditionalAccessPolicies(): Promise<Record<string, unknown>[]> {
    return this.list("/v1.0/identity/conditionalAccess/policies");
  }

  /** Changes timings and faults of the local Entra. */
  async control(settings: Record<string, unknown>): Promise<void> {
    await this.request(`${this.environment["GRAPH_ENDPOINT"]}/_sandbox/settings`, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(settings),
    });
  }

  /** Changes an object, as an administrator would. */
  async change(path: string, body: Record<string, unknown>, method: "PATCH" | "PUT" = "PATCH"): Promise<void> {
    await this.send(method, path, body);
  }

  /** Makes a security group without members; answers its object id. */
  async createGroup(displayName: string): Promise<string> {
    const group = { displayName, mailEnabled: false, mailNickname: displayName, securityEnabled: true, groupTypes: [] };
    return this.make("/v1.0/groups", group);
  }

  /** Makes an object, and tells its id. */
  async make(path: string, body: Record<string, unknown>): Promise<string> {
    return (JSON.parse((await this.send("POST", path, body)) || "{}") as { id: string }).id;
  }

  /** One object. */
  async object(path: string): Promise<Record<string, unknown>> {
    return JSON.parse(await this.send("GET", path)) as Record<string, unknown>;
  }

  /** Deletes an object, as an administrator would. */
  async remove(path: string): Promise<void> {
    await this.send("DELETE", path);
  }

  private async send(method: string, path: string, body?: Record<string, unknown>): Promise<string> {
    this.token ??= this.signIn();
    return this.request(`${this.environment["GRAPH_ENDPOINT"]}${path}`, {
      method,
      headers: { authorization: `Bearer ${await this.token}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Runs a cycle of every provisioning job, and answers when it has ended. */
  async cycle(): Promise<void> {
    await this.request(`${this.environment["GRAPH_ENDPOINT"]}/_sandbox/cycle`, { method: "POST" });
  }

  /** Every request that the local Entra has answered. */
  async requests(): Promise<{ time: string; method: string; path: string; status: number }[]> {
    const text = await this.request(`${this.environment["GRAPH_ENDPOINT"]}/_sandbox/requests`, {});
    return (JSON.parse(text) as { requests: { time: string; method: string; path: string; status: number }[] }).requests;
  }

  async list(path: string): Promise<Record<string, unknown>[]> {
    this.token ??= this.signIn();
    const all: Record<string, unknown>[] = [];
    let next: string | undefined = new URL(path, this.environment["GRAPH_ENDPOINT"]).href;
    while (next !== undefined) {
      const page: Listed = JSON.parse(await this.request(next, { headers: { authorization: `Bearer ${await this.token}` } })) as Listed;
      all.push(...page.value);
      next = page["@odata.nextLink"];
    }
    return all;
  }

  private async signIn(): Promise<string> {
    const { ARM_TENANT_ID: tenant, ARM_CLIENT_ID: id, ARM_CLIENT_SECRET: secret, GRAPH_ENDPOINT: graph } = this.environment;
    const form = new URLSearchParams({
      client_id: id!,
      client_secret: secret!,
      grant_type: "client_credentials",
      scope: `${graph}/.default`,
    });
    const answer = await this.request(`${graph}/${tenant}/oauth2/v2.0/token`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: form.toString(),
    });
    return (JSON.parse(answer) as { access_token: string }).access_token;
  }

  private request(url: string, { body, ...options }: RequestOptions & { body?: string }): Promise<string> {
    return new Promise((resolve, reject) => {
      const asked = request(url, { ...options, agent: this.dispatcher }, (response) => {
        const chunks: string[] = [];
        response.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
        response.on("end", () => {
          const text = chunks.join("");
          if ((response.statusCode ?? 500) >= 300) reject(new Error(`${url} answered ${response.statusCode}: ${text}`));
          else resolve(text);
        });
      });
      asked.on("error", reject);
      asked.end(body);
    });
  }
}
