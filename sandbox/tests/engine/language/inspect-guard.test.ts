import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { repository } from "../../../engine/paths";

const guard = join(repository, "sandbox", "engine", "language", "inspect-guard.ts");

/** In a process of its own, because without the guard it would not come to an end. */
function inspected(stack: string, loadGuard = true): string {
  const script = `const e = new Error("x"); e.stack = ${JSON.stringify(stack)}; process.stdout.write(require("util").inspect(e, { colors: true }));`;
  const args = ["--require", "ts-node/register", ...(loadGuard ? ["--require", guard] : []), "-e", script];
  return spawnSync(process.execPath, args, { cwd: repository, encoding: "utf8", timeout: 15_000 }).stdout;
}

describe("the guard of util.inspect", () => {
  it("shows a stack with a frame directly in a scope's folder, without colours", () => {
    const stack = "Error: x\n    at f (/a/node_modules/@pulumi/resource.ts:1598:22)";
    assert.equal(inspected(stack), stack);
  });

  it("leaves other errors their colours", () => {
    const stack = "Error: x\n    at f (/a/node_modules/@pulumi/pulumi/resource.js:1:2)";
    assert.equal(inspected(stack), inspected(stack, false));
    assert.ok(inspected(stack).includes("\u001b["));
  });
});
