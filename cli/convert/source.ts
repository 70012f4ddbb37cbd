import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { parse } from "yaml";
import type { Inventory } from "../../access/inventory";
import { Failure, sentence } from "../failure";

/** A file that is converted. */
export interface SourceFile {
  /** As it was given. */
  readonly file: string;
  /** Its content as plain values. */
  readonly content: unknown;
}

/** What a converter works with. */
export interface Source {
  readonly files: readonly SourceFile[];
  /** Tells organizational units and accounts apart, and what lies below a unit. */
  readonly inventory: Inventory | undefined;
}

/** Reads files, or the files of a folder and those below it. JSON is YAML, so that both are read alike. */
export function readSources(paths: readonly string[]): SourceFile[] {
  const files = paths.flatMap(filesAt);
  if (files.length === 0) throw new Failure(`${paths.join(", ")} has no file that ends with .json, .yaml or .yml.`);
  return files.map((file) => ({ file, content: readSource(file) }));
}

function filesAt(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        if (entry.isDirectory()) return filesAt(join(path, entry.name));
        return /\.(json|ya?ml)$/.test(entry.name) ? [join(path, entry.name)] : [];
      });
  } catch (error) {
    throw new Failure(`${path} cannot be read: ${sentence(error)}`);
  }
}

/** Reads one file as plain values. */
export function readSource(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${sentence(error)}`);
  }
  const extension = extname(file);
  if (extension === ".tf" || extension === ".tfvars" || extension === ".hcl")
    throw new Failure(
      `${file} is written in HCL, which is not read: give the output of \`terraform show -json\` with --from terraform, or write the variables as JSON (*.tfvars.json).`,
    );
  try {
    return extension === ".yaml" || extension === ".yml" ? (parse(text, { merge: true }) as unknown) : (JSON.parse(text) as unknown);
  } catch (error) {
    throw new Failure(
      `${file} is no ${extension === ".yaml" || extension === ".yml" ? "YAML" : "JSON"}, or was cut off: ${sentence(error)}`,
    );
  }
}

/** Content of a file that another names, relative to it; undefined where it cannot be read. */
export function readBeside(file: string, name: string): string | undefined {
  try {
    return readFileSync(join(dirname(file), name), "utf8");
  } catch {
    return undefined;
  }
}

/** A mapping's part, as far as it is a mapping. */
export function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** A list's items, as far as it is a list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * Text, as far as it is that; numbers as they were written are lost in JSON and YAML, so that ids get their zeros back.
 */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : undefined;
}

/** Texts of a list. */
export function textsOf(value: unknown): string[] {
  return listOf(value).flatMap((item) => textOf(item) ?? []);
}

/** A customer-managed policy as other tools name it: by ARN or name, or by name and path. */
export type ForeignPolicy = string | { readonly name: string; readonly path?: string | undefined };

/** The policy that a text or a mapping names; undefined where it names none. */
export function policyOf(value: unknown, keys = { name: "name", path: "path" }): ForeignPolicy | undefined {
  const { [keys.name]: name, [keys.path]: path } = mapOf(value);
  const text = textOf(name);
  return textOf(value) ?? (text === undefined ? undefined : { name: text, path: textOf(path) });
}

/** An account id; one that YAML took for a number has its leading zeros back, where that is certain. */
export function accountIdOf(value: unknown): string | undefined {
  const text = textOf(value);
  if (text === undefined || !/^\d{1,12}$/.test(text)) return undefined;
  return typeof value === "number" ? text.padStart(12, "0") : text.length === 12 ? text : undefined;
}
