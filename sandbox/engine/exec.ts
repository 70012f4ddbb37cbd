/**
 * `exec`: one command with the local clouds up, as if there were no sandbox around it.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { ensureSet, ensureTools, type RunningSet, type Wanted } from "./ensure";
import { environmentFor } from "./environment";
import type { Say } from "./failure";
import { callersDirectory } from "./paths";

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
  const forward = new Map<NodeJS.Signals, () => void>();
  let child: ChildProcess | undefined = undefined;
  // Before the command starts: a signal in between would end this process and leave the command alone.
  for (const signal of ["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP"] as const) {
    const pass = (): void => {
      // A terminal sends Ctrl-C to the command itself as well, and a second one would make Pulumi leave its state half-written.
      const bothGotIt = process.stdin.isTTY && (signal === "SIGINT" || signal === "SIGQUIT");
      if (!bothGotIt) child?.kill(signal);
    };
    forward.set(signal, pass);
    process.on(signal, pass);
  }
  const started = spawn(file, args, { cwd, env: environmentFor(set, record, cwd), stdio: "inherit" });
  child = started;
  const touching = setInterval(() => set.touch(), touchMilliseconds);
  return new Promise((resolve) => {
    const finish = (status: number): void => {
      clearInterval(touching);
      for (const [signal, pass] of forward) process.removeListener(signal, pass);
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
