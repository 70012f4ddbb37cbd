import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isMap, isNode, isScalar } from "yaml";
import { parsePulumiYaml, type PulumiYaml } from "../../access/settings/pulumi-yaml";
import { ownKey, splitConfig, type StackValues } from "../../access/settings/stack-values";
import { configPathParts, formatProblems } from "../../access/problems";
import { stackKind } from "../../access/settings/stacks";
import { Failure, sentence } from "../failure";

/** The stack file's settings: keys without namespace, secrets left out. */
export interface SettingsFile extends StackValues {
  /** Path as shown to the user. */
  readonly file: string;
  /**
   * Number of the line at which a config path such as `federation:access[3]` is written; of its closest part where the
   * path is none of the file's.
   */
  readonly lineOf: (setting: string) => number | undefined;
  /**
   * Name of the core stack whose settings these are, where the stack that was asked for is one of its access stacks.
   */
  readonly core?: string;
}

/**
 * The file that holds a stack's settings: PULUMI_OPTION_CONFIG_FILE where it is set, as for the Pulumi CLI, else
 * `Pulumi.<stack>.yaml`.
 */
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

/**
 * Reads the settings of a stack without the Pulumi CLI; encrypted values are never touched. An access stack has its
 * core's, so that every question is answered for the federation as a whole, whichever of its stacks is asked.
 */
export function readSettingsFile(stack: string, environment: NodeJS.ProcessEnv = process.env): SettingsFile {
  const file = settingsPath(stack, environment);
  if (!existsSync(file)) {
    const known = stacksIn(process.cwd());
    const hint = known.length > 0 ? `stacks with settings here: ${known.join(", ")}.` : "run it in the project's folder.";
    const missing = file === settingsPath(stack, {}) ? file : `PULUMI_OPTION_CONFIG_FILE names ${file}, which`;
    throw new Failure(`There are no settings for stack ${stack} (${missing} does not exist); ${hint}`);
  }
  const own = readSettingsFrom(file);
  const { core, problems } = stackKind(own.raw, own.secrets);
  if (core === undefined) return own;
  if (problems.length > 0) throw new Failure(`The settings in ${file} are not right:\n${formatProblems(problems)}`);
  const settings = readSettingsFrom(fileBeside(file, core));
  if (stackKind(settings.raw).core !== undefined)
    throw new Failure(`${file} names ${core} as its core (federation:core), which is an access stack itself; write the core's name.`);
  return { ...settings, core };
}

/** The stack file of another stack of the same federation: they lie in one folder. */
export function fileBeside(file: string, stack: string): string {
  return path.join(path.dirname(file), `Pulumi.${shortName(stack)}.yaml`);
}

/**
 * The stack that holds what there is once in a federation (application, permission sets, outputs): itself, or the core
 * of an access stack.
 */
export function coreOf(stack: string, environment: NodeJS.ProcessEnv = process.env): string {
  const file = settingsPath(stack, environment);
  const core = existsSync(file) ? stackKind(readSettingsFrom(file).raw).core : undefined;
  return core === undefined ? stack : [...stack.split("/").slice(0, -1), core].join("/");
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
    return { key: key === undefined ? written : `federation:${key}`, value };
  });
}

function parseStackFile(file: string, text: string): { readonly yaml: PulumiYaml; readonly config: Record<string, unknown> } {
  let yaml: PulumiYaml;
  try {
    yaml = parsePulumiYaml(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Failure(`${file} is not valid YAML: ${sentence(error)}`);
  }
  const value = yaml.value ?? {};
  if (typeof value !== "object" || Array.isArray(value))
    throw new Failure(`${file} is no stack file: it is no mapping with the key config.`);
  const config = ("config" in value ? value.config : undefined) ?? {};
  if (typeof config !== "object" || Array.isArray(config)) throw new Failure(`In ${file}, config must be a mapping of keys to values.`);
  return { yaml, config: config as Record<string, unknown> };
}

/** Walks a config path through the file as far as it goes. */
function lineFinder({ document, lines }: PulumiYaml): SettingsFile["lineOf"] {
  return (setting) => {
    const config = document.get("config", true);
    const [key, ...rest] = configPathParts(setting);
    if (!isMap(config)) return undefined;
    const pair = config.items.find(({ key: written }) => isScalar(written) && ownKey(String(written.value)) === key);
    if (pair === undefined) return undefined;
    let offset = (pair.key as { range?: readonly number[] | null }).range?.[0];
    let at: unknown = pair.value;
    for (const part of rest) {
      const next: unknown = (at as { get?: (key: unknown, keep: boolean) => unknown } | null)?.get?.(part, true);
      if (!isNode(next)) break;
      at = next;
      offset = next.range?.[0] ?? offset;
    }
    return offset === undefined ? undefined : lines.linePos(offset).line;
  };
}
