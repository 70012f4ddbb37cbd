import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { readBlueprint } from "../../components/blueprint";
import { CLOCK, rightSettings, type Raw } from "../access/fixtures";
import { freeNames, startMocks } from "./mocks";

const GROUP = { id: "11111111-1111-4111-8111-111111111111", displayName: "aws-platform-admins" };
const ASSIGNMENT =
  "urn:pulumi:test::federation::federation:index:Federation$federation:aws:AccountAssignments$aws:ssoadmin/accountAssignment:AccountAssignment::a";

const APP_ASSIGNMENT =
  "urn:pulumi:test::federation::federation:index:Federation$azuread:index/appRoleAssignment:AppRoleAssignment::app-assignments/a";

/** What both clouds and the engine answer; tests change one thing at a time. */
const right = () => ({
  organization: {
    id: "o-1",
    featureSet: "ALL",
    masterAccountId: "100000000001",
    awsServiceAccessPrincipals: ["sso.amazonaws.com"],
    roots: [{ id: "r-1" }],
    accounts: [
      { id: "100000000001", name: "management", state: "ACTIVE" },
      { id: "012345678901", name: "data-prod", state: "ACTIVE" },
    ],
  },
  instances: { arns: ["arn:aws:sso:::instance/ssoins-1"], identityStoreIds: ["d-1"] },
  storeGroups: [{ groupId: "g-1", displayName: GROUP.displayName, externalIds: [{ id: GROUP.id, issuer: "i" }] }],
  securityEnabled: true,
  /** Of other stacks, by name. */
  states: {} as Record<string, Record<string, unknown>>,
  state: { [APP_ASSIGNMENT]: { outputs: { principalObjectId: GROUP.id } } } as Record<string, unknown>,
});

