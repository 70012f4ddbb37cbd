/** A set of local clouds for a bench: a stack, a world and settings of its own, so that nobody's sandbox is touched. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const repository = join(__dirname, "..", "..");
const bootstrap = join(repository, "sandbox", "bootstrap.mjs");

/** Clouds of a bench. */
export class BenchSandbox {
  /** Throw-away files of the bench. */
  readonly folder: string;

  /** @param stack name of the stack; `Pulumi.<stack>.yaml` is written for the time of the bench and git-ignored. */
  constructor(readonly stack: string) {
    this.folder = join(repository, ".sandbox", "bench", stack);
    mkdirSync(this.folder, { recursive: true });
  }

  /** Starts the clouds on this world and with these settings; the environment that commands in them need. */
  start(world: object, settings: object): NodeJS.ProcessEnv {
    this.reset();
    const file = join(this.folder, "world.yaml");
    // JSON is YAML.
    writeFileSync(file, JSON.stringify(world));
    writeFileSync(this.stackFile(), JSON.stringify(settings));
    const print = [process.execPath, "-p", "JSON.stringify(process.env)"];
    const { status, stdout } = this.run(["exec", "--stack", this.stack, "--world", file, "--", ...print]);
    if (status !== 0) throw new Error(`The sandbox of ${this.stack} did not start: status ${status}.`);
    return JSON.parse(stdout) as NodeJS.ProcessEnv;
  }

  /** Keeps the clouds from ending for want of use, and their stack file there. */
  touch(): void {
    this.run(["exec", "--stack", this.stack, "--", process.execPath, "-e", "0"]);
  }

  /** Ends the clouds and forgets them. */
  reset(): void {
    this.run(["reset", "--stack", this.stack]);
    rmSync(this.stackFile(), { force: true });
  }

  private stackFile(): string {
    return join(repository, `Pulumi.${this.stack}.yaml`);
  }

  private run(args: readonly string[]): { status: number | null; stdout: string } {
    return spawnSync(process.execPath, [bootstrap, "sandbox", ...args], {
      cwd: repository,
      env: { ...process.env, INIT_CWD: repository },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
      maxBuffer: 1e9,
    });
  }
}
