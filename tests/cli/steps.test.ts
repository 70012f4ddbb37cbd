import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { restoreEnvironment } from "../../sandbox/tests/environment";
import { type Raw, rightSettings } from "../access/fixtures";
import { federation } from "./command";
import { onExampleDay, suiteFolder } from "./example-day";

describe("federation steps before the first pulumi up", () => {
  onExampleDay();
  const folder = suiteFolder("steps");
  let environment: NodeJS.ProcessEnv;
  beforeEach(() => (environment = { ...process.env }));
  afterEach(() => restoreEnvironment(environment));

  async function states(changes: Raw): Promise<Record<string, string>> {
    const file = join(folder, "settings.yaml");
    const config = Object.fromEntries(Object.entries(rightSettings(changes)).map(([name, value]) => [`federation:${name}`, value]));
    writeFileSync(file, stringify({ config }));
    process.env["PULUMI_OPTION_CONFIG_FILE"] = file;
    const { status, out } = await federation("steps", "--stack", "nowhere", "--json");
    assert.equal(status, 0);
    const list = JSON.parse(out) as { runbook: string; state: string }[];
    return Object.fromEntries(list.map(({ runbook, state }) => [runbook, state]));
  }

  it("begin with Identity Center, which nothing shows to be enabled", async () => {
    const { "R1.1": enable, "R3.1": source } = await states({ phase: "connect", identityCenter: {}, provisioning: {} });
    assert.deepEqual([enable, source], ["now", "later"]);
  });

  it("take Identity Center for enabled where the settings have a value of its console", async () => {
    assert.equal((await states({ phase: "connect" }))["R1.1"], "settled");
  });
});
