import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { leaveOutDebugMessages } from "../../components/debug-messages";

const load = createRequire(__filename);

describe("debug messages of Pulumi's SDK", () => {
  const log = load("@pulumi/pulumi/log") as Record<"debug" | "info" | "warn" | "error", (message: string) => Promise<void>>;
  const before = { ...log };

  afterEach(() => {
    Object.assign(log, before);
  });

  it("go nowhere, while those for people do as before", async () => {
    log.debug = () => assert.fail("sent");
    leaveOutDebugMessages(log);
    await log.debug("RegisterResource RPC prepared");
    for (const name of ["info", "warn", "error"] as const) assert.equal(log[name], before[name]);
  });

  it("are asked for by the SDK at its module, so that leaving them out there takes effect", () => {
    // The function that registers resources calls `log.debug` of the module object and keeps no copy of the function.
    const source = String((load("@pulumi/pulumi/runtime/resource") as { registerResource: unknown }).registerResource);
    assert.match(source, /\blog\.debug\(/);
  });
});
