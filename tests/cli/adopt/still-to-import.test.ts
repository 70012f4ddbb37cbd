import assert from "node:assert/strict";
import type { TakenOver } from "../../../access/import-file";
import { ROOT } from "../../../cli/adopt/part";
import { stillToImport } from "../../../cli/adopt/still-to-import";

const type = "aws:ssoadmin/accountAssignment:AccountAssignment";
const place = { stack: "prod", project: "federation" };
const resource = (name: string, id: string): TakenOver => ({ type, name, id, parents: [ROOT] });
const urn = (name: string): string => `urn:pulumi:prod::federation::federation:index:Federation$${type}::${name}`;

describe("what is still to be imported", () => {
  it("is what the state does not hold", () => {
    const state = [{ urn: urn("a"), type, id: "1" }];
    assert.deepEqual(
      stillToImport([resource("a", "1"), resource("b", "2")], state, place).map(({ name }) => name),
      ["b"],
    );
  });

  it("is nothing that the state holds under another name: imported twice, the first would be deleted", () => {
    const state = [{ urn: urn("Ops/90677c608a-11111111/1"), type, id: "principal,GROUP,1" }];
    assert.deepEqual(stillToImport([resource("Ops/aaaaaaaa-0000/1", "principal,GROUP,1")], state, place), []);
  });

  it("is what the state only waits to delete", () => {
    const state = [{ urn: urn("a"), type, id: "1", delete: true }];
    assert.equal(stillToImport([resource("a", "1")], state, place).length, 1);
  });
});
