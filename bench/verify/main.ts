/**
 * `verify` or `drift` in a process of its own: AWS through the command's own readers, Entra from memory, as Graph is no
 * part of the measurement. `main.ts OPERATION ASSIGNMENTS`, where one that does not see all assignments is an error.
 */
import { systemClock } from "../../contract/clock";
import { loadSettings } from "../../cli/stack/load-settings";
import { VerifyContext } from "../../cli/verify/context";
import { driftOfAll, verifyOfAll } from "./operations";
import { sourcesOf } from "./sources";

/** What the parent reads. */
export interface Measured {
  readonly milliseconds: number;
  readonly megabytes: number;
}

const [, , operation, assignments] = process.argv;

async function main(): Promise<Measured> {
  const began = performance.now();
  const { settings } = loadSettings("large");
  const context = new VerifyContext(settings, systemClock.now(), sourcesOf(settings, { aws: { calls: 0 }, entra: { calls: 0 } }));
  await (operation === "verify" ? verifyOfAll : driftOfAll)(context, Number(assignments));
  return { milliseconds: performance.now() - began, megabytes: process.resourceUsage().maxRSS / 1024 };
}

void main().then((measured) => process.stdout.write(JSON.stringify(measured)));
