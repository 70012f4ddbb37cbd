import assert from "node:assert/strict";
import { parse } from "yaml";
import { createEntra } from "../../sandbox/entra/server";
import { filesIn, isSource, textOf } from "./files";

/** Segments of paths that no source here asks for, and who does. */
const askedByOthers: Readonly<Record<string, string>> = {
  ".well-known": "@azure/identity asks for the configuration of its authority",
  "openid-configuration": "@azure/identity asks for the configuration of its authority",
  deleteditems: "an operator restores a group or an application, as remedies tell",
  health: "whoever starts the process by hand asks whether it answers",
  memberof: "the official azuread plugin reads a group's administrative units",
  updateallowedcombinations: "the official azuread plugin changes an AuthenticationStrengthPolicy",
};

/** What asks the local Entra: program, command, tests on the engine, benches, and the sandbox's own plugin. */
const askers = ["components", "access", "cli", "graph", "start", "tests/e2e", "bench", "sandbox/providers/azuread", "sandbox/engine"];

describe("the local Entra's routes", () => {
  it("are asked for by somebody: each segment of their paths is in a path of the sources", async () => {
    const { app } = createEntra({ world: parse(textOf("sandbox/worlds/dev.yaml")) as Parameters<typeof createEntra>[0]["world"] });
    await app.ready();
    const routes = app.printRoutes({ commonPrefix: false, includeHooks: false });
    await app.close();
    const segments = new Set([...routes.matchAll(/(?<=\/)[\w$.-]+/g)].map(([segment]) => segment));
    assert.ok(segments.size > 40, routes);

    const text = askers.flatMap(filesIn).filter(isSource).map(textOf).join("\n").toLowerCase();
    const asked = new Set([...text.matchAll(/(?<=[/"'`])[\w$.-]+(?=[/"'`?$])/g)].map(([segment]) => segment));
    assert.deepEqual([...segments].filter((segment) => !asked.has(segment)).sort(), Object.keys(askedByOthers).sort());
  });
});
