import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { problemSentence } from "../../access/problems";
import { plainTokenProblem } from "../../access/settings";
import { azureadVariables, readStackConfig } from "../../components/config";
import { startMocks } from "./mocks";

const token = "scim-token-that-must-not-show";

function read(config: Record<string, string>, secrets: string[] = []) {
  pulumi.runtime.setAllConfig(config, secrets);
  return readStackConfig();
}

describe("stack config", () => {
  before(() => startMocks());
  after(() => pulumi.runtime.setAllConfig({}));

  it("parses structured values and leaves other namespaces alone", () => {
    const { raw } = read({ "federation:phase": "assign", "federation:access": '[{"group":"a"}]', "aws:region": "eu-west-1" });
    assert.deepEqual(raw, { phase: "assign", access: [{ group: "a" }] });
  });

  it("takes days and times that YAML read as times for what was written", () => {
    const times = ["2027-09-30 00:00:00 +0000 UTC", "2029-09-30 23:59:59.5 +0000 UTC", "2029-09-30 01:00:00 +0200 +0200"];
    const { raw } = read({ "federation:provisioning": JSON.stringify({ tokenExpires: times }) });
    assert.deepEqual(raw, {
      provisioning: { tokenExpires: ["2027-09-30T00:00:00Z", "2029-09-30T23:59:59.5Z", "2029-09-30T01:00:00+02:00"] },
    });
  });

  it("tells which of Microsoft's clouds the azuread provider works in, unless a metadata host says where", () => {
    const sentences = (config: Record<string, string>): string | undefined => read(config).azureadEnvironment;
    assert.equal(sentences({}), undefined);
    assert.equal(sentences({ "azuread:environment": "china" }), "china");
    assert.equal(sentences({ "azuread:environment": "china", "azuread:metadataHost": "localhost:8443" }), undefined);
    process.env["ARM_ENVIRONMENT"] = "usgovernment";
    try {
      assert.equal(sentences({}), "usgovernment");
      assert.equal(sentences({ "azuread:environment": "china" }), "china");
    } finally {
      delete process.env["ARM_ENVIRONMENT"];
    }
  });

  it("has the provider's variables with the stack's own values before the environment's", () => {
    pulumi.runtime.setAllConfig({ "azuread:clientSecret": "s", "azuread:useOidc": "true", "azuread:tenantId": "" }, [
      "azuread:clientSecret",
    ]);
    process.env["ARM_TENANT_ID"] = "t";
    process.env["ARM_USE_OIDC"] = "false";
    try {
      const { ARM_CLIENT_SECRET, ARM_TENANT_ID, ARM_USE_OIDC } = azureadVariables();
      assert.deepEqual(
        { ARM_CLIENT_SECRET, ARM_TENANT_ID, ARM_USE_OIDC },
        { ARM_CLIENT_SECRET: "s", ARM_TENANT_ID: "t", ARM_USE_OIDC: "true" },
      );
    } finally {
      delete process.env["ARM_TENANT_ID"];
      delete process.env["ARM_USE_OIDC"];
    }
  });

  it("gives the SCIM token as a secret and keeps it out of the settings", async () => {
    const { raw, secrets, problems } = read({ "federation:scimToken": token }, ["federation:scimToken"]);
    assert.deepEqual([raw, problems], [{}, []]);
    assert.ok(secrets.scimToken);
    assert.equal(await pulumi.isSecret(secrets.scimToken), true);
  });

  it("refuses a SCIM token in plain text without repeating it", () => {
    const { secrets, problems } = read({ "federation:scimToken": token });
    assert.equal(secrets.scimToken, undefined);
    assert.deepEqual(
      problems.map(({ path }) => path),
      ["federation:scimToken"],
    );
    assert.deepEqual(problems, [plainTokenProblem()]);
    assert.ok(!problemSentence(problems[0]!).includes(token));
  });

  it("refuses to read an encrypted setting that reviewers must see", () => {
    const { raw, problems } = read({ "federation:access": "[]" }, ["federation:access"]);
    assert.deepEqual(raw, {});
    assert.match(problemSentence(problems[0]!), /^federation:access is encrypted, but it is no secret/);
  });

  it("never tells to write a secret under a wrong name in plain text", () => {
    const { raw, problems } = read({ "federation:scimTokn": token }, ["federation:scimTokn"]);
    assert.deepEqual(raw, {});
    assert.deepEqual(problems.map(problemSentence), ['federation:scimTokn is no setting: did you mean "scimToken"?']);
  });

  it("refuses an empty secret", () => {
    const { secrets, problems } = read({ "federation:scimToken": " " }, ["federation:scimToken"]);
    assert.deepEqual(secrets, {});
    assert.deepEqual(problems.map(problemSentence), [
      "federation:scimToken is empty: set it with `pulumi config set --secret federation:scimToken`.",
    ]);
  });
});
