import assert from "node:assert/strict";
import { splitConfig } from "../../access/settings/stack-values";
import { settingsPath, shortName } from "../../cli/stack/settings-file";

describe("settings of a stack", () => {
  it("come from PULUMI_OPTION_CONFIG_FILE, else from the stack's own file", () => {
    assert.equal(settingsPath("acme/federation/prod", {}), "Pulumi.prod.yaml");
    assert.equal(settingsPath("prod", { PULUMI_OPTION_CONFIG_FILE: "/tmp/x.yaml" }), "/tmp/x.yaml");
    assert.equal(shortName("dev"), "dev");
  });

  it("leave out other namespaces and everything encrypted", () => {
    assert.deepEqual(
      splitConfig({
        "aws:region": "eu-west-1",
        "federation:stage": "production",
        "federation:scimToken": { secure: "v1:x" },
        "federation:access": [],
      }),
      { raw: { stage: "production", access: [] }, secrets: ["scimToken"] },
    );
  });
});
