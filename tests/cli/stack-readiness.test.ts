import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { problemSentence } from "../../access/problems";
import { parseSettings } from "../../access/settings";
import { readSettingsFrom } from "../../cli/stack/settings-file";
import { stackReadiness } from "../../cli/stack/readiness";
import { CLOCK, rightSettings } from "../access/fixtures";

/** Words before the colon of what the command says of a stack file with these keys beside the settings. */
function messages(keys: Record<string, unknown>, environment: NodeJS.ProcessEnv = {}, core?: string): string[] {
  const settings = Object.entries(rightSettings()).map(([key, value]) => [`federation:${key}`, value]);
  const path = join(mkdtempSync(join(tmpdir(), "readiness-")), "Pulumi.prod.yaml");
  writeFileSync(path, stringify({ config: { ...Object.fromEntries(settings), ...keys } }));
  const file = readSettingsFrom(path);
  const parsed = parseSettings({ ...file.raw }, CLOCK);
  assert.ok(parsed.settings, parsed.problems.map(problemSentence).join("\n"));
  const loaded = { ...file, settings: parsed.settings, ...(core === undefined ? {} : { core }) };
  return stackReadiness(loaded, environment).map((problem) => problemSentence(problem).split(":").slice(0, 2).join(":"));
}

describe("what the command says of a stack file without asking a cloud", () => {
  const token = { "federation:scimToken": { secure: "v1:abc" } };

  it("is what the program says: the token that is missing, and the azuread provider's other cloud", () => {
    assert.deepEqual(messages(token), []);
    assert.deepEqual(messages({}), ["federation:scimToken is missing"]);
    assert.deepEqual(messages({ ...token, "azuread:environment": "china" }), ['federation:microsoftCloud is "global"']);
    assert.deepEqual(messages(token, { ARM_ENVIRONMENT: "china" }), ['federation:microsoftCloud is "global"']);
  });
  it("leaves the secrets of a core to the core", () => {
    assert.deepEqual(messages({}, {}, "prod"), []);
  });
});
