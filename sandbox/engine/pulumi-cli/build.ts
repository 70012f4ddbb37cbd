/**
 * Builds the CLI from its Go module: the way that needs no more than the Go module proxy. Takes about five minutes,
 * once per machine.
 */
import { cpSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Say } from "../failure";
import { readIfThere, writeIfDifferent } from "../files";
import { withLock } from "../lock";
import { cacheDirectory, repository } from "../paths";
import { run } from "../processes";
import { executable } from "./find";
import { wantedVersion } from "./version";

const cliModule = "github.com/pulumi/pulumi/pkg/v3";
const buildMilliseconds = 40 * 60_000;
const progressMilliseconds = 30_000;

const target = (): string => join(cacheDirectory(), `pulumi-${wantedVersion}`, "bin", "pulumi");

/** The built CLI, when it is there, with a language host beside it. */
export function built(): string | undefined {
  const path = executable(target());
  if (path !== undefined) placeLanguageHost(dirname(path));
  return path;
}

/**
 * The engine looks for the language host beside its own file, behind all links. The CLI is shared by all clones and the
 * host is not, so what stands there only passes on to the host in the caller's PULUMI_HOME.
 */
function placeLanguageHost(folder: string): void {
  const script = ["#!/bin/sh", 'exec "${PULUMI_HOME:?is not set: start pulumi through npm run sandbox}/bin/language-host" "$@"', ""].join(
    "\n",
  );
  if (readIfThere(join(folder, "pulumi-language-nodejs")) !== script)
    writeIfDifferent(join(folder, "pulumi-language-nodejs"), script, 0o755);
}

/** Builds the CLI; returns the reason when that cannot be done. */
export async function build(say: Say): Promise<{ path: string } | { reason: string }> {
  const go = await run("go", ["version"]);
  if (go.status !== 0) return { reason: "there is no Go on PATH" };
  return withLock(
    join(cacheDirectory(), "pulumi-build.lock"),
    async () => {
      const path = built();
      return path === undefined ? compile(say) : { path };
    },
    (pid) => say(`waiting for process ${pid}, which is building the Pulumi CLI`),
  );
}

async function compile(say: Say): Promise<{ path: string } | { reason: string }> {
  const folder = join(cacheDirectory(), "pulumi-build"); // Always the same: what an interrupted build left, the next one removes.
  const unfinished = join(folder, "pulumi");
  const began = Date.now();
  const tell = (): void =>
    say(
      `building the Pulumi CLI ${wantedVersion} from its Go module: ${Math.round((Date.now() - began) / 1000)} s (about 5 minutes, once per machine)`,
    );
  const timer = setInterval(tell, progressMilliseconds);
  try {
    tell();
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    mkdirSync(dirname(target()), { recursive: true });
    for (const name of ["go.mod", "go.sum"]) cpSync(join(repository, "sandbox", "engine", "pulumi-cli", name), join(folder, name));
    const flags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${wantedVersion}`;
    const args = ["build", "-mod=mod", "-o", unfinished, "-ldflags", flags, `${cliModule}/cmd/pulumi`];
    const { status, stderr } = await run("go", args, {
      cwd: folder,
      env: { ...process.env, GOWORK: "off" },
      timeoutMilliseconds: buildMilliseconds,
    });
    if (status !== 0) return { reason: `go build failed: ${stderr.trim().split("\n").slice(-3).join(" ")}` };
    renameSync(unfinished, target());
    return { path: built() ?? target() };
  } finally {
    clearInterval(timer);
    rmSync(folder, { recursive: true, force: true });
  }
}
