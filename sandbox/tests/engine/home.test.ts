import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { prepareHome } from "../../engine/home";
import type { Plugin } from "../../engine/plugins";
import { ownFolder } from "./own-folder";

describe("PULUMI_HOME of a set", () => {
  const folder = ownFolder();

  /** A plugin's folder with an executable in it that prints its environment and arguments. */
  const official = (provider: string): string => {
    const path = join(folder(), "it's official", provider);
    mkdirSync(path, { recursive: true });
    const file = join(path, `pulumi-resource-${provider}`);
    writeFileSync(file, '#!/bin/sh\necho "$HTTP_PROXY $http_proxy $AWS_SKIP_CREDENTIALS_VALIDATION $*"\n');
    chmodSync(file, 0o755);
    return path;
  };
  const prepare = (provider: string, target: Plugin["target"]): void =>
    prepareHome(
      join(folder(), "home"),
      { path: "/bin/true", ownLanguageHost: false },
      { supervisor: "/supervisor.js", languageHost: "/host.js", endWithParent: "node:path" },
      [{ folder: `resource-${provider}-v1.0.0`, file: `pulumi-resource-${provider}`, target }],
    );
  const run = (provider: string): string =>
    spawnSync(join(folder(), "home", "plugins", `resource-${provider}-v1.0.0`, `pulumi-resource-${provider}`), ["127.0.0.1:99"], {
      encoding: "utf8",
      env: { PATH: process.env["PATH"], AWS_ENDPOINT_URL: "http://127.0.0.1:4566" },
    }).stdout;

  it("gives the official aws plugin the local AWS as proxy, for the hosts of S3 Control", () => {
    for (let time = 0; time < 2; time++) prepare("aws", { official: official("aws") });
    assert.equal(run("aws"), "http://127.0.0.1:4566 http://127.0.0.1:4566 true 127.0.0.1:99\n");
  });

  it("takes the official azuread plugin as it is", () => {
    prepare("azuread", { official: official("azuread") });
    assert.equal(run("azuread"), "   127.0.0.1:99\n");
  });

  it("has no folder for the engine's logs, nor keeps those of an earlier version", () => {
    const logs = join(folder(), "home", "logs");
    mkdirSync(logs, { recursive: true });
    writeFileSync(join(logs, "pulumi-1.log"), "x");
    const script = join(folder(), "main.js");
    for (let time = 0; time < 2; time++) {
      prepare("aws", { script });
      assert.ok(statSync(logs).isFile());
    }
  });

  for (const provider of ["aws", "azuread"]) {
    it(`puts the ${provider} stand-in in the place of the official plugin without touching that`, () => {
      const plugin = official(provider);
      prepare(provider, { official: plugin });
      const script = join(folder(), "main.js");
      writeFileSync(script, 'console.log("stand-in", process.argv[2]);');
      prepare(provider, { script });
      assert.equal(run(provider), "stand-in 127.0.0.1:99\n");
      assert.equal(spawnSync(join(plugin, `pulumi-resource-${provider}`), ["x"], { encoding: "utf8", env: {} }).stdout, "   x\n");
    });
  }
});
