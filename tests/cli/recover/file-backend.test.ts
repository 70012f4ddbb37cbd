import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { folderOf, halfWrittenFiles, pulumiRepairingBackend } from "../../../cli/recover/file-backend";
import { restoreEnvironment } from "../../../sandbox/tests/environment";

describe("a file backend after a kill", () => {
  const folder = mkdtempSync(join(tmpdir(), "file-backend-"));
  after(() => rmSync(folder, { recursive: true }));
  const put = (name: string, text: string): string => {
    const path = join(folder, ".pulumi", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  };

  it("has half-written side files and locks, and nothing else is one", () => {
    const halves = [put("locks/organization/federation/dev/b.json.18eb8fd6.tmp", '{"pid":1'), put("stacks/federation/dev.json.attrs", "")];
    put("locks/organization/federation/dev/a.json", "");
    put("locks/organization/federation/dev/a.json.18eb8fd6.tmp", '{"pid":1}');
    put("stacks/federation/dev.json", "");
    put("stacks/federation/dev.json.bak.18eb8fd6.tmp", '{"version"');
    put("stacks/federation/prod.json.attrs", '{"md5":"x"}\n');
    assert.deepEqual(halfWrittenFiles(folder), halves);
  });

  describe("and a command of Pulumi that fails", () => {
    const environment = { ...process.env };
    const side = join(folder, ".pulumi", "stacks", "federation", "staging.json.attrs");
    const tools = mkdtempSync(join(tmpdir(), "file-backend-tools-"));
    before(() => {
      for (const half of halfWrittenFiles(folder)) rmSync(half);
      // Fails in words of its own as long as the side file is empty.
      const cli = `#!/bin/sh\n[ "$1" = whoami ] && { echo '{"url": "file://${folder}"}'; exit 0; }\n[ -f '${side}' ] && exit 1\necho read\n`;
      writeFileSync(join(tools, "pulumi"), cli, { mode: 0o755 });
      process.env["PATH"] = `${tools}:${environment["PATH"]}`;
    });
    after(() => {
      restoreEnvironment(environment);
      rmSync(tools, { recursive: true });
    });

    it("says what was left, where nothing may be changed, and else removes it and goes on", async () => {
      put("stacks/federation/staging.json.attrs", "");
      await assert.rejects(pulumiRepairingBackend(["stack", "export"], false), (error: Error) =>
        error.message.includes(`left half of ${side}; \`federation recover\` without --dry-run removes that.`),
      );
      assert.deepEqual(await pulumiRepairingBackend(["stack", "export"], true), { status: 0, stdout: "read\n", stderr: "" });
    });

    it("leaves alone what a Pulumi at work has meanwhile written", async () => {
      put("stacks/federation/staging.json.attrs", "");
      setTimeout(() => put("stacks/federation/staging.json.attrs", "{}"), 300);
      assert.equal((await pulumiRepairingBackend(["stack", "export"], true)).status, 1);
      assert.ok(existsSync(side));
    });
  });

  it("has none where there is no backend", () => assert.deepEqual(halfWrittenFiles(join(folder, "none")), []));

  for (const [url, expected] of [
    ["file:///var/state", "/var/state"],
    ["file:///var/my%20state?no_tmp_dir=true", "/var/my state"],
    ["file://~", homedir()],
    ["file://~/state", join(homedir(), "state")],
    ["file://./state", join(process.cwd(), "state")],
    ["s3://bucket/state", undefined],
    ["https://api.pulumi.com", undefined],
  ] as const) {
    it(`${url} is ${expected === undefined ? "no folder" : `the folder ${expected}`}`, () => assert.equal(folderOf(url), expected));
  }
});
