import assert from "node:assert/strict";
import fc from "fast-check";
import { accessList, type AdoptedAssignment } from "../../../access/adopt/access-list";
import type { Account, Organization } from "../../../access/model";
import { planAccess } from "../../../access/plan";
import { accessEntrySchema, placedEntry } from "../../../access/settings/access";
import { parsePermissionSets } from "../../../access/settings/permission-set-list";

function account(id: string, name: string, more: Partial<Account> = {}): Account {
  return { id, name, state: "ACTIVE", ouPath: [], tags: {}, ...more };
}

const management = "100000000001";

function organizationOf(accounts: readonly Account[]): Organization {
  return {
    managementAccountId: management,
    accounts: [account(management, "management"), ...accounts],
    organizationalUnits: [...new Set(accounts.flatMap(({ ouPath }) => ouPath.map((_, at) => ouPath.slice(0, at + 1).join("/"))))],
  };
}

const units = organizationOf([
  account("000000000001", "app-dev", { ouPath: ["Workloads", "Dev"], tags: { env: "dev" } }),
  account("000000000002", "web-dev", { ouPath: ["Workloads", "Dev"], tags: { env: "dev" } }),
  account("000000000003", "app-prod", { ouPath: ["Workloads", "Prod"], tags: { env: "prod" } }),
  account("000000000004", "web-prod", { ouPath: ["Workloads", "Prod"], tags: { env: "prod" } }),
  account("000000000005", "sandbox", { tags: { env: "dev" } }),
  account("000000000006", "old", { ouPath: ["Workloads", "Prod"], state: "SUSPENDED" }),
]);

function held(accounts: readonly string[], group = "admins", permissionSet = "Ops"): AdoptedAssignment[] {
  return accounts.map((accountId) => ({ group, permissionSet, accountId }));
}

/** What the settings make of an access list. */
function grantsOf(entries: readonly unknown[], organization: Organization, sets: readonly string[]): string[] {
  const access = entries.map((entry, index) => placedEntry(accessEntrySchema.parse(entry), index, "2026-11-01"));
  const raw = Object.fromEntries(sets.map((name) => [name, { adopted: true, archetype: false }]));
  const { definitions, problems: mistakes } = parsePermissionSets(raw, "aws");
  assert.deepEqual(mistakes, []);
  const { plan, problems } = planAccess({ access, outOfTime: [], permissionSets: definitions, productionAccounts: [] }, organization);
  assert.deepEqual(problems, []);
  return plan.grants.map(({ group, permissionSet, accountId }) => `${group} ${permissionSet} ${accountId}`).sort();
}

