import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { folderOf, halfWritten } from "../../../cli/recover/file-backend";

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
    assert.deepEqual(halfWritten(folder), halves);
  });

  it("has none where there is no backend", () => assert.deepEqual(halfWritten(join(folder, "none")), []));

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
