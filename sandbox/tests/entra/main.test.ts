import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "node:net";
import { build } from "esbuild";
import { generate } from "selfsigned";
import { TENANT, WORLD } from "./client";

describe("local Entra: the process", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "entra-"));
  const file = (name: string): string => join(folder, name);
  const children: ChildProcess[] = [];
  let ca = "";
  before(async () => {
    await build({
      entryPoints: [join(__dirname, "../../entra/main.ts")],
      bundle: true,
      platform: "node",
      format: "cjs",
      minify: true,
      outfile: file("entra.js"),
      logLevel: "silent",
    });
    const pems = await generate([{ name: "commonName", value: "localhost" }], {
      keySize: 2048,
      extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] }],
    });
    ca = pems.cert;
    writeFileSync(file("cert.pem"), pems.cert);
    writeFileSync(file("key.pem"), pems.private);
    writeFileSync(file("world.json"), JSON.stringify(WORLD));
  });
  afterEach(() => children.splice(0).forEach((child) => child.kill("SIGKILL")));
  after(() => rmSync(folder, { recursive: true }));

  const run = (...flags: string[]): ChildProcess => {
    const child = spawn(process.execPath, [file("entra.js"), ...flags]);
    children.push(child);
    return child;
  };
  const output = (child: ChildProcess, stream: "stdout" | "stderr"): Promise<string> =>
    new Promise((resolve) => child[stream]?.once("data", (data: Buffer) => resolve(String(data))));
  const freePort = (): Promise<number> =>
    new Promise((resolve) => {
      const server = createServer().listen(0, "localhost", () => {
        const address = server.address();
        server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
      });
    });
  const files = (): string[] => ["--cert", file("cert.pem"), "--key", file("key.pem"), "--world", file("world.json")];

  it("says ready, serves HTTPS on localhost, and ends on SIGTERM", async () => {
    const port = await freePort();
    const began = process.hrtime.bigint();
    const child = run("--port", String(port), ...files(), "--aws", "http://127.0.0.1:1");
    assert.equal(await output(child, "stdout"), "ready\n");
    // Half a second where nothing else runs; the bound is loose, because tests share their machine.
    assert.ok(Number(process.hrtime.bigint() - began) / 1e6 < 5000);
    const text = await new Promise<string>((resolve, reject) => {
      get({ host: "localhost", port, path: "/_sandbox/health", ca }, (answer) =>
        answer.once("data", (data: Buffer) => resolve(String(data))),
      ).once("error", reject);
    });
    assert.equal((JSON.parse(text) as { tenantId: string }).tenantId, TENANT);
    child.kill("SIGTERM");
    assert.equal(await new Promise((resolve) => child.once("exit", resolve)), 0);
  });

  for (const [what, flags, words] of [
    ["a missing port", () => files(), "local Entra: The flag --port is missing.\n"],
    ["a port that is none", () => ["--port", "http", ...files()], 'local Entra: --port is "http"; it must be a TCP port.\n'],
  ] as const) {
    it(`refuses ${what} in one sentence`, async () => {
      const child = run(...flags());
      assert.equal(await output(child, "stderr"), words);
      assert.equal(await new Promise((resolve) => child.once("exit", resolve)), 1);
    });
  }
});
