import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { bundle } from "../../sandbox/engine/bundle";
import { repository, Sandbox, succeeded } from "./sandbox";

const version = "resource-azuread-v6.9.1";

/**
 * The official plugin cannot be had everywhere; what stands in its place here is the stand-in, put where the official
 * one would be.
 */
describe("--real azuread, on the real engine", function () {
  this.timeout(300_000);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "official-")));
  const sandbox = new Sandbox("dev", ["--real", "azuread"]);
  const given = process.env["PULUMI_OFFICIAL_PLUGINS"];
  let environment: NodeJS.ProcessEnv;

  before(async () => {
    const plugin = join(folder, "plugins", version);
    mkdirSync(plugin, { recursive: true });
    const script = join(
      await bundle("plugin-azuread", { azuread: "sandbox/providers/azuread/main.ts" }, ["sandbox/providers"]),
      "azuread.js",
    );
    writeFileSync(join(plugin, "beside.sh"), `NODE='${process.execPath}' SCRIPT='${script}'\n`);
    const lines = [
      "#!/bin/sh",
      `echo "$0" > '${folder}/path'`,
      `env > '${folder}/environment'`,
      '. "$(dirname "$0")/beside.sh"',
      'exec "$NODE" "$SCRIPT" "$@"',
    ];
    writeFileSync(join(plugin, "pulumi-resource-azuread"), lines.join("\n"));
    chmodSync(join(plugin, "pulumi-resource-azuread"), 0o755);
    // As somebody would write it who stands in the repository.
    process.env["PULUMI_OFFICIAL_PLUGINS"] = relative(repository, join(folder, "plugins"));
    environment = await sandbox.variables();
  });
  after(async () => {
    if (given === undefined) delete process.env["PULUMI_OFFICIAL_PLUGINS"];
    else process.env["PULUMI_OFFICIAL_PLUGINS"] = given;
    await sandbox.reset();
    rmSync(folder, { recursive: true, force: true });
  });

  it("has clouds and a state of its own", () => {
    for (const name of ["PULUMI_HOME", "PULUMI_BACKEND_URL", "PULUMI_OPTION_CONFIG_FILE"])
      assert.match(environment[name] ?? "", /\/sets\/dev\+real-azuread\//, name);
  });

  it("runs the plugin that was given, with all that lies beside it, and previews the whole program with the pack", async () => {
    const { text } = succeeded(await sandbox.pulumi(["preview", "--policy-pack", "policy"]));
    assert.match(text, /azuread:index:Application enterprise-app create/);
    const path = readFileSync(join(folder, "path"), "utf8").trim();
    assert.equal(path, join(environment["PULUMI_HOME"] ?? "", "plugins", version, "pulumi-resource-azuread"));
    assert.equal(realpathSync(path), join(folder, "plugins", version, "pulumi-resource-azuread"));
  });

  it("tells the plugin where the local Entra is, and nothing that would lead it to another way of signing in", () => {
    const seen = new Map(
      readFileSync(join(folder, "environment"), "utf8")
        .split("\n")
        .map((line) => line.split(/=(.*)/s) as [string, string]),
    );
    assert.deepEqual([...seen.keys()].filter((name) => /^(ARM|AZURE|MSI|IDENTITY)_/.test(name)).sort(), [
      "ARM_CLIENT_ID",
      "ARM_CLIENT_SECRET",
      "ARM_METADATA_HOSTNAME",
      "ARM_TENANT_ID",
    ]);
    assert.match(seen.get("ARM_METADATA_HOSTNAME") ?? "", /^localhost:\d+$/);
    const own = readFileSync(seen.get("NODE_EXTRA_CA_CERTS") ?? "", "utf8").trim();
    const bundled = readFileSync(seen.get("SSL_CERT_FILE") ?? "", "utf8");
    assert.ok(bundled.includes(own), "trusts the local Entra");
    assert.ok(bundled.split("BEGIN CERTIFICATE").length > 20, "and whatever the system trusts");
  });
});
