import assert from "node:assert/strict";
import { formatProblems, problemSentence } from "../../access/problems";
import { ownStackProblems, stackKind } from "../../access/settings/stacks";
import { CORE, divideAccounts, misplacedProblems } from "../../access/stacks";
import { mistakes, ORGANIZATION, parsed, type Raw } from "./fixtures";

const divide = (stacks: Raw) => divideAccounts(parsed({ stacks }).stacks, ORGANIZATION);
const homes = (stacks: Raw) => Object.fromEntries(ORGANIZATION.accounts.map(({ id, name }) => [name, divide(stacks).homeOf(id)]));

describe("stacks of a federation", () => {
  it("are one without the setting", () => {
    const { accessStacks, homeOf, problems } = divideAccounts(undefined, ORGANIZATION);
    assert.deepEqual({ accessStacks, problems }, { accessStacks: [], problems: [] });
    assert.ok(ORGANIZATION.accounts.every(({ id }) => homeOf(id) === CORE));
  });

  it("have the accounts of their selectors, whatever the accounts' state, and the core has the others", () => {
    const stacks = { "prod-dev": { ou: "Workloads/Development" }, "prod-prod": ["web-prod", { tag: { domain: "data", env: "prod" } }] };
    assert.deepEqual(homes(stacks), {
      management: CORE,
      "data-prod": "prod-prod",
      "data-dev": "prod-dev",
      "web-prod": "prod-prod",
      "web-dev": "prod-dev",
      "old-dev": "prod-dev",
      twin: CORE,
    });
    assert.deepEqual(divide(stacks).accessStacks, ["prod-dev", "prod-prod"]);
  });

  it("leave the management account to the core, and an account that is gone where it is", () => {
    assert.equal(homes({ all: "all" })["management"], CORE);
    assert.equal(divide({ all: "all" }).homeOf("999999999999"), undefined);
  });

  it("do not depend on the order of accounts and stacks", () => {
    const stacks = { b: { ou: "Workloads/Production" }, a: { ou: "Workloads/Development" } };
    const { homeOf } = divideAccounts(parsed({ stacks }).stacks, { ...ORGANIZATION, accounts: ORGANIZATION.accounts.toReversed() });
    for (const { id } of ORGANIZATION.accounts) assert.equal(homeOf(id), divide({ a: stacks.a, b: stacks.b }).homeOf(id));
  });

  it("are refused where two have the same account, or a selector means nothing", () => {
    assert.equal(
      formatProblems(divide({ a: { ou: "Workloads" }, b: ["data-*"], c: { ou: "Wrokloads" } }).problems),
      [
        "federation:stacks gives a and b the same accounts: data-prod (012345678901), data-dev (012345678902); write selectors that have nothing in common.",
        'federation:stacks.c.ou is "Wrokloads": the organization has no such organizational unit; did you mean "Workloads"?',
      ].join("\n"),
    );
  });

  it("are written as a mapping of names to selectors", () => {
    assert.deepEqual(mistakes({ stacks: [{ ou: "Workloads" }] }), [
      "federation:stacks is a list: write a mapping of access stack to accounts, such as {prod-workloads: {ou: Workloads}}.",
    ]);
    assert.match(mistakes({ stacks: { "acme/prod": "all" } })[0] ?? "", /write the name of a stack: up to 100 letters/);
    assert.match(mistakes({ stacks: { prod: { unit: "Workloads" } } })[0] ?? "", /^federation:stacks\.prod\.unit /);
  });

  it("tell assignments that are in another stack's state than their account's", () => {
    const made = ["012345678901", "012345678902", "012345678904", "100000000001", "999999999999"].map((accountId) => ({
      urn: accountId,
      permissionSet: "Developer",
      accountId,
    }));
    const division = divide({ "prod-dev": { ou: "Workloads/Development" }, "prod-prod": { ou: "Workloads/Production" } });
    const messages = (here: string): string[] =>
      misplacedProblems(made, division, here, "prod").map((problem) => problemSentence(problem).split(":").slice(0, 2).join(":"));
    assert.deepEqual(messages(CORE), [
      "federation:stacks puts 2 account assignments of this stack's state into prod-dev",
      "federation:stacks puts 1 account assignment of this stack's state into prod-prod",
    ]);
    assert.deepEqual(messages("prod-dev"), [
      "federation:stacks puts 1 account assignment of this stack's state into prod",
      "federation:stacks puts 1 account assignment of this stack's state into prod-prod",
    ]);
    assert.deepEqual(misplacedProblems(made, divide({ all: "all" }), "all", "prod").length, 1);
  });
});

describe("the kind of a stack", () => {
  it("is an access stack's where it names a core, and nothing else", () => {
    assert.deepEqual(stackKind({ stage: "production" }), { core: undefined, problems: [] });
    assert.deepEqual(stackKind({ core: "prod" }), { core: "prod", problems: [] });
  });

  it("is refused where it says more, or names no stack", () => {
    const messages = (...args: Parameters<typeof stackKind>): string => formatProblems(stackKind(...args).problems);
    assert.equal(
      messages({ core: "prod", stage: "production" }, ["scimToken"]),
      "federation:core says that this is an access stack of prod, whose settings it has: federation:stage, federation:scimToken are read from the file of prod alone; remove them here.",
    );
    assert.match(messages({ core: "acme/federation/prod" }), /^federation:core is "acme\/federation\/prod": write the name of a stack/);
    assert.match(messages({ core: "" }), /^federation:core is "": write/);
  });

  it("is not its own access stack: the core's settings do not run it", () => {
    assert.deepEqual(ownStackProblems({ dev: [] }, "prod"), []);
    assert.equal(
      formatProblems(ownStackProblems({ dev: [] }, "dev")),
      "federation:stacks.dev is the stack that runs, and these are its core's settings: run it by its own file, Pulumi.dev.yaml, which names the core (federation:core) and nothing else: look at PULUMI_OPTION_CONFIG_FILE and --config-file (docs/several-stacks.md).",
    );
  });
});
