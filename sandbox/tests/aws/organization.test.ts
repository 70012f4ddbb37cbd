import assert from "node:assert/strict";
import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  ListAccountsForParentCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListChildrenCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  OrganizationsClient,
  paginateListAccounts,
} from "@aws-sdk/client-organizations";
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { ListInstancesCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type Cloud, instanceArn, startCloud, world } from "./cloud";

describe("local AWS: organization", () => {
  let cloud: Cloud;
  let organizations: OrganizationsClient;
  before(async () => {
    cloud = await startCloud();
    organizations = new OrganizationsClient(cloud.settings());
  });
  after(() => cloud.stop());

  const root = async () => (await organizations.send(new ListRootsCommand({}))).Roots?.[0];
  const units = async (ParentId: string) =>
    (await organizations.send(new ListOrganizationalUnitsForParentCommand({ ParentId }))).OrganizationalUnits ?? [];

  it("calls as the management account", async () => {
    const { Account } = await new STSClient(cloud.settings()).send(new GetCallerIdentityCommand({}));
    assert.equal(Account, "100000000001");
  });

  it("acts in a member account by an access key of its twelve digits", async () => {
    const { Account } = await new STSClient(cloud.settings("eu-west-1", "012345678901")).send(new GetCallerIdentityCommand({}));
    assert.equal(Account, "012345678901");
  });

  it("has all features and trusts Identity Center", async () => {
    const { Organization } = await organizations.send(new DescribeOrganizationCommand({}));
    assert.equal(Organization?.FeatureSet, "ALL");
    assert.equal(Organization?.MasterAccountId, "100000000001");
    const { EnabledServicePrincipals } = await organizations.send(new ListAWSServiceAccessForOrganizationCommand({}));
    assert.ok(EnabledServicePrincipals?.some((p) => p.ServicePrincipal === "sso.amazonaws.com"));
    assert.deepEqual((await root())?.PolicyTypes, [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }]);
  });

  it("honours ids, names, e-mail addresses and states, in State and in Status", async () => {
    const { Account } = await organizations.send(new DescribeAccountCommand({ AccountId: "012345678903" }));
    assert.equal(Account?.Name, "closed");
    assert.equal(Account?.Email, "closed@example.com");
    assert.equal(Account?.State, "SUSPENDED");
    assert.equal(Account?.Status, "SUSPENDED");
  });

  it("nests organizational units and puts accounts into them", async () => {
    const top = await units((await root())?.Id ?? "");
    assert.deepEqual(top.map((u) => u.Name).sort(), ["Security", "Workloads"]);
    const below = await units(top.find((u) => u.Name === "Workloads")?.Id ?? "");
    const development = below.find((u) => u.Name === "Development")?.Id ?? "";
    const { Accounts } = await organizations.send(new ListAccountsForParentCommand({ ParentId: development }));
    assert.deepEqual(Accounts?.map((a) => a.Id).sort(), ["012345678902", "012345678904"]);
    const { Parents } = await organizations.send(new ListParentsCommand({ ChildId: "012345678904" }));
    assert.deepEqual(Parents, [{ Id: development, Type: "ORGANIZATIONAL_UNIT" }]);
  });

  it("gives children in pages", async () => {
    const ParentId = (await root())?.Id ?? "";
    const first = await organizations.send(new ListChildrenCommand({ ParentId, ChildType: "ACCOUNT", MaxResults: 1 }));
    const second = await organizations.send(
      new ListChildrenCommand({ ParentId, ChildType: "ACCOUNT", MaxResults: 1, NextToken: first.NextToken }),
    );
    assert.deepEqual([...(first.Children ?? []), ...(second.Children ?? [])].map((c) => c.Id).sort(), ["012345678903", "100000000001"]);
  });

  it("finds accounts by tag in us-east-1 only", async () => {
    const query = new GetResourcesCommand({
      ResourceTypeFilters: ["organizations:account"],
      TagFilters: [{ Key: "env", Values: ["dev"] }],
    });
    const found = await new ResourceGroupsTaggingAPIClient(cloud.settings("us-east-1")).send(query);
    assert.deepEqual(found.ResourceTagMappingList?.map((r) => r.ResourceARN?.split("/").pop()).sort(), ["012345678902", "012345678904"]);
    const elsewhere = await new ResourceGroupsTaggingAPIClient(cloud.settings("eu-west-1")).send(query);
    assert.deepEqual(elsewhere.ResourceTagMappingList, []);
    const { Tags } = await organizations.send(new ListTagsForResourceCommand({ ResourceId: "012345678901" }));
    assert.deepEqual(Tags, [{ Key: "env", Value: "prod" }]);
  });

  it("shows the instance in the home region only", async () => {
    const { Instances } = await new SSOAdminClient(cloud.settings()).send(new ListInstancesCommand({}));
    assert.deepEqual(
      Instances?.map((i) => [i.InstanceArn, i.IdentityStoreId]),
      [[instanceArn, "d-9367abcdef"]],
    );
    assert.deepEqual((await new SSOAdminClient(cloud.settings("eu-north-1")).send(new ListInstancesCommand({}))).Instances, []);
  });
});

describe("local AWS: other organizations", () => {
  it("pages through sixty accounts, twenty at a time, and gives the same ids on each start", async () => {
    const accounts = Array.from({ length: 60 }, (_, n) => ({ id: String(200000000000 + n), name: `a${n}`, ou: "Many/Accounts" }));
    const seed = { ...world, accounts };
    const unitOf = async (cloud: Cloud) =>
      (await new OrganizationsClient(cloud.settings()).send(new ListParentsCommand({ ChildId: "200000000000" }))).Parents?.[0]?.Id;
    const first = await startCloud(seed);
    const ids: string[] = [];
    let pages = 0;
    for await (const page of paginateListAccounts({ client: new OrganizationsClient(first.settings()) }, {})) {
      pages += 1;
      ids.push(...(page.Accounts ?? []).map((a) => a.Id ?? ""));
    }
    assert.equal(new Set(ids).size, 61);
    assert.equal(pages, 4);
    const before = await unitOf(first);
    await first.stop();
    const second = await startCloud(seed);
    assert.equal(await unitOf(second), before);
    await second.stop();
  });

  it("can be without all features and without Identity Center", async () => {
    const seed = {
      ...world,
      organization: { managementAccount: "100000000001", featureSet: "CONSOLIDATED_BILLING" },
      identityCenter: { enabled: false },
    };
    const cloud = await startCloud(seed);
    const { Organization } = await new OrganizationsClient(cloud.settings()).send(new DescribeOrganizationCommand({}));
    assert.equal(Organization?.FeatureSet, "CONSOLIDATED_BILLING");
    assert.deepEqual((await new SSOAdminClient(cloud.settings()).send(new ListInstancesCommand({}))).Instances, []);
    await assert.rejects(cloud.control("POST", "console/enable-provisioning"), /not enabled/);
    await cloud.stop();
  });
});
