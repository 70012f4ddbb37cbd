import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { restoreEnvironment } from "../../sandbox/tests/environment";

/** Runs the tests of a suite two days after the example inventory was made, with no stack file chosen. */
export function onExampleDay(): void {
  const before = { ...process.env };
  beforeEach(() => {
    delete process.env["PULUMI_OPTION_CONFIG_FILE"];
    process.env["FEDERATION_NOW"] = "2026-11-29T21:00:00Z";
  });
  after(() => restoreEnvironment(before));
}

/** A folder that goes with the suite. */
export function suiteFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `federation-${name}-`));
  after(() => rmSync(folder, { recursive: true }));
  return folder;
}
