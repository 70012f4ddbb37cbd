import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findOnPath } from "../../../sandbox/engine/pulumi-cli/find";
import { isGoodEnough } from "../../../sandbox/engine/pulumi-cli/version";
import { ownFolder } from "./own-folder";

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
    const said: string[] = [];
    assert.equal(await findOnPath((line) => said.push(line)), undefined);
    assert.deepEqual(said, [`not using ${join(bin, "pulumi")}: it has no pulumi-language-nodejs beside it`]);
    rmSync(join(folder(), "cli-on-path.json"));
    writeFileSync(join(bin, "pulumi-language-nodejs"), "", { mode: 0o755 });
    assert.equal(await findOnPath(() => undefined), join(bin, "pulumi"));
  });
});
