import assert from "node:assert/strict";
import { SandboxError } from "../../engine/failure";
import { defaultWorldFile, loadWorld, parseWorld, type World } from "../../engine/world";

/** The smallest world, with lines of the test's own. */
function world(...lines: string[]): string {
  return [
    "homeRegion: eu-west-1",
    'organization: { managementAccount: "100000000001" }',
    "entra: { tenantId: 22222222-2222-2222-2222-222222222222 }",
    ...lines,
  ].join("\n");
}

function mistakes(text: string): readonly string[] {
  try {
    parseWorld(text, "test.yaml");
  } catch (error) {
    assert.ok(error instanceof SandboxError);
    return error.options;
  }
  return [];
}

const directory = (...lines: string[]): string =>
  world().replace(/entra:.*/, ["entra:", "  tenantId: 22222222-2222-2222-2222-222222222222", ...lines].join("\n"));

describe("a world", () => {
  it("adds the management account where it is not listed", () => {
    assert.deepEqual(parseWorld(world(), "test.yaml").accounts, [
      { id: "100000000001", name: "management", ou: "", state: "ACTIVE", tags: {}, email: "aws+100000000001@example.com" },
    ]);
  });

  it("keeps leading zeros of account ids and fills in state, tags and mail address", () => {
    const { accounts } = parseWorld(world('accounts: [{ id: "000000000042", name: small }]'), "test.yaml");
    assert.deepEqual(accounts[1], {
      id: "000000000042",
      name: "small",
      ou: "",
      state: "ACTIVE",
      tags: {},
      email: "aws+000000000042@example.com",
    });
  });

  it("keeps a user without a surname as one, and fills in what is not said", () => {
    const users = [
      "  users:",
      "    - { upn: cher@example.com, displayName: Cher, surname: null }",
      "    - { upn: ada@example.com, displayName: Ada Byron }",
    ];
    const { entra } = parseWorld(directory(...users), "test.yaml");
    assert.deepEqual(
      entra.users.map(({ givenName, surname }) => [givenName, surname]),
      [
        ["Cher", null],
        ["Ada", "Byron"],
      ],
    );
  });

  it("makes every organizational unit above a listed one", () => {
    assert.deepEqual(parseWorld(world("ous: [Workloads/Production/Data, Workloads/Development]"), "test.yaml").ous, [
      "Workloads",
      "Workloads/Production",
      "Workloads/Production/Data",
      "Workloads/Development",
    ]);
  });

  it("gives users and groups the same ids in every run, and keeps further attributes", () => {
    const text = directory(
      "  users: [{ upn: ada@example.com, department: Platform }]",
      "  groups: [{ displayName: g, members: [ada@example.com] }]",
    );
    const [first, second] = [parseWorld(text, "a").entra, parseWorld(text, "b").entra];
    assert.deepEqual(first, second);
    assert.match(first.users[0]?.id ?? "", /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(first.users[0]?.["department"], "Platform");
    assert.equal(first.users[0]?.mail, "ada@example.com");
    assert.equal(first.users[0]?.accountEnabled, true);
  });

  it("names every mistake at once, with path and value", () => {
    assert.deepEqual(mistakes('homeRegion: Ireland\norganization: { managementAccount: "1" }\nentra: { tenantId: t }\ncolour: red'), [
      "the file must NOT have additional properties (colour).",
      'homeRegion must match pattern "^[a-z]{2}(-[a-z]+)+-[0-9]$". It is "Ireland". Region in which Identity Center is enabled.',
      'organization.managementAccount must match pattern "^[0-9]{12}$". It is "1". Twelve digits in quotes: without them YAML drops leading zeros.',
      'entra.tenantId must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$". It is "t".',
    ]);
  });

  it("tells an account id without quotes from one with", () => {
    assert.deepEqual(mistakes(world("accounts: [{ id: 012345678901, name: data }]")), [
      "accounts[0].id must be string. It is 12345678901. Twelve digits in quotes: without them YAML drops leading zeros.",
    ]);
  });

  it("refuses an account id given twice, an unlisted organizational unit and an unknown member", () => {
    assert.deepEqual(
      mistakes(
        directory("  groups: [{ displayName: g, members: [nobody@example.com] }]") +
          '\naccounts: [{ id: "200000000001", name: a }, { id: "200000000001", name: b, ou: Nowhere }]',
      ),
      [
        "Accounts a and b have the same id, 200000000001.",
        "Account b is in ou Nowhere, which is not listed under ous.",
        "Member nobody@example.com of group g is neither a user nor a group of this world.",
      ],
    );
  });

  it("takes two groups of one name only with an id each", () => {
    assert.deepEqual(mistakes(directory("  groups: [{ displayName: g }, { displayName: g }]")), [
      "Groups g and g have the same id; two of one name need an id each.",
    ]);
  });

  it("says where YAML itself is wrong", () => {
    assert.match(mistakes("homeRegion: [")[0] ?? "", /line 1/);
  });

  it("says so when there is no file", () => {
    assert.throws(() => loadWorld("/nowhere/w.yaml"), /There is no world at \/nowhere\/w\.yaml\./);
  });
});

describe("the worlds of the repository", () => {
  const load = (stack: string): World => loadWorld(defaultWorldFile(stack));

  it("dev has six accounts, the groups of Pulumi.dev.yaml and at least eight users", () => {
    const { accounts, entra } = load("dev");
    assert.equal(accounts.length, 6);
    assert.ok(entra.users.length >= 8);
    for (const name of ["platform-admins", "security-auditors", "data-engineers", "data-analysts", "developers"]) {
      assert.ok(
        entra.groups.some(({ displayName }) => displayName === `aws-${name}`),
        name,
      );
    }
  });

  it("prod has forty accounts in nested units, one suspended, sixty users and one nested group", () => {
    const { accounts, entra, ous } = load("prod");
    assert.equal(accounts.length, 40);
    assert.deepEqual(
      accounts.filter(({ state }) => state !== "ACTIVE").map(({ name, state }) => [name, state]),
      [["data-legacy", "SUSPENDED"]],
    );
    assert.ok(accounts.some(({ id }) => id.startsWith("0")));
    assert.ok(ous.includes("Workloads/Production/Data"));
    assert.equal(entra.users.length, 60);
    assert.ok(entra.users.every(({ department }) => typeof department === "string"));
    const names = new Set(entra.groups.map(({ displayName }) => displayName));
    assert.deepEqual(
      entra.groups.filter(({ members }) => members.some((member) => names.has(member))).map(({ displayName }) => displayName),
      ["aws-developers"],
    );
  });
});
