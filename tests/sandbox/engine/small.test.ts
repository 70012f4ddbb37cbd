import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureCertificate } from "../../../sandbox/engine/certificate";
import { findOnPath } from "../../../sandbox/engine/pulumi-cli/find";
import { isGoodEnough } from "../../../sandbox/engine/pulumi-cli/version";
import { environmentFor, isInProject } from "../../../sandbox/engine/environment";
import { repository } from "../../../sandbox/engine/paths";
import { choosePorts } from "../../../sandbox/engine/ports";
import { checkStackName, parseReal, SandboxSet, type SetRecord } from "../../../sandbox/engine/set";

describe("the sandbox's parts", () => {
  let folder: string;
  const before = { ...process.env };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sandbox-"));
    process.env["FEDERATION_SANDBOX_DIR"] = folder;
  });
  afterEach(() => {
    process.env = { ...before };
    rmSync(folder, { recursive: true, force: true });
  });

  describe("CLI versions", () => {
    for (const [version, good] of [
      ["v3.259.0", true],
      ["3.259.7\n", true],
      ["v3.300.1", true],
      ["v3.258.9", false],
      ["v4.0.0", false],
      ["nonsense", false],
    ] as const) {
      it(`${version.trim()} is ${good ? "" : "not "}good enough for 3.259.0`, () => assert.equal(isGoodEnough(version, "3.259.0"), good));
    }

    it("takes the pulumi on PATH only with a language host beside it", async () => {
      const bin = join(folder, "bin");
      mkdirSync(bin);
      writeFileSync(join(bin, "pulumi"), "#!/bin/sh\necho v3.999.0\n", { mode: 0o755 });
      process.env["PATH"] = `${bin}:/usr/bin:/bin`;
      const said: string[] = [];
      assert.equal(await findOnPath((line) => said.push(line)), undefined);
      assert.deepEqual(said, [`not using ${join(bin, "pulumi")}: it has no pulumi-language-nodejs beside it`]);
      rmSync(join(folder, "cli-on-path.json"));
      writeFileSync(join(bin, "pulumi-language-nodejs"), "", { mode: 0o755 });
      assert.equal(await findOnPath(() => undefined), join(bin, "pulumi"));
    });
  });

  describe("ports", () => {
    it("are chosen once and kept, different for each set", async () => {
      const first = await choosePorts("dev", () => undefined);
      assert.deepEqual(await choosePorts("dev", () => undefined), first);
      const other = await choosePorts("prod", () => undefined);
      assert.equal(new Set([first.aws, first.entra, other.aws, other.entra]).size, 4);
    });

    it("of which a stranger has one are replaced, and that is said", async () => {
      const first = await choosePorts("dev", () => undefined);
      const stranger = createServer().listen(first.entra, "127.0.0.1");
      await new Promise((resolve) => stranger.once("listening", resolve));
      const changes: [number, number][] = [];
      const second = await choosePorts("dev", (from, to) => changes.push([from, to]));
      stranger.close();
      assert.equal(second.aws, first.aws);
      assert.deepEqual(changes, [[first.entra, second.entra]]);
    });
  });

  describe("the certificate", function () {
    this.timeout(30_000);

    it("is an authority for localhost and 127.0.0.1, in a bundle with the system's", async () => {
      const { certificate, bundle } = await ensureCertificate();
      const parsed = new X509Certificate(readFileSync(certificate));
      assert.equal(parsed.subjectAltName, "DNS:localhost, IP Address:127.0.0.1");
      assert.ok(parsed.ca);
      const all = readFileSync(bundle, "utf8");
      assert.ok(all.includes(readFileSync(certificate, "utf8").trim()));
      assert.ok(all.split("BEGIN CERTIFICATE").length > 20);
    });

    it("is kept, and renewed before it ends with the one before still trusted", async () => {
      const { certificate, bundle } = await ensureCertificate();
      const first = readFileSync(certificate, "utf8");
      await ensureCertificate();
      assert.equal(readFileSync(certificate, "utf8"), first);
      await ensureCertificate(new Date(Date.now() + 380 * 86_400_000));
      assert.notEqual(readFileSync(certificate, "utf8"), first);
      assert.ok(readFileSync(bundle, "utf8").includes(first.trim()));
    });
  });

  describe("names", () => {
    it("of sets say which plugins are the official ones", () => {
      assert.equal(new SandboxSet({ stack: "dev", real: [] }).id, "dev");
      assert.equal(new SandboxSet({ stack: "prod", real: parseReal(["azuread", "aws"]) }).id, "prod+real-aws+real-azuread");
    });

    it("of providers are aws and azuread, with commas or repeated", () => {
      assert.deepEqual(parseReal(["azuread,aws", "aws"]), ["aws", "azuread"]);
      assert.throws(() => parseReal(["gcp"]), /--real gcp is not known/);
    });

    it("of stacks cannot lead out of the folder", () => {
      for (const name of ["../x", "a/b", "", ".hidden", "a+b"]) assert.throws(() => checkStackName(name), /is not a stack name/);
      assert.equal(checkStackName("dev-2.b_c"), "dev-2.b_c");
    });
  });

  describe("the environment", () => {
    const record = { ports: { aws: 20001, entra: 20002 }, homeRegion: "eu-west-1", tenantId: "t" } as SetRecord;
    const set = new SandboxSet({ stack: "dev", real: [] });

    it("leads to the local clouds, whatever the caller's own leads to", () => {
      const callers = {
        PATH: "/bin",
        AWS_PROFILE: "live",
        AWS_ENDPOINT_URL_STS: "https://live",
        ARM_OIDC_TOKEN: "x",
        PULUMI_ACCESS_TOKEN: "y",
        LANG: "C",
      };
      const made = environmentFor(set, record, repository, callers);
      assert.equal(made["AWS_ENDPOINT_URL"], "http://127.0.0.1:20001");
      assert.equal(made["ARM_METADATA_HOSTNAME"], "localhost:20002");
      assert.equal(made["PATH"], `${join(set.home(), "bin")}:/bin`);
      assert.equal(made["LANG"], "C");
      for (const name of ["AWS_PROFILE", "AWS_ENDPOINT_URL_STS", "ARM_OIDC_TOKEN", "PULUMI_ACCESS_TOKEN"]) assert.ok(!(name in made), name);
    });

    it("names the generated stack file only to those who use this repository's project", () => {
      assert.equal(environmentFor(set, record, join(repository, "docs"), {})["PULUMI_OPTION_CONFIG_FILE"], set.stackFile());
      assert.ok(!("PULUMI_OPTION_CONFIG_FILE" in environmentFor(set, record, folder, {})));
    });

    it("tells a project inside the repository from the repository's", () => {
      writeFileSync(join(folder, "Pulumi.yaml"), "name: other\nruntime: nodejs\n");
      assert.ok(!isInProject(folder));
      assert.ok(isInProject(join(repository, "tests")));
      symlinkSync(join(repository, "docs"), join(folder, "docs"));
      assert.ok(isInProject(join(folder, "docs")));
    });
  });
});
