import assert from "node:assert/strict";
import fc from "fast-check";
import type { Account, Organization } from "../../access/model";
import { select, selectAll } from "../../access/selectors";
import { joinOuPath, splitOuPath, type AccountSelector } from "../../access/settings/account-selector";
import { account, ORGANIZATION, planMistakes } from "./fixtures";

const placed = (selector: AccountSelector) => ({ setting: "federation:access[0].accounts", selector });
const ids = (selector: AccountSelector, organization = ORGANIZATION): string[] =>
  select(placed(selector), organization).accounts.map(({ id }) => id);
const name = (pattern: string): AccountSelector => ({ kind: "name", pattern });
const named = (names: readonly string[]): Organization => ({
  managementAccountId: "0",
  organizationalUnits: [],
  accounts: names.map((text, index) => account(String(index), text)),
});

describe("selectors", () => {
  it("all means every account, the management account included", () => assert.equal(ids({ kind: "all" }).length, 8));
  it("an id means its account, leading zero kept", () => assert.deepEqual(ids({ kind: "id", id: "012345678901" }), ["012345678901"]));
  it("a name means its account", () => assert.deepEqual(ids(name("web-dev")), ["012345678904"]));
  it("a glob means all names that match", () => assert.deepEqual(ids(name("data-*")), ["012345678901", "012345678902"]));
  it("braces mean either", () => assert.deepEqual(ids(name("{web,old}-dev")), ["012345678904", "012345678905"]));
  it("a glob may match several accounts of one name", () => assert.deepEqual(ids(name("twi*")), ["200000000001", "200000000002"]));
  it("case counts", () => assert.deepEqual(ids(name("DATA-*")), []));
  it("an organizational unit means everything below it", () =>
    assert.deepEqual(ids({ kind: "ou", path: ["Workloads", "Production"] }), ["012345678901", "012345678903"]));
  it("an organizational unit is told by its whole path from the root", () => {
    assert.deepEqual(ids({ kind: "ou", path: ["Production"] }), []);
    assert.deepEqual(ids({ kind: "ou", path: ["Production", "Workloads"] }), []);
  });
  it("a tag means accounts with one of its values, several tags must all be there", () => {
    assert.deepEqual(ids({ kind: "tag", tags: { env: ["dev", "prod"], domain: ["data"] } }), ["012345678901", "012345678902"]);
  });

  it("a star crosses slashes and leading dots; brackets, exclamation marks and plus stand for themselves", () => {
    assert.deepEqual(ids(name("a*"), named(["a/b", "ab", ".a"])), ["0", "1"]);
    assert.deepEqual(ids(name("*"), named([".hidden", "x"])), ["0", "1"]);
    assert.deepEqual(ids(name("data (*)"), named(["data (prod)", "data prod"])), ["0"]);
    assert.deepEqual(ids(name("!a*"), named(["!ab", "b"])), ["0"]);
    assert.deepEqual(ids(name("a+*"), named(["a+b", "aab"])), ["0"]);
    assert.deepEqual(ids(name("[!a]b"), named(["ab", "cb"])), ["1"]);
  });

  it("a name as it stands wins over the pattern that it may also be", () =>
    assert.deepEqual(ids(name("data[1]"), named(["data[1]", "data1"])), ["0"]));
});

