/**
 * `stop`, `status` and `reset`: what the sets of this clone are doing, and how they end.
 */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import Table from "cli-table3";
import { withLock } from "./lock";
import { sandboxDirectory } from "./paths";
import { allSets, type SandboxSet, type SetRecord } from "./set";

const minute = 60_000;

/** Ends the sets of one stack, or all, and forgets their state; returns the words about it. */
export async function stop(stack: string | undefined): Promise<string[]> {
  const sets = allSets().filter(({ name }) => stack === undefined || name.stack === stack);
  if (sets.length === 0) return [stack === undefined ? "Nothing runs." : `Nothing of ${stack} runs.`];
  return Promise.all(
    sets.map((set) =>
      withLock(set.lock(), async () => {
        const was = set.isUp();
        await set.forget();
        return was
          ? `Stopped ${set.id}; its state is forgotten with its clouds.`
          : `${set.id} was not running; what was left of it is removed.`;
      }),
    ),
  );
}

/** Like {@link stop}; without a stack also forgets ports, certificate and everything that was built for this clone. */
export async function reset(stack: string | undefined): Promise<string[]> {
  const words = await stop(stack);
  if (stack !== undefined) return words;
  const folder = sandboxDirectory();
  // What is running this very command is in there, too: it has been read, and is made again by the next one.
  for (const name of existsSync(folder) ? readdirSync(folder) : []) rmSync(join(folder, name), { recursive: true, force: true });
  return [...words, `Removed all of ${folder}. The Pulumi CLI and the Python environment stay in the machine's cache.`];
}

/** One row of `status`, for machines. */
export interface SetStatus {
  readonly set: string;
  readonly state: "running" | "ended";
  readonly aws?: string;
  readonly entra?: string;
  readonly world?: string;
  readonly startedAt?: string;
  readonly idleMinutes?: number;
  readonly folder: string;
}

/** What every set of this clone is doing. */
export function status(): SetStatus[] {
  return allSets().map((set) => rowOf(set, set.record()));
}

function rowOf(set: SandboxSet, record: SetRecord | undefined): SetStatus {
  if (!set.isUp(record)) return { set: set.id, state: "ended", folder: set.folder };
  return {
    set: set.id,
    state: "running",
    aws: `http://127.0.0.1:${record.ports.aws}`,
    entra: `https://localhost:${record.ports.entra}`,
    world: record.world.file,
    startedAt: record.startedAt,
    idleMinutes: Math.floor(set.idle() / minute),
    folder: set.folder,
  };
}

/** {@link status} as a table for people. */
export function statusTable(rows: readonly SetStatus[]): string {
  if (rows.length === 0) return "Nothing runs. `npm run sandbox` starts the clouds of dev.";
  const table = new Table({ head: ["set", "state", "AWS", "Entra", "idle", "world"], style: { head: [], border: [] } });
  for (const { set, state, aws = "", entra = "", idleMinutes, world = "" } of rows) {
    table.push([set, state, aws, entra, idleMinutes === undefined ? "" : `${idleMinutes} min`, world]);
  }
  return table.toString();
}
