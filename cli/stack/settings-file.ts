import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { Failure, sentence } from "../failure";

/** The stack file's settings: keys without namespace, secrets left out. */
export interface SettingsFile {
  /** Path as shown to the user. */
  readonly file: string;
  readonly raw: Readonly<Record<string, unknown>>;
  /** Names of the settings that are encrypted, such as `scimToken`. */
  readonly secrets: readonly string[];
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
  let document: unknown;
  try {
    document = parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Failure(`${file} is not valid YAML: ${sentence(error)}`);
  }
  return { file, ...splitConfig((document as { config?: Record<string, unknown> } | null)?.config ?? {}) };
}

/** Divides a stack file's `config` into plain settings and names of encrypted ones. */
export function splitConfig(config: Readonly<Record<string, unknown>>): Pick<SettingsFile, "raw" | "secrets"> {
  const raw: Record<string, unknown> = {};
  const secrets: string[] = [];
  for (const [key, value] of Object.entries(config)) {
    if (!key.startsWith(namespace)) continue;
    const name = key.slice(namespace.length);
    if (isEncrypted(value)) secrets.push(name);
    else raw[name] = value;
  }
  return { raw, secrets };
}

function isEncrypted(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 1 && "secure" in value;
}
