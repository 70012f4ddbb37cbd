import assert from "node:assert/strict";
import { Client, GROUP, ids } from "../client";

describe("local Entra: groups", () => {
  let client: Client;
  before(async () => {
    client = await Client.start();
  });
  after(() => client.stop());

  it("goes the provider's way with a group", async () => {
    const owner = `${client.base}/v1.0/directoryObjects/${client.caller}`;
    const group = await client.ok("POST", "/beta/groups", { ...GROUP, "owners@odata.bind": [owner] });
    await client.ok("PATCH", `/beta/groups/${group.id}`, { displayName: "TERRAFORM_UPDATE_x" });
    await client.ok("PATCH", `/beta/groups/${group.id}`, { displayName: "aws-new" });
    const read = await client.get(`/beta/groups/${group.id}`);
    assert.equal(read.displayName, "aws-new");
    assert.ok("membershipRule" in read && read.membershipRule === null, "membershipRule is an explicit null");
    assert.deepEqual(ids((await client.get(`/beta/groups/${group.id}/owners`)).value), [client.caller]);
    for (const list of ["members", "memberOf"]) assert.deepEqual((await client.get(`/beta/groups/${group.id}/${list}`)).value, []);
    await client.ok("DELETE", `/beta/groups/${group.id}`);
    await client.refused(404, "GET", `/beta/groups/${group.id}`);
  });

  it("goes the provider's way with a member", async () => {
    const [group, user] = [await client.groupId("aws-auditors"), await client.userId("grace@example.com")];
    const members = `/beta/groups/${group}/members`;
    await client.ok("POST", `${members}/$ref`, { "@odata.id": `${client.base}/beta/directoryObjects/${user}` }, 204);
    assert.deepEqual(ids(await client.list(members, `id eq '${user}'`)), [user]);
    assert.match((await client.refused(400, "POST", `${members}/$ref`, { "@odata.id": `x/${user}` })).message, /references already exist/);
    await client.ok("DELETE", `${members}/${user}/$ref`);
    assert.deepEqual(await client.list(members, `id eq '${user}'`), []);
    await client.refused(404, "POST", `${members}/$ref`, { "@odata.id": "x/00000000-0000-0000-0000-00000000dead" });
  });

  it("answers the filters of groups that the provider sends", async () => {
    const names = async (filter: string): Promise<string[]> =>
      (await client.list("/beta/groups", filter)).map(({ displayName }) => displayName as string);
    assert.deepEqual(await names("displayName eq 'aws-interns' and securityEnabled eq true"), ["aws-interns"]);
    assert.deepEqual(await names("securityEnabled eq true and startsWith(displayName, 'aws-d')"), ["aws-data-engineers"]);
    assert.deepEqual(await names("displayName in ('aws-interns', 'aws-auditors') and not (mailEnabled eq true)"), [
      "aws-interns",
      "aws-auditors",
    ]);
    assert.deepEqual(await names("displayName eq 'o''brien'"), []);
  });

  it("allows two groups of one name, but no nameless one and no unknown owner", async () => {
    for (const mailNickname of ["a", "b"]) await client.ok("POST", "/v1.0/groups", { ...GROUP, displayName: "twin", mailNickname });
    assert.equal((await client.list("/v1.0/groups", "displayName eq 'twin'")).length, 2);
    await client.refused(400, "POST", "/v1.0/groups", { ...GROUP, displayName: "" });
    const owner = { ...GROUP, "owners@odata.bind": ["x/00000000-0000-0000-0000-00000000dead"] };
    assert.doesNotMatch(
      (await client.refused(400, "POST", "/v1.0/groups", owner)).message,
      /does not exist or one of its queried|property values specified are invalid/,
    );
  });

  it("tells the members of groups in a group", async () => {
    assert.equal((await client.get(`/v1.0/groups/${await client.groupId("aws-data-engineers")}/transitiveMembers`)).value.length, 4);
  });
});
