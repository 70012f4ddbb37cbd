import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const pack = join(__dirname, "..", "..", "policy");

// It needs the registry, and the year makes no difference to it.
(process.env["FEDERATION_NOW"] === undefined ? describe : describe.skip)("the pack as a package", function () {
  this.timeout(300_000);
  let folder = "";
  before(() => (folder = mkdtempSync(join(tmpdir(), "policy-package-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("is small, installs in an empty folder, and serves from there", async () => {
    execFileSync("npm", ["pack", pack, "--silent"], { cwd: folder, stdio: "pipe" });
    const [archive = ""] = readdirSync(folder);
    assert.ok(statSync(join(folder, archive)).size < 100_000, archive);
    execFileSync("npm", ["init", "-y"], { cwd: folder, stdio: "pipe" });
    execFileSync("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", join(folder, archive)], { cwd: folder, stdio: "pipe" });
    const installed = join(folder, "node_modules", "aws-entra-federation-policy");
    assert.deepEqual(readdirSync(installed).sort(), ["PulumiPolicy.yaml", "bin", "package.json"]);
    assert.match(await servedPort(installed), /^\d+$/);
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
