/**
 * PULUMI_HOME of a set: the CLI, the language host and the plugins, as small files that point to where they really are.
 */
import { existsSync, mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Cli } from "./pulumi-cli/index";
import { writeIfDifferent } from "./files";
import type { Helpers } from "./helpers";
import type { Plugin } from "./plugins";

/** Brings the home in line with what is wanted now; cheap when it already is. */
export function prepareHome(home: string, cli: Cli, helpers: Helpers, plugins: readonly Plugin[]): void {
  link(cli.path, join(home, "bin", "pulumi"));
  withoutLogs(join(home, "logs"));
  const host = join(home, "bin", "language-host");
  if (cli.ownLanguageHost) writeIfDifferent(host, script([helpers.languageHost]), 0o755);
  else rmSync(host, { force: true });

  const folder = join(home, "plugins");
  const wanted = new Set(plugins.map((plugin) => plugin.folder));
  // A plugin of an earlier version would be taken for one that is as good.
  for (const { folder: name } of ours(folder)) if (!wanted.has(name)) rmSync(join(folder, name), { recursive: true, force: true });
  for (const plugin of plugins) {
    const own = join(folder, plugin.folder);
    if ("official" in plugin.target) placeOfficial(plugin.target.official, own);
    else writeIfDifferent(join(own, plugin.file), script(["--require", helpers.endWithParent, plugin.target.script]), 0o755);
  }
}

/**
 * The CLI writes a log of every run there, down to each property, compresses and encrypts it: a third of the engine's
 * processor time, and megabytes a run that nobody reads of a sandbox. It has no setting for that; where it cannot make
 * the folder, it does without.
 */
function withoutLogs(folder: string): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) rmSync(folder, { recursive: true, force: true });
  writeIfDifferent(folder, "No logs of the engine are written in the sandbox.\n", 0o644);
}

function ours(folder: string): { folder: string }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^resource-(aws|azuread)-v/.test(name))
    .map((name) => ({ folder: name }));
}

/** All that an official plugin brings, file by file: the engine passes over a plugin's folder that is itself a link. */
function placeOfficial(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  const names = readdirSync(from);
  for (const gone of readdirSync(to).filter((name) => !names.includes(name))) rmSync(join(to, gone), { recursive: true, force: true });
  for (const name of names) {
    if (name === "pulumi-resource-aws") writeIfDifferent(join(to, name), officialAws(join(from, name)), 0o755);
    else link(join(from, name), join(to, name));
  }
}

/**
 * The official plugin's HTTP proxy is the local AWS itself. S3 Control puts the account's id before the host of its
 * endpoint, and an id before an address is no name that can be looked up; Go's HTTP client hands such a request to the
 * proxy, and sends what goes to the address itself directly. The S3 client addresses buckets by path, because its
 * endpoint is an address. So the program needs no provider settings.
 */
function officialAws(plugin: string): string {
  const variables = ["HTTP_PROXY", "http_proxy"].map((name) => `${name}="$AWS_ENDPOINT_URL"`);
  // The credentials are good for the local AWS only: nobody has to ask a real one about them.
  variables.push("AWS_SKIP_CREDENTIALS_VALIDATION=true");
  return ["#!/bin/sh", `${variables.join(" ")} exec ${quoted(plugin)} "$@"`, ""].join("\n");
}

/** A shell script that becomes Node, so that the engine's child is Node itself. */
function script(args: readonly string[]): string {
  return ["#!/bin/sh", `exec ${[process.execPath, ...args].map(quoted).join(" ")} "$@"`, ""].join("\n");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function link(target: string, path: string): void {
  try {
    if (readlinkSync(path) === target) return;
  } catch {
    // No link there yet.
  }
  mkdirSync(join(path, ".."), { recursive: true });
  const neighbour = `${path}.${process.pid}.tmp`;
  rmSync(neighbour, { force: true });
  symlinkSync(target, neighbour);
  renameSync(neighbour, path);
}
