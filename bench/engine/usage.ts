/**
 * Runs the engine and says what it cost: wall time, processor time and peak memory of each of its processes. Read off
 * /proc while it runs, so Linux only.
 */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Part of a run of the engine that a process plays. */
export type Role = "engine" | "program" | "pack" | "provider" | "other";

/** What one run cost. */
export interface Usage {
  /** Wall clock. */
  readonly seconds: number;
  /** User and system time of all processes. */
  readonly cpuSeconds: number;
  readonly cpuSecondsByRole: Readonly<Record<Role, number>>;
  /** Highest resident memory of each role's processes, added up within a role. */
  readonly megabytes: Readonly<Record<Role, number>>;
  readonly stdout: string;
}

interface Seen {
  readonly role: Role;
  cpuSeconds: number;
  peakMegabytes: number;
}

/** The kernel counts in hundredths of a second wherever Node runs. */
const TICKS = 100;
const EVERY_MILLISECONDS = 50;

/**
 * Runs a command to its end; one that fails is an error with the last lines of its words, for it would be the fastest
 * of all.
 */
export function measured(file: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Usage> {
  const began = process.hrtime.bigint();
  const child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const seen = new Map<number, Seen>();
  const look = (): void => {
    if (child.pid !== undefined) lookAt(child.pid, seen, "engine");
  };
  const looking = setInterval(look, EVERY_MILLISECONDS);
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on("data", (data: Buffer) => out.push(data));
  child.stderr.on("data", (data: Buffer) => errors.push(data));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(looking);
      const stdout = Buffer.concat(out).toString("utf8");
      if (code !== 0) {
        const words = `${stdout}${Buffer.concat(errors).toString("utf8")}`.trim().split("\n").slice(-60).join("\n");
        reject(new Error(`${file} ${args.join(" ")} ended with ${code}:\n${words}`));
        return;
      }
      const megabytes: Record<Role, number> = { engine: 0, program: 0, pack: 0, provider: 0, other: 0 };
      const cpuSecondsByRole: Record<Role, number> = { engine: 0, program: 0, pack: 0, provider: 0, other: 0 };
      for (const process of seen.values()) {
        megabytes[process.role] += process.peakMegabytes;
        cpuSecondsByRole[process.role] += process.cpuSeconds;
      }
      const cpuSeconds = Object.values(cpuSecondsByRole).reduce((sum, seconds) => sum + seconds, 0);
      resolve({ seconds: Number(process.hrtime.bigint() - began) / 1e9, cpuSeconds, cpuSecondsByRole, megabytes, stdout });
    });
  });
}

/** Notes a process and all below it; the first is the engine. */
function lookAt(pid: number, seen: Map<number, Seen>, given?: Role): void {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / TICKS;
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const peakMegabytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
    const known = seen.get(pid);
    // A process that has just been forked still has its parent's command line: its role is asked anew until it is
    // known.
    if (known === undefined || known.role === "other") seen.set(pid, { role: given ?? roleOf(pid), cpuSeconds, peakMegabytes });
    else Object.assign(known, { cpuSeconds, peakMegabytes: Math.max(known.peakMegabytes, peakMegabytes) });
    for (const task of readdirSync(`/proc/${pid}/task`)) {
      const children = readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean);
      for (const below of children) lookAt(Number(below), seen);
    }
  } catch {
    // It ended meanwhile.
  }
}

function roleOf(pid: number): Role {
  const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  const has = (part: string): boolean => words.some((word) => word.includes(part));
  if (has("/cmd/run-policy-pack")) return "pack";
  if (has("@pulumi/pulumi/cmd/run")) return "program";
  return has("pulumi-resource-") ? "provider" : "other";
}
