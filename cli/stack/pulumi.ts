import { spawn } from "node:child_process";
import { Failure } from "../failure";

/** What a run of the Pulumi CLI gave. */
export interface PulumiRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Status with which the CLI ends where there is no such stack, since 3.226.1.
 *
 * @see https://www.pulumi.com/docs/iac/cli/exit-codes/
 */
export const STACK_NOT_FOUND = 6;

/** Options of {@link pulumi}. */
export interface PulumiOptions {
  /** Text for standard input. */
  readonly input?: string;
  /** Passes output through to standard error as it comes, for long operations. */
  readonly show?: boolean;
  /** Variables in place of this process's own of the same name; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Folder to run in. */
  readonly cwd?: string;
}

/**
 * Runs the Pulumi CLI that is on PATH, never interactively.
 *
 * @throws Failure where there is none.
 */
export function pulumi(args: readonly string[], { input, show = false, env, cwd }: PulumiOptions = {}): Promise<PulumiRun> {
  return new Promise((resolve, reject) => {
    const child = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, ...env },
      cwd,
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => {
      stdout.push(chunk);
      if (show) process.stderr.write(chunk);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      stderr.push(chunk);
      if (show) process.stderr.write(chunk);
    });
    child.on("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "ENOENT" ? new Failure("There is no `pulumi` command on PATH; install the Pulumi CLI or add it to PATH.") : error,
      ),
    );
    child.on("close", (status) =>
      resolve({ status: status ?? 1, stdout: Buffer.concat(stdout).toString("utf8"), stderr: Buffer.concat(stderr).toString("utf8") }),
    );
    child.stdin.on("error", () => undefined);
    child.stdin.end(input ?? "");
  });
}

/** As {@link pulumi}, but a status other than 0 is a {@link Failure} with the CLI's own last words. */
export async function pulumiOrFail(args: readonly string[], options?: PulumiOptions): Promise<string> {
  const run = await pulumi(args, options);
  if (run.status !== 0) throw new Failure(`\`pulumi ${args.slice(0, 2).join(" ")}\` failed: ${lastWords(run)}`);
  return run.stdout;
}

/**
 * The lines of the CLI that say what went wrong, in one line: for people to read, nothing is decided by them. What can
 * be decided by the status is: https://www.pulumi.com/docs/iac/cli/exit-codes/.
 */
export function lastWords({ stdout, stderr }: PulumiRun): string {
  const lines = `${stdout}\n${stderr}`.split("\n").map((line) => line.trim());
  const errors = lines.filter((line) => /^error: /.test(line)).map((line) => line.slice("error: ".length));
  const words = errors.length > 0 ? errors : lines.filter((line) => line !== "").slice(-1);
  return words.join("; ") || "it gave no reason.";
}
