import assert from "node:assert/strict";
import { claimsMapping } from "../../../../access/claims-mapping";
import { assign, clickCertificate, clickProvisioning } from "../clicked-estate";
import { ADMINS, ClickedEstate, setting, startEstateMocks } from "./clicked-entra";

describe("adopting claims", () => {
  let estate: ClickedEstate;
  before(startEstateMocks);
  beforeEach(async () => void (estate = await ClickedEstate.start()));
  afterEach(() => estate.stop());

  it("adopts session attributes that both sides have as the program would write them, whatever the text looks like", async () => {
    await clickCertificate(estate.client, estate.app);
    await clickProvisioning(estate.client, estate.app);
    await assign(estate.client, estate.app, estate.groups.get(ADMINS)!);
    const definition = JSON.stringify(claimsMapping({ Department: "department" }), null, 2).replace('"department"', '"Department"');
    const { id } = await estate.client.ok("POST", "/v1.0/policies/claimsMappingPolicies", {
      displayName: "tags by hand",
      definition: [definition],
    });
    const reference = { "@odata.id": `${estate.client.base}/v1.0/policies/claimsMappingPolicies/${id}` };
    await estate.client.ok("POST", `/v1.0/servicePrincipals/${estate.app.principalId}/claimsMappingPolicies/$ref`, reference, 204);
    const off = await estate.half();
    assert.deepEqual(setting(off, "enterpriseApp")["leaveAsFound"], ["claims"]);
    const part = await estate.half({ accessControlAttributes: async () => new Map([["Department", ["${path:enterprise.department}"]]]) });
    assert.deepEqual(setting(part, "enterpriseApp")["sessionAttributes"], { Department: "department" });
    await estate.assertNoChange(part);
  });
});
