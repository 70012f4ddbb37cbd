import assert from "node:assert/strict";
import type { Outcome } from "../../../../cli/verify/check";
import { judgeClaims } from "../../../../cli/verify/checks/name-id";

const said = (outcomes: readonly Outcome[]) => outcomes.map(({ status, message }) => `${status}: ${message}`);

describe("verify: claims", () => {
  const nameId = {
    Source: "user",
    ID: "userprincipalname",
    SamlClaimType: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier",
    SamlNameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
  };
  const session = (key: string, ID: string) => ({
    Source: "user",
    ID,
    SamlClaimType: `https://aws.amazon.com/SAML/Attributes/AccessControl:${key}`,
  });
  const policy = (...claims: object[]) => ({
    id: "1",
    displayName: "claims",
    definition: [JSON.stringify({ ClaimsMappingPolicy: { Version: 1, IncludeBasicClaimSet: "true", ClaimsSchema: claims } })],
  });

  it("accepts no policy where no session attributes are asked for", () => {
    assert.equal(judgeClaims([], {}, "sp")[0]?.status, "ok");
  });

  it("finds session attributes without a policy", () => {
    assert.equal(judgeClaims([], { Department: "department" }, "sp")[0]?.status, "finding");
  });

  it("accepts a policy that sends what the settings say", () => {
    assert.deepEqual(said(judgeClaims([policy(nameId, session("Department", "department"))], { Department: "department" }, "sp")), [
      "ok: NameID is user.userprincipalname; session attributes Department.",
    ]);
  });

  it("finds another NameID, another source and an attribute too many", () => {
    const found = judgeClaims(
      [policy({ ...nameId, ID: "mail" }, session("Department", "city"), session("Team", "state"))],
      {
        Department: "department",
      },
      "sp",
    );
    assert.deepEqual(said(found), [
      'finding: The claims mapping policy "claims" does not send user.userprincipalname as NameID in e-mail format.',
      "finding: Session attribute Department comes from city; the settings say department.",
      "finding: Session attribute Team is sent, but the settings do not name it.",
    ]);
  });
});
