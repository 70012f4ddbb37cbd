import assert from "node:assert/strict";
import fc from "fast-check";
import { RISKS } from "../../../access/report/report";
import { allItems, KINDS, type PageItem, RISKS as PAGE_RISKS } from "../../../cli/report/page/client/data";
import { EVERYTHING, type Filter, Finder, fromHash, toHash } from "../../../cli/report/page/client/filter";
import { linesOf, productionWords } from "../../../cli/report/page/client/lines";
import { step } from "../../../cli/report/page/client/navigation";
import { arrange, itemsOf, type UnitRow, visibleRows } from "../../../cli/report/page/client/tree";
import { indices, offsets, rowAt } from "../../../cli/report/page/client/window";
import { pageData } from "../../../cli/report/page/data";
import { html, verbatim } from "../../../cli/report/page/html";
import { reportPage } from "../../../cli/report/page/page";
import { ACCOUNTS, item, large, NOTHING, SMALL } from "./fixture";

const fields = {
  search: fc.string(),
  group: fc.string({ unit: "grapheme" }),
  account: fc.string(),
  set: fc.string(),
  risk: fc.integer({ min: 0, max: RISKS.length - 1 }),
  production: fc.boolean(),
  kinds: fc.subarray([...KINDS]),
  open: fc.dictionary(fc.string(), fc.boolean(), { noNullPrototype: true }),
};
const filters: fc.Arbitrary<Filter> = fc.record(fields, { noNullPrototype: true });

describe("page: a filter in an address", () => {
  it("comes back as it was, whatever names hold", () => {
    fc.assert(fc.property(filters, (filter) => assert.deepEqual(fromHash(`#${toHash(filter)}`), filter)));
  });

  it("is nothing where nothing is chosen, and reads anything as some filter", () => {
    assert.equal(toHash(EVERYTHING), "");
    assert.deepEqual(fromHash("#limits"), EVERYTHING);
    assert.deepEqual(fromHash("#risk=terrible&show=nonsense&open"), { ...EVERYTHING, kinds: [], open: { "": true } });
    fc.assert(fc.property(fc.string(), (hash) => void fromHash(hash)));
  });
});

describe("page: changes by risk", () => {
  const { items, accounts } = pageData(large(100, 10));
  const lines = linesOf(items);
  const change = ({ kind, risk, group, set, words, because }: PageItem) => [kind, risk, group, set, words, because].join(" ");

  it("are a line for all accounts in which they are the same, and lose none", () => {
    assert.ok(lines.length < items.length);
    assert.equal(new Set(lines.map(({ item }) => change(item))).size, lines.length);
    const sentences = lines.flatMap((line) => line.accounts.map((account) => `${change(line.item)} ${account}`));
    assert.deepEqual(sentences.sort(), items.map((one) => `${change(one)} ${one.account}`).sort());
  });

  it("keep the order of risk, and apart what locks out or ends", () => {
    const risks = lines.map(({ item }) => item.risk);
    assert.deepEqual(
      risks,
      [...risks].sort((a, b) => a - b),
    );
    const one = items[0]!;
    const others = [
      one,
      { ...one, account: 1 },
      { ...one, lockOut: true as const },
      { ...one, ends: "2026-12-24" },
      { ...one, kind: "kept" as const },
    ];
    assert.deepEqual(
      linesOf(others).map((line) => line.accounts.length),
      [2, 1, 1],
    );
  });

  it("say how many accounts are production", () => {
    const [dear, cheap] = [accounts.find(({ production }) => production)!, accounts.find(({ production }) => !production)!];
    assert.deepEqual(
      [
        [dear, dear],
        [dear, cheap],
        [cheap, undefined],
      ].map(productionWords),
      ["all production", "1 production", ""],
    );
  });
});

