import assert from "node:assert/strict";
import { assign, clickProvisioning } from "../clicked-estate";
import { ADMINS, ClickedEstate, setting, startEstateMocks, words } from "./clicked-entra";

describe("adopting certificates", () => {
  let estate: ClickedEstate;
  before(startEstateMocks);
  beforeEach(async () => void (estate = await ClickedEstate.start()));
  afterEach(() => estate.stop());

  it("says which certificate the first run makes, where none is valid", async () => {
    await clickProvisioning(estate.client, estate.app);
    await assign(estate.client, estate.app, estate.groups.get(ADMINS)!);
    const part = await estate.half();
    const [slot, ...more] = setting(part, "enterpriseApp")["signingCertificates"] as { adopted?: true }[];
    assert.deepEqual([slot?.adopted, more], [undefined, []]);
    assert.match(words(part, "fault").join(), /its only creation, and nobody signs in by it until/);
  });
});
