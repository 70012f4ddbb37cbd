import assert from "node:assert/strict";
import { createServer } from "node:net";
import { choosePorts } from "../../engine/ports";
import { ownFolder } from "./own-folder";

describe("ports", () => {
  ownFolder();

  it("are chosen once and kept, different for each set", async () => {
    const first = await choosePorts("dev", () => undefined);
    assert.deepEqual(await choosePorts("dev", () => undefined), first);
    const other = await choosePorts("prod", () => undefined);
    assert.equal(new Set([first.aws, first.entra, other.aws, other.entra]).size, 4);
  });

  it("of which a stranger has one are replaced, and that is said", async () => {
    const first = await choosePorts("dev", () => undefined);
    const stranger = createServer().listen(first.entra, "127.0.0.1");
    await new Promise((resolve) => stranger.once("listening", resolve));
    const changes: [number, number][] = [];
    const second = await choosePorts("dev", (from, to) => changes.push([from, to]));
    stranger.close();
    assert.equal(second.aws, first.aws);
    assert.deepEqual(changes, [[first.entra, second.entra]]);
  });
});
