import assert from "node:assert/strict";
import { AlarmsReader } from "../../../cli/clouds/guard/alarms";
import { IamReader } from "../../../cli/clouds/guard/iam";
import { TrailReader } from "../../../cli/clouds/guard/trail";
import { IdentityCenterReader } from "../../../cli/clouds/identity-center";
import { IdentityStoreReader } from "../../../cli/clouds/identity-store";
import { accessEvents } from "../../../cli/clouds/access-events";
import { latestEvent } from "../../../cli/clouds/cloudtrail";
import { readOrganization } from "../../../cli/clouds/organization";
import { type Answer, type Asked, LocalService } from "./local-service";

/** Lists by operation: the member that holds the items, and the item of each page. */
const LISTS: Readonly<Record<string, readonly [member: string, item: (page: number) => unknown]>> = {
  ListInstances: ["Instances", (page) => ({ InstanceArn: `arn:${page}`, IdentityStoreId: `d-${page}` })],
  ListPermissionSets: ["PermissionSets", (page) => `set-${page}`],
  ListTagsForResource: ["Tags", (page) => ({ Key: `k${page}`, Value: "v" })],
  ListManagedPoliciesInPermissionSet: ["AttachedManagedPolicies", (page) => ({ Arn: `managed-${page}` })],
  ListCustomerManagedPolicyReferencesInPermissionSet: ["CustomerManagedPolicyReferences", (page) => ({ Name: `own-${page}`, Path: "/" })],
  ListAccountsForProvisionedPermissionSet: ["AccountIds", (page) => `${page}`],
  ListAccountAssignments: ["AccountAssignments", (page) => ({ PrincipalId: `g${page}`, PrincipalType: "GROUP" })],
  ListGroups: ["Groups", (page) => ({ GroupId: `g${page}`, DisplayName: `group ${page}` })],
  ListGroupMemberships: ["GroupMemberships", (page) => ({ MemberId: { UserId: `u${page}` } })],
  ListUsers: ["Users", (page) => ({ UserId: `u${page}`, UserName: `user ${page}` })],
  ListAccounts: ["Accounts", (page) => ({ Id: `${page}`.repeat(12), Name: `account ${page}`, State: "ACTIVE" })],
  ListRoots: ["Roots", (page) => ({ Id: `r-${page}` })],
  ListAccountsForParent: ["Accounts", (page) => ({ Id: `${page}`.repeat(12) })],
  ListTargetsByRule: ["Targets", (page) => ({ Id: `t${page}`, Arn: `arn:target:${page}` })],
  LookupEvents: [
    "Events",
    (page) => ({
      EventTime: 1_790_000_000 - page,
      CloudTrailEvent: JSON.stringify({ eventSource: "sso.amazonaws.com", userIdentity: { userName: `user ${page}` } }),
    }),
  ],
};
const PAGES = 3;

