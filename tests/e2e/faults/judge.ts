import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Sandbox } from "../sandbox";
import type { Found, Question } from "./judge-main";

/** A process that holds both clouds against the settings whenever it is asked. */
export class Judge {
  private child: ChildProcess | undefined;

  /** @param environment variables beside the sandbox's own */
  constructor(
    private readonly sandbox: Sandbox,
    private readonly environment: NodeJS.ProcessEnv = {},
  ) {}

  /** Findings, and checks that could not look; of the named checks or of all. */
  async findings(ids?: readonly string[]): Promise<readonly Found[]> {
    this.child ??= fork(join(__dirname, "judge-main.ts"), {
      execArgv: ["--no-warnings", "-r", "ts-node/register"],
      env: { ...process.env, ...(await this.sandbox.variables()), ...this.environment },
    });
    const child = this.child;
    return new Promise((answered, failed) => {
      child.once("exit", failed);
      child.once("message", (found) => {
        child.off("exit", failed);
        answered(found as readonly Found[]);
      });
      child.send({ stack: this.sandbox.stack, ...(ids === undefined ? {} : { ids }) } satisfies Question);
    });
  }

  end(): void {
    this.child?.kill();
  }
}

/** Something that somebody does behind the program's back. */
export interface Fault {
  /** Id of the check that finds it, which names the runbook's row. */
  readonly id: string;
  /** What `verify` says, whole. */
  readonly says: string | RegExp;
  /** What it says to do about it. */
  readonly remedy: RegExp;
  /** A finding that follows from it, by id: both are told, and both are gone with what follows the remedies. */
  readonly brings?: string;
  /** Does it; gives what follows the remedy, by the same APIs that people and `pulumi up` use. */
  readonly plant: () => Promise<() => Promise<unknown>>;
}
