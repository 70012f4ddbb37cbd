import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ran, type Sandbox, succeeded } from "./sandbox";
import { type StateResource, takenOut } from "./taken-out";

/**
 * Tests that prod's state passes the pack, and that each rule on breakglass and Conditional Access misses what is taken
 * out of it.
 * @param exported What `pulumi stack export` said, once there is something.
 */
export function missesWhatWasTakenOut(sandbox: Sandbox, exported: () => string): void {
  const temporary = mkdtempSync(join(tmpdir(), "federation-pack-"));
  after(() => rmSync(temporary, { recursive: true, force: true }));
  const read = () => JSON.parse(exported()) as { deployment: { resources: StateResource[] } };
  const analyze = (name: string, resources: StateResource[]): Promise<Ran> => {
    const state = read();
    state.deployment.resources = resources;
    const file = join(temporary, `${name}.json`);
    writeFileSync(file, JSON.stringify(state));
    const config = join(temporary, "pack.json");
    writeFileSync(config, JSON.stringify({ "conditional-access-sign-in-frequency": { minHours: 1, maxHours: 24 } }));
    return sandbox.pulumi(["policy", "analyze", "--policy-pack", "policy", "--policy-pack-config", config, "--file", file]);
  };
  const resources = (): StateResource[] => read().deployment.resources;

  it("passes as it is", async () => void succeeded(await analyze("whole", resources())));

  for (const { rule, what, change } of takenOut) {
    it(`fails ${rule} without ${what}`, async () => {
      const { status, text } = await analyze(rule, change(resources()));
      assert.notEqual(status, 0);
      assert.match(text, new RegExp(`\\[mandatory\\].*\\s${rule}\\s`));
    });
  }
}