describe("selectors that mean nothing", () => {
  const grant = (accounts: unknown, except?: unknown) => ({
    access: [{ group: "g", permissionSet: "Platform-Admin", accounts, ...(except === undefined ? {} : { except }) }],
  });
  const cases: readonly [string, unknown, readonly string[]][] = [
    [
      "a glob",
      "lake-*",
      [
        'federation:access[0].accounts is "lake-*": it matches no account name; the organization has data-dev, data-prod, management, old-dev, twin and 2 more.',
      ],
    ],
    [
      "a name",
      ["data-prd"],
      ['federation:access[0].accounts[0] is "data-prd": the organization has no account of this name; did you mean "data-prod"?'],
    ],
    [
      "an ambiguous name",
      "twin",
      [
        'federation:access[0].accounts is "twin": 2 accounts have this name; write the id of the one you mean (200000000001, 200000000002).',
      ],
    ],
    [
      "an id",
      "912345678901",
      ['federation:access[0].accounts is "912345678901": the organization has no such account; did you mean 012345678901 (data-prod)?'],
    ],
    [
      "an organizational unit",
      { ou: "Workloads/Prodution" },
      [
        'federation:access[0].accounts.ou is "Workloads/Prodution": the organization has no such organizational unit; did you mean "Workloads/Production"?',
      ],
    ],
    [
      "the beginning of an organizational unit's name, which is nearer to its parent's",
      { ou: "Workloads/Dev" },
      [
        'federation:access[0].accounts.ou is "Workloads/Dev": the organization has no such organizational unit; did you mean "Workloads/Development"?',
      ],
    ],
    [
      "an organizational unit unlike any of its parent's",
      { ou: "Workloads/QA/Core" },
      [
        'federation:access[0].accounts.ou is "Workloads/QA/Core": the organization has no such organizational unit; write its path from the root down; there are Workloads/Development, Workloads/Production.',
      ],
    ],
    [
      "an organizational unit below one that has none",
      { ou: "Security/Forensics-And-Incidents" },
      [
        'federation:access[0].accounts.ou is "Security/Forensics-And-Incidents": the organization has no such organizational unit; Security has no units below it.',
      ],
    ],
    [
      "a tag's key",
      { tag: { evn: "prod" } },
      ['federation:access[0].accounts.tag is "evn=prod": no account has a tag "evn"; did you mean "env"?'],
    ],
    [
      "a tag's value",
      { tag: { env: "test" } },
      [
        'federation:access[0].accounts.tag is "env=test": no account is tagged so; tag an account in AWS Organizations first, or correct the value.',
      ],
    ],
  ];
  for (const [what, accounts, sentences] of cases)
    it(`${what} is a mistake`, () => assert.deepEqual(planMistakes(grant(accounts)), sentences));

  it("an exception that means nothing is a mistake", () =>
    assert.deepEqual(planMistakes(grant("all", "lake")), [
      'federation:access[0].except is "lake": the organization has no account of this name; write an account\'s name or id, or a glob with *.',
    ]));
  it("an exception that leaves nothing is a mistake", () =>
    assert.deepEqual(planMistakes(grant("data-*", "data-?*")), [
      "federation:access[0].except leaves no account of this entry: remove the entry, or except fewer accounts.",
    ]));
  it("an organizational unit without accounts is none", () => assert.deepEqual(planMistakes(grant({ ou: "Empty" })), []));
  it("a production selector that means nothing is a mistake", () =>
    assert.deepEqual(planMistakes({ productionAccounts: { ou: "Prod" } }), [
      'federation:productionAccounts.ou is "Prod": the organization has no such organizational unit; write its path from the root down; there are Empty, Security, Workloads.',
    ]));
  it("an organization without units says so", () =>
    assert.match(
      planMistakes(grant({ ou: "Prod" }), { ...ORGANIZATION, organizationalUnits: [] })[0] ?? "",
      /^federation:access\[0\]\.accounts\.ou is "Prod": the organization has no such organizational unit; it has none; name accounts otherwise\.$/,
    ));
  it("a suspended account does not make its name ambiguous", () => {
    const accounts = ORGANIZATION.accounts.map((one) => (one.id === "200000000002" ? { ...one, state: "SUSPENDED" as const } : one));
    assert.deepEqual(planMistakes(grant("twin"), { ...ORGANIZATION, accounts }), []);
  });
});

