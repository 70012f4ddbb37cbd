/**
 * Processes told apart by number and start time, because the system gives numbers to new processes again.
 */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { passSignals } from "./signals";

/** One process of this machine, for as long as it lives. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the system's own form; only ever compared. */
  readonly started: string;
}

/** The identity of a living process, or undefined when there is none with this number. */
export function identify(pid: number): ProcessIdentity | undefined {
  const started = startOf(pid);
  return started === undefined ? undefined : { pid, started };
}

/** Whether exactly this process still lives; a zombie does not. */
export function isAlive(identity: ProcessIdentity | undefined): boolean {
  return identity !== undefined && startOf(identity.pid) === identity.started;
}

function startOf(pid: number): string | undefined {
  if (process.platform === "linux") {
    try {
      // The command's name is in brackets and may hold spaces and brackets itself; fields count from after it.
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields[0] === "Z" || fields[0] === "X" ? undefined : `${bootId()}:${fields[19]}`;
    } catch {
      return undefined;
    }
  }
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Start times count from boot, so a process is only told apart from one before a reboot by the boot itself. */
function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").slice(0, 8);
  } catch {
    return "";
  }
}

/** Asks exactly this process to end, and makes it end when it has not within the grace time. */
export async function terminate(identity: ProcessIdentity | undefined, graceMilliseconds = 3000): Promise<void> {
  if (identity === undefined || !isAlive(identity)) return;
  signal(identity.pid, "SIGTERM");
  const deadline = Date.now() + graceMilliseconds;
  while (isAlive(identity) && Date.now() < deadline) await sleep(25);
  if (isAlive(identity)) signal(identity.pid, "SIGKILL");
  while (isAlive(identity)) await sleep(10);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** How a finished command ended. */
export interface Finished {
  /**
   * Exit status; 128 plus the signal's number when a signal ended it; -1 when the time was up; 127 when it could not be
   * started.
   */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What {@link run} may be told. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Given on standard input, where secrets belong: arguments are visible to everybody. */
  readonly input?: string;
  readonly timeoutMilliseconds?: number;
  /** The command ends by itself on Ctrl-C and the like, and this process waits for it. */
  readonly endsItself?: boolean;
  /** Gets every line of both outputs as it comes. */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs a command to its end and collects its output; never throws for how it ends. Ended together with this process.
 */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return new Promise((resolve) => {
    let started: ChildProcess | undefined = undefined;
    const stopPassing = options.endsItself ? passSignals(() => (started === undefined ? [] : [started])) : undefined;
    const child = spawn(command, args, { cwd: options.cwd, env: options.env ?? process.env, stdio: ["pipe", "pipe", "pipe"] });
    started = child;
    const out = { stdout: "", stderr: "" };
    let timedOut = false;
    const timer = options.timeoutMilliseconds
      ? setTimeout(() => {
          timedOut = true;
          child.kill("SIGKILL");
        }, options.timeoutMilliseconds)
      : undefined;
    const endWithUs = (): boolean => child.kill("SIGTERM");
    process.once("exit", endWithUs);
    for (const name of ["stdout", "stderr"] as const) {
      let rest = "";
      child[name].setEncoding("utf8").on("data", (text: string) => {
        out[name] += text;
        const lines = (rest + text).split(/\r?\n|\r/);
        rest = lines.pop() ?? "";
        for (const line of lines) options.onLine?.(line);
      });
    }
    const finish = (status: number): void => {
      clearTimeout(timer);
      process.removeListener("exit", endWithUs);
      stopPassing?.();
      resolve({ status, ...out });
    };
    child.on("error", (error) => {
      out.stderr += error.message;
      finish(127);
    });
    child.on("close", (code, signalName) => finish(timedOut ? -1 : (code ?? 128 + (signalName === "SIGKILL" ? 9 : 15))));
    child.stdin.on("error", () => undefined); // A command that ends without reading is judged by its status.
    child.stdin.end(options.input ?? "");
  });
}
