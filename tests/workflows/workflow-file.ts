import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** The repository. */
export const root = join(__dirname, "../..");

export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly if?: string;
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix?: unknown };
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly defaults?: { readonly run?: { readonly shell?: string } };
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(root, ".github/workflows");

/** Names of the workflows. */
export const workflowNames = readdirSync(folder).map((name) => name.replace(/\.yml$/, ""));

/** A workflow as it is. */
export const workflow = (name: string): Workflow => parse(readFileSync(join(folder, `${name}.yml`), "utf8")) as Workflow;

/** Every file of the workflows and actions, with what it says. */
export const files: readonly (readonly [name: string, text: string])[] = readdirSync(join(root, ".github"), {
  recursive: true,
  encoding: "utf8",
})
  .filter((name) => name.endsWith(".yml"))
  .sort()
  .map((name) => [name, readFileSync(join(root, ".github", name), "utf8")]);
