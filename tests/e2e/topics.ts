import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Sandbox, succeeded } from "./sandbox";

/**
 * A topic in a file of its own: it finds dev up and verified, and leaves it so, with no difference to what it found.
 */
export type Topic = (sandbox: Sandbox) => void;

/**
 * One suite of all topics in a folder beside this file, each of which exports `topic`; they share one set of clouds,
 * with dev up.
 */
export function describeTopics(title: string, folder: string): void {
  describe(title, function () {
    this.timeout(300_000);
    const sandbox = new Sandbox("dev");

    before(async () => {
      succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy"]));
      succeeded(await sandbox.federation(["activate-certificate", "--yes"]));
    });
    after(() => sandbox.reset());

    for (const file of readdirSync(join(__dirname, folder)).sort()) {
      // Topics are found by folder, so that one more is one file more.
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- mocha takes no test that an import brings later
      const { topic } = require(join(__dirname, folder, file)) as { topic: Topic };
      topic(sandbox);
    }
  });
}
