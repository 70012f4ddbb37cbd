import assert from "node:assert/strict";
import { region } from "../../../../cli/verify/checks/region";
import { settings } from "../fakes";
import { withEntra } from "../remedies/case";
import { DENIED_BY_AWS, DENIED_BY_ENTRA, deniedByAws, deniedByEntra, messages, withCenter } from "../messages";

const named = (...identifierUris: string[]) =>
  messages(
    region,
    withEntra((entra) => ({ applications: async () => (await entra.applications()).map((app) => ({ ...app, identifierUris })) })),
  );

describe("verify: the home region (R1.2)", () => {
  it("is the one that the enterprise application names", async () => {
    assert.deepEqual(await messages(region), ["ok: The instance answers in eu-west-1, and the enterprise application names it."]);
  });

  it("is a finding where the application names another", async () => {
    assert.deepEqual(await named("api://x", "https://us-east-1.signin.aws.amazon.com/platform/saml/d-9367abcdef"), [
      "finding: The enterprise application names us-east-1, but Identity Center was found in eu-west-1. -> Run `pulumi up --refresh`; the Entity ID becomes https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9367abcdef.",
    ]);
  });

  it("cannot be told where the application names none, or one of the clouds may not be read", async () => {
    const none = ["cannot tell: The instance answers in eu-west-1; the enterprise application names no region to compare."];
    assert.deepEqual(await named(), none);
    assert.deepEqual(await named("https://signin.aws.amazon.com/saml"), none);
    assert.deepEqual(await messages(region, withEntra({ applications: deniedByEntra })), DENIED_BY_ENTRA);
    assert.deepEqual(await messages(region, withCenter({ instances: deniedByAws })), DENIED_BY_AWS);
  });

  it("asks Entra nothing in the phase aws", async () => {
    const asked = withEntra({ applications: async () => assert.fail("Entra has no part yet") });
    assert.deepEqual(await messages(region, asked, settings({ phase: "aws" })), ["ok: The instance answers in eu-west-1."]);
  });
});