describe("selectors, whatever the organization", () => {
  const anyName = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(..."abAB01-_.*?[]{}()!+@|/\\ ,^$") });
  const anyAccount = fc.record({
    id: fc.integer({ min: 0, max: 999 }).map((n) => String(n).padStart(12, "0")),
    name: anyName,
    state: fc.constantFrom("ACTIVE" as const, "SUSPENDED" as const),
    ouPath: fc.array(fc.constantFrom("A", "B", "C/D"), { maxLength: 3 }),
    tags: fc.dictionary(fc.constantFrom("env", "__proto__", "toString"), fc.constantFrom("x", "y")),
  });
  const anyOrganization = fc.uniqueArray(anyAccount, { selector: ({ id }: Account) => id, maxLength: 8 }).map((accounts): Organization => ({
    managementAccountId: accounts[0]?.id ?? "",
    accounts,
    organizationalUnits: accounts.map(({ ouPath }) => joinOuPath(ouPath)),
  }));
  const anySelector: fc.Arbitrary<AccountSelector> = fc.oneof(
    fc.constant({ kind: "all" as const }),
    anyName.map(name),
    fc.array(fc.constantFrom("A", "B", "C/D"), { minLength: 1, maxLength: 3 }).map((path) => ({ kind: "ou" as const, path })),
    fc
      .dictionary(fc.constantFrom("env", "toString"), fc.array(fc.constantFrom("x", "y"), { minLength: 1 }), { minKeys: 1 })
      .map((tags) => ({ kind: "tag" as const, tags })),
  );

  it("a selector takes accounts of the organization, or has a problem", () => {
    fc.assert(
      fc.property(anyOrganization, anySelector, (organization, selector) => {
        const { accounts, problem } = select(placed(selector), organization);
        assert.ok(accounts.every((one) => organization.accounts.includes(one)));
        assert.ok(accounts.length > 0 || problem !== undefined || selector.kind === "ou");
        assert.ok(problem === undefined || accounts.length === 0);
      }),
    );
  });

  it("an account's own name always means it, whatever characters it has", () => {
    fc.assert(
      fc.property(anyName, (text) => {
        assert.deepEqual(ids(name(text), named([text])), ["0"]);
      }),
    );
  });

  it("star and question mark mean what a plain regular expression says", () => {
    const pattern = fc
      .string({ minLength: 1, maxLength: 8, unit: fc.constantFrom("a", "b", "*", "?", ".", "/", "-") })
      .filter((text) => /[*?]/.test(text));
    const text = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom("a", "b", ".", "/", "-") });
    fc.assert(
      fc.property(pattern, text, (glob, candidate) => {
        const source = glob.replace(/[./-]/g, "\\$&").replaceAll("*", "[^]*").replaceAll("?", "[^]");
        assert.equal(ids(name(glob), named([candidate])).length === 1, new RegExp(`^${source}$`).test(candidate));
      }),
      { numRuns: 2000 },
    );
  });

  it("the order of the organization's list does not change what is meant", () => {
    fc.assert(
      fc.property(anyOrganization, fc.array(anySelector), fc.array(anySelector), (organization, accounts, except) => {
        const reversed = { ...organization, accounts: [...organization.accounts].reverse() };
        const meant = (within: Organization) => selectAll(accounts.map(placed), except.map(placed), within).matches;
        assert.deepEqual(meant(organization), meant(reversed));
      }),
    );
  });

  it("except takes away exactly what it means", () => {
    fc.assert(
      fc.property(anyOrganization, fc.array(anySelector), fc.array(anySelector), (organization, accounts, except) => {
        const of = (yes: readonly AccountSelector[], no: readonly AccountSelector[]) =>
          new Set(selectAll(yes.map(placed), no.map(placed), organization).matches.map(({ account: { id } }) => id));
        const [all, excepted, left] = [of(accounts, []), of(except, []), of(accounts, except)];
        assert.deepEqual(left, new Set([...all].filter((id) => !excepted.has(id))));
      }),
    );
  });

  it("a path of organizational units survives its spelling, slashes and backslashes included", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 5, unit: fc.constantFrom("a", "/", "\\", " ") })), (names) => {
        assert.deepEqual(splitOuPath(joinOuPath(names)), names);
      }),
    );
  });
});