describe("page: what a filter finds", () => {
  const data = pageData(SMALL);
  const all = allItems(data);
  const finder = new Finder(data, all);

  it("is everything without a choice", () => {
    assert.deepEqual(finder.find(EVERYTHING), all);
  });

  it("is what every part of it finds", () => {
    const part = (name: "group" | "set" | "account" | "search", value: string): Set<PageItem> =>
      new Set(finder.find({ ...EVERYTHING, [name]: value }));
    const words = fc.constantFrom("", "aws", "aws-developers", "Platform-Admin", "prod", "high", "lost", "Workloads/Production", "x y");
    fc.assert(
      fc.property(words, words, words, words, (group, set, account, search) => {
        const parts = [part("group", group), part("set", set), part("account", account), part("search", search)];
        assert.deepEqual(
          finder.find({ ...EVERYTHING, group, set, account, search }),
          all.filter((one) => parts.every((found) => found.has(one))),
        );
      }),
    );
  });
});

describe("page: rows", () => {
  const data = pageData(SMALL);
  const items = data.items;
  const rows = visibleRows(arrange(data, items), {});

  it("count in a unit what its accounts have", () => {
    const workloads = rows.find((row) => row.type === "unit" && row.name === "Workloads") as UnitRow;
    const developers = data.groups.indexOf("aws-developers");
    const found = itemsOf(data, items, workloads, developers).map(({ kind, account }) => `${kind} ${data.accounts[account]!.name}`);
    assert.deepEqual(found, ["lost shop-prod", "gained data-dev"]);
    assert.deepEqual(
      workloads.cells.get(developers)!.map(({ count, risk }) => `${count} ${RISKS[risk]}`),
      ["1 low", "1 high", "0 low", "0 low", "0 low"],
    );
  });

  it("do not take a unit for one whose name only begins like it", () => {
    const places = ["Prod", "Production"].map((unit, index) => ({
      ...ACCOUNTS.dataDev,
      accountId: `00000000000${index}`,
      accountUnit: unit,
    }));
    const report = { ...NOTHING, accounts: places, gained: places.map((at) => item("group", "Set", at, "low")) };
    const alike = pageData(report);
    const prod = visibleRows(arrange(alike, alike.items), {}).find(({ name }) => name === "Prod")!;
    assert.deepEqual(
      itemsOf(alike, alike.items, prod, 0).map(({ account }) => alike.accounts[account]!.unit),
      ["Prod"],
    );
  });

  it("fold by themselves where there are many, and open where somebody said so", () => {
    const many = pageData(large(500, 2));
    const tree = arrange(many, many.items);
    assert.deepEqual(
      visibleRows(tree, {}).map(({ name }) => name),
      ["Workloads"],
    );
    const opened = visibleRows(tree, { Workloads: true, "Workloads/Production": true, "Workloads/Production/Unit 00": true });
    assert.deepEqual(
      opened.slice(0, 4).map(({ name }) => name),
      ["Workloads", "Development", "Production", "Unit 00"],
    );
    assert.equal(opened[4]!.name, "workload-000");
  });

  it("stand for accounts without unit, at the root and unknown, apart", () => {
    const places = ["", null].map((accountUnit, index) => ({ ...ACCOUNTS.dataDev, accountId: `00000000000${index}`, accountUnit }));
    const report = { ...NOTHING, accounts: places, gained: places.map((at) => item("group", "Set", at, "low")) };
    const bare = pageData(report);
    assert.deepEqual(
      visibleRows(arrange(bare, bare.items), {}).map(({ name, level }) => `${level} ${name}`),
      ["1 Root", "2 data-dev", "1 Unit unknown", "2 data-dev"],
    );
  });
});

