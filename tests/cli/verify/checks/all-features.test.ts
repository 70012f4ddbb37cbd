import assert from "node:assert/strict";
import { allFeatures } from "../../../../cli/verify/checks/all-features";
import type { Sources } from "../../../../cli/verify/context";
import { organization } from "../fakes";
import { DENIED_BY_AWS, deniedByAws, messages } from "../messages";

const withSet =
  (featureSet: string, state: "ACTIVE" | "SUSPENDED" = "ACTIVE") =>
  (sources: Sources): Sources => ({
    ...sources,
    organization: async () => ({
      organizationId: "o-exampleorgid",
      featureSet,
      organization: { ...organization, accounts: organization.accounts.map((one) => (one.name === "app" ? { ...one, state } : one)) },
    }),
  });

describe("verify: the organization's features (R1.3)", () => {
  it("are all, and accounts that are not active are not counted as such", async () => {
    assert.deepEqual(await messages(allFeatures), ["ok: Feature set ALL, 2 active accounts of 2."]);
    assert.deepEqual(await messages(allFeatures, withSet("ALL", "SUSPENDED")), ["ok: Feature set ALL, 1 active accounts of 2."]);
  });

  it("are a finding where bills alone are consolidated", async () => {
    assert.deepEqual(await messages(allFeatures, withSet("CONSOLIDATED_BILLING")), [
      "finding: The feature set is CONSOLIDATED_BILLING. -> Enable all features in AWS Organizations; every invited account has to agree.",
    ]);
  });

  it("cannot be told where Organizations may not be read", async () => {
    assert.deepEqual(await messages(allFeatures, (sources) => ({ ...sources, organization: deniedByAws })), DENIED_BY_AWS);
  });
});
