import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

/** After this time a command hangs: it is ended, so that the test tells what it had said. Unit: milliseconds. */
const hangsAfterMs = 280_000;

export const repository = resolve(__dirname, "..", "..");

/** What a command did. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams, for messages that may come on either. */
  readonly text: string;
}

/** The sandbox of one stack, through the documented command; its clouds belong to this test run. */
export class Sandbox {
  private environment: Promise<NodeJS.ProcessEnv> | undefined;

  /** @param flags further flags of `exec`, such as `--real azuread` */
  constructor(
    readonly stack: string,
    private readonly flags: readonly string[] = [],
  ) {}

  /** Runs a command as `npm run -s sandbox -- exec --stack S -- …` does, without npm's own start. */
  exec(command: readonly string[], options: RunOptions = {}): Promise<Ran> {
    return finished(
      start(
        process.execPath,
        ["sandbox/bootstrap.mjs", "sandbox", "exec", "--stack", this.stack, ...this.flags, "--", ...command],
        options,
      ),
    );
  }

  /** `npm run sandbox` itself. */
  whole(): Promise<Ran> {
    return finished(start(process.execPath, ["sandbox/bootstrap.mjs", "sandbox", "--stack", this.stack, ...this.flags], {}));
  }

  /** Environment of `exec`, asked for once: what follows runs in it without the sandbox's own start. */
  variables(): Promise<NodeJS.ProcessEnv> {
    this.environment ??= this.exec([process.execPath, "-p", "JSON.stringify(process.env)"]).then(({ status, stdout, stderr }) => {
      if (status !== 0) throw new Error(`The sandbox did not start: ${stderr}`);
      return JSON.parse(stdout) as NodeJS.ProcessEnv;
    });
    return this.environment;
  }

  async run(file: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
    return finished(await this.start(file, args, options));
  }

  /** The real CLI, never asking. */
  pulumi(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
    return this.run("pulumi", [...args, "--non-interactive", "--color", "never"], options);
  }

  federation(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
    return this.run(process.execPath, ["cli/bin.cjs", ...args, "--stack", this.stack], options);
  }

  async start(file: string, args: readonly string[], options: RunOptions = {}): Promise<ChildProcess> {
    return start(file, args, { ...options, env: { ...(await this.variables()), ...options.env } });
  }

  /** Ends the clouds and forgets their state. */
  async reset(): Promise<void> {
    this.environment = undefined;
    await finished(start(process.execPath, ["sandbox/bootstrap.mjs", "sandbox", "reset", "--stack", this.stack], {}));
  }
}

export interface RunOptions {
  /** Text for standard input. */
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

function start(file: string, args: readonly string[], { env, cwd = repository, input }: RunOptions): ChildProcess {
  const child = spawn(file, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  child.stdin?.end(input);
  return child;
}

export function finished(child: ChildProcess): Promise<Ran> {
  const chunks: { stdout: string[]; stderr: string[]; text: string[] } = { stdout: [], stderr: [], text: [] };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.setEncoding("utf8").on("data", (chunk: string) => {
      chunks[stream].push(chunk);
      chunks.text.push(chunk);
    });
  }
  const watch = setTimeout(() => {
    chunks.text.push(`\nIt did not end within ${hangsAfterMs / 1000} s, and was killed. What ran:\n${running()}\n`);
    child.kill("SIGKILL");
    // What it started may hold its streams.
    child.stdout?.destroy();
    child.stderr?.destroy();
  }, hangsAfterMs);
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (status) => {
      clearTimeout(watch);
      done({ status, stdout: chunks.stdout.join(""), stderr: chunks.stderr.join(""), text: chunks.text.join("") });
    });
  });
}

/** All processes, a tree, for whoever looks for what hung; none where the machine has no `ps`. */
function running(): string {
  const { stdout } = spawnSync("ps", ["-eo", "pid,ppid,stat,etime,args", "--forest"], { encoding: "utf8" });
  return (
    (stdout ?? "")
      .split("\n")
      // The kernel's own stand in brackets.
      .filter((line) => !line.endsWith("]"))
      .map((line) => line.slice(0, 160))
      .join("\n")
  );
}

/** Every file below a folder. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** The files below a folder that contain a text, whatever their encoding of the rest. */
export function filesWith(folder: string, text: string): string[] {
  return filesBelow(folder).filter((path) => readFileSync(path).includes(text));
}

/** Fails with the command's own words, so that a red test tells what happened. */
export function succeeded(ran: Ran): Ran {
  if (ran.status !== 0) throw new Error(`The command ended with ${ran.status}:\n${ran.text.slice(-12000)}`);
  return ran;
}
