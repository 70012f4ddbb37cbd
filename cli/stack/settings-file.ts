import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isMap, isNode, isScalar } from "yaml";
import { holdsSecret, readStackValues, type StackValues } from "../../access/settings/stack-values";
import { Failure, sentence } from "../failure";
import { parsePulumiYaml, type PulumiYaml } from "./pulumi-yaml";

/** The stack file's settings: keys without namespace, secrets left out. */
export interface SettingsFile extends StackValues {
  /** Path as shown to the user. */
  readonly file: string;
  /** Number of the line at which a config path such as `federation:access[3]` is written; of its closest part where the path is none of the file's. */
  readonly lineOf: (setting: string) => number | undefined;
}

const namespace = "federation:";

/** The file that holds a stack's settings: PULUMI_OPTION_CONFIG_FILE where it is set, as for the Pulumi CLI, else `Pulumi.<stack>.yaml`. */
export function settingsPath(stack: string, environment: NodeJS.ProcessEnv = process.env): string {
  const override = environment["PULUMI_OPTION_CONFIG_FILE"];
  return override !== undefined && override !== "" ? override : `Pulumi.${shortName(stack)}.yaml`;
}

/** A stack's own name: `acme/federation/prod` is `prod`. */
export function shortName(stack: string): string {
  return stack.split("/").at(-1) ?? stack;
}

/** Names of the stacks whose settings lie in a folder, sorted. */
export function stacksIn(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => /^Pulumi\.(.+)\.ya?ml$/.exec(name)?.[1])
    .filter((name): name is string => name !== undefined)
    .sort();
}

/** Reads the settings of a stack without the Pulumi CLI; encrypted values are never touched. */
export function readSettingsFile(stack: string, environment: NodeJS.ProcessEnv = process.env): SettingsFile {
  const file = settingsPath(stack, environment);
  if (!existsSync(file)) {
    const known = stacksIn(process.cwd());
    const hint = known.length > 0 ? `stacks with settings here: ${known.join(", ")}.` : "run it in the project's folder.";
    throw new Failure(`There are no settings for stack ${stack} (${path.basename(file)} does not exist); ${hint}`);
  }
  return readSettingsFrom(file);
}

/** Reads the settings of a stack file, wherever it lies. */
export function readSettingsFrom(file: string): SettingsFile {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${sentence(error)}`);
  }
  const { yaml, config } = parseStackFile(file, text);
  return { file, ...splitConfig(config), lineOf: lineFinder(yaml) };
}

/** Every key of a stack file with its namespace, as YAML has its value; encrypted ones included. */
export function splitStackFile(file: string, text: string): { readonly key: string; readonly value: unknown }[] {
  return Object.entries(parseStackFile(file, text).config).map(([written, value]) => {
    const key = ownKey(written);
    return { key: key === undefined ? written : `${namespace}${key}`, value };
  });
}

function parseStackFile(file: string, text: string): { readonly yaml: PulumiYaml; readonly config: Record<string, unknown> } {
  let yaml: PulumiYaml;
  try {
    yaml = parsePulumiYaml(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Failure(`${file} is not valid YAML: ${sentence(error)}`);
  }
  const config = (yaml.value as { config?: unknown } | null)?.config ?? {};
  if (typeof config !== "object" || Array.isArray(config)) throw new Failure(`In ${file}, config must be a mapping of keys to values.`);
  return { yaml, config: config as Record<string, unknown> };
}

/** Divides a stack file's `config` into plain settings and names of encrypted ones. */
export function splitConfig(config: Readonly<Record<string, unknown>>): StackValues {
  return readStackValues(
    Object.entries(config).flatMap(([written, value]) => {
      const key = ownKey(written);
      return key === undefined ? [] : [{ key, value, secret: holdsSecret(value) }];
    }),
  );
}

/** A key of the project's namespace without it. Pulumi takes a key without any for the project's, and knows an old way of writing. */
function ownKey(written: string): string | undefined {
  if (!written.includes(":")) return written;
  if (!written.startsWith(namespace)) return undefined;
  const name = written.slice(namespace.length);
  return name.startsWith("config:") ? name.slice("config:".length) : name;
}

/** Walks a config path through the file as far as it goes. */
function lineFinder({ document, lines }: PulumiYaml): SettingsFile["lineOf"] {
  return (setting) => {
    const config = document.get("config", true);
    const [, key = "", rest = ""] = /^federation:([^.[\]]+)(.*)$/.exec(setting) ?? [];
    if (!isMap(config)) return undefined;
    const pair = config.items.find(({ key: written }) => isScalar(written) && ownKey(String(written.value)) === key);
    if (pair === undefined) return undefined;
    let offset = (pair.key as { range?: readonly number[] | null }).range?.[0];
    let at: unknown = pair.value;
    for (const [, name, index] of rest.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)) {
      const part = name ?? Number(index);
      const next: unknown = (at as { get?: (key: unknown, keep: boolean) => unknown } | null)?.get?.(part, true);
      if (!isNode(next)) break;
      at = next;
      offset = next.range?.[0] ?? offset;
    }
    return offset === undefined ? undefined : lines.linePos(offset).line;
  };
}
