import assert from "node:assert/strict";
import fc from "fast-check";
import { accessMatrix } from "../../access/matrix";
import type { Grant } from "../../access/model";

const grant = (group: string, permissionSet: string, accountId: string, accountName = `account ${accountId}`): Grant => ({
  group,
  permissionSet,
  accountId,
  accountName,
  because: [{ setting: "federation:access[0]", match: "all" }],
});

const grantKey = ({ group, permissionSet, accountId }: Grant): string => JSON.stringify([group, permissionSet, accountId]);
const anyGrants = fc.uniqueArray(
  fc
    .record({ group: fc.constantFrom("a", "b", "c"), permissionSet: fc.constantFrom("P", "Q"), accountId: fc.constantFrom("1", "2", "3") })
    .map(({ group, permissionSet, accountId }) => grant(group, permissionSet, accountId)),
  { selector: grantKey },
);

describe("access matrix", () => {
  it("has groups for rows, accounts for columns, sets in the cells", () => {
    assert.deepEqual(
      accessMatrix([grant("b", "Q", "2", "x"), grant("a", "Q", "1", "y"), grant("a", "P", "1", "y"), grant("a", "P", "3", "x")]),
      {
        accounts: [
          { id: "2", name: "x" },
          { id: "3", name: "x" },
          { id: "1", name: "y" },
        ],
        rows: [
          { group: "a", cells: [[], ["P"], ["P", "Q"]] },
          { group: "b", cells: [["Q"], [], []] },
        ],
      },
    );
  });
  it("is empty without grants", () => assert.deepEqual(accessMatrix([]), { accounts: [], rows: [] }));
  it("holds every grant once and nothing else", () => {
    fc.assert(
      fc.property(anyGrants, (grants) => {
        const { accounts, rows } = accessMatrix(grants);
        const cells = rows.flatMap(({ group, cells: row }) =>
          row.flatMap((sets, index) => sets.map((set) => grantKey(grant(group, set, accounts[index]!.id)))),
        );
        assert.deepEqual(cells.sort(), grants.map(grantKey).sort());
      }),
    );
  });
});
