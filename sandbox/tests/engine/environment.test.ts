import assert from "node:assert/strict";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentFor, isInProject } from "../../engine/environment";
import { repository } from "../../engine/paths";
import { SandboxSet, type SetRecord } from "../../engine/set";
import { ownFolder } from "./own-folder";

describe("the environment", () => {
  const folder = ownFolder();

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
    assert.ok(!("PULUMI_OPTION_CONFIG_FILE" in environmentFor(set, record, folder(), {})));
  });

  it("tells a project inside the repository from the repository's", () => {
    writeFileSync(join(folder(), "Pulumi.yaml"), "name: other\nruntime: nodejs\n");
    assert.ok(!isInProject(folder()));
    assert.ok(isInProject(join(repository, "tests")));
    symlinkSync(join(repository, "docs"), join(folder(), "docs"));
    assert.ok(isInProject(join(folder(), "docs")));
  });
});
