import assert from "node:assert/strict";
import fc from "fast-check";
import { planAccess } from "../../access/plan";
import { account, ORGANIZATION, parsed, planMistakes, planned, type Raw } from "./fixtures";

const grant = (group: string, permissionSet: string, accounts: unknown, more: Raw = {}): Raw => ({
  group,
  permissionSet,
  accounts,
  ...more,
});
const access = (...entries: Raw[]): Raw => ({ access: entries });
const short = (changes: Raw): string[] =>
  planned(changes).grants.map(({ group, permissionSet, accountId }) => `${group} ${permissionSet} ${accountId}`);

describe("plan", () => {
  it("makes a grant for every active account that an entry means, sorted", () => {
    assert.deepEqual(short(access(grant("b", "Platform-Admin", "data-*"), grant("a", "Security-Audit-RO", "web-dev"))), [
      "a Security-Audit-RO 012345678904",
      "b Platform-Admin 012345678901",
      "b Platform-Admin 012345678902",
    ]);
  });

  it("gives the management account doubles of the sets", () => {
    const plan = planned(access(grant("g", "Platform-Admin", ["management", "data-dev"])));
    assert.deepEqual(
      plan.grants.map(({ permissionSet, accountName }) => [permissionSet, accountName]),
      [
        ["Platform-Admin", "data-dev"],
        ["Platform-Admin-Mgmt", "management"],
      ],
    );
    const [set, double] = plan.permissionSets;
    assert.deepEqual(
      { ...double },
      {
        ...set,
        name: "Platform-Admin-Mgmt",
        description: "Full administration by the cloud platform team. (management account)",
        managementCopyOf: "Platform-Admin",
      },
    );
  });

  it("cuts a double's description to what AWS takes", () => {
    const description = "d".repeat(700);
    const { permissionSets } = planned({
      permissionSets: { Own: { description, managedPolicies: ["A"] } },
      ...access(grant("g", "Own", "management")),
    });
    assert.equal(permissionSets.find(({ name }) => name === "Own-Mgmt")?.description.length, 700);
  });

  it("refuses a double whose name AWS would not take", () => {
    const name = "n".repeat(28);
    assert.deepEqual(planMistakes({ permissionSets: { [name]: { managedPolicies: ["A"] } }, ...access(grant("g", name, "management")) }), [
      `federation:permissionSets.${name} needs a double named "${name}-Mgmt" for the management account (federation:access[0]), which is longer than AWS takes: shorten the name to 27 characters.`,
    ]);
    const right = "n".repeat(27);
    assert.deepEqual(
      planMistakes({ permissionSets: { [right]: { managedPolicies: ["A"] } }, ...access(grant("g", right, "management")) }),
      [],
    );
  });

  it("refuses an own set with the name of a double", () => {
    const sets = { permissionSets: { "Platform-Admin-Mgmt": { managedPolicies: ["A"] } } };
    assert.deepEqual(planMistakes({ ...sets, ...access(grant("g", "Platform-Admin", "management")) }), [
      "federation:permissionSets.Platform-Admin-Mgmt has the name of the double that Platform-Admin needs for the management account (federation:access[0]): rename it.",
    ]);
    assert.deepEqual(planMistakes({ ...sets, ...access(grant("g", "Platform-Admin", "data-dev")) }), []);
  });

  it("merges grants that overlap and keeps every reason", () => {
    const { grants } = planned(
      access(
        grant("g", "Platform-Admin", ["data-dev", { tag: { domain: "data" } }], { except: "data-prod" }),
        grant("g", "Platform-Admin", { ou: "Workloads/Development" }, { except: "web-*" }),
      ),
    );
    assert.deepEqual(grants, [
      {
        group: "g",
        permissionSet: "Platform-Admin",
        accountId: "012345678902",
        accountName: "data-dev",
        because: [
          { setting: "federation:access[0]", match: "data-dev" },
          { setting: "federation:access[0]", match: "tag: domain=data" },
          { setting: "federation:access[1]", match: "ou: Workloads/Development" },
        ],
      },
    ]);
  });

  it("creates own sets always, archetypes when they are in use", () => {
    const names = planned({ permissionSets: { Own: { managedPolicies: ["A"] }, Developer: { sessionHours: 2 } } }).permissionSets.map(
      ({ name }) => name,
    );
    assert.deepEqual(names, ["Own", "Platform-Admin", "Platform-Admin-Mgmt"]);
  });

  it("leaves suspended accounts out and says so, even one that is named by id", () => {
    for (const accounts of ["012345678905", "*-dev", "all"]) {
      const plan = planned(access(grant("g", "Platform-Admin", accounts)));
      assert.deepEqual(plan.leftOut.map(({ id }) => id), ["012345678905"]); // prettier-ignore
      assert.ok(plan.grants.every(({ accountId }) => accountId !== "012345678905"));
    }
    assert.deepEqual(planned(access(grant("g", "Platform-Admin", "all", { except: "old-*" }))).leftOut, []);
  });

  it("names the entries that give nothing at present", () => {
    const access = [{ ou: "Empty" }, "old-dev", "web-dev"].map((accounts) => ({ group: "g", permissionSet: "Platform-Admin", accounts }));
    assert.deepEqual(planned({ access }).idle, ["federation:access[0]", "federation:access[1]"]);
  });
  it("refuses a non-production set on production accounts, naming them in one sentence", () => {
    assert.deepEqual(planMistakes(access(grant("g", "Developer", "all"))), [
      "federation:access[0].accounts gives Developer, which is for non-production accounts only, in production: data-prod (012345678901), web-prod (012345678903), management (100000000001, the management account); leave them out with except, or give another permission set.",
    ]);
    assert.deepEqual(planMistakes(access(grant("g", "Developer", "all", { except: [{ ou: "Workloads/Production" }, "management"] }))), []);
  });

  it("names five of many production accounts and counts the others", () => {
    const accounts = Array.from({ length: 8 }, (_, n) => account(`00000000000${n}`, `p${n}`, "Workloads/Production"));
    assert.deepEqual(
      planMistakes(
        { permissionSets: { Own: { managedPolicies: ["A"], nonProductionOnly: true } }, ...access(grant("g", "Own", "p*")) },
        { ...ORGANIZATION, accounts },
      ),
      [
        "federation:access[0].accounts gives Own, which is for non-production accounts only, in production: p0 (000000000000), p1 (000000000001), p2 (000000000002), p3 (000000000003), p4 (000000000004) and 3 more; leave them out with except, or give another permission set.",
      ],
    );
  });

  it("counts the management account as production", () => {
    assert.deepEqual(planned().productionAccountIds, ["012345678901", "012345678903", "100000000001"]);
  });

  it("knows who needs a compliant device, by set and by mark", () => {
    const sets = { permissionSets: { Own: { managedPolicies: ["A"], compliantDevice: true }, Other: { managedPolicies: ["A"] } } };
    const entries = access(grant("c", "Own", "data-dev"), grant("a", "Platform-Admin", "management"), grant("b", "Other", "data-dev"));
    assert.deepEqual(planned({ ...sets, ...entries }).compliantDeviceGroups, ["a", "c"]);
  });

  it("refuses more than 100 groups for a set in an account", () => {
    const groups = (count: number) => access(...Array.from({ length: count }, (_, n) => grant(`g${n}`, "Platform-Admin", "data-dev")));
    assert.deepEqual(planMistakes(groups(101)), [
      "federation:access gives Platform-Admin to 101 groups in data-dev (012345678902), and AWS takes 100 groups for a permission set in an account: join groups in Entra.",
    ]);
    assert.deepEqual(planMistakes(groups(100)), []);
  });

  it("plans what is right of settings that are not", () => {
    const settings = parsed(access(grant("g", "Platform-Admin", "data-dev")));
    const { plan, problems } = planAccess({ ...settings, permissionSets: [] }, ORGANIZATION);
    assert.deepEqual([plan.grants, problems], [[], []]);
  });
});

