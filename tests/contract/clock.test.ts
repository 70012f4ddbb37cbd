import assert from "node:assert/strict";
import { dayOf, daysAfter, fixedClock, isCalendarDay, systemClock, wholeDays, yearsAfter } from "../../contract/clock";
import { restoreEnvironment } from "../../sandbox/tests/environment";

describe("the clock", () => {
  const before = { ...process.env };
  afterEach(() => restoreEnvironment(before));

  it("is the machine's, or the time in FEDERATION_NOW", () => {
    delete process.env["FEDERATION_NOW"];
    assert.ok(Math.abs(systemClock.now().getTime() - Date.now()) < 60_000);
    process.env["FEDERATION_NOW"] = "2027-01-31T00:00:00Z";
    assert.equal(systemClock.now().toISOString(), "2027-01-31T00:00:00.000Z");
    process.env["FEDERATION_NOW"] = "soon";
    assert.throws(() => systemClock.now(), /^Error: FEDERATION_NOW is "soon": write an ISO 8601 time/);
  });

  it("may stand still, whoever changes what it told", () => {
    const clock = fixedClock("2026-11-23T12:00:00Z");
    clock.now().setUTCFullYear(2000);
    assert.equal(dayOf(clock.now()), "2026-11-23");
  });

  it("counts days and years over months' ends and leap days", () => {
    assert.equal(daysAfter("2026-12-31", 1), "2027-01-01");
    assert.equal(daysAfter("2028-03-01", -1), "2028-02-29");
    assert.equal(yearsAfter("2028-02-29", 1), "2029-03-01");
    assert.equal(yearsAfter("2026-11-23", 3), "2029-11-23");
  });

  it("counts whole days only, backwards too", () => {
    const days = (from: string, to: string): number => wholeDays(new Date(from), new Date(to));
    assert.equal(days("2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z"), 1);
    assert.equal(days("2026-11-23T00:00:00Z", "2026-11-23T23:59:59Z"), 0);
    assert.equal(days("2026-11-23T00:00:00Z", "2026-11-22T23:59:59Z"), -1);
  });

  it("knows the days of the calendar in one way of writing", () => {
    for (const day of ["2026-11-23", "2028-02-29"]) assert.equal(isCalendarDay(day), true, day);
    for (const day of ["2026-02-29", "2026-13-01", "2026-2-1", "2026-11-23T00:00:00Z", " 2026-11-23", ""])
      assert.equal(isCalendarDay(day), false, day);
  });
});
