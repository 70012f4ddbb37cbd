import assert from "node:assert/strict";
import { claimsMapping } from "../../../access/claims-mapping";

describe("session attributes", () => {
  it("send NameID from the user principal name in e-mail format, and one claim a session tag", () => {
    const { ClaimsMappingPolicy: policy } = claimsMapping({ Department: "department", CostCenter: "extensionattribute1" }) as {
      ClaimsMappingPolicy: { Version: number; IncludeBasicClaimSet: string; ClaimsSchema: Record<string, string>[] };
    };
    assert.equal(policy.Version, 1);
    assert.deepEqual(policy.ClaimsSchema[0], {
      Source: "user",
      ID: "userprincipalname",
      SamlClaimType: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier",
      SamlNameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    });
    assert.deepEqual(policy.ClaimsSchema.slice(-2), [
      { Source: "user", ID: "extensionattribute1", SamlClaimType: "https://aws.amazon.com/SAML/Attributes/AccessControl:CostCenter" },
      { Source: "user", ID: "department", SamlClaimType: "https://aws.amazon.com/SAML/Attributes/AccessControl:Department" },
    ]);
  });
});
