import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ageOf, groupsIn, inventorySchema, makeInventory, parseInventory } from "../../access/inventory";

const settings = { homeRegion: "eu-west-1", tenantId: "22222222-2222-2222-2222-222222222222" };
const group = { id: "3f0c0000-0000-4000-8000-000000000001", displayName: "aws-developers" };
const account = (id: string, name: string) => ({ id, name, state: "ACTIVE" as const, ouPath: ["Workloads"], tags: { b: "2", a: "1" } });
const organization = {
  managementAccountId: "100000000001",
  accounts: [account("200000000002", "two"), account("100000000001", "one")],
  organizationalUnits: ["Workloads", "Security"],
};
const made = makeInventory(
  settings,
  { organizationId: "o-example", organization, groups: [group, group] },
  new Date("2026-11-27T00:00:00Z"),
);

describe("inventory", () => {
  it("has the order of ids, whatever the clouds' order, and nothing twice", () => {
    assert.deepEqual(
      made.accounts.map(({ id, tags }) => [id, Object.keys(tags)]),
      [
        ["100000000001", ["a", "b"]],
        ["200000000002", ["a", "b"]],
      ],
    );
    assert.deepEqual(made.organizationalUnits, ["Security", "Workloads"]);
    assert.deepEqual(made.groups, [group]);
  });

  it("is read back as it was written", () => {
    assert.deepEqual(parseInventory(JSON.stringify(made), "i.json", settings), { inventory: made });
    assert.deepEqual(parseInventory(`\uFEFF${JSON.stringify(made)}`, "i.json", settings), { inventory: made });
  });

  const text = JSON.stringify(made);
  const anew = "make it anew with `federation inventory --out FILE`.";
  for (const [what, content, sentence] of [
    ["is empty", "", `i.json is no inventory: it is not JSON, or was cut off; ${anew}`],
    ["was cut off", text.slice(0, -20), `i.json is no inventory: it is not JSON, or was cut off; ${anew}`],
    ["is other JSON", "[]", `i.json is no inventory: it has no version; ${anew}`],
    ["is null", "null", `i.json is no inventory: it has no version; ${anew}`],
    [
      "has another version",
      JSON.stringify({ ...made, version: 2 }),
      `i.json is an inventory of version 2, and this command reads version 1; ${anew}`,
    ],
    [
      "lacks a part",
      JSON.stringify({ ...made, accounts: undefined }),
      `i.json is no whole inventory: accounts: Invalid input: expected array, received undefined; ${anew}`,
    ],
    [
      "has an account id that lost its zero",
      JSON.stringify({ ...made, accounts: [account("1234567890", "x")] }),
      `i.json is no whole inventory: accounts.0.id: is no account id of 12 digits; ${anew}`,
    ],
    [
      "names an account twice",
      JSON.stringify({ ...made, accounts: [...made.accounts, made.accounts[0]] }),
      `i.json names the account 100000000001 twice; ${anew}`,
    ],
    [
      "is of another tenant",
      JSON.stringify({ ...made, origin: { ...made.origin, tenantId: "33333333-3333-3333-3333-333333333333" } }),
      'i.json is of another federation: federation:tenantId is "22222222-2222-2222-2222-222222222222", the inventory\'s is ' +
        '"33333333-3333-3333-3333-333333333333"; use one made with these settings.',
    ],
    [
      "is of another region",
      JSON.stringify({ ...made, origin: { ...made.origin, homeRegion: "us-east-1" } }),
      'i.json is of another federation: federation:homeRegion is "eu-west-1", the inventory\'s is "us-east-1"; use one made with these settings.',
    ],
  ] as const) {
    it(`that ${what} is one sentence`, () => assert.deepEqual(parseInventory(content, "i.json", settings), { problem: sentence }));
  }

  it("tells the groups of the settings that it lacks or has twice as unknown", () => {
    const wanted = ["aws-developers", "aws-admins"].map((name) => ({ setting: "federation:access[0].group", group: name }));
    const { known, unknown } = groupsIn(made, wanted);
    assert.deepEqual([known.get("aws-developers"), unknown], [group, ["aws-admins"]]);
    const twice = { groups: [group, { ...group, id: "3f0c0000-0000-4000-8000-000000000002" }] };
    assert.deepEqual(groupsIn(twice, wanted).unknown, ["aws-developers", "aws-admins"]);
  });

  for (const [now, words] of [
    ["2026-11-27T00:00:30Z", "0 minutes old"],
    ["2026-11-27T00:01:00Z", "1 minute old"],
    ["2026-11-28T23:59:00Z", "47 hours old"],
    ["2026-11-29T00:00:00Z", "2 days old"],
    ["2026-11-26T23:59:59Z", "made in the future"],
  ] as const) {
    it(`is ${words} at ${now}`, () => assert.equal(ageOf(made, new Date(now)), words));
  }

  it("has its format published as JSON Schema", () => {
    const published: unknown = JSON.parse(readFileSync(join(__dirname, "../../docs/inventory.schema.json"), "utf8"));
    assert.deepEqual(published, JSON.parse(JSON.stringify(z.toJSONSchema(inventorySchema))));
  });
});
