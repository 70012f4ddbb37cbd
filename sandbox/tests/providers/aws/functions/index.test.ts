import assert from "node:assert/strict";
import { CreateGroupCommand, CreateGroupMembershipCommand, CreateUserCommand, IdentitystoreClient } from "@aws-sdk/client-identitystore";
import { instanceArn, world } from "../../../aws/cloud";
import { type PluginClient } from "../../shared/plugin-client";
import { startPlugin, type Plugin } from "../plugin";

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Props = Record<string, any>;

describe("the aws plugin's functions", function () {
  this.timeout(60_000);
  const { identityStoreId } = world.identityCenter;
  let plugin: Plugin;
  let client: PluginClient;
  let groupId: string;
  let userId: string;
  const invoke = (module: string, name: string, args: Props = {}): Promise<Props> => client.invoke(`aws:${module}/${name}:${name}`, args);

  before(async () => {
    plugin = await startPlugin();
    ({ client } = plugin);
    const store = new IdentitystoreClient(plugin.cloud.settings());
    const at = { IdentityStoreId: identityStoreId };
    groupId = (await store.send(new CreateGroupCommand({ ...at, DisplayName: "aws-admins", Description: "d" }))).GroupId!;
    const name = { GivenName: "Ada", FamilyName: "Byron" };
    userId = (await store.send(new CreateUserCommand({ ...at, UserName: "ada@example.com", DisplayName: "Ada", Name: name }))).UserId!;
    await store.send(new CreateGroupMembershipCommand({ ...at, GroupId: groupId, MemberId: { UserId: userId } }));
  });
  after(() => plugin.stop());

  it("tell who and where", async () => {
    assert.equal((await invoke("index", "getCallerIdentity"))["accountId"], "100000000001");
    assert.deepEqual(await invoke("index", "getPartition"), {
      partition: "aws",
      dnsSuffix: "amazonaws.com",
      reverseDnsPrefix: "com.amazonaws",
      id: "aws",
    });
    assert.equal((await invoke("index", "getRegion"))["region"], "eu-west-1");
    assert.deepEqual(await invoke("ssoadmin", "getInstances"), {
      arns: [instanceArn],
      identityStoreIds: [identityStoreId],
      id: "eu-west-1",
      region: "eu-west-1",
    });
  });

  it("find permission sets by name and ARN", async () => {
    const made = await client.create("aws:ssoadmin/permissionSet:PermissionSet", "s", { instanceArn, name: "Auditor", tags: { a: "1" } });
    assert.deepEqual((await invoke("ssoadmin", "getPermissionSets", { instanceArn }))["arns"], [made.outputs["arn"]]);
    const byName = await invoke("ssoadmin", "getPermissionSet", { instanceArn, name: "Auditor" });
    assert.deepEqual(
      [byName["arn"], byName["id"], byName["tags"], byName["sessionDuration"]],
      [made.outputs["arn"], made.id, { a: "1" }, "PT1H"],
    );
    assert.deepEqual(await invoke("ssoadmin", "getPermissionSet", { instanceArn, arn: byName["arn"] as string }), byName);
    await assert.rejects(invoke("ssoadmin", "getPermissionSet", { instanceArn, name: "None" }), /SSO Permission Set \(None\) not found/);
  });

  it("read the identity store", async () => {
    const { groups } = await invoke("identitystore", "getGroups", { identityStoreId });
    assert.deepEqual(groups, [{ groupId, displayName: "aws-admins", description: "d", externalIds: [], identityStoreId }]);
    const alternateIdentifier = { uniqueAttribute: { attributePath: "DisplayName", attributeValue: "aws-admins" } };
    assert.equal((await invoke("identitystore", "getGroup", { identityStoreId, alternateIdentifier }))["groupId"], groupId);
    const { users } = await invoke("identitystore", "getUsers", { identityStoreId });
    assert.deepEqual([users[0].userId, users[0].names], [userId, [{ familyName: "Byron", givenName: "Ada" }]]);
    assert.equal((await invoke("identitystore", "getUser", { identityStoreId, userId }))["userName"], "ada@example.com");
    const { groupMemberships } = await invoke("identitystore", "getGroupMemberships", { identityStoreId, groupId });
    assert.deepEqual(groupMemberships[0].memberId, { userId });
    await assert.rejects(invoke("identitystore", "getGroup", { identityStoreId }), /exactly one of groupId/);
  });

  it("read the organization", async () => {
    const organization = await invoke("organizations", "getOrganization");
    assert.equal(organization["featureSet"], "ALL");
    assert.equal(organization["masterAccountId"], "100000000001");
    assert.deepEqual((organization["accounts"] as Props[]).map(({ id, state }) => `${id} ${state}`).sort(), [
      "012345678901 ACTIVE",
      "012345678902 ACTIVE",
      "012345678903 SUSPENDED",
      "012345678904 ACTIVE",
      "100000000001 ACTIVE",
    ]);
    assert.equal((organization["nonMasterAccounts"] as Props[]).length, 4);
    assert.ok((organization["awsServiceAccessPrincipals"] as string[]).includes("sso.amazonaws.com"));
    assert.deepEqual((await invoke("organizations", "getOrganization", { returnOrganizationOnly: true }))["accounts"], []);

    const parentId = organization["roots"][0].id as string;
    const { children } = await invoke("organizations", "getOrganizationalUnits", { parentId });
    assert.deepEqual((children as Props[]).map(({ name }) => name as string).sort(), ["Security", "Workloads"]);
    const workloads = await invoke("organizations", "getOrganizationalUnit", { parentId, name: "Workloads" });
    const below = await invoke("organizations", "getOrganizationalUnitDescendantOrganizationalUnits", { parentId });
    assert.equal((below["childrens"] as Props[]).length, 4);
    const accounts = await invoke("organizations", "getOrganizationalUnitDescendantAccounts", { parentId: workloads["id"] as string });
    assert.deepEqual((accounts["accounts"] as Props[]).map(({ name }) => name as string).sort(), ["app-dev", "data-dev", "data-prod"]);
    assert.deepEqual(
      (await invoke("organizations", "getOrganizationalUnitChildAccounts", { parentId: workloads["id"] as string }))["accounts"],
      [],
    );
    const account = await invoke("organizations", "getAccount", { accountId: "012345678901" });
    assert.deepEqual([account["name"], account["tags"]], ["data-prod", { env: "prod" }]);
    assert.deepEqual(
      (await invoke("organizations", "getDelegatedAdministrators", { servicePrincipal: "sso.amazonaws.com" }))["delegatedAdministrators"],
      [],
    );
  });

  it("find accounts by tag", async () => {
    const args = { region: "us-east-1", resourceTypeFilters: ["organizations:account"], tagFilters: [{ key: "env", values: ["dev"] }] };
    const { resourceTagMappingLists } = await invoke("resourcegroupstaggingapi", "getResources", args);
    const found = (resourceTagMappingLists as Props[]).map(({ resourceArn, tags }) => [(resourceArn as string).split("/").at(-1), tags]);
    assert.deepEqual(found.sort(), [
      ["012345678902", { env: "dev" }],
      ["012345678904", { env: "dev", team: "app" }],
    ]);
  });

  it("read IAM, S3 and KMS", async () => {
    await client.create("aws:iam/user:User", "u", { name: "bg-1", tags: { a: "1" } });
    assert.deepEqual((await invoke("iam", "getUser", { userName: "bg-1" }))["tags"], { a: "1" });
    assert.deepEqual((await invoke("iam", "getUsers", { nameRegex: "^bg-" }))["names"], ["bg-1"]);
    await client.create("aws:iam/role:Role", "r", { name: "OIDC_x", assumeRolePolicy: '{"Version":"2012-10-17","Statement":[]}' });
    assert.deepEqual((await invoke("iam", "getRoles", { nameRegex: "^OIDC_" }))["names"], ["OIDC_x"]);
    const url = "https://sts.windows.net/t/";
    const thumbprintLists = ["626d44e704d1ceabe3bf0d53397464ac8080142c"];
    const made = await client.create("aws:iam/openIdConnectProvider:OpenIdConnectProvider", "o", {
      url,
      clientIdLists: ["api://a"],
      thumbprintLists,
    });
    assert.equal((await invoke("iam", "getOpenIdConnectProvider", { url }))["arn"], made.id);
    await client.create("aws:s3/bucket:Bucket", "b", { bucket: "found" });
    assert.equal((await invoke("s3", "getBucket", { bucket: "found" }))["arn"], "arn:aws:s3:::found");
    const key = await client.create("aws:kms/key:Key", "k", {});
    assert.equal((await invoke("kms", "getKey", { keyId: key.id }))["arn"], key.outputs["arn"]);
  });

  it("write policy documents as the official plugin does", async () => {
    const { json } = await invoke("iam", "getPolicyDocument", {
      statements: [
        {
          sid: "One",
          actions: ["s3:GetObject", "s3:ListBucket"],
          resources: ["arn:aws:s3:::b/&{aws:username}"],
          principals: [{ type: "AWS", identifiers: ["arn:aws:iam::1:root"] }],
          conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["1"] }],
        },
      ],
    });
    assert.deepEqual(JSON.parse(json as string), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "One",
          Effect: "Allow",
          Action: ["s3:ListBucket", "s3:GetObject"],
          Resource: "arn:aws:s3:::b/${aws:username}",
          Principal: { AWS: "arn:aws:iam::1:root" },
          Condition: { StringEquals: { "aws:SourceAccount": "1" } },
        },
      ],
    });
  });

  it("that are unknown are named", async () => {
    await assert.rejects(invoke("ec2", "getVpc"), {
      details: "The sandbox's aws plugin has no handler for the function aws:ec2/getVpc:getVpc.",
    });
  });
});
