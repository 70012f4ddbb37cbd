/**
 * The Node processes that a language host starts: programs and policy packs, each with the Pulumi SDK of its own
 * folder.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

const running = new Set<ChildProcess>();

/** Ends everything that was started and still runs. */
export function endAll(): void {
  for (const child of running) child.kill("SIGKILL");
}

/**
 * Finds a module of the Pulumi SDK from the folder of the program that will use it: each folder may have an SDK of its
 * own.
 */
export function resolveFrom(folder: string, module: string): string {
  return createRequire(join(folder, "package.json")).resolve(module);
}

/**
 * Arguments for every Node that runs a user's code. What is loaded first stands beside this file in the compiled
 * helpers.
 */
export const guarded: readonly string[] = [
  "inspect-guard.js",
  ...(process.env["SANDBOX_QUICK_START"] === "1" ? ["quick-start.js"] : []),
].flatMap((file) => ["--require", join(__dirname, file)]);

/** Takes what a process writes. */
type Output = (stream: "stdout" | "stderr", data: Buffer) => void;

/** Like {@link start}, with this Node. */
export function startNode(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv, output?: Output): ChildProcess {
  return start(process.execPath, args, cwd, env, output);
}

/** Starts a process; `output` gets what it writes, without it the process writes where the language host does. */
export function start(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv, output?: Output): ChildProcess {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", output ? "pipe" : "inherit", output ? "pipe" : "inherit"] });
  running.add(child);
  child.on("close", () => running.delete(child));
  child.stdout?.on("data", (data: Buffer) => output?.("stdout", data));
  child.stderr?.on("data", (data: Buffer) => output?.("stderr", data));
  return child;
}

/** The exit status; a signal counts as failure, as in a shell. */
export function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** The option `nodeargs` of Pulumi.yaml's runtime, as the list it may be or as one string. */
export function nodeArguments(option: unknown): string[] {
  if (Array.isArray(option)) return option.map(String);
  return typeof option === "string" ? option.split(/\s+/).filter(Boolean) : [];
}
