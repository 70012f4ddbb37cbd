import assert from "node:assert/strict";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SandboxError } from "../../../engine/failure";
import { findOnPath } from "../../../engine/pulumi-cli/find";
import { ensureCli } from "../../../engine/pulumi-cli/index";
import { isGoodEnough } from "../../../engine/pulumi-cli/version";
import { ownFolder } from "../own-folder";

describe("CLI versions", () => {
  const folder = ownFolder();

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
    const bin = join(folder(), "bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "pulumi"), "#!/bin/sh\necho v3.999.0\n", { mode: 0o755 });
    process.env["PATH"] = `${bin}:/usr/bin:/bin`;
    const messages: string[] = [];
    assert.equal(await findOnPath((line) => messages.push(line)), undefined);
    assert.deepEqual(messages, [`not using ${join(bin, "pulumi")}: it has no pulumi-language-nodejs beside it`]);
    rmSync(join(folder(), "cli-on-path.json"));
    writeFileSync(join(bin, "pulumi-language-nodejs"), "", { mode: 0o755 });
    assert.equal(await findOnPath(() => undefined), join(bin, "pulumi"));
  });

  describe("where none can be had", () => {
    const failed = async (): Promise<SandboxError> =>
      ensureCli(() => undefined).then(
        () => assert.fail("there is one"),
        (error: SandboxError) => error,
      );
    beforeEach(() => {
      Object.assign(process.env, { PATH: join(folder(), "bin"), XDG_CACHE_HOME: join(folder(), "cache") });
      mkdirSync(join(folder(), "bin"));
      // As a network that let nothing through a minute ago has left it.
      const memory = join(folder(), "cache", "aws-entra-federation", "download-failed.json");
      mkdirSync(dirname(memory), { recursive: true });
      writeFileSync(memory, JSON.stringify({ at: Date.now() - 60_000, reason: "get.pulumi.com cannot be reached (no route to host)" }));
    });

    it("says what was tried, and what the user can do", async () => {
      const error = await failed();
      assert.ok(error instanceof SandboxError);
      assert.equal(
        error.message,
        "There is no Pulumi CLI 3.259.0 and none can be had: none on PATH; no download, because get.pulumi.com cannot be reached (no route to host); no build, because there is no Go on PATH.",
      );
      assert.deepEqual(error.options, [
        "Install it: https://www.pulumi.com/docs/install/ (version 3.259.0 or a newer 3.x).",
        "Or install Go 1.25.11 or newer, with which it is built from its module.",
      ]);
    });

    it("tells what Go said, and leaves nothing of the build", async () => {
      const go = '#!/bin/sh\n[ "$1" = version ] && exit 0\necho "dial tcp: no route to host" >&2\nexit 1\n';
      writeFileSync(join(folder(), "bin", "go"), go, { mode: 0o755 });
      const { message } = await failed();
      assert.match(message, /; no build, because go build failed: dial tcp: no route to host\.$/);
      assert.ok(!existsSync(join(folder(), "cache", "aws-entra-federation", "pulumi-build")));
    });
  });
});
