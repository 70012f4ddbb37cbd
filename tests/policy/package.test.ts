import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clonedPack, installedPack } from "./installed";

const repository = join(__dirname, "..", "..");

// It needs the registry, and the year makes no difference to it.
(process.env["FEDERATION_NOW"] === undefined ? describe : describe.skip)("the pack as a package", function () {
  this.timeout(300_000);
  let folder = "";
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "policy-package-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is small, installs in an empty folder, and serves from there", async () => {
    const installed = installedPack(folder);
    const [archive = ""] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
    assert.ok(statSync(join(folder, archive)).size < 100_000, archive);
    assert.deepEqual(readdirSync(installed).sort(), ["PulumiPolicy.yaml", "bin", "package.json", "start.cjs"]);
    assert.match(await servedPort(installed), /^\d+$/);
  });

  it("is built by npm ci in a clone, which has nothing compiled in it", async () => {
    // What was downloaded without its history cannot tell what is committed.
    const hasHistory = existsSync(join(repository, ".git"));
    const committed = hasHistory
      ? execFileSync("git", ["ls-files", "policy/bin", "policy/**/*.js"], { cwd: repository, encoding: "utf8" })
      : "";
    assert.equal(committed, "");
    const clone = clonedPack(folder);
    assert.deepEqual(readdirSync(join(clone, "bin")).sort(), ["index.js", "made-of"]);
    assert.match(await servedPort(clone), /^\d+$/);
  });
});
/** First line of a pack that is started as the language host starts it: the port at which it listens. */
async function servedPort(installed: string): Promise<string> {
  const child = spawn(
    process.execPath,
    [require.resolve("@pulumi/pulumi/cmd/run-policy-pack", { paths: [installed] }), "127.0.0.1:1", "."],
    { cwd: installed },
  );
  try {
    return await new Promise((resolve, reject) => {
      child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
      child.once("exit", (code) => reject(new Error(`The pack ended with ${code} before it listened.`)));
    });
  } finally {
    child.kill();
  }
}
