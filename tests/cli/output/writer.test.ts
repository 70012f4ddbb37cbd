import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "../../..");

describe("processWriter", () => {
  it("ends without a word and without success once nobody reads, as in `federation matrix | head`", () => {
    const command = `"${process.execPath}" cli/bin.cjs matrix --stack dev --inventory docs/examples/inventory.dev.json`;
    const { stdout, stderr } = spawnSync("bash", ["-c", `${command} | true; echo "\${PIPESTATUS[0]}"`], {
      cwd: root,
      encoding: "utf8",
      // The example's settings end one day.
      env: { ...process.env, FEDERATION_NOW: "2026-11-28T00:00:00Z" },
    });
    assert.equal(stdout, "141\n");
    assert.doesNotMatch(stderr, /EPIPE|at .*\.ts/);
  });
});
