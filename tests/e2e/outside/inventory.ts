import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Inventory } from "../../../access/inventory";
import { expectedOfDev } from "../expected";
import { type Sandbox, succeeded } from "../sandbox";

const example = join(__dirname, "../../../docs/examples/inventory.dev.json");
const contentOf = (file: string): Omit<Inventory, "made" | "origin"> & { readonly tenantId: string } => {
  const { made, origin, ...content } = JSON.parse(readFileSync(file, "utf8")) as Inventory;
  assert.ok(Date.parse(made) > 0);
  // The local organization has another id each time.
  assert.match(origin.organizationId, /^o-[a-z0-9]{10,}$/);
  return { ...content, tenantId: origin.tenantId };
};

/** Questions are answered from settings and accounts, never from what the stack's state says. */
export function topic(sandbox: Sandbox): void {
  describe("inventory and questions", () => {
    const folder = mkdtempSync(join(tmpdir(), "federation-inventory-"));
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("the inventory of the clouds is the committed example, and answers as the clouds do", async () => {
      const file = join(folder, "inventory.json");
      succeeded(await sandbox.federation(["inventory", "--out", file]));
      assert.deepEqual(contentOf(file), contentOf(example));

      const live = succeeded(await sandbox.federation(["matrix", "--json"])).stdout;
      const saved = succeeded(await sandbox.federation(["matrix", "--json", "--inventory", file])).stdout;
      assert.equal(live, saved);
      const { grants } = JSON.parse(live) as { grants: { group: string; permissionSet: string; accountId: string; groupId: string }[] };
      assert.deepEqual(grants.map(({ permissionSet, group, accountId }) => `${permissionSet} ${group} ${accountId}`).sort(), expectedOfDev);
      assert.ok(grants.every(({ groupId }) => /^[0-9a-f-]{36}$/.test(groupId)));
    });

    it("outputs hold counts, not grants", async () => {
      const { stdout } = succeeded(await sandbox.pulumi(["stack", "output", "--json"]));
      const outputs = JSON.parse(stdout) as Record<string, unknown>;
      assert.equal((outputs["assignmentCounts"] as Record<string, number>)["Developer"], 2);
      assert.ok(!stdout.includes("aws-developers") && !stdout.includes("012345678902"), stdout);
    });
  });
}
