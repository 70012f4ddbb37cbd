import assert from "node:assert/strict";
import fc from "fast-check";
import { parseFilter } from "../../entra/filter";

const ada = {
  id: "3f0c0000-0000-0000-0000-000000000001",
  displayName: "Ada O'Byron",
  securityEnabled: true,
  mail: null,
  count: 3,
  createdDateTime: "2026-11-28T10:00:00Z",
  status: { errorCode: 0 },
  targets: [
    { id: "a", type: "User" },
    { id: "b", type: "Group" },
  ],
};
const passes = (clause: string): boolean => parseFilter(clause)(ada);

describe("OData's $filter", () => {
  for (const clause of [
    "displayName eq 'ADA O''BYRON'",
    "id eq '3F0C0000-0000-0000-0000-000000000001'",
    "id eq 3f0c0000-0000-0000-0000-000000000001",
    "securityEnabled eq true",
    "mail eq null",
    "missing eq null",
    "count ge 3 and count lt 4",
    "createdDateTime ge 2026-11-28T11:00:00+02:00",
    "createdDateTime lt 2026-11-29",
    "status/errorCode eq 0",
    "startsWith(displayName, 'ada') and endswith(displayName, 'BYRON')",
    "contains(displayName,'o''b')",
    "displayName in ('x', 'ada o''byron')",
    "not (count eq 4)",
    "count eq 4 or count eq 3 and securityEnabled eq true",
    "(count eq 4 or count eq 3) and securityEnabled eq true",
    "targets/any(t:t/id eq 'b')",
    "targets/any(t: t/id eq 'a' and t/type eq 'user')",
    "targets/all(t:t/id ne 'c')",
  ])
    it(`holds: ${clause}`, () => assert.ok(passes(clause)));

  for (const clause of [
    "displayName eq 'Ada'",
    "securityEnabled ne true",
    "mail ne null",
    "count gt 3",
    "count eq '3'",
    "createdDateTime gt 2026-11-28T12:00:00+02:00",
    "not (count eq 3)",
    "count eq 3 and (count eq 4 or count eq 5)",
    "targets/any(t:t/id eq 'a' and t/type eq 'group')",
    "targets/all(t:t/id eq 'a')",
    "count/any(t:t eq 3)",
  ])
    it(`does not hold: ${clause}`, () => assert.ok(!passes(clause)));

  it("is refused with 400 where it cannot be read, whatever is sent", () => {
    for (const clause of ["", "displayName", "displayName eq", "displayName like 'x'", "(count eq 3", "count eq 3)", "x eq 'y", "eq 'x'"])
      assert.throws(() => passes(clause), { status: 400 }, clause);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("displayName", "eq", "and", "not", "(", ")", "'x'", "any", ",", "3", "in", "/"), { maxLength: 9 }),
        (words) => {
          try {
            parseFilter(words.join(" "))(ada);
          } catch (error) {
            assert.equal((error as { status?: number }).status, 400, words.join(" "));
          }
        },
      ),
    );
  });
});
