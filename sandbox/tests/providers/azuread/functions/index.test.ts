import assert from "node:assert/strict";
import { templateId } from "../fake-objects";
import { lookUp, rig } from "../rig";

const engineers = "90909090-0000-4000-8000-000000000001";
const analysts = "90909090-0000-4000-8000-000000000002";
const ada = "70707070-0000-4000-8000-000000000001";

describe("azuread stand-in: look-ups", () => {
  const suite = rig();
  const ask = (name: string, args: object): Promise<Record<string, unknown>> => suite.plugin.invoke(lookUp(name), args);

  beforeEach(() => {
    suite.graph.put(`groups/${engineers}`, { displayName: "aws-engineers", securityEnabled: true, membershipRule: null });
    suite.graph.put(`groups/${analysts}`, { displayName: "aws-analysts", securityEnabled: true, membershipRule: null });
    suite.graph.put(`groups/${engineers}/members/${ada}`, {});
    suite.graph.put(`users/${ada}`, { userPrincipalName: "ada@example.com", displayName: "Ada Byron", accountEnabled: true });
  });

  it("getGroups by name asks once a name, in the given order", async () => {
    const { objectIds, displayNames } = await ask("getGroups", { displayNames: ["aws-engineers", "aws-analysts"], securityEnabled: true });
    assert.deepEqual(
      [objectIds, displayNames],
      [
        [engineers, analysts],
        ["aws-engineers", "aws-analysts"],
      ],
    );
    assert.deepEqual(suite.graph.log, [
      "GET beta/groups?displayName eq 'aws-engineers' and securityEnabled eq true",
      "GET beta/groups?displayName eq 'aws-analysts' and securityEnabled eq true",
    ]);
  });

  it("getGroups by prefix and by id", async () => {
    assert.deepEqual((await ask("getGroups", { displayNamePrefix: "aws-a" }))["objectIds"], [analysts]);
    assert.deepEqual((await ask("getGroups", { objectIds: [engineers] }))["displayNames"], ["aws-engineers"]);
  });

  it("getGroups names the group that is missing, unless missing ones are ignored; none at all is an error anyway", async () => {
    await assert.rejects(ask("getGroups", { displayNames: ["aws-engineers", "nobody"] }), /No group found with display name: "nobody"/);
    assert.deepEqual((await ask("getGroups", { displayNames: ["aws-engineers", "nobody"], ignoreMissing: true }))["objectIds"], [
      engineers,
    ]);
    await assert.rejects(ask("getGroups", { displayNames: ["nobody"], ignoreMissing: true }), /No groups found/);
  });

  it("getGroups finds a name with an apostrophe; getGroup, which does not double it, fails as officially", async () => {
    suite.graph.put(`groups/${ada}`, { displayName: "ada's", membershipRule: null });
    assert.deepEqual((await ask("getGroups", { displayNames: ["ada's"] }))["objectIds"], [ada]);
    await ask("getGroup", { displayName: "ada's" });
    assert.equal(suite.graph.sent.find(({ query }) => query["$filter"] === "displayName eq 'ada's'")?.path, "beta/groups");
  });

  it("getGroup answers with members and owners", async () => {
    const { objectId, members, owners, dynamicMemberships } = await ask("getGroup", { displayName: "aws-engineers" });
    assert.deepEqual([objectId, members, owners, dynamicMemberships], [engineers, [ada], [], []]);
  });

  it("getUser asks three times: by name, by id, and for the manager", async () => {
    const user = await ask("getUser", { userPrincipalName: "ada@example.com" });
    assert.deepEqual([user["objectId"], user["displayName"], user["managerId"]], [ada, "Ada Byron", ""]);
    assert.deepEqual(suite.graph.log, [
      "GET v1.0/users?userPrincipalName eq 'ada@example.com'",
      `GET v1.0/users/${ada}`,
      `GET v1.0/users/${ada}/manager`,
    ]);
  });

  it("getUsers by name", async () => {
    const { objectIds, users } = await ask("getUsers", { userPrincipalNames: ["ada@example.com"] });
    assert.deepEqual(objectIds, [ada]);
    assert.equal((users as { accountEnabled: boolean }[])[0]?.accountEnabled, true);
    await assert.rejects(
      ask("getUsers", { userPrincipalNames: ["nobody@example.com"] }),
      /User with userPrincipalName "nobody@example.com" was not found/,
    );
  });

  it("getApplicationTemplate by id and by name", async () => {
    assert.equal((await ask("getApplicationTemplate", { templateId }))["displayName"], "AWS IAM Identity Center");
    assert.equal((await ask("getApplicationTemplate", { displayName: "AWS IAM Identity Center" }))["templateId"], templateId);
    await assert.rejects(ask("getApplicationTemplate", { templateId: ada }), /Application template with ID ".*" was not found/);
  });

  it("getServicePrincipal and getApplication by client id", async () => {
    suite.graph.put(`servicePrincipals/${ada}`, { appId: "c11e", displayName: "AWS", appRoles: [] });
    suite.graph.put(`applications/${engineers}`, {
      appId: "c11e",
      displayName: "AWS",
      groupMembershipClaims: null,
      web: { redirectUris: ["https://acs"] },
    });
    assert.equal((await ask("getServicePrincipal", { clientId: "c11e" }))["objectId"], ada);
    const { objectId, webs } = await ask("getApplication", { clientId: "c11e" });
    assert.equal(objectId, engineers);
    assert.deepEqual((webs as { redirectUris: string[] }[])[0]?.redirectUris, ["https://acs"]);
  });

  it("getDomains filters here, and no match is an error", async () => {
    suite.graph.put("domains/example.com", { isVerified: true, isDefault: true, isInitial: false, supportedServices: ["Email"] });
    const { domains } = await ask("getDomains", { onlyDefault: true });
    assert.equal((domains as { domainName: string }[])[0]?.domainName, "example.com");
    await assert.rejects(ask("getDomains", { onlyInitial: true }), /No domains found for the provided filters/);
  });

  it("follows absolute next links", async () => {
    suite.graph.pageSize = 1;
    assert.equal(((await ask("getGroups", { returnAll: true }))["objectIds"] as string[]).length, 2);
  });

  it("refuses a function that it does not know, by name", async () => {
    await assert.rejects(ask("getDirectoryRoles", {}), /does not know the function azuread:index\/getDirectoryRoles:getDirectoryRoles/);
  });
});
