import assert from "node:assert/strict";
import fc from "fast-check";
import { formatMatrix, matrixData, shortNames } from "../../../cli/output/matrix";

const grant = (group: string, permissionSet: string, accountName: string) => ({
  group,
  permissionSet,
  accountName,
  accountId: `id-${accountName}`,
});

describe("access matrix as a table", () => {
  it("shows groups by accounts as they are when that fits", () => {
    const text = formatMatrix([
      grant("admins", "Platform-Admin", "prod"),
      grant("admins", "Platform-Admin", "dev"),
      grant("devs", "Developer", "dev"),
    ]);
    assert.equal(text, ["Group   dev             prod", "admins  Platform-Admin  Platform-Admin", "devs    Developer       ."].join("\n"));
  });

  it("folds accounts with the same access into one column when it is too wide", () => {
    const grants = Array.from({ length: 30 }, (_, index) => grant("admins", "Platform-Admin", `account-${String(index).padStart(2, "0")}`));
    const lines = formatMatrix([...grants, grant("devs", "Developer", "sandbox")]).split("\n");
    assert.deepEqual(lines.slice(0, 3), [
      "Group   A (30)          sandbox",
      "admins  Platform-Admin  .",
      "devs    .               Developer",
    ]);
    assert.match(lines[4] ?? "", /^A \(30\): account-00, account-01/);
  });

  it("breaks into several tables where even short names do not fit", () => {
    const grants = Array.from({ length: 40 }, (_, index) => grant(`group-${index}`, "Developer", `a-long-account-name-${index}`));
    const text = formatMatrix(grants);
    assert.ok(text.split("\n").every((line) => line.length <= 120));
    assert.ok(text.split("\n").filter((line) => line.startsWith("Group ")).length > 1);
    for (const { accountName } of grants) assert.ok(text.includes(accountName), accountName);
  });

  it("says so when nobody has access", () => {
    assert.equal(formatMatrix([]), "Nobody has access to any account.");
  });

  it("gives every set a short name of its own", () => {
    assert.deepEqual([...shortNames(["Data-Analyst-RO", "Data-Admin-RO", "Developer"]).values()], ["DAR", "DAR2", "D"]);
  });

  const name = fc.stringMatching(/^[a-z][a-z-]{0,14}$/);
  const grants = fc
    .array(fc.tuple(name, name, name), { minLength: 1, maxLength: 60 })
    .map((all) => all.map(([group, set, account]) => grant(group, set, account)));

  it("is never wider than 120 columns", () => {
    fc.assert(
      fc.property(grants, (all) =>
        formatMatrix(all)
          .split("\n")
          .every((line) => line.length <= 120),
      ),
      { numRuns: 40 },
    );
  });

  it("holds every grant once, folded or not", () => {
    fc.assert(
      fc.property(grants, fc.boolean(), (all, fold) => {
        const { columns, cells } = matrixData(all, fold);
        const found = [...cells].flatMap(([group, row]) =>
          row.flatMap((sets, index) => columns[index]!.accounts.flatMap(({ id }) => sets.map((set) => `${group} ${set} ${id}`))),
        );
        assert.deepEqual(found.sort(), all.map((each) => `${each.group} ${each.permissionSet} ${each.accountId}`).sort());
      }),
      { numRuns: 40 },
    );
  });
});
