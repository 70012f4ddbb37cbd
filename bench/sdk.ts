/**
 * What each thing that policy/sdk knows of the SDK's inside saves: processor time of the pack over so many account
 * assignments, resource by resource and then as a stack, with all of them and without each, turn by turn. `RESOURCES`
 * (2,000) and `ROUNDS` (3) change the size.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { askedRounds } from "./engine/asked";

const VARIANTS = ["all", "without only-type", "without without-stack-trace", "without one-pass"] as const;

/** Prints the fastest of the rounds, in seconds of processor time. */
export function run(): boolean {
  const resources = process.env["RESOURCES"] ?? "2000";
  const rounds = askedRounds(3);
  const fastest = new Map<string, number>();
  for (let round = 0; round < rounds; round++)
    for (const variant of VARIANTS) {
      const worker = ["-r", "ts-node/register/transpile-only", join(__dirname, "policy", "sdk-worker.ts"), variant, resources];
      const seconds = Number(execFileSync(process.execPath, worker, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }));
      fastest.set(variant, Math.min(seconds, fastest.get(variant) ?? Infinity));
    }
  for (const [variant, seconds] of fastest) console.log(`${variant}: ${seconds.toFixed(2)} s for ${resources} resources`);
  return true;
}
