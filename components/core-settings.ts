import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Problem } from "../access/model";
import { mistake } from "../access/problems";
import { parsePulumiYaml } from "../access/settings/pulumi-yaml";
import { splitConfig } from "../access/settings/stack-values";
import { stackKind } from "../access/settings/stacks";
import { withoutFullStop } from "../access/words";

const NAME_CORE = "write the name of the core stack";

/**
 * Reads the settings of the core from its stack file, which lies beside the access stack's: in the program's folder, or
 * where PULUMI_OPTION_CONFIG_FILE points to. Its encrypted values are not touched: an access stack needs none.
 */
export function readCoreSettings(core: string): { readonly raw: Readonly<Record<string, unknown>>; readonly problems: readonly Problem[] } {
  const own = process.env["PULUMI_OPTION_CONFIG_FILE"] ?? "";
  const file = join(own === "" ? "." : dirname(own), `Pulumi.${core}.yaml`);
  const refuse = (why: string, remedy: string): { raw: Record<string, unknown>; problems: Problem[] } => ({
    raw: {},
    problems: core === "" ? [] : [mistake("federation:core", `is ${JSON.stringify(core)}, and ${why}`, remedy)],
  });
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return refuse(`its settings, ${file}, cannot be read (${(error as NodeJS.ErrnoException).code})`, NAME_CORE);
  }
  let settings: unknown;
  try {
    settings = parsePulumiYaml(text.replace(/^\uFEFF/, "")).value;
  } catch (error) {
    const [where = ""] = (error as Error).message.split("\n");
    return refuse(`its settings, ${file}, are not valid YAML`, `correct the file: ${withoutFullStop(where)}`);
  }
  const config = (settings as { config?: unknown } | null)?.config ?? {};
  if (typeof config !== "object" || Array.isArray(config))
    return refuse(`in its settings, ${file}, config is no mapping`, "write a mapping of keys to values there");
  const { raw } = splitConfig(config as Record<string, unknown>);
  if (stackKind(raw).core !== undefined) return refuse(`${file} is an access stack's own`, NAME_CORE);
  return { raw, problems: [] };
}
