import assert from "node:assert/strict";
import { problemSentence } from "../../access/problems";
import { parseSettings, plainTokenProblem } from "../../access/settings";
import { entry, GRANT, own } from "./bad-input";
import { CLOCK, mistakes, rightSettings, type Raw } from "./fixtures";

const scim = (changes: Raw): Raw => ({
  provisioning: { scimEndpoint: "https://scim.eu-west-1.amazonaws.com/0a1b/scim/v2/", tokenExpires: "2027-09-30", ...changes },
});
const acs = (...acsUrls: unknown[]): Raw => ({ identityCenter: { acsUrls } });

describe("settings: all mistakes together", () => {
  it("tells all mistakes at once, in the order of the settings", () => {
    const raw = rightSettings({
      stage: "prod",
      ...scim({ tokenExpires: "2020-01-01" }),
      ...own({ sessionHours: 13 }),
      ...entry({ group: "" }),
    });
    assert.deepEqual(
      parseSettings(raw, CLOCK).problems.map(({ path }) => path),
      [
        "federation:stage",
        "federation:provisioning.tokenExpires",
        "federation:permissionSets.Own.sessionHours",
        "federation:access[0].group",
      ],
    );
  });

  it("keeps the entries that are right", () => {
    const { settings, partial } = parseSettings(
      rightSettings({ access: [{ group: "" }, GRANT], permissionSets: { Own: { managedPolicies: ["A"] }, Bad: {} } }),
      CLOCK,
    );
    assert.equal(settings, undefined);
    assert.deepEqual(partial.access.map(({ setting }) => setting), ["federation:access[1]"]); // prettier-ignore
    assert.deepEqual(partial.permissionSets.map(({ name }) => name), ["Developer", "Own", "Platform-Admin", "Security-Audit-RO"]); // prettier-ignore
  });

  it("has the sentence for a token in plain text, without the token", () => {
    const sentence =
      "federation:scimToken is there in plain text: run `pulumi config set --secret federation:scimToken`, and replace the token in the AWS console, as it is disclosed.";
    assert.equal(problemSentence(plainTokenProblem()), sentence);
    assert.deepEqual(mistakes({ scimToken: "s3cr3t" }), [sentence]);
  });

  it("never shows a value that looks like a credential, wherever it stands", () => {
    const token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9abcdefghij0123456789";
    for (const raw of [
      scim({ tokenExpires: token }),
      { tenantId: token },
      entry({ group: ` ${token}` }),
      { stage: token },
      acs(`https://u:${token}@x.example/`),
    ]) {
      const text = mistakes(raw).join("\n");
      assert.ok(text !== "" && !text.includes(token.slice(0, 20)), text);
    }
  });
});
