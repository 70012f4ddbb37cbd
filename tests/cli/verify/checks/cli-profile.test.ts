import assert from "node:assert/strict";
import { cliProfile } from "../../../../cli/verify/checks/cli-profile";
import { organization, settings } from "../fakes";
import { changed } from "../remedies/case";
import { DENIED_BY_AWS, deniedByAws, inConnect, LATER, messages, withCenter } from "../messages";

const portal = (accessPortalUrl: string) => messages(cliProfile, undefined, changed("identityCenter", { accessPortalUrl }));
const resolves = (start: string) => [
  `ok: The profile app.Platform-Admin resolves: Platform-Admin in app (300000000001), from ${start}; only a sign-in in a browser proves the rest (R9.3).`,
];
const NOWHERE = ["note: No profile leads anywhere yet: nobody has Platform-Admin in app (300000000001) (see R5.1 to R5.7)."];

describe("verify: a profile of the AWS CLI (R8.1)", () => {
  it("resolves from the instance's portal, from its own ARN's, and from one of a name that tells no instance", async () => {
    assert.deepEqual(await messages(cliProfile), resolves("https://d-9367abcdef.awsapps.com/start"));
    for (const url of [
      "https://acme.awsapps.com/start",
      "https://D-9367abcdef.awsapps.com/start",
      "https://ssoins-1111222233334444.portal.eu-west-1.app.aws",
    ])
      // prettier-ignore
      assert.deepEqual(await portal(url), resolves(url));
  });

  it("is a finding where it starts at another instance's portal", async () => {
    const foreign = "https://d-9999999999.awsapps.com/start";
    assert.deepEqual(await portal(foreign), [
      `finding: The profiles start at ${foreign}, which is another instance's: this one has the identity store d-9367abcdef. -> Write https://d-9367abcdef.awsapps.com/start as federation:identityCenter.accessPortalUrl, or leave the setting out; then run \`federation aws-config\` again.`,
    ]);
  });

  it("leads nowhere without the assignment or in an account that is not active, which other checks say", async () => {
    assert.deepEqual(await messages(cliProfile, withCenter({ assignments: async () => [] })), NOWHERE);
    const accounts = organization.accounts.map((one) => (one.name === "app" ? { ...one, state: "SUSPENDED" as const } : one));
    const suspended = await messages(cliProfile, (sources) => ({
      ...sources,
      organization: async () => ({ organizationId: "o", featureSet: "ALL", organization: { ...organization, accounts } }),
    }));
    assert.deepEqual(suspended, ["not yet: The settings grant nothing, so that there are no profiles."]);
  });

  it("is none where the settings grant nothing", async () => {
    assert.deepEqual(await messages(cliProfile, undefined, { ...settings(), access: [] }), [
      "not yet: The settings grant nothing, so that there are no profiles.",
    ]);
  });

  it("cannot be told where assignments may not be read", async () => {
    assert.deepEqual(await messages(cliProfile, withCenter({ assignments: deniedByAws })), DENIED_BY_AWS);
    assert.deepEqual(await inConnect(cliProfile), LATER);
  });
});
