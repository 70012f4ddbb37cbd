import assert from "node:assert/strict";
import { problemSentence } from "../../../access/problems";
import { parseSettings, plainTokenProblem } from "../../../access/settings";
import { type Case, entry, GRANT, itTells, own } from "../bad-input";
import { CLOCK, mistakes, type Raw, rightSettings } from "../fixtures";

const scim = (changes: Raw): Raw => ({
  provisioning: { scimEndpoint: "https://scim.eu-west-1.amazonaws.com/0a1b/scim/v2/", tokenExpires: "2027-09-30", ...changes },
});
const acs = (...acsUrls: unknown[]): Raw => ({ identityCenter: { acsUrls } });

describe("settings: all mistakes together", () => {
  it("tells all mistakes at once, in the order of the settings", () => {
    const raw = rightSettings({
      stage: "prod",
      ...scim({ tokenExpires: "2020-01-01" }),
      ...own({ sessionHours: 13 }),
      ...entry({ group: "" }),
    });
    assert.deepEqual(
      parseSettings(raw, CLOCK).problems.map(({ path }) => path),
      [
        "federation:stage",
        "federation:provisioning.tokenExpires",
        "federation:permissionSets.Own.sessionHours",
        "federation:access[0].group",
      ],
    );
  });

  it("keeps the entries that are right", () => {
    const { settings, partial } = parseSettings(
      rightSettings({ access: [{ group: "" }, GRANT], permissionSets: { Own: { managedPolicies: ["A"] }, Bad: {} } }),
      CLOCK,
    );
    assert.equal(settings, undefined);
    assert.deepEqual(partial.access.map(({ setting }) => setting), ["federation:access[1]"]); // prettier-ignore
    assert.deepEqual(partial.permissionSets.map(({ name }) => name), ["Developer", "Own", "Platform-Admin", "Security-Audit-RO"]); // prettier-ignore
  });

  it("has the sentence for a token in plain text, without the token", () => {
    const sentence =
      "federation:scimToken is there in plain text: run `pulumi config set --secret federation:scimToken`, and replace the token in the AWS console, as it is disclosed.";
    assert.equal(problemSentence(plainTokenProblem()), sentence);
    assert.deepEqual(mistakes({ scimToken: "s3cr3t" }), [sentence]);
  });

  it("never shows a value that looks like a credential, wherever it stands", () => {
    const token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9abcdefghij0123456789";
    for (const raw of [
      scim({ tokenExpires: token }),
      { tenantId: token },
      entry({ group: ` ${token}` }),
      { stage: token },
      acs(`https://u:${token}@x.example/`),
    ]) {
      const text = mistakes(raw).join("\n");
      assert.ok(text !== "" && !text.includes(token.slice(0, 20)), text);
    }
  });
});

const cases: readonly Case[] = [
  {
    name: "a stage that is none",
    wrong: { stage: "prod" },
    sentences: ['federation:stage is "prod": write development or production.'],
    right: { stage: "production" },
  },
  {
    name: "an unknown key at the top",
    wrong: { acess: [] },
    sentences: ['federation:acess is no setting: did you mean "access"?'],
    right: {},
  },
  {
    name: "an unknown key that is near nothing",
    wrong: { zebra: 1 },
    sentences: ["federation:zebra is no setting: docs/settings.md lists them all."],
    right: {},
  },
  {
    name: "an unknown key of a grant",
    wrong: entry({ exept: "twin" }),
    sentences: ['federation:access[0].exept is no setting: did you mean "except"?'],
    right: entry({ except: "data-*" }),
  },
  {
    name: "an unknown key of a permission set",
    wrong: own({ sessionHour: 4 }),
    sentences: ['federation:permissionSets.Own.sessionHour is no setting: did you mean "sessionHours"?'],
    right: own({ sessionHours: 4 }),
  },
  {
    name: "a tenant id that is no UUID",
    wrong: { tenantId: "acme.onmicrosoft.com" },
    sentences: [
      'federation:tenantId is "acme.onmicrosoft.com": write the Entra directory (tenant) id, a UUID such as 22222222-2222-2222-2222-222222222222.',
    ],
    right: { tenantId: "22222222-2222-2222-2222-22222222222A" },
  },
  {
    name: "a region that is none",
    wrong: { homeRegion: "Ireland" },
    sentences: ['federation:homeRegion is "Ireland": write the region in which Identity Center was enabled, such as eu-west-1.'],
    right: {},
  },
];

describe("settings of the stack: every mistake", () => itTells(cases));
