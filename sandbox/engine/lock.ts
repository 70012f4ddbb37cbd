/**
 * Locks between processes, of one clone or of the whole machine. A lock is a file that says who holds it; it ends with
 * its holder, even by `kill -9`, because the next one sees that the holder's process is gone.
 */
import { linkSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readJson } from "./files";
import { identify, isAlive, type ProcessIdentity } from "./processes";

/** A breaker that died while breaking is itself forgotten after this time. */
const breakerMilliseconds = 5000;

interface Holder extends ProcessIdentity {
  /** One process may take the same lock several times in its life. */
  readonly taken: string;
}

/**
 * Does the work while holding the lock.
 * @param onWait Called once, with the holder's process number, when somebody else has the lock.
 */
export async function withLock<T>(path: string, work: () => Promise<T>, onWait?: (pid: number) => void): Promise<T> {
  const release = await take(path, onWait);
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.removeListener("exit", release);
    release();
  }
}

async function take(path: string, onWait?: (pid: number) => void): Promise<() => void> {
  mkdirSync(dirname(path), { recursive: true });
  const me: Holder = { ...(identify(process.pid) ?? { pid: process.pid, started: "" }), taken: `${Date.now()}.${Math.random()}` };
  const mine = `${path}.${me.taken}`;
  let reported = false;
  for (;;) {
    if (tryTake(path, mine, me)) return () => rmSync(path, { force: true });
    const holder = readJson<Holder>(path);
    if (!isAlive(holder)) {
      breakStale(path, holder);
      await sleep(5);
      continue;
    }
    if (!reported && holder !== undefined) onWait?.(holder.pid);
    reported = true;
    await sleep(50 + Math.random() * 50);
  }
}

/** A hard link appears with its content or not at all, and fails when the name is taken. */
function tryTake(path: string, mine: string, me: Holder): boolean {
  writeFileSync(mine, JSON.stringify(me));
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Only one at a time may break, and only what it saw: else a slow breaker would remove the lock of the next holder. */
function breakStale(path: string, seen: Holder | undefined): void {
  const breaking = `${path}.breaking`;
  try {
    writeFileSync(breaking, "", { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const age = Date.now() - (statSync(breaking, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > breakerMilliseconds) rmSync(breaking, { force: true });
    return;
  }
  try {
    if (readJson<Holder>(path)?.taken === seen?.taken) rmSync(path, { force: true });
  } finally {
    rmSync(breaking, { force: true });
  }
}