describe("blueprint", () => {
  let clouds = right();
  let calls: string[] = [];
  const answering =
    (name: string, answer: (args: Record<string, unknown>) => Record<string, unknown>) =>
    (args: Record<string, unknown>): Record<string, unknown> => {
      calls.push(name);
      return answer(args);
    };
  before(() =>
    startMocks({
      ...freeNames,
      "aws:organizations/getOrganization:getOrganization": answering("organization", () => clouds.organization),
      "aws:organizations/getOrganizationalUnits:getOrganizationalUnits": answering("units", ({ parentId }) => ({
        children: parentId === "r-1" ? [{ id: "ou-1", name: "Workloads" }] : [],
      })),
      "aws:organizations/getOrganizationalUnitChildAccounts:getOrganizationalUnitChildAccounts": answering("accounts of a unit", () => ({
        accounts: [{ id: "012345678901" }],
      })),
      "aws:resourcegroupstaggingapi/getResources:getResources": answering("tags", ({ region }) => ({
        resourceTagMappingLists: [{ resourceArn: "arn:aws:organizations::1:account/o-1/012345678901", tags: { env: String(region) } }],
      })),
      "aws:ssoadmin/getInstances:getInstances": answering("instances", () => clouds.instances),
      "aws:identitystore/getGroups:getGroups": answering("groups of the store", () => ({ groups: clouds.storeGroups })),
      "aws:iam/getPolicy:getPolicy": answering("policy", ({ arn }) => {
        if (String(arn).endsWith("/ViewOnlyAcess")) throw new Error("reading IAM policy: couldn't find resource");
        return { arn };
      }),
      "azuread:index/getGroups:getGroups": answering("groups of the directory", ({ displayNames = [], objectIds = [], securityEnabled }) =>
        ((displayNames as string[]).includes(GROUP.displayName) || (objectIds as string[]).includes(GROUP.id)) &&
        (securityEnabled === undefined || clouds.securityEnabled)
          ? { objectIds: [GROUP.id], displayNames: [GROUP.displayName] }
          : { objectIds: [], displayNames: [] },
      ),
      "pulumi:pulumi:readStackResourceOutputs": answering("state", ({ stackName }) => ({
        outputs: stackName === "organization/federation/test" ? clouds.state : (clouds.states[String(stackName).split("/").at(-1)!] ?? {}),
      })),
    }),
  );
  beforeEach(() => {
    clouds = right();
    calls = [];
  });

  const draw = (changes: Raw = {}, azureadEnvironment?: string) =>
    readBlueprint(
      {
        raw: rightSettings({ productionAccounts: [{ ou: "Workloads" }], ...changes }),
        secrets: { scimToken: pulumi.secret("token") },
        problems: [],
        azureadEnvironment,
      },
      CLOCK,
    );
  const mistakes = async (changes: Raw = {}, azureadEnvironment?: string): Promise<string[]> => {
    const error: unknown = await draw(changes, azureadEnvironment).then(() => undefined, (failure: unknown) => failure); // prettier-ignore
    assert.ok(pulumi.RunError.isInstance(error), String(error));
    return error.message.split("\n");
  };

  it("reads each cloud once, whatever the number of accounts, groups and entries", async () => {
    clouds.organization.accounts.push(...Array.from({ length: 50 }, (_, n) => ({ id: String(2e11 + n), name: `a-${n}`, state: "ACTIVE" })));
    const { plan } = await draw({
      access: [
        { group: GROUP.displayName, permissionSet: "Platform-Admin", accounts: "all" },
        { group: GROUP.displayName, permissionSet: "Security-Audit-RO", accounts: ["a-*", { tag: { env: "us-east-1" } }] },
      ],
    });
    assert.equal(plan.grants.length, 52 + 51);
    assert.deepEqual(calls.sort(), [
      "accounts of a unit",
      "groups of the directory",
      "groups of the store",
      "instances",
      "organization",
      "state",
      "tags",
      "units",
      "units",
    ]);
  });

  it("asks for units and tags only where a selector names them", async () => {
    await draw({ productionAccounts: ["data-prod"] });
    assert.deepEqual(calls.sort(), ["groups of the directory", "groups of the store", "instances", "organization", "state"]);
  });

  it("tells a managed policy that AWS does not have", async () => {
    const permissionSets = { "Ops-RO": { description: "Looks.", managedPolicies: ["ViewOnlyAcess"] } };
    assert.deepEqual(await mistakes({ permissionSets }), [
      'federation:permissionSets names the AWS-managed policy "ViewOnlyAcess" in the permission set Ops-RO, and AWS has none of this path and name: did you mean "job-function/ViewOnlyAccess"?',
    ]);
  });

  it("asks for tags where the partition's global services are", async () => {
    const changes = {
      homeRegion: "cn-north-1",
      identityCenter: { acsUrls: ["https://cn-north-1.signin.amazonaws.cn/platform/saml/acs/0a1b"] },
      provisioning: { scimEndpoint: "https://scim.cn-north-1.amazonaws.com.cn/0a1b/scim/v2/", tokenExpires: "2027-09-30" },
      access: [{ group: GROUP.displayName, permissionSet: "Platform-Admin", accounts: { tag: { env: "cn-northwest-1" } } }],
    };
    assert.deepEqual((await draw(changes)).plan.grants.map(({ accountId }) => accountId), ["012345678901"]); // prettier-ignore
  });

  it("has the tenant's addresses in the Microsoft cloud that the settings and the azuread provider agree on", async () => {
    const { urls } = await draw({ microsoftCloud: "usgovernmentl4" }, "usgovernment");
    assert.match(urls.federationMetadata("app"), /^https:\/\/login\.microsoftonline\.us\/[0-9a-f-]{36}\/federationmetadata\/.*appid=app$/);
    assert.match((await draw({}, "public")).urls.federationMetadata("app"), /^https:\/\/login\.microsoftonline\.com\//);
    assert.deepEqual(await mistakes({}, "usgovernment"), [
      'federation:microsoftCloud is "global": the azuread provider works in usgovernment (azuread:environment, or ARM_ENVIRONMENT); write the same cloud in both.',
    ]);
  });

  it("tells the mistakes of the settings and those that only the clouds show at once", async () => {
    clouds.organization.featureSet = "CONSOLIDATED_BILLING";
    clouds.instances = { arns: [], identityStoreIds: [] };
    const found = await mistakes({
      stange: "development",
      access: [
        { group: "nobody", permissionSet: "Platform-Admin", accounts: "all" },
        { group: GROUP.displayName, permissionSet: "Platform-Admin", accounts: "dat-*" },
      ],
    });
    assert.deepEqual(
      found.map((sentence) => sentence.split(" ").slice(0, 3).join(" ")),
      [
        "federation:stange is no",
        'federation:homeRegion is "eu-west-1",',
        "The organization's feature",
        'federation:access[0].group is "nobody":',
        'federation:access[1].accounts is "dat-*":',
      ],
    );
  });

  it("refuses a group of Identity Center that belongs to another Entra group, before anything is registered", async () => {
    clouds.storeGroups = [
      { groupId: "g-9", displayName: GROUP.displayName, externalIds: [{ id: "99999999-9999-4999-8999-999999999999", issuer: "i" }] },
    ];
    assert.match((await mistakes()).join(), /^Group "aws-platform-admins" in Identity Center \(g-9\) belongs to another Entra group/);
  });

  it("takes a group that is named in two ways, by name and by object id, for one", async () => {
    const { plan, assign } = await draw({
      access: [
        { group: GROUP.displayName, permissionSet: "Platform-Admin", accounts: "data-prod" },
        { group: GROUP.id.toUpperCase(), permissionSet: "Security-Audit-RO", accounts: "data-prod" },
        { group: GROUP.displayName.toUpperCase(), permissionSet: "Platform-Admin", accounts: "all" },
      ],
    });
    assert.deepEqual(
      plan.grants.map(({ group, permissionSet, accountId, because }) => [
        group,
        permissionSet,
        accountId,
        because.map(({ setting }) => setting).join(),
      ]),
      [
        [GROUP.displayName, "Platform-Admin", "012345678901", "federation:access[0],federation:access[2]"],
        [GROUP.displayName, "Platform-Admin-Mgmt", "100000000001", "federation:access[2]"],
        [GROUP.displayName, "Security-Audit-RO", "012345678901", "federation:access[1]"],
      ],
    );
    assert.deepEqual(assign?.groups, [{ ...GROUP, written: GROUP.displayName }]);
  });

  it("refuses a group that Entra assigns to no application, asking once for all groups that the stack has not assigned yet", async () => {
    clouds.securityEnabled = false;
    await draw({ productionAccounts: ["data-prod"] });
    assert.equal(calls.filter((call) => call === "groups of the directory").length, 1);
    clouds.state = {};
    calls = [];
    assert.deepEqual(await mistakes({ productionAccounts: ["data-prod"] }), [
      `federation:access[0].group is "aws-platform-admins": "aws-platform-admins" (${GROUP.id}) is no security group in Entra (its securityEnabled is false, as of most Microsoft 365 groups and all distribution groups), and such a group cannot be assigned to an application; write a security group that has the same people as direct members.`,
    ]);
    assert.equal(calls.filter((call) => call === "groups of the directory").length, 2);
    clouds.securityEnabled = true;
    await draw({ productionAccounts: ["data-prod"] });
  });

  it("keeps what the state holds in an account that is not active, with the set that it needs, in the phase connect too", async () => {
    const below = "urn:pulumi:test::federation::federation:index:Federation$federation:aws:";
    const [set, urn] = [`${below}PermissionSet$aws:ssoadmin/permissionSet:PermissionSet::Developer`, `${ASSIGNMENT}/x`];
    clouds.organization.accounts.push({ id: "012345678902", name: "old", state: "SUSPENDED" });
    clouds.state = {
      [set]: { outputs: { arn: "arn:set" } },
      [urn]: { outputs: { permissionSetArn: "arn:set", targetId: "012345678902", principalId: "g-1" } },
    };
    for (const phase of [{}, { phase: "connect", confirmReturnToConnect: "true" }]) {
      const { held, plan } = await draw({ productionAccounts: ["data-prod"], ...phase });
      assert.deepEqual(held, [{ urn, permissionSet: "Developer", accountId: "012345678902", principalId: "g-1", groupId: undefined }]);
      assert.deepEqual(plan.permissionSets.map(({ name }) => name), ["Developer", "Platform-Admin", "Platform-Admin-Mgmt"]); // prettier-ignore
    }
    clouds.state[set.replace("::Developer", "::Own")] = { outputs: { arn: "arn:set" } };
    delete clouds.state[set];
    assert.match(
      (await mistakes({ productionAccounts: ["data-prod"] })).join(),
      /^federation:permissionSets\.Own is gone from the settings, .* old \(012345678902\) is SUSPENDED/,
    );
  });

  it("takes the phase connect without the values that only the AWS console gives", async () => {
    const { assign, plan } = await draw({ phase: "connect", identityCenter: undefined, provisioning: undefined });
    assert.equal(assign, undefined);
    assert.equal(plan.grants.length, 2);
    assert.ok(!calls.includes("groups of the store"));
  });

  it("refuses the way back to connect while the state holds assignments, unless confirmed", async () => {
    clouds.state = {
      [ASSIGNMENT]: {},
      [`${ASSIGNMENT}2`]: {},
      "urn:pulumi:test::federation::aws:ssoadmin/permissionSet:PermissionSet::b": {},
      "urn:pulumi:test::federation::a$azuread:index/synchronizationJob:SynchronizationJob::job": {},
    };
    assert.deepEqual(await mistakes({ phase: "connect" }), [
      "federation:phase is \"connect\": the stack holds 2 account assignments, which that would delete; write assign, or, to take all access away, run `pulumi config set federation:confirmReturnToConnect true` and `pulumi state unprotect 'urn:pulumi:test::federation::a$azuread:index/synchronizationJob:SynchronizationJob::job'`.",
    ]);
    await draw({ phase: "connect", confirmReturnToConnect: "true" });
    await draw();
  });

  it("makes its own part of the grants where others are in access stacks, and refuses to let go of theirs", async () => {
    const stacks = { "test-prod": "data-prod" };
    const { grants, plan } = await draw({ stacks });
    assert.deepEqual([grants.map(({ accountId }) => accountId), plan.grants.length], [["100000000001"], 2]);
    const below =
      "urn:pulumi:test::federation::federation:index:Federation$federation:aws:PermissionSet$aws:ssoadmin/permissionSet:PermissionSet";
    clouds.state[`${below}::Platform-Admin`] = { outputs: { arn: "arn:set" } };
    clouds.state[ASSIGNMENT] = { outputs: { permissionSetArn: "arn:set", targetId: "012345678901", principalId: "g-1" } };
    assert.deepEqual(await mistakes({ stacks }), [
      "federation:stacks puts 1 account assignment of this stack's state into test-prod: `federation split --stack test` moves them from state to state, which changes nothing in the cloud; until then nothing is done here, as it would take that access away.",
    ]);
  });

  it("does not let a permission set go that an access stack still assigns", async () => {
    const below =
      "urn:pulumi:test::federation::federation:index:Federation$federation:aws:PermissionSet$aws:ssoadmin/permissionSet:PermissionSet";
    clouds.state[`${below}::Old`] = { outputs: { arn: "arn:old" } };
    clouds.states = { "test-prod": { [ASSIGNMENT]: { outputs: { permissionSetArn: "arn:old", targetId: "012345678901" } } } };
    assert.deepEqual(await mistakes({ stacks: { "test-prod": "data-prod" } }), [
      "federation:permissionSets.Old goes, and AWS deletes no permission set that is assigned, as it still is by test-prod (1): run `pulumi up --stack test-prod` first.",
    ]);
    clouds.states = {};
    await draw({ stacks: { "test-prod": "data-prod" } });
  });

  it("refuses to run an access stack by its core's settings, before a cloud is asked", async () => {
    assert.match((await mistakes({ stacks: { test: "data-prod" } })).join(), /^federation:stacks\.test is the stack that runs/);
    assert.deepEqual(calls, []);
  });

  it("reads units for the selectors of access stacks, too", async () => {
    await draw({ productionAccounts: ["data-prod"], stacks: { "test-prod": { ou: "Workloads" } } });
    assert.ok(calls.includes("units"));
  });

  it("refuses the way back to connect while access stacks may hold assignments", async () => {
    clouds.state["urn:pulumi:test::federation::a$azuread:index/synchronizationJob:SynchronizationJob::job"] = {};
    assert.match(
      (await mistakes({ phase: "connect", stacks: { "test-prod": "data-prod" } })).join(),
      /^federation:phase is "connect": the access stacks test-prod may hold account assignments/,
    );
    await draw({ phase: "connect" });
  });
});
