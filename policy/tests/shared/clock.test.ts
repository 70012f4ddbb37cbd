import assert from "node:assert/strict";
import { systemClock } from "../../../contract/clock";
import { daysSince, daysUntil, isPast, parseDay } from "../../shared/clock";

const day = (text: string): Date => parseDay(text) ?? assert.fail(text);

describe("clock", () => {
  let set: string | undefined;
  before(() => (set = process.env["FEDERATION_NOW"]));
  afterEach(() => {
    if (set === undefined) delete process.env["FEDERATION_NOW"];
    else process.env["FEDERATION_NOW"] = set;
  });

  for (const [title, value] of [
    ["not set", undefined],
    ["empty", ""],
  ] as const) {
    it(`is the machine's where FEDERATION_NOW is ${title}`, () => {
      if (value === undefined) delete process.env["FEDERATION_NOW"];
      else process.env["FEDERATION_NOW"] = value;
      assert.ok(Math.abs(systemClock.now().getTime() - Date.now()) < 60_000);
    });
  }
  it("refuses a FEDERATION_NOW that is no time", () => {
    process.env["FEDERATION_NOW"] = "tomorrow";
    assert.throws(systemClock.now, /^Error: FEDERATION_NOW is "tomorrow": write an ISO 8601 time, such as 2027-01-31T00:00:00Z\.$/);
  });
  it("counts a day that is there to the millisecond", () => {
    process.env["FEDERATION_NOW"] = "2026-11-23T00:00:00.001Z";
    assert.equal(daysUntil(new Date("2026-12-23T00:00:00.001Z")), 30);
    assert.equal(daysUntil(new Date("2026-12-23T00:00:00.000Z")), 29);
    assert.equal(daysUntil(new Date("2026-11-23T00:00:00.000Z")), -1);
    assert.equal(daysSince(day("2026-11-22")), 1);
    assert.equal(daysSince(day("2026-11-24")), -1);
  });
  it("lets a day count through its last moment", () => {
    process.env["FEDERATION_NOW"] = "2026-11-23T23:59:59.999Z";
    assert.equal(isPast(day("2026-11-23")), false);
    process.env["FEDERATION_NOW"] = "2026-11-24T00:00:00.000Z";
    assert.equal(isPast(day("2026-11-23")), true);
  });
  it("knows no day that is not in the calendar", () => {
    assert.equal(parseDay("2026-02-29"), undefined);
    assert.equal(parseDay("2026-2-1"), undefined);
    assert.equal(parseDay("2026-13-01"), undefined);
    assert.equal(parseDay("2028-02-29")?.toISOString(), "2028-02-29T00:00:00.000Z");
  });
});
