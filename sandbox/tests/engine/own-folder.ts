import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { restoreEnvironment } from "../environment";

/**
 * Gives each test of a suite a folder of its own, which is also the sandbox's, and the variables that were there before
 * it.
 *
 * @returns the folder of the test that runs
 */
export function ownFolder(): () => string {
  let folder: string;
  let before: NodeJS.ProcessEnv;
  beforeEach(() => {
    before = { ...process.env };
    folder = realpathSync(mkdtempSync(join(tmpdir(), "sandbox-")));
    process.env["FEDERATION_SANDBOX_DIR"] = folder;
  });
  afterEach(() => {
    restoreEnvironment(before);
    rmSync(folder, { recursive: true, force: true });
  });
  return () => folder;
}
