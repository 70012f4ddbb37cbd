import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { breachesOf } from "../../access/conditional-access/invariants";
import { conditionalAccessPolicies } from "../../access/conditional-access/policies";
import { parseSettings } from "../../access/settings";
import { CLOCK, type Raw } from "./fixtures";

/** The settings of a committed stack file; the clock stands still, so that no file makes a test fail by growing old. */
function stackSettings(stack: string): Raw {
  const { config } = parse(readFileSync(join(__dirname, `../../Pulumi.${stack}.yaml`), "utf8")) as { config: Raw };
  const own = Object.entries(config).filter(([key]) => key.startsWith("federation:"));
  return Object.fromEntries(own.map(([key, value]) => [key.slice("federation:".length), value]));
}

describe("committed stack files", () => {
  for (const stack of ["dev", "prod"]) {
    it(`${stack}: nothing is wrong with the settings`, () => assert.deepEqual(parseSettings(stackSettings(stack), CLOCK).problems, []));

    it(`${stack}: Conditional Access covers everybody and spares emergency access`, () => {
      const { settings } = parseSettings(stackSettings(stack), CLOCK);
      const { conditionalAccess, enterpriseApp } = settings!;
      if (conditionalAccess === undefined) return;
      const admins = ["aws-platform-admins"];
      assert.deepEqual(breachesOf(conditionalAccess, admins, conditionalAccessPolicies(conditionalAccess, admins, enterpriseApp.name)), []);
    });
  }

  it("prod is a stack in production with enabled policies, whatever its name", () => {
    const { settings } = parseSettings(stackSettings("prod"), CLOCK);
    assert.deepEqual([settings?.stage, settings?.phase, settings?.conditionalAccess?.state], ["production", "assign", "enabled"]);
  });
});
