import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";
import { repository } from "./sandbox";

/** Where and when a measurement was made. */
export interface Machine {
  readonly date: string;
  readonly commit: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly node: string;
  /** Processes that waited for a core when the measurement began: above the number of cores, wall times say little. */
  readonly loadAtStart: number;
}

export function machine(): Machine {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: repository, encoding: "utf8" }).trim();
  return {
    date: new Date().toISOString(),
    commit,
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadAtStart: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}
