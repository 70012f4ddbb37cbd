import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { rightSettings } from "../../access/fixtures";

/** Ctrl-C while a command waits for a cloud that does not answer: as a process, as people and pipelines start it. */
describe("Ctrl-C in the middle of a reading", function () {
  this.timeout(120_000);
  let folder: string;
  let server: Server;
  let asked: () => void = () => undefined;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "federation-interrupt-"));
    const config = Object.entries(rightSettings()).map(([key, value]) => [`federation:${key}`, value]);
    writeFileSync(join(folder, "Pulumi.test.yaml"), stringify({ config: Object.fromEntries(config) }));
    server = createServer(() => asked());
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  });
  after(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    rmSync(folder, { recursive: true });
  });

  const interrupted = async (...args: string[]) => {
    const waits = new Promise<void>((first) => (asked = first));
    const child = spawn(process.execPath, ["cli/bin.cjs", ...args, "--stack", "test"], {
      env: {
        ...process.env,
        PULUMI_OPTION_CONFIG_FILE: join(folder, "Pulumi.test.yaml"),
        FEDERATION_NOW: "2026-11-28T12:00:00Z",
        AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        AWS_REGION: "eu-west-1",
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        ARM_METADATA_HOSTNAME: "127.0.0.1:1",
        ARM_CLIENT_ID: "33333333-3333-3333-3333-333333333333",
        ARM_CLIENT_SECRET: "any",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [out, err] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    const ended = new Promise<number | null>((done) => child.once("close", done));
    assert.equal(await Promise.race([waits, ended]), undefined, `it ended before a cloud was asked: ${err}`);
    child.kill("SIGINT");
    return { status: await ended, out, err };
  };

  for (const args of [["verify"], ["verify", "--json"], ["drift"], ["drift", "--json"], ["doctor"], ["doctor", "--json"]]) {
    it(`ends ${args.join(" ")} with 130 and one sentence, and reports nothing`, async () => {
      const before = readdirSync(folder);
      const { status, out, err } = await interrupted(...args);
      assert.deepEqual([status, out], [130, ""], err);
      assert.match(err, /^Interrupted before everything was read: nothing was changed, and nothing is reported\.$/m);
      assert.doesNotMatch(err, /^\s+at /m);
      assert.deepEqual(readdirSync(folder), before);
    });
  }
});
