import assert from "node:assert/strict";
import { daysUntil, formatStep, nextSteps, openSteps, type StepsInput } from "../../access/steps";

const zeros = "00000000-0000-0000-0000-000000000000";
const fresh: StepsInput = {
  phase: "connect",
  homeRegion: "eu-west-1",
  acsUrls: [`https://eu-west-1.signin.aws/platform/saml/acs/${zeros}`],
  today: "2026-11-23",
};
const connected: StepsInput = {
  phase: "assign",
  homeRegion: "eu-west-1",
  identityStoreId: "d-9367abcdef",
  acsUrls: ["https://eu-west-1.signin.aws/platform/saml/acs/0a1b2c3d-1111-2222-3333-444455556666"],
  scimEndpoint: "https://scim.eu-west-1.amazonaws.com/0a1b2c3d-1111-2222-3333-444455556666/scim/v2/",
  scimTokenSet: true,
  tokenExpires: "2027-09-30",
  today: "2026-11-23",
};
const states = (input: StepsInput) => nextSteps(input).map(({ id, state }) => `${id}: ${state}`);

describe("steps that no API can do", () => {
  it("start with Identity Center itself where there is no instance", () => {
    assert.deepEqual(states({ ...fresh, instanceFound: false }), [
      "enable-identity-center: now",
      "identity-source: later",
      "automatic-provisioning: later",
    ]);
  });

  it("count an id of zeros as a missing value", () => {
    assert.deepEqual(states(fresh), ["enable-identity-center: settled", "identity-source: now", "automatic-provisioning: later"]);
  });

  it("ask nothing of an adopted job, whose credentials Entra keeps, and tell how a new token gets there", () => {
    const { scimEndpoint, tokenExpires, ...rest } = connected;
    const adopted: StepsInput = { ...rest, scimTokenSet: false, provisioningAdopted: true };
    assert.deepEqual(openSteps(nextSteps(adopted)), []);
    assert.ok(scimEndpoint);
    const renewal = (more: object) =>
      nextSteps({ ...adopted, tokenExpires: "2026-12-01", ...more }).find(({ id }) => id === "renew-scim-token");
    assert.match(renewal({})!.actions.join("\n"), /Take `adopted` out of federation:provisioning[^]*\nRun `pulumi up`/);
    assert.doesNotMatch(renewal({ provisioningAdopted: false, scimTokenSet: true, scimEndpoint })!.actions.join(), /adopted/);
    assert.ok(tokenExpires);
  });

  it("are settled when the settings hold every value", () => {
    assert.deepEqual(states(connected), ["enable-identity-center: settled", "identity-source: settled", "automatic-provisioning: settled"]);
    assert.deepEqual(openSteps(nextSteps(connected)), []);
  });

  it("ask for the SCIM token when only it is missing", () => {
    assert.equal(nextSteps({ ...connected, scimTokenSet: false })[2]?.state, "now");
  });

  it("ask for a new token from 90 days before the end of the old one", () => {
    assert.equal(nextSteps({ ...connected, today: "2027-07-01" }).length, 3);
    const step = nextSteps({ ...connected, today: "2027-07-02" })[3];
    assert.equal(step?.title, "Renew the SCIM token, which ends in 90 days");
    assert.deepEqual(step?.values[1], { label: "A token made today ends on", value: "2028-07-02" });
  });

  it("say that a token has ended", () => {
    assert.equal(nextSteps({ ...connected, today: "2027-10-02" })[3]?.title, "Renew the SCIM token, which ended 2 days ago");
  });

  it("ask for a new token at once where Identity Center refuses the one that Entra holds, whatever its known end", () => {
    assert.equal(nextSteps({ ...connected, tokenRefused: false }).length, 3);
    const step = nextSteps({ ...connected, tokenRefused: true })[3];
    assert.deepEqual([step?.id, step?.state], ["renew-scim-token", "now"]);
    assert.equal(
      step?.title,
      "Renew the SCIM token, which Identity Center refuses before its known end: it was deleted there, or Entra holds another",
    );
    assert.equal(nextSteps({ ...connected, tokenRefused: true, scimTokenSet: false }).length, 3);
  });

  it("list security keys only for the breakglass users of the stack", () => {
    const step = nextSteps({ ...connected, breakglassUsers: ["breakglass-1", "breakglass-2"] })[3];
    assert.deepEqual(
      step?.values.map(({ value }) => value),
      ["breakglass-1", "breakglass-2"],
    );
  });

  it("print exact values, and where an unknown one comes from", () => {
    const text = formatStep(nextSteps(connected)[1]!);
    assert.match(
      text,
      /Issuer of Identity Center \(Entity ID\): https:\/\/eu-west-1\.signin\.aws\.amazon\.com\/platform\/saml\/d-9367abcdef/,
    );
    assert.match(text, /Federation Metadata XML: \(stack output federationMetadataUrl, after the first `pulumi up`\)/);
  });

  it("lead to the console and the Entity ID of the region's partition", () => {
    const values = (homeRegion: string): unknown[] => {
      const step = nextSteps({ ...connected, homeRegion })[1]!;
      return [/https:\/\/[^/]+/.exec(step.where)?.[0], step.values.find(({ label }) => label.startsWith("Issuer"))?.value];
    };
    assert.deepEqual(values("us-gov-west-1"), [
      "https://us-gov-west-1.console.amazonaws-us-gov.com",
      "https://us-gov-west-1.signin.amazonaws-us-gov.com/platform/saml/d-9367abcdef",
    ]);
    assert.deepEqual(values("cn-north-1"), [
      "https://cn-north-1.console.amazonaws.cn",
      "https://cn-north-1.signin.amazonaws.cn/platform/saml/d-9367abcdef",
    ]);
  });

  it("count days across a leap day", () => {
    assert.equal(daysUntil("2028-03-01", "2028-02-28"), 2);
  });
});
