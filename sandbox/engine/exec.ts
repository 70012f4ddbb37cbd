/**
 * `exec`: one command with the local clouds up, as if there were no sandbox around it.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { ensureSet, ensureTools, type RunningSet, type Wanted } from "./ensure";
import { environmentFor } from "./environment";
import type { Say } from "./failure";
import { callersDirectory } from "./paths";
import { passSignals } from "./signals";

/** Exit status when the sandbox itself failed, as with `docker run`. */
export const sandboxFailed = 125;
const notExecutable = 126;
const notFound = 127;

/** A command that runs for hours is use all the time. */
const touchMilliseconds = 20_000;

/** Runs the command; returns its exit status. */
export async function exec(wanted: Wanted, command: readonly string[], say: Say): Promise<number> {
  const tools = await ensureTools(wanted, say);
  return runInside(await ensureSet(wanted, tools, say), command, say);
}

/** Runs a command inside a running set, with the caller's folder and streams. */
export function runInside({ set, record }: RunningSet, [file = "", ...args]: readonly string[], say: Say): Promise<number> {
  const cwd = callersDirectory();
  let child: ChildProcess | undefined = undefined;
  const stopPassing = passSignals(() => (child === undefined ? [] : [child]));
  const started = spawn(file, args, { cwd, env: environmentFor(set, record, cwd), stdio: "inherit" });
  child = started;
  const touching = setInterval(() => set.touch(), touchMilliseconds);
  return new Promise((resolve) => {
    const finish = (status: number): void => {
      clearInterval(touching);
      stopPassing();
      set.touch();
      resolve(status);
    };
    started.on("error", (error: NodeJS.ErrnoException) => {
      say(error.code === "ENOENT" ? `${file}: command not found` : `${file}: ${error.message}`);
      finish(error.code === "ENOENT" ? notFound : notExecutable);
    });
    started.on("exit", (code, signal) => finish(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}