/** Three pages of one item each; whoever stops early has fewer. */
function answer({ operation, parameters }: Asked): Answer {
  if (operation === "GetResources") {
    const page = Number(parameters["PaginationToken"] || 1);
    const item = { ResourceARN: `arn:aws:organizations::1:account/o-1/${`${page}`.repeat(12)}`, Tags: [{ Key: "env", Value: `e${page}` }] };
    return { json: { ResourceTagMappingList: [item], PaginationToken: page < PAGES ? `${page + 1}` : "" } };
  }
  if (operation === "ListOrganizationalUnitsForParent") {
    const page = Number(parameters["NextToken"] ?? 1);
    const isRoot = String(parameters["ParentId"]).startsWith("r-1");
    const OrganizationalUnits = isRoot ? [{ Id: `ou-${page}`, Name: `unit ${page}` }] : [];
    return { json: { OrganizationalUnits, ...(isRoot && page < PAGES ? { NextToken: `${page + 1}` } : {}) } };
  }
  if (operation === "DescribeOrganization") return { json: { Organization: { Id: "o-1", FeatureSet: "ALL", MasterAccountId: "1" } } };
  if (operation === "DescribePermissionSet")
    return { json: { PermissionSet: { Name: `name of ${String(parameters["PermissionSetArn"])}` } } };
  if (operation === "GetInlinePolicyForPermissionSet") return { json: {} };
  if (operation === "GetPermissionsBoundaryForPermissionSet") return { error: "ResourceNotFoundException" };
  if (operation === "DescribeRule") return { json: { State: "ENABLED", EventPattern: "{}" } };
  if (operation === "DescribeMetricFilters" || operation === "DescribeLogGroups") {
    const page = Number(parameters["nextToken"] ?? 1);
    const member = operation === "DescribeLogGroups" ? "logGroups" : "metricFilters";
    const item = operation === "DescribeLogGroups" ? { logGroupName: `log-${page}`, retentionInDays: page } : { filterName: `f${page}` };
    return { json: { [member]: [item], ...(page < PAGES ? { nextToken: `${page + 1}` } : {}) } };
  }
  const [member, item] = LISTS[operation] ?? [];
  if (member === undefined || item === undefined) throw new Error(`Not played: ${operation}`);
  const page = Number(parameters["NextToken"] ?? 1);
  return { json: { [member]: [item(page)], ...(page < PAGES ? { NextToken: `${page + 1}` } : {}) } };
}

/** IAM and SNS answer in XML. */
function answerXml({ operation, parameters }: Asked): Answer {
  const page = Number(parameters["Marker"] ?? parameters["NextToken"] ?? 1);
  const more = page < PAGES;
  const listed = (member: string, item: string): Answer => ({
    xml: `<${operation}Response><${operation}Result><${member}><member>${item}</member></${member}><IsTruncated>${more}</IsTruncated>${more ? `<Marker>${page + 1}</Marker>` : ""}</${operation}Result></${operation}Response>`,
  });
  switch (operation) {
    case "GetUser":
      return { xml: "<GetUserResponse><GetUserResult><User><Path>/</Path><UserName>u</UserName></User></GetUserResult></GetUserResponse>" };
    case "GetLoginProfile":
      return { xml: "<R><GetLoginProfileResult><LoginProfile></LoginProfile></GetLoginProfileResult></R>" };
    case "ListUsers":
      return listed("Users", `<UserName>user ${page}</UserName>`);
    case "ListAttachedUserPolicies":
      return listed("AttachedPolicies", `<PolicyArn>arn:${page}</PolicyArn>`);
    case "ListUserPolicies":
      return listed("PolicyNames", `inline-${page}`);
    case "ListGroupsForUser":
      return listed("Groups", `<GroupName>group-${page}</GroupName>`);
    case "ListMFADevices":
      return listed("MFADevices", `<SerialNumber>mfa-${page}</SerialNumber>`);
    case "ListAccessKeys":
      return listed("AccessKeyMetadata", `<AccessKeyId>key-${page}</AccessKeyId><Status>Active</Status>`);
    case "ListSSHPublicKeys":
      return listed("SSHPublicKeys", `<SSHPublicKeyId>ssh-${page}</SSHPublicKeyId>`);
    case "ListServiceSpecificCredentials":
      return listed("ServiceSpecificCredentials", `<ServiceName>service-${page}</ServiceName>`);
    case "ListSigningCertificates":
      return listed("Certificates", `<CertificateId>certificate-${page}</CertificateId>`);
    case "GetTopicAttributes":
      return { xml: "<R><GetTopicAttributesResult><Attributes></Attributes></GetTopicAttributesResult></R>" };
    case "ListSubscriptionsByTopic":
      return {
        xml: `<R><ListSubscriptionsByTopicResult><Subscriptions><member><Endpoint>e${page}</Endpoint><Protocol>email</Protocol></member></Subscriptions>${more ? `<NextToken>${page + 1}</NextToken>` : ""}</ListSubscriptionsByTopicResult></R>`,
      };
    default:
      throw new Error(`Not played: ${operation}`);
  }
}

