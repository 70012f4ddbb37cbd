import assert from "node:assert/strict";
import { claimsMapping } from "../../../../access/claims-mapping";
import type { AdoptedPart } from "../../../../cli/adopt/part";
import { GraphError } from "../../../../graph/client";
import { assign, clickCertificate, clickClaims, clickProvisioning, portalClaim } from "../clicked-estate";
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

  it("lists claims that were edited in the portal, with the settings that mean the same", async () => {
    await clickCertificate(estate.client, estate.app);
    await clickProvisioning(estate.client, estate.app);
    await assign(estate.client, estate.app, estate.groups.get(ADMINS)!);
    const untouched = await estate.half();
    assert.deepEqual(portalOf(untouched), []);
    await clickClaims(estate.client, estate.app, []);
    assert.deepEqual(portalOf(await estate.half()), []);
    const tags = "https://aws.amazon.com/SAML/Attributes";
    await clickClaims(estate.client, estate.app, [
      portalClaim("AccessControl:Department", tags, "department"),
      portalClaim("givenname", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims", "givenname"),
    ]);
    const [tagged, ...none] = portalOf(await estate.half());
    assert.deepEqual(none, []);
    assert.match(
      tagged!,
      /^left-alone: Somebody edited them: .*AccessControl:Department \(user\.department\).*They stay as they are: .*sessionAttributes: \{"Department":"department"\}; write that in one change window[^.]*\.$/,
    );
    await clickClaims(
      estate.client,
      estate.app,
      [
        { ...portalClaim("", null, "mail"), "@odata.type": "#microsoft.graph.samlNameIdClaim", nameIdFormat: "persistent" },
        portalClaim("AccessControl:Team", tags, "department", {
          transformations: [{ "@odata.type": "#microsoft.graph.toUppercaseTransformation" }],
        }),
        portalClaim("role", null, "x", { attribute: { "@odata.type": "#microsoft.graph.valueBasedAttribute", value: "planted-constant" } }),
      ],
      { includeBasicClaimSet: false, groupFilter: { "@odata.type": "#microsoft.graph.samAccountNameFilter" } },
    );
    const part = await estate.half();
    const [left, fault] = portalOf(part);
    assert.match(
      left!,
      /The settings cannot say .*AccessControl:Team \(transformed\), role \(a constant\), none of the basic claims beside them, groups by a filter\.$/,
    );
    assert.doesNotMatch(left!, /sessionAttributes:|planted/);
    assert.match(fault!, /^fault: The Unique User Identifier is user\.mail, in the format persistent; /);
    assert.deepEqual(part.unread, []);
    await estate.assertNoChange(part);
  });

  it("says that the portal's claims were not read, where Graph refuses them or does not have them", async () => {
    await clickCertificate(estate.client, estate.app);
    await clickProvisioning(estate.client, estate.app);
    const failing = (status: number) => {
      const refuse = () => Promise.reject(new GraphError(status, "x", "Insufficient privileges", "/"));
      return estate.half({ entra: Object.assign(estate.reader(), { portalClaims: refuse }) });
    };
    const refused = await failing(403);
    assert.match(
      refused.unread.join(),
      /claims of the portal: Microsoft Graph refuses to show them, and the permission for it is Policy\.Read\.ApplicationConfiguration \(.*Insufficient/,
    );
    const lacking = await failing(400);
    assert.deepEqual(lacking.unread, []);
    assert.match(portalOf(lacking).join(), /^note: Microsoft Graph does not show them here/);
  });
});

function portalOf(part: AdoptedPart): string[] {
  return part.decisions.filter(({ what }) => what.startsWith("claims of the portal")).map(({ kind, text }) => `${kind}: ${text}`);
}
