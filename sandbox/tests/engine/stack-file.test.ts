import assert from "node:assert/strict";
import { parse } from "yaml";
import { generateStackFile, type LocalValues } from "../../engine/stack-file";

const values: LocalValues = {
  tenantId: "33333333-3333-3333-3333-333333333333",
  acsUrl: "https://eu-west-1.signin.aws/platform/saml/acs/local",
  scimEndpoint: "https://scim.eu-west-1.amazonaws.com/local/scim/v2/",
  scimToken: { secure: "v1:cipher" },
  encryptionSalt: "v1:salt",
  real: [],
};

const config = (text: string): Record<string, unknown> => (parse(text) as { config: Record<string, unknown> }).config;

describe("the generated stack file", () => {
  const source = [
    "config:",
    "  # Why.",
    "  aws:region: eu-west-1",
    "  federation:phase: assign",
    "  federation:tenantId: 22222222-2222-2222-2222-222222222222",
    "  federation:identityCenter:",
    "    acsUrls: [https://a, https://b]",
    "  federation:provisioning: { waitMinutes: 15, scimEndpoint: https://x }",
    "",
  ].join("\n");

  it("puts the local values in and leaves the rest, comments too", () => {
    const text = generateStackFile(source, values);
    assert.deepEqual(parse(text), {
      config: {
        "aws:region": "eu-west-1",
        "federation:phase": "assign",
        "federation:tenantId": values.tenantId,
        "federation:identityCenter": { acsUrls: [values.acsUrl] },
        "federation:provisioning": { waitMinutes: 15, scimEndpoint: values.scimEndpoint, assignmentDelaySeconds: 3 },
        "federation:scimToken": { secure: "v1:cipher" },
      },
      encryptionsalt: "v1:salt",
    });
    assert.match(text, /# Why\./);
  });

  it("fills in what the repository leaves out once assignments are wanted", () => {
    assert.deepEqual(config(generateStackFile("config:\n  federation:phase: assign\n  federation:provisioning:\n", values)), {
      "federation:phase": "assign",
      "federation:tenantId": values.tenantId,
      "federation:identityCenter": { acsUrls: [values.acsUrl] },
      "federation:provisioning": { scimEndpoint: values.scimEndpoint, assignmentDelaySeconds: 3 },
      "federation:scimToken": { secure: "v1:cipher" },
    });
  });

  it("leaves out in the phase connect what the repository leaves out", () => {
    assert.deepEqual(config(generateStackFile("config:\n  federation:phase: connect\n", values)), {
      "federation:phase": "connect",
      "federation:tenantId": values.tenantId,
    });
  });

  it("takes region from the caller's own world", () => {
    const made = config(generateStackFile(source, { ...values, homeRegion: "us-east-2" }));
    assert.equal(made["federation:homeRegion"], "us-east-2");
    assert.equal(made["aws:region"], "us-east-2");
  });

  it("tells the official AWS plugin that there is no metadata service", () => {
    assert.equal(config(generateStackFile(source, { ...values, real: ["aws"] }))["aws:skipMetadataApiCheck"], "true");
    assert.equal(config(generateStackFile(source, values))["aws:skipMetadataApiCheck"], undefined);
  });

  it("gives the same text from the same values", () => {
    assert.equal(generateStackFile(source, values), generateStackFile(source, values));
  });
});
