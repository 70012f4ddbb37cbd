import assert from "node:assert/strict";
import {
  CreateGroupMembershipCommand,
  DescribeGroupCommand,
  DescribeUserCommand,
  GetGroupIdCommand,
  GetUserIdCommand,
  IdentitystoreClient,
  IsMemberInGroupsCommand,
  ListGroupMembershipsCommand,
  ListGroupsCommand,
  ListUsersCommand,
} from "@aws-sdk/client-identitystore";
import { paths, spoiled } from "../spoil";
import { type Cloud, startCloud } from "./cloud";
import { person, ScimClient } from "./scim-client";

const IdentityStoreId = "d-9367abcdef";
const patch = (...Operations: object[]) => ({ schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations });

describe("local AWS: SCIM", () => {
  let cloud: Cloud;
  let scim: ScimClient;
  let store: IdentitystoreClient;
  before(async () => {
    cloud = await startCloud();
    scim = await ScimClient.enable(cloud);
    store = new IdentitystoreClient(cloud.settings());
  });
  after(() => cloud.stop());

  const members = async (GroupId: string) =>
    ((await store.send(new ListGroupMembershipsCommand({ IdentityStoreId, GroupId }))).GroupMemberships ?? []).map(
      (m) => m.MemberId?.UserId,
    );

  it("refuses a wrong, an ended and a deleted token, and a wrong tenant", async () => {
    assert.equal((await scim.withToken("wrong").call("GET", "Users")).status, 401);
    const old = (await cloud.control("POST", "console/enable-provisioning", { expires: "2020-01-01" })) as {
      token: string;
      tokenId: string;
    };
    assert.equal((await scim.withToken(old.token).call("GET", "Users")).status, 401);
    await assert.rejects(cloud.control("POST", "console/enable-provisioning"), /already 2 access tokens/);
    await cloud.control("POST", "console/delete-token", { tokenId: old.tokenId });
    const fresh = (await cloud.control("POST", "console/enable-provisioning")) as { token: string; tokenId: string };
    assert.equal((await scim.withToken(fresh.token).call("GET", "Users")).status, 200);
    await cloud.control("POST", "console/delete-token", { tokenId: fresh.tokenId });
    assert.equal((await scim.withToken(fresh.token).call("GET", "Users")).status, 401);
    const elsewhere = await fetch(`${cloud.endpoint}/11111111-1111-1111-1111-111111111111/scim/v2/Users`);
    assert.equal(elsewhere.status, 401);
  });

  it("never shows a token again", async () => {
    const shown = JSON.stringify(await cloud.control("GET", "console"));
    assert.match(shown, /"tokenId"/);
    assert.doesNotMatch(shown, /"token":/);
  });

  it("describes itself", async () => {
    const { body } = await scim.call("GET", "ServiceProviderConfig");
    assert.deepEqual(body["patch"], { supported: true });
    assert.deepEqual(body["bulk"], { supported: false, maxOperations: 1, maxPayloadSize: 1048576 });
  });

  it("writes a user that the Identity Store API shows with its external id", async () => {
    const department = { "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { department: "Data" } };
    const UserId = await scim.create("Users", person("ada@example.com", { externalId: "entra-ada", ...department }));
    const user = await store.send(new DescribeUserCommand({ IdentityStoreId, UserId }));
    assert.equal(user.UserName, "ada@example.com");
    assert.equal(user.Name?.FamilyName, "Family");
    assert.deepEqual(user.Emails, [{ Value: "ada@example.com", Type: "work", Primary: true }]);
    const external = user.ExternalIds?.[0];
    assert.equal(external?.Id, "entra-ada");
    assert.match(external?.Issuer ?? "", /^https:\/\/scim\.aws\.com\//);
    const byExternal = await store.send(
      new GetUserIdCommand({ IdentityStoreId, AlternateIdentifier: { ExternalId: { Issuer: external?.Issuer, Id: "entra-ada" } } }),
    );
    assert.equal(byExternal.UserId, UserId);
    const byName = await store.send(
      new GetUserIdCommand({
        IdentityStoreId,
        AlternateIdentifier: { UniqueAttribute: { AttributePath: "userName", AttributeValue: "ada@example.com" } },
      }),
    );
    assert.equal(byName.UserId, UserId);
    assert.equal(
      (await store.send(new ListUsersCommand({ IdentityStoreId }))).Users?.find((u) => u.UserId === UserId)?.UserStatus,
      "ENABLED",
    );
  });

  it("writes a group that the Identity Store API shows with its external id", async () => {
    const GroupId = await scim.create("Groups", { displayName: "aws-engineers", externalId: "entra-engineers" });
    const { Groups } = await store.send(new ListGroupsCommand({ IdentityStoreId }));
    const issuer = Groups?.find((g) => g.GroupId === GroupId)?.ExternalIds?.[0]?.Issuer;
    assert.deepEqual((await store.send(new DescribeGroupCommand({ IdentityStoreId, GroupId }))).ExternalIds, [
      { Issuer: issuer, Id: "entra-engineers" },
    ]);
    const find = (AlternateIdentifier: GetGroupIdCommand["input"]["AlternateIdentifier"]) =>
      store.send(new GetGroupIdCommand({ IdentityStoreId, AlternateIdentifier }));
    assert.equal((await find({ ExternalId: { Issuer: issuer, Id: "entra-engineers" } })).GroupId, GroupId);
    assert.equal((await find({ UniqueAttribute: { AttributePath: "displayName", AttributeValue: "aws-engineers" } })).GroupId, GroupId);
    await assert.rejects(find({ ExternalId: { Issuer: "https://elsewhere", Id: "entra-engineers" } }), {
      name: "ResourceNotFoundException",
    });
  });

  it("refuses a second user of the same name and a second group of the same name", async () => {
    await scim.create("Users", person("twice@example.com"));
    assert.equal((await scim.call("POST", "Users", person("Twice@example.com", { externalId: "other", emails: [] }))).status, 409);
    await scim.create("Groups", { displayName: "twice" });
    assert.equal((await scim.call("POST", "Groups", { displayName: "twice" })).status, 409);
  });

  for (const [what, body] of [
    ["no given name", { name: { familyName: "F" } }],
    ["no display name", { displayName: undefined }],
    [
      "two e-mail addresses",
      {
        emails: [
          { value: "a@example.com", primary: true },
          { value: "b@example.com", primary: true },
        ],
      },
    ],
    ["an e-mail address that is not primary", { emails: [{ value: "a@example.com" }] }],
    ["a forbidden character", { displayName: "A <B>" }],
    ["a photo", { photos: [] }],
  ] as const) {
    it(`refuses a user with ${what}`, async () => {
      const { status, body: error } = await scim.call("POST", "Users", person("bad@example.com", body));
      assert.equal(status, 400);
      assert.match(String(error["detail"]), /^Request is unparsable, syntactically incorrect, or violates schema\./);
    });
  }

  it("filters by userName, displayName, externalId, and by group and member together", async () => {
    const user = await scim.create("Users", person("filter@example.com"));
    const group = await scim.create("Groups", { displayName: "filtered", externalId: "ext-filtered", members: [{ value: user }] });
    const total = async (kind: string, filter: string) =>
      (await scim.call("GET", `${kind}?filter=${encodeURIComponent(filter)}`)).body["totalResults"];
    assert.equal(await total("Users", 'userName eq "FILTER@example.com"'), 1);
    assert.equal(await total("Users", 'externalId eq "external-filter@example.com"'), 1);
    assert.equal(await total("Groups", 'displayName eq "filtered"'), 1);
    assert.equal(await total("Groups", 'externalId eq "ext-filtered"'), 1);
    assert.equal(await total("Groups", `id eq "${group}" and members eq "${user}"`), 1);
    assert.equal(await total("Groups", `id eq "${group}" and members eq "nobody"`), 0);
    const refused = await scim.call("GET", `Users?filter=${encodeURIComponent('userName co "fil"')}`);
    assert.equal(refused.status, 400);
  });

  it("changes members, at most a hundred a request and never all at once", async () => {
    const users: string[] = [];
    for (let n = 0; n < 3; n += 1) users.push(await scim.create("Users", person(`member${n}@example.com`)));
    const group = await scim.create("Groups", { displayName: "members" });
    const value = users.map((id) => ({ value: id }));
    assert.equal((await scim.call("PATCH", `Groups/${group}`, patch({ op: "Add", path: "members", value }))).status, 204);
    assert.deepEqual((await members(group)).sort(), [...users].sort());
    const checked = await store.send(
      new IsMemberInGroupsCommand({ IdentityStoreId, MemberId: { UserId: users[0] ?? "" }, GroupIds: [group] }),
    );
    assert.equal(checked.Results?.[0]?.MembershipExists, true);
    const one = patch({ op: "remove", path: `members[value eq "${users[0]}"]` });
    assert.equal((await scim.call("PATCH", `Groups/${group}`, one)).status, 204);
    assert.equal((await members(group)).length, 2);
    for (const operation of [
      { op: "replace", path: "members", value },
      { op: "remove", path: "members" },
      { op: "add", path: "members", value: Array.from({ length: 101 }, () => value[0]) },
    ]) {
      assert.equal((await scim.call("PATCH", `Groups/${group}`, patch(operation))).status, 400);
    }
    assert.equal(
      (await scim.call("PATCH", `Groups/${group}`, patch({ op: "add", path: "members", value: [{ value: "nobody" }] }))).status,
      404,
    );
    assert.equal((await members(group)).length, 2);
  });

  it("renames a group, and keeps its id", async () => {
    const GroupId = await scim.create("Groups", { displayName: "before" });
    await scim.call("PATCH", `Groups/${GroupId}`, patch({ op: "replace", path: "displayName", value: "after" }));
    assert.equal((await store.send(new DescribeGroupCommand({ IdentityStoreId, GroupId }))).DisplayName, "after");
  });

  it("changes a user in place, and puts one anew", async () => {
    const id = await scim.create("Users", person("change@example.com"));
    const { status, body } = await scim.call(
      "PATCH",
      `Users/${id}`,
      patch(
        { op: "Replace", path: "active", value: "False" },
        { op: "Replace", path: 'emails[type eq "work"].value', value: "new@example.com" },
        { op: "Add", path: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", value: "Data" },
        { op: "Add", value: { title: "Engineer" } },
      ),
    );
    assert.equal(status, 200);
    assert.equal(body["active"], false);
    assert.equal(body["title"], "Engineer");
    const user = await store.send(new DescribeUserCommand({ IdentityStoreId, UserId: id }));
    assert.equal(user.Emails?.[0]?.Value, "new@example.com");
    assert.equal(user.UserStatus, "DISABLED");
    const put = await scim.call("PUT", `Users/${id}`, person("change@example.com"));
    assert.equal(put.body["title"], undefined);
    assert.equal((await scim.call("PATCH", `Users/${id}`, patch({ op: "remove", path: "userName" }))).status, 400);
  });

  it("deletes with the memberships", async () => {
    const user = await scim.create("Users", person("gone@example.com"));
    const group = await scim.create("Groups", { displayName: "left", members: [{ value: user }] });
    assert.equal((await scim.call("DELETE", `Users/${user}`)).status, 204);
    assert.deepEqual(await members(group), []);
    assert.equal((await scim.call("GET", `Users/${user}`)).status, 404);
  });

  it("answers for the host that AWS has", async () => {
    const { scimEndpoint } = (await cloud.control("GET", "console"))["provisioning"] as { scimEndpoint: string };
    assert.match(scimEndpoint, /^https:\/\/scim\.eu-west-1\.amazonaws\.com\/[0-9a-f-]{36}\/scim\/v2\/$/);
  });

  it("refuses the same membership twice through the API", async () => {
    const UserId = await scim.create("Users", person("again@example.com"));
    const GroupId = await scim.create("Groups", { displayName: "again", members: [{ value: UserId }] });
    await assert.rejects(store.send(new CreateGroupMembershipCommand({ IdentityStoreId, GroupId, MemberId: { UserId } })), {
      name: "ConflictException",
    });
  });

  it("takes or refuses whatever is sent, with a reason, and never fails itself", async () => {
    const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    const user = await scim.create("Users", person("odd@example.com"));
    const group = await scim.create("Groups", { displayName: "Odd" });
    const of = (...operations: object[]) => patch(...operations.map((operation) => ({ op: "replace", ...operation })));
    const requests: [method: string, path: string, body: object][] = [
      ["POST", "Users", person("odder@example.com", { nickName: "o", [enterprise]: { department: "d" } })],
      ["PUT", `Users/${user}`, person("odd@example.com")],
      [
        "PATCH",
        `Users/${user}`,
        of({ path: "active", value: "False" }, { value: { displayName: "o" } }, { path: "name.givenName", value: "o" }),
      ],
      ["PATCH", `Users/${user}`, of({ path: "emails", value: [{ value: "odd@example.com", primary: true }] }, { path: 'emails[type eq "work"]', value: { value: "o" } })], // prettier-ignore
      ["PATCH", `Users/${user}`, of({ path: enterprise, value: { department: "d" } }, { path: `${enterprise}:department`, value: "e" })],
      ["POST", "Groups", { displayName: "Odder", externalId: "odder", members: [{ value: user }] }],
      ["PATCH", `Groups/${group}`, of({ op: "add", path: "members", value: [{ value: user }] }, { value: { displayName: "Odd" } })],
    ];
    const odd = [undefined, null, "", "x", 7, true, [], [null], ["x"], {}, { value: 7 }];
    const failed: string[] = [];
    let refused = 0;
    for (const [method, path, body] of requests)
      for (const place of paths(body).slice(1))
        for (const value of odd) {
          const { status, body: answer } = await scim.call(method, path, spoiled(body, place, value));
          if (status === 201) await scim.call("DELETE", `${path}/${String(answer["id"])}`);
          if (status >= 400) refused++;
          if (status >= 500 || (status >= 400 && typeof answer["detail"] !== "string"))
            failed.push(`${method} ${path} ${place.join(".")} = ${JSON.stringify(value)}: ${status}`);
        }
    assert.deepEqual(failed, []);
    assert.ok(refused > 200, `${refused} were refused`);
    for (const query of ["startIndex=x", "count=-1", "count=", "filter=x"]) {
      const { status } = await scim.call("GET", `Users?${query}`);
      assert.ok(status === 200 || status === 400, `${query}: ${status}`);
    }
  });
});