describe("readers of AWS, where a list has more than one page", () => {
  const region = "eu-west-1";
  const counter = { calls: 0 };
  let service: LocalService;
  const play = async (say: (asked: Asked) => Answer): Promise<void> => {
    service = new LocalService(say);
    await service.start();
  };
  afterEach(() => service.stop());

  it("Identity Center: instances, sets, tags, policies, accounts, assignments", async () => {
    await play(answer);
    const reader = new IdentityCenterReader(region, counter);
    assert.equal((await reader.instances()).length, PAGES);
    assert.deepEqual(
      (await reader.permissionSets("i")).map(({ name }) => name),
      ["name of set-1", "name of set-2", "name of set-3"],
    );
    assert.deepEqual([...(await reader.tags("i", "r")).keys()], ["k1", "k2", "k3"]);
    const { managedPolicyArns, customerManagedPolicies } = await reader.content("i", "s");
    assert.deepEqual(managedPolicyArns, ["managed-1", "managed-2", "managed-3"]);
    assert.equal(customerManagedPolicies.length, PAGES);
    assert.deepEqual(await reader.accountsWith("i", "s"), ["1", "2", "3"]);
    assert.equal((await reader.assignments("i", ["s"])).length, PAGES * PAGES);
  });

  it("identity store: groups, members, users", async () => {
    await play(answer);
    const reader = new IdentityStoreReader(region, counter);
    assert.equal((await reader.groups("d")).length, PAGES);
    assert.deepEqual(await reader.members("d", "g"), ["u1", "u2", "u3"]);
    assert.equal((await reader.users("d")).length, PAGES);
  });

  it("organization: accounts, roots, units, accounts of units, tags", async () => {
    await play(answer);
    const { organization } = await readOrganization(region, counter);
    assert.deepEqual(organization.organizationalUnits, ["unit 1", "unit 2", "unit 3"]);
    assert.deepEqual(
      organization.accounts.map(({ tags, ouPath }) => [tags, ouPath.length]),
      [1, 2, 3].map((page) => [{ env: `e${page}` }, 1]),
    );
  });

  it("event history: the pages that are read, the rest told; the latest event behind an empty page", async () => {
    await play((asked) =>
      asked.parameters["MaxResults"] === 1 && asked.parameters["NextToken"] === undefined
        ? { json: { Events: [], NextToken: "2" } }
        : answer(asked),
    );
    const { events, whole } = await accessEvents(region, "Federate", new Date(0), counter);
    assert.deepEqual([events.map(({ userName }) => userName), whole], [["user 1", "user 2"], false]);
    assert.equal((await latestEvent(region, "Federate", counter))?.time.getTime(), (1_790_000_000 - 2) * 1000);
  });

  it("rules' targets, metric filters, log groups", async () => {
    await play(answer);
    assert.equal((await new AlarmsReader(region, counter).rule(region, "r"))?.targets.length, PAGES);
    assert.equal((await new AlarmsReader(region, counter).metricFilters("g"))?.length, PAGES);
    assert.equal((await new TrailReader(region, counter).logGroup("log-3"))?.retentionDays, 3);
  });

  it("IAM users and all that a user holds; a topic's subscriptions", async () => {
    await play(answerXml);
    const reader = new IamReader(region, counter);
    assert.deepEqual(await reader.userNames(), ["user 1", "user 2", "user 3"]);
    const user = (await reader.user("u"))!;
    for (const list of [user.policies, user.inlinePolicies, user.groups, user.mfaSerials, user.accessKeys])
      assert.equal(list.length, PAGES);
    assert.equal(user.otherCredentials.length, 3 * PAGES);
    assert.equal((await new AlarmsReader(region, counter).topic("arn:t"))?.subscriptions.length, PAGES);
  });
});