describe("live assignments as an access list", () => {
  it("names accounts one by one, and puts the sets of the same accounts into one entry", () => {
    const assignments = [
      ...held(["000000000001", "000000000003"]),
      ...held(["000000000003", "000000000001"], "admins", "Audit"),
      ...held(["000000000005"], "admins", "Billing"),
      ...held(["000000000005"], "Auditors", "Audit"),
    ];
    assert.deepEqual(accessList(assignments, units, false).entries, [
      { group: "Auditors", permissionSet: "Audit", accounts: "sandbox" },
      { group: "admins", permissionSets: ["Audit", "Ops"], accounts: ["app-dev", "app-prod"] },
      { group: "admins", permissionSet: "Billing", accounts: "sandbox" },
    ]);
  });

  it("writes the id of an account whose name would be read otherwise", () => {
    const odd = ["all", "012345678901", "12-34", " spaces ", "data-*", "{a,b}", "twice", "twice", "on", "0x1F", "été: é", "a".repeat(50)];
    const accounts = odd.map((name, index) => account(`2000000000${String(index).padStart(2, "0")}`, name));
    const organization = organizationOf(accounts);
    const { entries } = accessList(held(accounts.map(({ id }) => id)), organization, false);
    assert.deepEqual(
      new Set(entries[0]!.accounts as string[]),
      new Set([
        ...accounts.filter(({ name }) => ["all", "012345678901", "12-34", " spaces ", "twice"].includes(name)).map(({ id }) => id),
        ...["data-*", "{a,b}", "on", "0x1F", "été: é", "a".repeat(50)],
      ]),
    );
    assert.equal(grantsOf(entries, organization, ["Ops"]).length, odd.length);
  });

  it("folds into a unit, a tag, several, all, or all with exceptions, and says what follows", () => {
    const fold = (ids: readonly string[]) => accessList(held(ids), units, true);
    const dev = ["000000000001", "000000000002"];
    const prod = ["000000000003", "000000000004"];
    assert.deepEqual(fold(dev).entries[0]!.accounts, { ou: "Workloads/Dev" });
    assert.deepEqual(fold([...dev, "000000000005"]).entries[0]!.accounts, { tag: { env: "dev" } });
    assert.deepEqual(fold([...dev, ...prod]).entries[0]!.accounts, { ou: "Workloads" });
    assert.deepEqual(fold([management, ...dev, ...prod, "000000000005"]).entries[0]!.accounts, "all");
    assert.deepEqual(fold(["000000000001", ...prod]).entries[0]!.accounts, [{ ou: "Workloads/Prod" }, "app-dev"]);
    assert.deepEqual(fold([...dev, ...prod]).folds, [
      {
        entry: { group: "admins", permissionSet: "Ops", accounts: { ou: "Workloads" } },
        sentences: [
          "ou: Workloads: from now on every account that is moved into Workloads or made there gets it with the next `pulumi up`, and an account that leaves loses it; so would, once active again, old (000000000006).",
        ],
      },
    ]);
  });

  it("folds nothing that means one account more, or that one account alone has", () => {
    assert.deepEqual(accessList(held(["000000000001", "000000000003"]), units, true).entries[0]!.accounts, ["app-dev", "app-prod"]);
    assert.deepEqual(accessList(held(["000000000005"]), units, true).entries[0]!.accounts, "sandbox");
  });

  it("writes all with exceptions where they are few", () => {
    const many = organizationOf(Array.from({ length: 9 }, (_, index) => account(`30000000000${index}`, `app-${index}`)));
    const all = many.accounts.map(({ id }) => id);
    const { entries, folds } = accessList(held(all.filter((id) => id !== management)), many, true);
    assert.deepEqual(entries, [{ group: "admins", permissionSet: "Ops", accounts: "all", except: ["management"] }]);
    assert.match(folds[0]!.sentences[0]!, /^all except management: from now on every account that joins/);
  });

  it("means the same assignments, folded or not, whatever the organization", () => {
    const name = fc.oneof(
      fc.constantFrom("all", "012345678901", "on", "data-*", "no", "x: y", "#", "'", '"', "été", "{a}", "[a]", "!x", "a/b", "~"),
      fc.string({ minLength: 1, maxLength: 50 }),
    );
    const one = fc.record({
      name,
      state: fc.constantFrom("ACTIVE" as const, "ACTIVE" as const, "ACTIVE" as const, "SUSPENDED" as const),
      ouPath: fc.array(fc.constantFrom("Prod", "Dev", "a/b", "x\\y", " "), { maxLength: 3 }),
      tags: fc.dictionary(fc.constantFrom("env", "on", "a:b"), fc.constantFrom("prod", "dev", "", "true"), { maxKeys: 2 }),
    });
    const world = fc.record({
      accounts: fc.array(one, { minLength: 1, maxLength: 12 }),
      picks: fc.array(fc.record({ group: fc.constantFrom("a", "b"), set: fc.constantFrom("S", "T"), of: fc.nat(11), kind: fc.nat(5) }), {
        minLength: 1,
        maxLength: 14,
      }),
      fold: fc.boolean(),
    });
    fc.assert(
      fc.property(world, ({ accounts: drawn, picks, fold }) => {
        const organization = organizationOf(drawn.map((each, index) => ({ ...each, id: String(index + 1).padStart(12, "0") })));
        const { accounts } = organization;
        const chosen = picks.flatMap(({ group, set, of, kind }): AdoptedAssignment[] => {
          const one = accounts[of % accounts.length]!;
          const alike = accounts.filter(({ ouPath, tags }) =>
            kind === 0 ? true : kind === 1 ? ouPath[0] === one.ouPath[0] : kind === 2 ? tags["env"] === one.tags["env"] : false,
          );
          return (alike.length > 0 ? alike : [one]).map(({ id }) => ({ group, permissionSet: set, accountId: id }));
        });
        const { entries } = accessList(chosen, organization, fold);
        const active = new Set(accounts.filter(({ state }) => state === "ACTIVE").map(({ id }) => id));
        const wanted = [
          ...new Set(
            chosen
              .filter(({ accountId }) => active.has(accountId))
              .map(({ group, permissionSet, accountId }) => `${group} ${permissionSet} ${accountId}`),
          ),
        ].sort();
        assert.deepEqual(grantsOf(entries, organization, ["S", "T"]), wanted);
      }),
      { numRuns: 300 },
    );
  });
});
