import assert from "node:assert/strict";
import type { Account, Grant } from "../../access/model";
import { accountAsked, groupAsked, writtenAs } from "../../cli/stack/asked";

describe("what a question is about", () => {
  const account = (id: string, name: string, state: Account["state"] = "ACTIVE"): Account => ({ id, name, state, ouPath: [], tags: {} });
  const accounts = [
    account("1", "prod"),
    account("2", "dev"),
    account("3", "dev"),
    account("4", "old", "SUSPENDED"),
    account("5", "lab", "SUSPENDED"),
    account("6", "lab"),
  ];
  const asked = (text: string): string => accountAsked({ accounts }, text).id;

  it("is an account by its id, or by its name in any case", () => {
    assert.deepEqual([asked("1"), asked("PROD"), asked("4"), asked("old")], ["1", "1", "4", "4"]);
  });

  it("is the active account of a name that closed ones have, too", () => assert.equal(asked("lab"), "6"));

  it("is no account that there is not, and none of several of one name", () => {
    assert.throws(() => asked("dev"), /^Failure: Several accounts are called "dev": 2, 3; give the id\.$/);
    assert.throws(() => asked("prd"), /^Failure: The organization has no account "prd": did you mean "prod"\?$/);
    assert.throws(
      () => asked("9"),
      /^Failure: The organization has no account "9": write the id or the name of one of dev, lab, old, prod\.$/,
    );
  });

  const grant = (group: string): Grant => ({ group, permissionSet: "Admin", accountId: "1", accountName: "prod", because: [] });
  const known = {
    grants: [grant("admins"), grant("devs")],
    named: ["admins", "devs", "travellers"],
    groups: new Map([
      ["admins", { id: "a1", displayName: "Admins of the cloud" }],
      ["travellers", { id: "t1", displayName: "travellers" }],
    ]),
  };

  it("is a group as written in any case, or by the directory's name or object id", () => {
    for (const name of ["Admins", "admins of the cloud", "A1"]) assert.equal(groupAsked(known, name), "admins");
  });

  it("is a group that the settings name and give nothing, and none that they do not name", () => {
    assert.equal(groupAsked(known, "Travellers"), "travellers");
    assert.throws(() => groupAsked(known, "travelers"), /and the settings do not name it: did you mean "travellers"\?$/);
    assert.throws(() => groupAsked(known, "ops"), /^Failure: The group "ops" has no access, .*: groups with access: admins, devs\.$/);
  });

  it("is every spelling of one group, and not two groups of one name", () => {
    const written = ["admins", "Admins of the cloud", "a1", "devs"];
    const one = { id: "a1", displayName: "Admins of the cloud" };
    const groups = new Map(written.slice(0, 3).map((name) => [name, one]));
    assert.deepEqual(writtenAs(written, groups, "ADMINS"), written.slice(0, 3));
    assert.deepEqual(writtenAs(written, new Map(), "ADMINS"), ["admins"]);
    const two = new Map([
      ["a1", one],
      ["a2", { id: "a2", displayName: one.displayName }],
    ]);
    assert.deepEqual(writtenAs(["a1", "a2"], two, one.displayName), []);
  });
});
