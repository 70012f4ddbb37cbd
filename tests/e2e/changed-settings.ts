import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { Config } from "../config";
import type { Sandbox } from "./sandbox";

/**
 * Environment in which every command reads a copy of the sandbox's stack file with these changes; an undefined value
 * removes the key.
 */
export async function changedSettings(sandbox: Sandbox, change: (config: Config) => Record<string, unknown>): Promise<NodeJS.ProcessEnv> {
  const { PULUMI_OPTION_CONFIG_FILE: original } = await sandbox.variables();
  const document = parse(readFileSync(original!, "utf8")) as { config: Record<string, unknown> };
  const copy = join(mkdtempSync(join(tmpdir(), "federation-settings-")), `Pulumi.${sandbox.stack}.yaml`);
  writeFileSync(copy, stringify({ ...document, config: { ...document.config, ...change(document.config) } }));
  return { PULUMI_OPTION_CONFIG_FILE: copy };
}
