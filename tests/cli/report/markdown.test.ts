import assert from "node:assert/strict";
import { buildReport } from "../../../access/report/build";
import type { Report } from "../../../access/report/report";
import type { Change, HeldAccess, Snapshot } from "../../../access/report/snapshot";
import { MARKDOWN_LIMIT, markdown } from "../../../cli/report/markdown";
import { held } from "../../access/report/arbitrary";

const snapshot = (list: readonly HeldAccess[]): Snapshot => ({ held: list, permissionSets: new Map(), policies: [], guards: [] });

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
      assert.equal(/… and \d+ more; `--format json` has them all\./.test(text), count > 100, String(count));
      assert.equal(text.match(/<details>/g)?.length, text.match(/<\/details>/g)?.length);
    }
  });

  it("says that somebody is locked out where it is always in sight", () => {
    const one = held("a", "P", "2");
    const text = markdown(reportOf([one], [one], { replaced: new Map([["a\nP\n2", true]]) }));
    assert.match(text.split("<details>")[0]!, /\*\*Locks out:\*\* 1 assignments are removed before they are made anew/);
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
      "## Access change: prod\n\n**Nobody's access changes.**\n\n<sub>0 assignments before, 0 after; a preview of p/prod, 2026-11-29T00:00:00.000Z.</sub>\n",
    );
  });
});
