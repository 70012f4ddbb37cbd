import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { rightSettings } from "../../access/fixtures";
import { restoreEnvironment } from "../../../sandbox/tests/environment";
import { filesWith } from "../../e2e/sandbox";
import { tlsFiles } from "../../../sandbox/tests/entra/tls";
import { nextSecond } from "../../next-second";
import { APP, slot, TwoClouds } from "./two-clouds";

/** The command as a process of its own, which can be killed. */
describe("federation rotate, as a process", function () {
  this.timeout(90_000);
  const clouds = new TwoClouds();
  const environment = { ...process.env };
  const folder = mkdtempSync(join(tmpdir(), "federation-rotate-"));
  const [old, next] = [slot("2026", 400), slot("2029", 1)];

  before(async () => {
    await clouds.start();
    await clouds.federate(await clouds.up(old));
    const ca = join(folder, "ca.pem");
    writeFileSync(ca, (await tlsFiles()).ca);
    const config = rightSettings({
      tenantId: "22222222-2222-2222-2222-222222222222",
      enterpriseApp: { name: APP, signingCertificates: [old, next] },
      provisioning: { scimEndpoint: clouds.scimEndpoint, tokenExpires: slot("", 740).endDate.slice(0, 10) },
    });
    const file = join(folder, "Pulumi.test.yaml");
    writeFileSync(
      file,
      stringify({ config: Object.fromEntries(Object.entries(config).map(([key, value]) => [`federation:${key}`, value])) }),
    );
    // A Pulumi CLI that knows a state and the decrypted token, as the real one does.
    const pulumi = join(folder, "pulumi");
    const state = JSON.stringify({ version: 3, deployment: { resources: [] } });
    writeFileSync(
      pulumi,
      `#!/bin/sh\ncase "$1 $2" in "stack export") echo '${state}';; "config get") echo '${clouds.firstToken}';; *) exit 1;; esac\n`,
    );
    chmodSync(pulumi, 0o755);
    const { port } = new URL(clouds.graph.client.base);
    Object.assign(process.env, {
      PATH: `${folder}:${process.env["PATH"]}`,
      PULUMI_OPTION_CONFIG_FILE: file,
      NODE_EXTRA_CA_CERTS: ca,
      ARM_METADATA_HOSTNAME: `localhost:${port}`,
      ARM_CLIENT_ID: "33333333-3333-3333-3333-333333333333",
      ARM_CLIENT_SECRET: "any",
      AWS_REGION: "eu-west-1",
    });
  });
  after(async () => {
    await clouds.stop();
    restoreEnvironment(environment);
    rmSync(folder, { recursive: true, force: true });
  });

  function start(...args: string[]) {
    const child = spawn(process.execPath, ["cli/bin.cjs", "rotate", ...args, "--stack", "test"], { stdio: ["ignore", "pipe", "pipe"] });
    let [out, err] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    const ended = new Promise<{ status: number | null; out: string; err: string }>((done) =>
      child.once("close", (status) => done({ status, out, err })),
    );
    return { child, ended };
  }
  const run = (...args: string[]) => start(...args).ended;
  const signing = async (): Promise<string | undefined> => (await clouds.certificates()).find(({ active }) => active)?.name;

  it("says in JSON how far it is, with status 1 where somebody has to do something", async () => {
    const { status, out, err } = await run("certificate", "--json");
    assert.equal(status, 1, err);
    const answer = JSON.parse(out) as { next: string; complete: boolean; steps: { id: string; state: string }[]; activated: unknown };
    assert.deepEqual([answer.next, answer.complete, answer.activated], ["slot", false, null]);
    assert.deepEqual(
      answer.steps.map(({ id, state }) => `${id} ${state}`),
      ["slot now", "import later", "activate later", "sign-in later", "old-copy later", "old-slot later"],
    );
  });

  it("refuses what is wrong in one sentence, and a pipeline's run without --yes", async () => {
    for (const [args, message] of [
      [["certificate", "--aws-has", "abc"], /^--aws-has is "abc"; write a SHA-1 thumbprint of 40 hexadecimal digits\.\n$/],
      [["certificate", "--since", "yesterday"], /^--since is "yesterday"; write a UTC time such as /],
      [["scim-token", "--yes"], /^--yes is of `rotate certificate`; `rotate scim-token` writes nothing\.\n$/],
      [["key"], /'key' is invalid for argument 'what'\. Allowed choices are certificate, scim-token\./],
      [["certificate", "--wait", "999"], /--wait is "999"; it must be 0 to 60\./],
    ] as const) {
      const { status, err } = await run(...args);
      assert.equal(status, 2, err);
      assert.match(err, message);
    }
    const certificate = await clouds.up(next);
    await nextSecond();
    await clouds.importAtAws(certificate);
    const { status, err } = await run("certificate");
    assert.equal(status, 2);
    assert.match(err, /Nobody is there to ask; add --yes to do it/);
    assert.deepEqual([await signing(), await clouds.signIn()], ["CN=AWS IAM Identity Center 2026", true]);
  });

  it("killed while Entra answers to the one write: sign-in works, and the next run goes on", async () => {
    const { client } = clouds.graph;
    await client.ok("PATCH", "/_sandbox/settings", { latencyMs: 1500 }, 200);
    const { child, ended } = start("certificate", "--yes");
    const deadline = Date.now() + 40_000;
    while (active() !== "2029") {
      assert.ok(Date.now() < deadline, "the write never reached Entra");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    child.kill("SIGKILL");
    assert.equal((await ended).status, null);
    await client.ok("PATCH", "/_sandbox/settings", { latencyMs: 0 }, 200);
    assert.deepEqual([await signing(), await clouds.signIn()], ["CN=AWS IAM Identity Center 2029", true]);
    const { status, out, err } = await run("certificate", "--yes", "--json", "--since", new Date(Date.now() - 60_000).toISOString());
    assert.equal(status, 1, err);
    assert.equal((JSON.parse(out) as { next: string }).next, "old-copy");

    /** Straight from the directory: a call would wait as long as the command's. */
    function active(): string | undefined {
      const principal = clouds.graph.client.entra.directory.servicePrincipals.get(clouds.principalId);
      const found = principal.keyCredentials.find(
        ({ customKeyIdentifier }) =>
          Buffer.from(customKeyIdentifier, "base64").toString("hex").toUpperCase() === principal.preferredTokenSigningKeyThumbprint,
      );
      return found?.displayName?.split(" ").at(-1);
    }
  });

  it("rotates the SCIM token without showing or writing it anywhere", async () => {
    const path = `/v1.0/servicePrincipals/${clouds.principalId}/synchronization`;
    await clouds.credentials(clouds.firstToken);
    await clouds.graph.client.ok("POST", `${path}/jobs`, { templateId: "aWSSingleSignon" });
    for (const args of [[], ["--json"]]) {
      const { status, out, err } = await run("scim-token", ...args);
      assert.equal(status, 1, err);
      assert.match(out, /AWS takes the stored token/);
      assert.ok(!`${out}${err}`.includes(clouds.firstToken));
    }
    rmSync(join(folder, "pulumi"));
    assert.deepEqual(filesWith(folder, clouds.firstToken), []);
  });
});
