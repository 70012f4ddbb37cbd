import assert from "node:assert/strict";
import { CLIENT_ID, Client } from "./client";

const LOG = "/v1.0/auditLogs/directoryAudits";

/** What these tests read of an entry. */
interface Entry {
  readonly activityDisplayName: string;
  readonly initiatedBy: { readonly app: { readonly appId: string } };
  readonly targetResources: readonly { readonly id: string; readonly userPrincipalName: string | null }[];
}

describe("local Entra: audit log of memberships", () => {
  let client: Client;
  let group: string;
  let user: string;
  before(async () => {
    client = await Client.start();
    [group, user] = [await client.groupId("aws-auditors"), await client.userId("grace@example.com")];
    const members = `/v1.0/groups/${group}/members`;
    await client.ok("POST", `${members}/$ref`, { "@odata.id": `x/${user}` }, 204);
    await client.ok("DELETE", `${members}/${user}/$ref`);
    await client.ok("PATCH", `/v1.0/groups/${group}`, { "members@odata.bind": [`x/${user}`] });
  });
  after(() => client.stop());

  it("has who put whom into which group, and who took them out, newest first", async () => {
    const { value } = await client.get(LOG);
    assert.deepEqual(
      (value as Entry[]).map(({ activityDisplayName, initiatedBy, targetResources: [who, where] }) => [
        activityDisplayName,
        initiatedBy.app.appId,
        who?.userPrincipalName,
        where?.id,
      ]),
      ["Add member to group", "Remove member from group", "Add member to group"].map((activity) => [
        activity,
        CLIENT_ID,
        "grace@example.com",
        group,
      ]),
    );
    const [{ targetResources }] = value;
    assert.deepEqual(targetResources[0].modifiedProperties, [
      { displayName: "Group.ObjectID", oldValue: null, newValue: `"${group}"` },
      { displayName: "Group.DisplayName", oldValue: null, newValue: '"aws-auditors"' },
    ]);
  });

  it("is filtered by activity, time and target, and comes in pages", async () => {
    const of = (more: string): string => `activityDisplayName eq 'Add member to group' and ${more}`;
    const [newest, oldest] = await client.list(LOG, of(`targetResources/any(t:t/id eq '${group}')`));
    assert.deepEqual([newest.targetResources[0].id, oldest.targetResources[0].id], [user, user]);
    assert.deepEqual(await client.list(LOG, of(`targetResources/any(t:t/id eq '${user.replace(/.$/, "!")}')`)), []);
    assert.equal((await client.list(LOG, of(`activityDateTime ge ${newest.activityDateTime}`)))[0].id, newest.id);
    assert.deepEqual(await client.list(LOG, of("activityDateTime ge 2999-01-01T00:00:00Z")), []);
    const first = await client.get(`${LOG}?$top=2`);
    assert.equal(first.value.length, 2);
    const rest = await client.get(String(first["@odata.nextLink"]).replace(client.base, ""));
    assert.equal(rest.value.length, 1);
  });

  it("is closed to who lacks AuditLog.Read.All, as the other logs are", async () => {
    await client.ok("PATCH", "/_sandbox/settings", { withheldPermissions: ["AuditLog.Read.All"] }, 200);
    for (const log of [LOG, "/v1.0/auditLogs/provisioning", "/v1.0/auditLogs/signIns"])
      assert.equal((await client.refused(403, "GET", log)).code, "Authentication_MSGraphPermissionMissing");
    await client.ok("PATCH", "/_sandbox/settings", { withheldPermissions: [] }, 200);
    await client.get(LOG);
  });
});