describe("plan, whatever the access list", () => {
  const entries = fc.array(
    fc.record({
      group: fc.constantFrom("a", "b", "c"),
      permissionSet: fc.constantFrom("Platform-Admin", "Security-Audit-RO"),
      accounts: fc.constantFrom<unknown>("all", "data-*", "web-dev", { ou: "Workloads" }, { tag: { env: ["dev", "prod"] } }),
    }),
    { minLength: 1, maxLength: 8 },
  );
  const distinct = entries.map((list) => [...new Map(list.map((entry) => [JSON.stringify(entry), entry])).values()]);

  it("has no grant twice, and none without a reason", () => {
    fc.assert(
      fc.property(distinct, (list) => {
        const { grants } = planned({ access: list });
        assert.equal(
          new Set(grants.map(({ group, permissionSet, accountId }) => `${group} ${permissionSet} ${accountId}`)).size,
          grants.length,
        );
        assert.ok(grants.every(({ because }) => because.length > 0));
      }),
    );
  });

  it("is the union of what its entries grant alone", () => {
    fc.assert(
      fc.property(distinct, (list) => {
        const alone = new Set(list.flatMap((entry) => short({ access: [entry] })));
        assert.deepEqual(short({ access: list }), [...alone].sort());
      }),
    );
  });

  it("does not depend on the order of the entries but for the order of the reasons", () => {
    fc.assert(
      fc.property(distinct, (list) => {
        assert.deepEqual(short({ access: list }), short({ access: [...list].reverse() }));
      }),
    );
  });
});
