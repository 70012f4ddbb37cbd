import assert from "node:assert/strict";
import { rules } from "../../rules";
import { number, optionalText } from "../../shared/config";
import { exemptionsField } from "../../shared/exemptions";

describe("settings", () => {
  const exemptions = exemptionsField.schema as { items: { properties: Record<string, { minLength?: number }> } };
  it("give a pattern where there is one", () => {
    assert.deepEqual(optionalText("A day.", "^\\d+$").schema, { type: "string", description: "A day.", pattern: "^\\d+$" });
    assert.deepEqual(optionalText("A day.").schema, { type: "string", description: "A day." });
  });
  it("have what holds where they are not set as the default", () => {
    assert.deepEqual(number(8, "Hours.", { minimum: 1, maximum: 12 }).schema, {
      type: "number",
      description: "Hours.",
      default: 8,
      minimum: 1,
      maximum: 12,
    });
  });
  it("of exemptions ask for a resource and a reason that says something", () => {
    assert.equal(exemptions.items.properties["resource"]?.minLength, 1);
    assert.equal(exemptions.items.properties["reason"]?.minLength, 10);
  });
  it("are the same for every rule as far as exemptions go", () => {
    for (const rule of rules) assert.equal(rule.configSchema?.properties["exemptions"], exemptionsField.schema, rule.name);
  });
});
