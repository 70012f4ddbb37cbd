import assert from "node:assert/strict";
import { finished, type Ran, type Sandbox, succeeded } from "./sandbox";

/** What the CLI says of a resource when its creation begins, and again when it has ended. */
const stepLine = /^ \+ .* (creating|created) \(/gm;

/** A kill comes at most so many milliseconds after the step that it waits for, between two of them, too. */
const jitter = 150;

/** How many steps the CLI told. */
export function steps({ text }: Pick<Ran, "text">): number {
  return [...text.matchAll(stepLine)].length;
}

/**
 * An `up` without questions; the state of the stack is what it was before, or of any later moment, when it is killed.
 */
const up = ["up", "--yes", "--skip-preview", "--non-interactive", "--color", "never"];

/**
 * Begins an `up` and ends the CLI by `kill -9` as soon as it has told so many steps: that hits the same parts of a run
 * on every machine.
 * @returns whether it was killed; an `up` that has ended before has succeeded
 */
export async function killDuringUp(sandbox: Sandbox, afterSteps: number): Promise<boolean> {
  const child = await sandbox.start("pulumi", up);
  let text = "";
  let timer: NodeJS.Timeout | undefined;
  const look = (chunk: string): void => {
    text += chunk;
    if (timer === undefined && steps({ text }) >= afterSteps) timer = setTimeout(() => child.kill("SIGKILL"), Math.random() * jitter);
  };
  child.stdout?.setEncoding("utf8").on("data", look);
  const { status, text: said } = await finished(child);
  clearTimeout(timer);
  assert.ok(status === null || status === 0, said.slice(-5000));
  return status === null;
}

/** An `up` that nobody disturbs; says how many steps it took. */
export async function countSteps(sandbox: Sandbox): Promise<number> {
  return steps(succeeded(await sandbox.run("pulumi", up)));
}

/**
 * The documented command puts the state right and removes what nobody can use, without a question and with nothing left
 * over.
 */
export async function recover(sandbox: Sandbox): Promise<Ran> {
  return succeeded(await sandbox.federation(["recover", "--yes", "--remove-orphans"]));
}
