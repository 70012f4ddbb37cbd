import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { Report } from "../../../access/report/report";
import { type Ended, federation } from "../command";
import { onExampleDay, suiteFolder } from "../example-day";

/** Previews that were captured. */
export const fixtures = join(__dirname, "../../fixtures/previews");
export const root = join(__dirname, "../../..");
export const inventory = join(root, "docs/examples/inventory.dev.json");
export const preview = join(fixtures, "change.json");

/** `federation report` in process, in a folder of its own that goes with the suite; on a day of its own. */
export function reportCommand() {
  onExampleDay();
  const folder = suiteFolder("report");

  const run = (...args: string[]): Promise<Ended> => federation("report", ...args);
  async function reported(...args: string[]): Promise<Report> {
    const { status, out, err } = await run(...args, "--format", "json");
    assert.equal(status, 0, err);
    return JSON.parse(out) as Report;
  }
  function written(name: string, text: string): string {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  }
  /** The stack file of dev with changes. */
  function settings(name: string, change: (config: Record<string, unknown>) => Record<string, unknown> = () => ({})): string {
    const { config } = parse(readFileSync(join(root, "Pulumi.dev.yaml"), "utf8")) as { config: Record<string, unknown> };
    return written(name, stringify({ config: { ...config, ...change(config) } }));
  }
  return { folder, run, reported, written, settings };
}
