import assert from "node:assert/strict";
import type { AdoptedPart, AdoptionPlace } from "../../../cli/adopt/part";
import { adoptedSettings } from "../../../cli/adopt/stack-file";

describe("the phase of an adopted stack", () => {
  const place = { homeRegion: "eu-west-1", stack: "prod" } as AdoptionPlace;
  const phaseOf = (settings: Readonly<Record<string, unknown>>): unknown => {
    const given = Object.entries(settings).map(([key, value]) => ({ key, value }));
    const part: AdoptedPart = { title: "", settings: given, resources: [], decisions: [], unmanaged: [], summary: "", unread: [] };
    return adoptedSettings([part], place, new Date("2026-11-23")).find(({ key }) => key === "phase")?.value;
  };
  const access = [{ group: "admins", permissionSet: "Platform-Admin", accounts: "all" }];

  it("is assign where the application and somebody's access are adopted", () => {
    assert.equal(phaseOf({ enterpriseApp: {}, access }), "assign");
  });
  it("is connect where nobody has access yet: assign refuses an empty list", () => {
    assert.equal(phaseOf({ enterpriseApp: {}, access: [] }), "connect");
  });
  it("is aws where no application is adopted", () => {
    assert.equal(phaseOf({ access }), "aws");
    assert.equal(phaseOf({ access: [] }), "aws");
  });
});
