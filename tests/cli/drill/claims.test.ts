import assert from "node:assert/strict";
import { unprovenDrills } from "../../../cli/drill/claims";
import type { StoredRecord } from "../../../cli/drill/record";

const record = (ended: string, changes: Partial<StoredRecord["record"]> = {}): StoredRecord => ({
  file: `${ended}.json`,
  record: {
    ...{ version: 1, stack: "prod", user: "breakglass-1", operator: "Ada", witness: "Grace", began: ended, ended, passed: true },
    ...{ results: [], previous: null, hash: "" },
    ...changes,
  },
});

describe("drills that the settings claim", () => {
  const claim = (records: readonly StoredRecord[], day = "2026-10-05") => unprovenDrills({ "breakglass-1": day }, "prod", records);
  const unproven = (remedy: string) => [
    `federation:drills.lastDrills.breakglass-1 is 2026-10-05, but no record tells of a drill of breakglass-1 that passed on that day: ${remedy}.`,
  ];
  const never = unproven("run `federation drill --stack prod --user breakglass-1`");

  it("are borne out by a record of that day", () => {
    assert.deepEqual(claim([record("2026-07-01T10:00:00.000Z"), record("2026-10-05T23:59:00.000Z")]), []);
  });
  it("are told where there is none", () => {
    assert.deepEqual(claim([]), never);
    assert.deepEqual(claim([record("2026-07-01T10:00:00.000Z")]), unproven("the last that passed was on 2026-07-01"));
  });
  it("are not borne out by a drill that failed, of the other user, or of another stack", () => {
    const day = "2026-10-05T10:00:00.000Z";
    assert.deepEqual(claim([record(day, { passed: false }), record(day, { user: "breakglass-2" }), record(day, { stack: "dev" })]), never);
  });
});
