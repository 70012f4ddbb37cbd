import assert from "node:assert/strict";
import { buildReport } from "../../../access/report/build";
import type { Report } from "../../../access/report/report";
import type { ConditionalAccessPolicyModel } from "../../../access/conditional-access/policies";
import type { Change, Guard, HeldAccess, SetContent, Snapshot } from "../../../access/report/snapshot";
import { MARKDOWN_LIMIT, markdown } from "../../../cli/report/markdown";
import { held } from "../../access/report/arbitrary";

const snapshot = (list: readonly HeldAccess[]): Snapshot => ({ held: list, permissionSets: new Map(), policies: [], guards: [] });

const NOBODY = { group: null, permissionSet: null, accountId: null };

function reportOf(before: readonly HeldAccess[], after: readonly HeldAccess[], more: Partial<Change> = {}): Report {
  return buildReport({
    change: {
      before: snapshot(before),
      after: snapshot(after),
      replaced: new Map(),
      replacedSets: new Map(),
      replacedGuards: new Set(),
      unclear: [],
      notes: [],
      facts: {
        stack: "prod",
        project: "p",
        stage: "production",
        partition: "aws",
        managementAccountId: "1",
        productionAccountIds: new Set(["2"]),
        accounts: new Map(),
      },
      ...more,
    },
    catalogue: new Map(),
    managed: () => undefined,
    source: { kind: "preview", files: ["-"], inventory: null },
    limits: {},
    approval: undefined,
    now: new Date("2026-11-29T00:00:00Z"),
  });
}

describe("the report as Markdown", () => {
  it("stays below the limit at any size, and says how much it leaves out", () => {
    for (const count of [10, 1000, 20_000]) {
      const list = Array.from({ length: count }, (_, index) =>
        held(`group-${index % 97} with a long name &<>|`, `Set-${index % 13}`, String(100000000000 + index)),
      );
      const text = markdown(reportOf(list.slice(0, count / 2), list.slice(count / 2)));
      assert.ok(text.length < MARKDOWN_LIMIT, `${count}: ${text.length}`);
      // The room is shared, and used.
      if (count > 1000) assert.ok(text.length > MARKDOWN_LIMIT * 0.95, `${count}: ${text.length}`);
      assert.equal(/… and \d+ more; `--format json` has them all\./.test(text), count > 100, String(count));
      assert.equal(text.match(/<details>/g)?.length, text.match(/<\/details>/g)?.length);
    }
  });

  it("stays below the limit whatever there is much of: sets, notes, guards, unknowns, long names", () => {
    const long = (index: number): string => `${"&<|`".repeat(40)}${index}`;
    const many = (count: number) => Array.from({ length: count }, (_, index) => index);
    const set = (index: number, policy: string): SetContent => ({
      ...{ name: long(index), description: "", sessionDuration: "PT1H", customerManagedPolicies: [`/${policy}`], unknown: [] },
      managedPolicies: [],
    });
    const side = (policy: string, kind: Guard["kind"]): Snapshot => ({
      held: many(2000).map((index) => held(long(index % 50), long(index), String(index))),
      permissionSets: new Map(many(2000).map((index) => [long(index), set(index, policy)])),
      policies: many(200).map((index) => ({ key: `${index}`, name: long(index), fields: { [long(index)]: policy }, unclear: long(index) })),
      guards: many(2000).map((index) => ({ kind, key: `${kind}${index}`, name: long(index), type: "aws:x/y:Z", content: {} })),
    });
    const unclear = many(2000).map((index) => ({ sentence: long(index), resource: `${index}`, operation: "create", ...NOBODY }));
    const text = markdown(
      reportOf([], [], { before: side("a", "alarm"), after: side("b", "trail"), unclear, notes: many(2000).map(long) }),
    );
    assert.ok(text.length < MARKDOWN_LIMIT, String(text.length));
    assert.equal(text.match(/<details>/g)?.length, text.match(/<\/details>/g)?.length);
    for (const part of ["Further permission sets: 1970", "Guards and settings: 4000", "Notes: 2001", "Conditional Access: 200 policies"])
      assert.ok(text.includes(part), part);
  });

  it("shows all of a long part where the others are short", () => {
    const list = Array.from({ length: 200 }, (_, index) => held("a", "P", String(100000000000 + index)));
    const text = markdown(reportOf([held("b", "P", "1")], list));
    assert.doesNotMatch(text, /--format json/);
  });

  it("has in sight what became weaker, and which sign-in became easier", () => {
    const mfa: ConditionalAccessPolicyModel = {
      ...{ key: "mfa", displayName: "mfa", state: "enabled", applications: "aws", includeUsers: "all", excludeGroups: [] },
      ...{ clientAppTypes: ["all"], control: "mfa" },
    };
    const policy = (model: ConditionalAccessPolicyModel) => ({ key: "mfa", name: "mfa", fields: { state: model.state }, model });
    const alarm: Guard = { kind: "alarm", key: "a", name: "use", type: "aws:x/y:Rule", content: {} };
    const before = { ...snapshot([]), policies: [policy(mfa)], guards: [alarm] };
    const after = { ...snapshot([]), policies: [policy({ ...mfa, state: "disabled" })], guards: [] };
    const [seen] = markdown(reportOf([], [], { before, after })).split("<details>");
    assert.match(seen!, /> \*\*Weaker:\*\* Alarm use \(Rule\) is removed\./);
    assert.match(seen!, /> \*\*Sign-in gets easier:\*\* everybody, any device, from anywhere: mfa → allowed/);
  });

  it("says that somebody is locked out where it is always in sight", () => {
    const one = held("a", "P", "2");
    const text = markdown(reportOf([one], [one], { replaced: new Map([["a\nP\n2", true]]) }));
    assert.match(text.split("<details>")[0]!, /\*\*Locks out:\*\* 1 assignment is removed before it is made anew/);
    assert.match(text, /↻ made anew .*\*\*locked out for minutes\*\*/);
    assert.doesNotMatch(markdown(reportOf([one], [one], { replaced: new Map([["a\nP\n2", false]]) })), /ocked out|Locks out/);
  });

  it("ranks production first, and counts what nothing tells as production", () => {
    const list = [held("a", "P", "3"), held("a", "P", "2"), held("a", "P", "1")];
    const places = ({ gained }: Report) => gained.map(({ risk, accountId }) => `${risk} ${accountId}`);
    assert.deepEqual(places(reportOf([], list)), ["high 1", "high 2", "medium 3"]);
    const facts = {
      stack: null,
      project: null,
      stage: null,
      partition: "aws" as const,
      managementAccountId: null,
      productionAccountIds: null,
      accounts: new Map(),
    };
    const unsure = reportOf([], list, { facts });
    assert.deepEqual(places(unsure), ["high 1", "high 2", "high 3"]);
    assert.match(unsure.notes.join(" "), /Nothing here tells which accounts are production/);
  });

  it("shows nothing to fold where nobody's access changes", () => {
    assert.equal(
      markdown(reportOf([], [])),
      "## Access change: prod\n\n**Nobody's access changes.**\n\n<sub>0 assignments before, 0 after; a preview of p/prod, 2026-11-29 00:00 UTC.</sub>\n",
    );
  });
});
