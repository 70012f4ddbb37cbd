import assert from "node:assert/strict";
import { GraphError } from "../../graph/client";
import { lacksPremium } from "../../graph/refusal";

const refusal = (status: number, code: string, message: string): GraphError => new GraphError(status, code, message, "/v1.0/x");

describe("a refusal of Graph", () => {
  it("is for want of a licence by its code, whatever it says", () => {
    assert.equal(lacksPremium(refusal(403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant", "Neither tenant is B2C")), true);
    assert.equal(lacksPremium(refusal(403, "Authorization_RequestDenied", "Insufficient privileges; see premium licenses")), false);
  });
});
