import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { readStackConfig } from "../../components/config";
import { readSettingsFile, type SettingsFile } from "../../cli/stack/settings-file";
import { REWRITTEN } from "../stack-values";
import { startMocks } from "../components/mocks";

describe("one reading of a stack's settings", () => {
  const folder = mkdtempSync(join(tmpdir(), "federation-settings-"));
  const file = join(folder, "Pulumi.t.yaml");
  const fileOf = (text: string): SettingsFile => {
    writeFileSync(file, text);
    return readSettingsFile("t", { PULUMI_OPTION_CONFIG_FILE: file });
  };
  before(() => startMocks());
  after(() => {
    pulumi.runtime.setAllConfig({});
    rmSync(folder, { recursive: true });
  });

  for (const { written, rewritten, engine, value } of REWRITTEN) {
    it(`${written} is ${JSON.stringify(value)} to program and command, before and after Pulumi's CLI rewrote it`, () => {
      pulumi.runtime.setAllConfig({ "federation:key": engine });
      assert.deepEqual(readStackConfig().raw, { key: value });
      assert.deepEqual(fileOf(`config:\n  federation:key: ${written}\n`).raw, { key: value });
      assert.deepEqual(fileOf(`config:\n  federation:key: ${rewritten}\n`).raw, { key: value });
    });
  }

  it("takes keys as Pulumi does: without a namespace for the project's own, and in the old way of writing", () => {
    const { raw } = fileOf("config:\n  phase: connect\n  federation:config:stage: production\n  aws:region: eu-west-1\n");
    assert.deepEqual(raw, { phase: "connect", stage: "production" });
  });

  it("counts a key as encrypted that has an encrypted value anywhere, as Pulumi does", () => {
    const text = "config:\n  federation:access:\n    - group: {secure: v1:x}\n  federation:scimToken: {secure: v1:y}\n";
    const { raw, secrets } = fileOf(text);
    assert.deepEqual([raw, secrets], [{}, ["access", "scimToken"]]);
  });

  it("tells the line of a setting, whatever the way of writing it", () => {
    const { lineOf } = fileOf(
      "config:\n  federation:access:\n    - {group: a, accounts: all}\n    # comment\n    - group: b\n      accounts:\n        - all\n  federation:list: '[{\"a\": 1}]'\n",
    );
    assert.deepEqual(
      ["access", "access[0]", "access[1]", "access[1].accounts[0]", "list[0].a", "none"].map((path) => lineOf(`federation:${path}`)),
      [2, 3, 5, 7, 8, undefined],
    );
  });

  it("says in one sentence what is no stack file", () => {
    assert.throws(() => fileOf("config: [a]\n"), /config must be a mapping of keys to values\.$/);
    assert.throws(() => fileOf("config:\n  a: {\n"), /is not valid YAML: /);
    assert.throws(() => fileOf("config:\n  federation:a: 1\n  federation:a: 2\n"), /is not valid YAML: /);
  });
});
