import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { python, startCloud, world } from "./cloud";

describe("local AWS: launcher", () => {
  const folder = mkdtempSync(join(tmpdir(), "local-aws-"));
  after(() => rmSync(folder, { recursive: true }));
  const file = (content: string): string => {
    const path = join(folder, "world.json");
    writeFileSync(path, content);
    return path;
  };
  const launch = (port: string, path: string) =>
    spawnSync(python(), ["sandbox/aws/launcher.py", "--port", port, "--world", path], {
      cwd: join(__dirname, "../../.."),
      encoding: "utf8",
      timeout: 15_000,
    });

  for (const [what, content] of [
    ["is no JSON", "{"],
    ["has no organization", "{}"],
  ] as const) {
    it(`says in one line when the world ${what}`, () => {
      const { status, stderr } = launch("0", file(content));
      assert.equal(status, 1);
      assert.match(stderr, /^The world file .+ cannot be used: .+\n$/);
    });
  }

  it("says that the port is taken, without a stack trace", async () => {
    const cloud = await startCloud();
    const { status, stderr } = launch(new URL(cloud.endpoint).port, file(JSON.stringify(world)));
    await cloud.stop();
    assert.equal(status, 1);
    assert.match(stderr, /[Aa]ddress already in use/);
    assert.doesNotMatch(stderr, /Traceback/);
  });

  it("listens on 127.0.0.1 only, and reports its health", async () => {
    const cloud = await startCloud();
    assert.deepEqual(await cloud.control("GET", "health"), { status: "ok", account: "100000000001" });
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((address) => address?.family === "IPv4" && !address.internal)?.address;
    if (outside !== undefined) await assert.rejects(fetch(cloud.endpoint.replace("127.0.0.1", outside) + "/_sandbox/health"));
    await cloud.stop();
  });
});
