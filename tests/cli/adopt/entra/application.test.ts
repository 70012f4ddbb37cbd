import assert from "node:assert/strict";
import { clickApplication, clickCertificate, clickProvisioning } from "../clicked-estate";
import { ClickedEstate, setting, startEstateMocks, words } from "./clicked-entra";

describe("adopting the application that leads to Identity Center", () => {
  let estate: ClickedEstate;
  before(startEstateMocks);
  beforeEach(async () => void (estate = await ClickedEstate.start()));
  afterEach(() => estate.stop());

  it("takes of two applications the one that leads to Identity Center, and none where that cannot be told", async () => {
    await clickCertificate(estate.client, estate.app);
    await clickProvisioning(estate.client, estate.app);
    const other = await clickApplication(estate.client, "AWS test", "https://us-east-1.signin.aws.amazon.com/platform/saml/d-0000000000");
    const part = await estate.half();
    assert.equal(setting(part, "enterpriseApp")["name"], "AWS SSO (clicked)");
    assert.deepEqual(part.unmanaged[0]?.applications, ["AWS test"]);
    await estate.client.ok("PATCH", `/v1.0/applications/${estate.app.applicationId}`, {
      identifierUris: ["https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1111111111"],
    });
    const neither = await estate.half();
    assert.deepEqual([neither.settings, neither.resources], [[], []]);
    assert.match(words(neither, "left-alone").join(), /none has the Entity ID .* cannot be told/);
    assert.ok(other.clientId);
  });

  it("leaves an application of another template in use, and tells the way", async () => {
    await estate.client.ok("DELETE", `/v1.0/applications/${estate.app.applicationId}`);
    const { application } = await estate.client.ok("POST", "/v1.0/applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621/instantiate", {
      displayName: "Old AWS",
    });
    await estate.client.ok("PATCH", `/v1.0/applications/${application.id}`, {
      identifierUris: ["https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9367abcdef"],
    });
    const part = await estate.half();
    assert.deepEqual([part.settings, part.resources], [[], []]);
    assert.match(words(part, "left-alone").join(), /"Old AWS" .*from the template 8adf8e6e-.*`phase: connect`/);
  });
});
