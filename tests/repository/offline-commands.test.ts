import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { restoreEnvironment } from "../../sandbox/tests/environment";
import { federation } from "../cli/command";
import { repository, textOf } from "./files";
import { documentedCommands } from "./documented-commands";

/** Commands of blocks to be copied that say themselves that they ask no cloud. */
function offlineCommands(): string[] {
  const offline = documentedCommands().filter(
    ({ where, words: [program, name, ...args], whole }) =>
      where.endsWith(".md") &&
      whole &&
      program === "federation" &&
      (args.some((word) => word.startsWith("docs/examples/")) || (name === "doctor" && args.includes("--policy"))),
  );
  return [...new Set(offline.map(({ words }) => words.slice(1).join(" ")))];
}

/** The documents of a page's blocks of JSON. */
function documentsOf(page: string): unknown[] {
  return [...textOf(page).matchAll(/^```json\n(.*?)^```/gms)].map(([, json = ""]) => JSON.parse(json) as unknown);
}

/** Whether a document says nothing that another does not; it may leave out keys and elements. */
function isPartOf(part: unknown, whole: unknown): boolean {
  if (Array.isArray(part)) return Array.isArray(whole) && part.every((each) => whole.some((one) => isPartOf(each, one)));
  if (typeof part !== "object" || part === null) return part === whole;
  return (
    typeof whole === "object" &&
    whole !== null &&
    Object.entries(part).every(([key, value]) => isPartOf(value, (whole as Record<string, unknown>)[key]))
  );
}

describe("commands of README and docs that need no cloud, word for word", function () {
  this.timeout(60_000);
  const before = { ...process.env };
  const home = process.cwd();
  beforeEach(() => {
    process.chdir(repository);
    for (const name of Object.keys(process.env)) if (/^(AWS|ARM|PULUMI|GRAPH)_/.test(name)) delete process.env[name];
    // Nothing answers there.
    Object.assign(process.env, {
      FEDERATION_NOW: "2026-11-28T12:00:00Z",
      AWS_ENDPOINT_URL: "http://127.0.0.1:9",
      GRAPH_ENDPOINT: "http://127.0.0.1:9",
    });
  });
  afterEach(() => {
    process.chdir(home);
    restoreEnvironment(before);
  });

  it("end well", async () => {
    const commands = offlineCommands();
    assert.ok(commands.length >= 7, commands.join("\n"));
    for (const command of commands) {
      const { status, out, err } = await federation(...command.split(" "));
      assert.equal(status, 0, `${command}: ${err}`);
      assert.notEqual(out, "", command);
    }
  });

  it("answer as docs/cli/questions.md shows it", async () => {
    const [grants, answer] = documentsOf("docs/cli/questions.md");
    const asked = ["who-can", "data-dev", "--stack", "dev", "--inventory", "docs/examples/inventory.dev.json", "--json"];
    const { out } = await federation(...asked);
    assert.ok(isPartOf(grants, JSON.parse(out)), out);
    const { out: withAction } = await federation(...asked, "--action", "s3:GetObject");
    assert.ok(isPartOf({ grants: [{ answer }] }, JSON.parse(withAction)), withAction);
  });

  it("write a stack file from the answers of docs/start.md, for the example's organization", async () => {
    const folder = mkdtempSync(join(tmpdir(), "federation-start-"));
    try {
      for (const file of ["Pulumi.yaml", "Pulumi.prod.yaml"]) copyFileSync(join(repository, file), join(folder, file));
      const inventory = join(repository, "docs/examples/inventory.dev.json");
      process.chdir(folder);
      writeFileSync("answers.json", JSON.stringify(documentsOf("docs/start.md")[0]));
      const { status, err } = await federation("init", "--stack", "trial", "--answers", "answers.json", "--inventory", inventory);
      assert.equal(status, 0, err);
      const { status: asked, out } = await federation("what-can", "aws-developers", "--stack", "trial", "--inventory", inventory);
      assert.equal(asked, 0);
      assert.match(out, /app-dev/);
    } finally {
      process.chdir(repository);
      rmSync(folder, { recursive: true });
    }
  });
});
