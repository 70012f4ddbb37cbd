import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { buildReport } from "../../../access/report/build";
import { catalogueOf } from "../../../access/report/catalogue";
import type { Report } from "../../../access/report/report";
import { changeOfSettings } from "../../../cli/report/change-of-settings";
import { restoreEnvironment } from "../../../sandbox/tests/environment";
import { access } from "./every-setting/access";
import type { Config } from "../../config";
import type { Changes, Edit } from "./every-setting/edits";
import { guards } from "./every-setting/guards";
import { signIn } from "./every-setting/sign-in";

const SETTINGS: Changes = { ...signIn, ...guards, ...access };
const root = join(__dirname, "../../..");

/** Every setting that docs/settings.md and its pages, which are made of the schema, list. */
function documentedSettings(): string[] {
  const keysOf = (text: string): string[] => [...text.matchAll(/^- \*\*`([^`]+)`\*\*:/gm)].map(([, name]) => name!);
  const [index = ""] = readFileSync(join(root, "docs/settings.md"), "utf8").split("\n## Secrets\n");
  const pages = readdirSync(join(root, "docs/settings")).flatMap((file) => {
    const text = readFileSync(join(root, "docs/settings", file), "utf8");
    const key = /^# `federation:(\w+)`/.exec(text)?.[1];
    if (key === undefined) return [];
    return keysOf(text).flatMap((name) => {
      if (name === key) return [key];
      if (key === "permissionSets" && /^[A-Z][\w-]*$/.test(name)) return [];
      if (key === "access") return [`access${name}`];
      return [`${key}${key === "unmanaged" ? "[]" : ""}.${name}`];
    });
  });
  return [...keysOf(index), ...pages];
}

describe("the report of a change of each setting", () => {
  const folder = mkdtempSync(join(tmpdir(), "federation-settings-"));
  const environment = { ...process.env };
  const { config: prod } = parse(readFileSync(join(root, "Pulumi.prod.yaml"), "utf8")) as { config: Config };
  before(() => {
    process.env["FEDERATION_NOW"] = "2026-11-28T12:00:00Z";
  });
  after(() => {
    restoreEnvironment(environment);
    rmSync(folder, { recursive: true });
  });

  function written(name: string, edits: readonly (Edit | undefined)[]): string {
    const own: Config = {};
    const others: Config = {};
    for (const [key, value] of Object.entries(structuredClone(prod)))
      if (key.startsWith("federation:")) own[key.slice("federation:".length)] = value;
      else others[key] = value;
    for (const edit of edits) edit?.(own);
    const config = { ...others, ...Object.fromEntries(Object.entries(own).map(([key, value]) => [`federation:${key}`, value as unknown])) };
    const file = join(folder, name);
    writeFileSync(file, stringify({ config }));
    return file;
  }

  async function sentences(before: Edit | undefined, after: Edit): Promise<string> {
    const files = [written("before.yaml", [before]), written("after.yaml", [before, after])] as const;
    try {
      const { change, source } = changeOfSettings(files, join(root, "docs/examples/inventory.prod.json"));
      const documents = [change.before, change.after].flatMap(({ permissionSets }) =>
        [...permissionSets.values()].flatMap(({ inlinePolicy }) => inlinePolicy ?? []),
      );
      const catalogue = await catalogueOf(documents);
      const now = new Date("2026-11-28T12:00:00Z");
      const report = buildReport({ change, catalogue, managed: () => undefined, source, limits: {}, approval: undefined, now });
      return linesOf(report).join("\n");
    } catch (error) {
      return `REFUSED: ${(error as Error).message}`;
    }
  }

  it("leaves none out", () => {
    assert.deepEqual(Object.keys(SETTINGS).sort(), [...new Set(documentedSettings())].sort());
  });

  for (const [name, [before, after, expected]] of Object.entries(SETTINGS)) {
    const silent = !(expected instanceof RegExp);
    it(`${silent ? "says nothing of" : "tells"} ${name}${silent ? `: ${expected.silent}` : ""}`, async () => {
      const lines = await sentences(before, after);
      if (silent) assert.equal(lines, "");
      else assert.match(lines, expected);
    });
  }
});

function linesOf({ gained, lost, changed, permissionSets, conditionalAccess, guards }: Report): string[] {
  const access = (word: string, items: Report["gained"]): string[] =>
    items.map(({ group, permissionSet, accountName }) => `${word}: ${group} ${permissionSet} ${accountName}`);
  return [
    ...access("gained", gained),
    ...access("lost", lost),
    ...access("changed", changed),
    ...permissionSets.map(
      ({ name, change, fields }) =>
        `set ${name}${change === "changed" ? "" : ` ${change}`}: ${fields.map(({ field, before, after }) => `${field} ${before} -> ${after}`).join("; ")}`,
    ),
    ...conditionalAccess.policies.map(
      ({ name, change, fields }) =>
        `policy ${name}${change === "changed" ? "" : ` ${change}`}: ${fields.map(({ field, before, after }) => `${field} ${before} -> ${after}`).join("; ")}`,
    ),
    ...conditionalAccess.signIns.map(
      ({ direction, persona, device, from, before, after }) => `${direction}: ${persona}, ${device} device, ${from}: ${before} -> ${after}`,
    ),
    ...guards.map(({ effect, sentence }) => `${effect}: ${sentence}`),
  ];
}