describe("page: what has to be in the document", () => {
  it("finds the row at every place", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1 }), fc.nat(20_000), (heights, place) => {
        const starts = offsets(heights);
        const within = Math.min(place, starts[heights.length]! - 1);
        const row = rowAt(starts, place);
        assert.ok(starts[row]! <= within && within < starts[row + 1]!);
      }),
    );
  });

  it("is what is in sight and what has the focus, each once, in order", () => {
    assert.deepEqual(indices(-2, 3, 10, 7), [0, 1, 2, 3, 7]);
    assert.deepEqual(indices(5, 30, 10, 2), [2, 5, 6, 7, 8, 9]);
    assert.deepEqual(indices(5, 7, 10, 6), [5, 6, 7]);
    assert.deepEqual(indices(0, 1, 2, -1), [0, 1]);
    assert.deepEqual(indices(0, 1, 2, 9), [0, 1]);
  });

  it("never leads a key out of the matrix", () => {
    const key = fc.constantFrom("ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "PageDown", "PageUp", "Home", "End");
    fc.assert(
      fc.property(key, fc.boolean(), fc.nat(9), fc.nat(4), (name, ctrlKey, row, column) => {
        const next = step({ key: name, ctrlKey }, { row, column, rows: 10, columns: 4, page: 6 })!;
        assert.ok(next.row >= 0 && next.row < 10 && next.column >= 0 && next.column <= 4);
      }),
    );
    assert.equal(step({ key: "a", ctrlKey: false }, { row: 0, column: 0, rows: 1, columns: 1, page: 1 }), undefined);
  });
});

describe("page: its text", () => {
  it("escapes every value of a template, and nothing twice", () => {
    const inner = html`<b title="${`"'`}">${"<&>"}</b>`;
    assert.equal(
      html`<p>${[inner, "&", 0, false, null, undefined]}${verbatim("<i>")}</p>`.text,
      '<p><b title="&#34;&#39;">&#60;&#38;&#62;</b>&#38;0<i></p>',
    );
  });

  it("names nothing to be fetched, and ends no element early", () => {
    const group = "</script><script>alert(1)</script><!--";
    const text = reportPage({ ...SMALL, headline: group, gained: [item(group, group, ACCOUNTS.dataProd, "critical")], notes: [group] });
    assert.equal(text.match(/<script/g)!.length, 2);
    assert.equal(text.match(/<\/script/g)!.length, 2);
    assert.ok(!text.includes("alert(1)</script>"));
    assert.doesNotMatch(text, /(src|href)="(?!#)/);
    assert.doesNotMatch(text, /url\(|@import/);
  });

  it("knows the risks of the report", () => {
    assert.deepEqual([...PAGE_RISKS], [...RISKS]);
  });

  it("leaves out parts that have nothing", () => {
    const titles = [...reportPage(NOTHING).matchAll(/<h2 [^>]*>([^<]*)</g)].map(([, title]) => title);
    assert.deepEqual(titles, ["Who gets or loses what", "About this report"]);
  });
});

describe("page: groups", () => {
  const [one, other] = ["11111111-0000-0000-0000-000000000001", "22222222-0000-0000-0000-000000000002"];
  const of = (group: string, groupId: string | null, at = ACCOUNTS.dataDev) => item(group, "Developer", at, "low", { groupId });
  const data = pageData({
    ...NOTHING,
    accounts: Object.values(ACCOUNTS),
    gained: [of("team", one), of("team", other), of("alone", other.replace("2", "3"), ACCOUNTS.audit)],
    lost: [of("alone", null), of("nameless", null)],
    kept: [{ group: "team", groupId: other, permissionSet: "Audit", risk: "low", accountIds: [ACCOUNTS.audit.accountId] }],
  });

  it("of one name stay apart, and say which is which; others are called by their name alone", () => {
    assert.deepEqual(data.groups, ["alone", "nameless", `team (${one})`, `team (${other})`]);
    assert.deepEqual(data.groupIds, [other.replace("2", "3"), null, one, other]);
    assert.deepEqual(
      data.kept.map(({ group }) => data.groupIds[group]),
      [other],
    );
  });

  it("are found by their object id, whole or in part, in the search and as group", () => {
    const found = (filter: Partial<Filter>): string[] =>
      new Finder(data, allItems(data)).find({ ...EVERYTHING, ...filter }).map(({ kind, group }) => `${kind} ${data.groupIds[group]}`);
    assert.deepEqual(found({ search: one }), [`gained ${one}`]);
    assert.deepEqual(found({ group: other }), [`gained ${other}`, `kept ${other}`]);
    assert.deepEqual(found({ search: "1111111" }), [`gained ${one}`]);
    assert.deepEqual(found({ group: "nameless" }), ["lost null"]);
  });
});
