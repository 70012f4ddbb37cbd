/**
 * What a stack costs without this project: a JavaScript program that somebody wrote by hand, and an empty compiled
 * pack. The program makes the same look-ups, and registers the same resources under the same names with the same
 * providers.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./sandbox";

/** A resource of an exported state. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly parent?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly protect?: boolean;
}

/** An exported state. */
export interface Exported {
  readonly deployment: { readonly resources: StateResource[] };
}

/**
 * Writes the program into a folder.
 *
 * @param groups Entra groups that the program looks up by display name
 */
export function writeBareProgram(folder: string, resources: readonly StateResource[], groups: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  const arns = new Map(
    resources.filter(({ type }) => type.endsWith(":PermissionSet")).map(({ urn, outputs }) => [outputs?.["arn"], urn] as const),
  );
  const registered = resources
    .filter(({ type }) => !type.startsWith("pulumi:"))
    .map(({ urn, type, custom, parent, inputs, protect }) => {
      // Like a program by hand, an assignment gets its set's ARN from the set.
      const set = arns.get(inputs?.["permissionSetArn"]);
      const name = urn.split("::").slice(3).join("::");
      return { urn, type, custom, parent, inputs: inputs ?? {}, protect, name, ...(set === undefined ? {} : { set }) };
    });
  writeFileSync(join(folder, "resources.json"), JSON.stringify({ groups, registered }));
  writeFileSync(join(folder, "Pulumi.yaml"), readFileSync(join(repository, "Pulumi.yaml"), "utf8"));
  writeFileSync(join(folder, "package.json"), '{"name":"bare","main":"index.js"}');
  if (!existsSync(join(folder, "node_modules"))) symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
  cpSync(join(__dirname, "bare-program.cjs"), join(folder, "index.js"));
}

/** Writes an empty compiled pack into a folder. */
export function writeEmptyPack(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
  writeFileSync(join(folder, "package.json"), '{"name":"empty","version":"1.0.0","main":"index.js"}');
  writeFileSync(
    join(folder, "index.js"),
    'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [] });\n',
  );
  if (!existsSync(join(folder, "node_modules"))) symlinkSync(join(repository, "policy", "node_modules"), join(folder, "node_modules"));
}
