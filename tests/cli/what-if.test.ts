import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "../../cli/main";

const page = join(__dirname, "..", "..", "docs", "what-if-prod.md");

async function whatIf(...args: string[]): Promise<{ status: number; out: string }> {
  const lines: string[] = [];
  const writer = { out: (text: string) => void lines.push(text), err: (text: string) => void lines.push(text), interactive: false };
  const status = await main(["node", "federation", "what-if", "--stack", "prod", ...args], writer);
  return { status, out: lines.join("\n") };
}

describe("federation what-if", () => {
  const { FEDERATION_NOW: before } = process.env;
  beforeEach(() => (process.env["FEDERATION_NOW"] = "2026-12-01T00:00:00Z"));
  after(() => {
    if (before === undefined) delete process.env["FEDERATION_NOW"];
    else process.env["FEDERATION_NOW"] = before;
  });

  it("tells the truth table that docs/what-if-prod.md has", async () => {
    const { status, out } = await whatIf("--markdown");
    const text = readFileSync(page, "utf8");
    const head = text.slice(0, text.indexOf("| Persona"));
    if (process.env["UPDATE_DOCS"] === "1") writeFileSync(page, `${head}${out}\n`);
    assert.equal(status, 0);
    assert.equal(compact(readFileSync(page, "utf8")), compact(`${head}${out}\n`));
  });

  it("holds for every combination", async () => {
    const { out } = await whatIf("--json");
    const { rows, breaches } = JSON.parse(out) as { rows: { persona: string; outcome: { result: string } }[]; breaches: unknown[] };
    assert.deepEqual(breaches, []);
    assert.ok(rows.filter(({ persona }) => persona.includes("emergency")).every(({ outcome }) => outcome.result === "allow"));
  });

  for (const [question, answer] of [
    [["--group", "aws-developers", "--country", "DE"], /^mfa, by .*multifactor authentication for everybody$/],
    [["--group", "aws-developers", "--country", "BR"], /^blocked, by .*blocked outside the allowed countries$/],
    [["--group", "aws-developers", "aws-travel-exception", "--country", "BR"], /^mfa, by /],
    [["--group", "aws-platform-admins", "--country", "DE", "--device", "other"], /^blocked, by .*compliant device for administrators$/],
    [["--group", "aws-platform-admins", "aws-emergency-access", "--device", "other", "--country", "BR"], /^allowed$/],
    [["--group", "aws-developers", "--country", "DE", "--client", "other"], /^blocked, by .*multifactor authentication for everybody$/],
  ] as const) {
    it(`answers ${question.join(" ")}`, async () => {
      const { status, out } = await whatIf(...question);
      assert.equal(status, 0);
      assert.match(out, answer);
    });
  }

  it("knows a group in any case, and refuses one that no setting names: it would be nobody's", async () => {
    const question = ["--country", "DE", "--device", "other", "--group"];
    assert.match((await whatIf(...question, "AWS-Platform-Admins")).out, /^blocked, by .*compliant device for administrators$/);
    assert.deepEqual(await whatIf(...question, "aws-plattform-admins"), {
      status: 2,
      out: '--group is "aws-plattform-admins": no setting names such a group: did you mean "aws-platform-admins"?',
    });
    const { status, out } = await whatIf(...question, "3f0c0000-0000-4000-8000-000000000000");
    assert.equal(status, 2);
    assert.match(out, /leave it out, as it makes no difference, or add --inventory to write another of its names or its object id\.$/);
  });

  it("refuses a device, country or client that there is not", async () => {
    for (const question of [
      ["--device", "phone"],
      ["--country", "Germany"],
      ["--client", "fax"],
    ]) {
      const { status, out } = await whatIf(...question);
      assert.equal(status, 2);
      assert.match(out, new RegExp(`^${question[0]} is "${question[1]}"[;:] write `));
    }
  });

  it("refuses a country's code that no country has, with the right one where it is known", async () => {
    for (const [code, remedy] of [
      ["XX", "such as DE"],
      ["UK", 'write "GB"'],
      ["DEU", '"DE"'],
    ] as const) {
      const { status, out } = await whatIf("--country", code);
      assert.equal(status, 2);
      assert.ok(out.startsWith(`--country is "${code}": `) && out.includes(remedy), out);
    }
  });
});

/** Prettier may pad the table's cells. */
function compact(text: string): string {
  return text.replace(/ {2,}/g, " ").replace(/-{3,}/g, "---");
}
