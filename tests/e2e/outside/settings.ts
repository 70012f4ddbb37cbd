import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStackValues } from "../../../access/settings/stack-values";
import { readSettingsFile, readSettingsFrom } from "../../../cli/stack/settings-file";
import { type SettingValue, writeStackFile } from "../../../cli/stack-file/write";
import { readStackConfig } from "../../../components/config";
import { startMocks } from "../../components/mocks";
import { isKept, ODD_TEXTS, REWRITTEN } from "../../stack-values";
import { type Sandbox, succeeded } from "../sandbox";

/** Pulumi's CLI writes the whole stack file anew at every `pulumi config set`. */
export function topic(sandbox: Sandbox): void {
  describe("settings that Pulumi's CLI rewrites", () => {
    const folder = mkdtempSync(join(tmpdir(), "federation-rewritten-"));
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("are to program and command what they were", async () => {
      const file = join(folder, "Pulumi.t.yaml");
      const rows = REWRITTEN.map(({ written }, index) => `  federation:key${index}: ${written}\n`);
      mkdirSync(join(folder, "state"));
      writeFileSync(join(folder, "Pulumi.yaml"), "name: federation\nruntime: nodejs\n");
      const options = {
        cwd: folder,
        env: { PULUMI_BACKEND_URL: `file://${join(folder, "state")}`, PULUMI_OPTION_CONFIG_FILE: "", PULUMI_CONFIG_PASSPHRASE: "none" },
      };
      succeeded(await sandbox.pulumi(["stack", "init", "t"], options));
      writeFileSync(file, `config:\n${rows.join("")}`);
      const before = readSettingsFile("t", { PULUMI_OPTION_CONFIG_FILE: file }).raw;
      succeeded(await sandbox.pulumi(["config", "set", "--stack", "t", "federation:other", "x"], options));
      assert.match(readFileSync(file, "utf8"), /key0: 2027-09-30 00:00:00 \+0000 UTC/);

      const { stdout } = succeeded(await sandbox.pulumi(["config", "--json", "--stack", "t"], options));
      const engine = Object.entries(JSON.parse(stdout) as Record<string, { value: string }>).map(([key, { value }]) => [key, value]);
      await startMocks();
      pulumi.runtime.setAllConfig(Object.fromEntries(engine) as Record<string, string>);
      const program = readStackConfig().raw;
      pulumi.runtime.setAllConfig({});
      const values = Object.fromEntries(REWRITTEN.map(({ value }, index) => [`key${index}`, value]));
      assert.deepEqual(program, { ...values, other: "x" });
      assert.deepEqual(before, values);
      assert.deepEqual(readSettingsFile("t", { PULUMI_OPTION_CONFIG_FILE: file }).raw, program);
    });

    it("are what was written by this command, however odd, before and after", async () => {
      const file = join(folder, "Pulumi.t.yaml");
      const options = {
        cwd: folder,
        env: { PULUMI_BACKEND_URL: `file://${join(folder, "state")}`, PULUMI_OPTION_CONFIG_FILE: "", PULUMI_CONFIG_PASSPHRASE: "none" },
      };
      const values: Record<string, SettingValue> = {
        texts: ODD_TEXTS.filter(isKept),
        all: [...ODD_TEXTS],
        ...Object.fromEntries(ODD_TEXTS.map((odd, index) => [`keys${index}`, { [odd]: [{ [odd]: odd }], after: { [odd]: 1, last: odd } }])),
        access: [{ group: "a", accounts: { tag: { secure: "yes" } } }],
        ...Object.fromEntries(ODD_TEXTS.filter(isKept).map((odd, index) => [`top${index}`, odd])),
      };
      const entries = Object.entries(values).map(([key, value]) => ({ key, value, comment: key }));
      writeFileSync(file, writeStackFile({ project: "federation", header: "Odd: names", entries }));
      const engine = async (): Promise<unknown> => {
        const { stdout } = succeeded(await sandbox.pulumi(["config", "--json", "--stack", "t"], options));
        const found = Object.entries(JSON.parse(stdout) as Record<string, { value: string; secret: boolean }>);
        assert.deepEqual(
          found.filter(([, { secret }]) => secret),
          [],
        );
        return readStackValues(found.map(([key, { value, secret }]) => ({ key: key.replace("federation:", ""), value, secret }))).raw;
      };
      assert.deepEqual(await engine(), values);
      succeeded(await sandbox.pulumi(["config", "set", "--stack", "t", "federation:other", "x"], options));
      assert.deepEqual(await engine(), { ...values, other: "x" });
      assert.deepEqual(readSettingsFrom(file).raw, { ...values, other: "x" });
    });

    it("are the same to preview and verify with a day that had no quotes", async () => {
      const { PULUMI_OPTION_CONFIG_FILE: own = "" } = await sandbox.variables();
      const file = join(folder, "rewritten.yaml");
      writeFileSync(file, readFileSync(own, "utf8").replace(/tokenExpires: "(.*)"/, "tokenExpires: $1"));
      const options = { env: { PULUMI_OPTION_CONFIG_FILE: file } };
      succeeded(await sandbox.pulumi(["config", "set", "federation:confirmReturnToConnect", "false"], options));
      assert.match(readFileSync(file, "utf8"), /tokenExpires: \S+ 00:00:00 \+0000 UTC/);
      succeeded(await sandbox.pulumi(["preview", "--expect-no-changes"], options));
      // Verified dev has no finding; what the settings could not be read from ends with 2.
      assert.notEqual((await sandbox.federation(["verify"], options)).status, 2);
    });
  });
}
