import assert from "node:assert/strict";
import type { Outcome } from "../../../../cli/verify/check";
import { replyUrls } from "../../../../cli/verify/checks/saml";

const said = (outcomes: readonly Outcome[]) => outcomes.map(({ status, message }) => `${status}: ${message}`);

describe("verify: Reply URLs", () => {
  const ipv4 = "https://eu-west-1.signin.aws/platform/saml/acs/a";
  const dual = "https://eu-west-1.sso.signin.aws/platform/saml/acs/a";

  it("accepts the settings' URLs with the first as default", () => {
    assert.deepEqual(said(replyUrls([ipv4, dual], [ipv4, dual], undefined)), [`ok: 2 Reply URLs, default ${ipv4}.`]);
  });

  it("finds the dual-stack URL as default", () => {
    assert.deepEqual(said(replyUrls([ipv4, dual], [ipv4, dual], dual)), [
      `finding: The default Reply URL is ${dual}; it should be ${ipv4}.`,
    ]);
  });

  it("finds a missing URL and one too many", () => {
    assert.deepEqual(said(replyUrls([ipv4], ["https://evil.example/acs"], undefined)), [
      `finding: Reply URL missing: ${ipv4}.`,
      "finding: Reply URL that the settings do not name: https://evil.example/acs; assertions could be sent there.",
    ]);
    const items = { kind: "items", setting: "federation:identityCenter.acsUrls" };
    assert.deepEqual(
      replyUrls([ipv4], ["https://evil.example/acs"], undefined).map(({ adopt }) => adopt),
      [
        { ...items, add: [], remove: [ipv4] },
        { ...items, add: ["https://evil.example/acs"], remove: [] },
      ],
    );
    // Without any, the settings would be refused.
    assert.equal(replyUrls([ipv4], [], undefined)[0]?.adopt, undefined);
  });
});
