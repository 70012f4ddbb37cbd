import assert from "node:assert/strict";
import { membersSince } from "../../access/directory-audits";
import { directoryAudits } from "../../graph/directory-audits";
import { Client } from "../../sandbox/tests/entra/client";

describe("Entra's audit log of members, on the local Entra", () => {
  let client: Client;
  /** Paths that were asked for, page by page. */
  const asked: string[] = [];
  const graph = {
    list: async <Item>(path: string): Promise<Item[]> => {
      const items: Item[] = [];
      for (let next: string | undefined = `${client.base}/v1.0${path}`; next !== undefined;) {
        asked.push(next.replace(client.base, ""));
        const page = await client.get(next.replace(client.base, ""));
        items.push(...(page.value as Item[]));
        next = page["@odata.nextLink"] as string | undefined;
      }
      return items;
    },
  };
  before(async () => {
    client = await Client.start();
  });
  after(() => client.stop());

  it("tells since when each member of one group is one, in one call", async () => {
    const [group, other] = [await client.groupId("aws-auditors"), await client.groupId("aws-interns")];
    const [ada, grace] = [await client.userId("ada@example.com"), await client.userId("grace@example.com")];
    const members = (id: string): string => `/v1.0/groups/${id}/members`;
    const put = (id: string, user: string) => client.ok("POST", `${members(id)}/$ref`, { "@odata.id": `x/${user}` }, 204);
    await put(group, ada);
    await put(other, ada);
    await client.ok("DELETE", `${members(group)}/${ada}/$ref`);
    await put(group, ada);
    await put(group, grace);
    const audits = await directoryAudits(graph, { activity: "Add member to group", targetId: group, since: new Date(0) });
    assert.equal(asked.length, 1);
    assert.equal(audits.length, 3);
    const [last, , first] = audits.map(({ activityDateTime }) => activityDateTime!);
    const since = membersSince(audits, group.toUpperCase());
    assert.deepEqual([...since.keys()].sort(), [ada, grace].sort());
    assert.equal(since.get(grace), last);
    assert.ok(since.get(ada)! > first!, "who left and came back is a member since the second time");
    const none = await directoryAudits(graph, { activity: "Add member to group", targetId: group, since: new Date("2999-01-01") });
    assert.deepEqual(none, []);
  });

  it("takes no failed attempt, and nobody of another group, for a member", () => {
    const entry = { activityDateTime: "2026-11-27T10:00:00Z", activityDisplayName: "Add member to group", result: "success" };
    const targetResources = [{ id: "U" }, { id: "G" }];
    assert.deepEqual([...membersSince([{ ...entry, targetResources }], "g")], [["u", entry.activityDateTime]]);
    assert.equal(membersSince([{ ...entry, targetResources, result: "failure" }], "g").size, 0);
    assert.equal(membersSince([{ ...entry, targetResources }], "h").size, 0);
    assert.equal(membersSince([{ ...entry, targetResources, activityDisplayName: "Remove member from group" }], "g").size, 0);
  });
});
