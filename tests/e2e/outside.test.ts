import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Sandbox, succeeded } from "./sandbox";

/** A topic of `outside/`: it finds dev up and verified, and leaves it so, with no difference to what it found. */
export type Topic = (sandbox: Sandbox) => void;

/**
 * What happens behind the program's back, and what the program, `verify` and the other commands then say and do. One
 * set of clouds for all.
 */
describe("when something changes outside, on the real engine", function () {
  this.timeout(300_000);
  const sandbox = new Sandbox("dev");

  before(async () => {
    succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy"]));
    succeeded(await sandbox.federation(["activate-certificate", "--yes"]));
  });
  after(() => sandbox.reset());

  const folder = join(__dirname, "outside");
  for (const file of existsSync(folder) ? readdirSync(folder).sort() : []) {
    // Topics are found by folder, so that one more is one file more.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { topic } = require(join(folder, file)) as { topic?: Topic };
    topic?.(sandbox);
  }
});
