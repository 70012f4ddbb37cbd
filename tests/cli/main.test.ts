import assert from "node:assert/strict";
import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { commands } from "../../cli/commands";
import { federation } from "./command";

describe("federation", () => {
  for (const { name } of commands) {
    it(`${name} --help shows examples and exit statuses`, async () => {
      const { status, out } = await federation(name, "--help");
      assert.equal(status, 0);
      assert.match(out, new RegExp(`Examples:\\n  \\$ federation ${name}`));
      assert.match(out, /Exit status: 0 fine, 1 findings, 2 wrong use or kept from its work, 130 ended by Ctrl-C\./);
      assert.match(out, /--json/);
      // What converts another tool's files works on no stack.
      if (name !== "convert") assert.match(out, /--stack/);
    });
  }

  it("is linked by npm, as a package of its own: for a command of a clone's root package npx installs that package at each call", () => {
    const root = join(__dirname, "../..");
    const { bin, dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, Record<string, string>>;
    assert.deepEqual([bin, dependencies?.["aws-entra-federation-cli"]], [undefined, "file:cli"]);
    assert.equal(realpathSync(join(root, "node_modules/.bin/federation")), join(root, "cli/bin.cjs"));
  });

  it("ends with 2 and one sentence for an unknown command", async () => {
    const { status, out, err } = await federation("verfy");
    assert.deepEqual([status, out], [2, ""]);
    assert.match(err, /error: unknown command 'verfy'/);
  });

  it("ends with 2 and one sentence for a missing argument", async () => {
    assert.equal((await federation("who-can")).status, 2);
  });

  it("ends with 2 and one sentence for a stack without settings", async () => {
    const before = process.env["PULUMI_OPTION_CONFIG_FILE"];
    delete process.env["PULUMI_OPTION_CONFIG_FILE"];
    const { status, err } = await federation("verify", "--stack", "nowhere");
    process.env["PULUMI_OPTION_CONFIG_FILE"] = "/nowhere/x.yaml";
    const elsewhere = await federation("verify", "--stack", "dev");
    delete process.env["PULUMI_OPTION_CONFIG_FILE"];
    if (before !== undefined) process.env["PULUMI_OPTION_CONFIG_FILE"] = before;
    assert.equal(status, 2);
    assert.equal(
      err,
      "There are no settings for stack nowhere (Pulumi.nowhere.yaml does not exist); stacks with settings here: dev, prod.\n",
    );
    assert.equal(elsewhere.status, 2);
    assert.match(
      elsewhere.err,
      /^There are no settings for stack dev \(PULUMI_OPTION_CONFIG_FILE names \/nowhere\/x\.yaml, which does not exist\); /,
    );
  });
});
