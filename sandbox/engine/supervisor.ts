/**
 * The supervisor of a set: starts the two local clouds, ends both when one dies, and ends them when nobody used the set
 * for a while.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { identify, type ProcessIdentity } from "./processes";

/** What the supervisor is told by the process that starts it. */
export interface SupervisorOrder {
  readonly clouds: Readonly<Record<"aws" | "entra", { readonly command: string; readonly args: readonly string[]; readonly log: string }>>;
  readonly heartbeat: string;
  /** Without a heartbeat for this long the set ends. */
  readonly idleMilliseconds: number;
  /** Neither cloud takes longer than this to become ready, even on a busy machine. */
  readonly readyMilliseconds: number;
}

/** What the supervisor says once, when both clouds are ready or one is not. */
export type SupervisorAnswer =
  | { readonly ready: true; readonly supervisor: ProcessIdentity; readonly aws: ProcessIdentity; readonly entra: ProcessIdentity }
  | { readonly ready: false; readonly reason: string };

/** Lines of a log that are shown when its cloud fails. */
const shownLines = 12;

/** Starts both clouds and stays. Calls `answer` once; calls `end` when there is nothing more to keep. */
export function supervise(
  order: SupervisorOrder,
  answer: (answer: SupervisorAnswer) => void,
  end: (status: number) => void,
): { stop: () => void } {
  const children = new Map<string, ChildProcess>();
  const ready = new Set<string>();
  let ending = false;

  const stop = (status = 0): void => {
    if (ending) return;
    ending = true;
    clearInterval(idleTimer);
    clearTimeout(readyTimer);
    for (const child of children.values()) child.kill("SIGTERM");
    const giveUp = setTimeout(() => {
      for (const child of children.values()) child.kill("SIGKILL");
    }, 2000);
    const finish = (): void => {
      if ([...children.values()].some(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) return;
      clearTimeout(giveUp);
      end(status);
    };
    for (const child of children.values()) child.once("exit", finish);
    finish();
  };
  const fail = (reason: string): void => {
    if (ready.size < 2 && !ending) answer({ ready: false, reason });
    stop(1);
  };

  for (const [name, { command, args, log }] of Object.entries(order.clouds)) {
    mkdirSync(dirname(log), { recursive: true });
    const file = openSync(log, "a");
    const child = spawn(command, args, { stdio: ["ignore", "pipe", file], cwd: dirname(log) });
    closeSync(file);
    children.set(name, child);
    child.on("error", (error) => fail(`The local ${name} does not start: ${error.message}`));
    child.on("exit", (code, signal) => fail(`The local ${name} ended with ${signal ?? `status ${code}`}.${lastLines(log)}`));
    onceReady(child, () => {
      ready.add(name);
      if (ready.size < children.size) return;
      clearTimeout(readyTimer);
      const [supervisor, aws, entra] = [process.pid, children.get("aws")?.pid, children.get("entra")?.pid].map((pid) => identify(pid ?? 0));
      if (supervisor && aws && entra) answer({ ready: true, supervisor, aws, entra });
      else fail("A local cloud ended as soon as it was ready.");
    });
  }
  const readyTimer = setTimeout(() => {
    const late = [...children.keys()].filter((name) => !ready.has(name));
    fail(
      `The local ${late.join(" and ")} did not become ready within ${order.readyMilliseconds / 1000} s.${lastLines(order.clouds[late[0] as "aws"].log)}`,
    );
  }, order.readyMilliseconds);
  const idleTimer = setInterval(
    () => {
      const used = statSync(order.heartbeat, { throwIfNoEntry: false })?.mtimeMs;
      // A set whose folder was removed by hand has nobody to serve either.
      if (ready.size === 2 && (used === undefined || Date.now() - used > order.idleMilliseconds)) stop();
    },
    Math.min(30_000, order.idleMilliseconds / 4),
  );
  return { stop };
}

/** A cloud is ready when it says so on a line of its own; what else it says is not kept. */
function onceReady(child: ChildProcess, done: () => void): void {
  let rest = "";
  let ready = false;
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    if (ready) return;
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    ready = lines.some((line) => line.trim() === "ready");
    if (ready) done();
  });
}

function lastLines(log: string): string {
  try {
    const lines = readFileSync(log, "utf8").trim().split("\n").slice(-shownLines).join("\n");
    return lines === "" ? "" : ` The end of its log, ${log}:\n${lines}`;
  } catch {
    return "";
  }
}
