import assert from "node:assert/strict";
import { grantsFor, why } from "../../access/queries";
import { planned } from "./fixtures";

describe("questions", () => {
  const plan = planned({
    access: [
      { group: "admins", permissionSet: "Platform-Admin", accounts: "all" },
      { group: "auditors", permissionSet: "Security-Audit-RO", accounts: ["data-prod", { tag: { env: "prod" } }] },
    ],
  });

  it("who can enter an account, by id and by name in any case", () => {
    for (const account of ["012345678901", "DATA-PROD"]) {
      assert.deepEqual(
        grantsFor({ account }, plan).map(({ group, permissionSet }) => [group, permissionSet]),
        [
          ["admins", "Platform-Admin"],
          ["auditors", "Security-Audit-RO"],
        ],
      );
    }
  });
  it("what a group can do, in any case", () => {
    const sets = grantsFor({ group: "Admins" }, plan).map(({ permissionSet }) => permissionSet);
    assert.deepEqual([sets.length, sets.filter((name) => name === "Platform-Admin-Mgmt").length], [7, 1]);
  });
  it("why a group can enter an account, or cannot", () => {
    assert.deepEqual(why("auditors", { id: "012345678901", name: "data-prod" }, plan), [
      "auditors holds Security-Audit-RO in data-prod (012345678901) because federation:access[1] says data-prod.",
      "auditors holds Security-Audit-RO in data-prod (012345678901) because federation:access[1] says tag: env=prod.",
    ]);
    assert.deepEqual(why("auditors", { id: "012345678902", name: "data-dev" }, plan), [
      "auditors holds nothing in data-dev (012345678902): no entry of federation:access gives it.",
    ]);
    assert.deepEqual(why("admins", { id: "012345678905", name: "old-dev" }, plan), [
      "admins holds nothing in old-dev (012345678905): the account is SUSPENDED.",
    ]);
  });
});
