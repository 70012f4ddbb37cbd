import assert from "node:assert/strict";
import type { Settings } from "../../../../access/settings";
import { provisioningToken } from "../../../../cli/verify/checks/provisioning-token";
import { settings } from "../fakes";
import { changed, withEntra } from "../remedies/case";
import { DENIED_BY_ENTRA, deniedByEntra, inConnect, LATER, messages } from "../messages";

const { scimEndpoint = "" } = settings().provisioning;
const BASE = { key: "BaseAddress", value: scimEndpoint };
const TOKEN = { key: "SecretToken", value: "*" };
const holding = (secrets: { key: string; value: string | null }[], wanted?: Settings) =>
  messages(provisioningToken, withEntra({ secrets: async () => secrets }), wanted);
const on = (day: string) => messages(provisioningToken, undefined, undefined, new Date(`${day}T08:00:00Z`));
const wants = (fields: object, secrets = [BASE, TOKEN]) => holding(secrets, changed("provisioning", fields));
const UP = " -> Run `pulumi up --refresh`.";
const IN_ENTRA =
  " -> Set federation:scimToken, provisioning.scimEndpoint and tokenExpires, take provisioning.adopted out, and run `pulumi up` (docs/adopt.md).";
const RENEW = " -> `federation rotate scim-token` walks through the renewal; two tokens may exist at a time.";
const NO_URL = "finding: Provisioning has no tenant URL.";
const NO_TOKEN = "finding: Provisioning has no token.";
const ANOTHER = `finding: Provisioning sends to another endpoint than ${scimEndpoint}.`;

describe("verify: SCIM endpoint and token (R4.1)", () => {
  it("are held by the job, and the token lasts", async () => {
    assert.deepEqual(await messages(provisioningToken), [
      "ok: Provisioning holds endpoint and token; the token ends 2027-09-30, in 311 days.",
    ]);
  });

  it("tell of a renewal from 90 days on, and are a finding from 30 days on and once the token has ended", async () => {
    const ok = (days: number, due = "") => [`ok: Provisioning holds endpoint and token; the token ends 2027-09-30, in ${days} days${due}.`];
    const soon = "; renew it soon: `federation rotate scim-token`";
    assert.deepEqual(await on("2027-07-01"), ok(91));
    assert.deepEqual(await on("2027-07-02"), ok(90, soon));
    assert.deepEqual(await on("2027-08-30"), ok(31, soon));
    assert.deepEqual(await on("2027-08-31"), [`finding: The SCIM token ends in 30 days (2027-09-30).${RENEW}`]);
    assert.deepEqual(await on("2027-09-30"), [`finding: The SCIM token ends in 0 days (2027-09-30).${RENEW}`]);
    assert.deepEqual(await on("2027-10-01"), [`finding: The SCIM token ended 1 days ago (2027-09-30).${RENEW}`]);
  });

  it("are a finding where the job lacks the endpoint, the token, or both", async () => {
    assert.deepEqual(await holding([TOKEN]), [NO_URL + UP]);
    assert.deepEqual(await holding([BASE]), [NO_TOKEN + UP]);
    assert.deepEqual(await holding([]), [NO_URL + UP, NO_TOKEN + UP]);
  });

  it("are a finding where the job sends elsewhere; a slash at the end or a masked value is no difference", async () => {
    const at = (value: string | null) => holding([{ key: "BaseAddress", value }, TOKEN]);
    assert.deepEqual(await at("https://scim.example/"), [`${ANOTHER} -> Run \`pulumi refresh\` and \`pulumi up\`, which set it.`]);
    for (const same of [`${scimEndpoint}/`, scimEndpoint.slice(0, -1), "*****", null]) assert.match((await at(same))[0]!, /^ok: /);
  });

  it("are a finding where the settings have no endpoint, or the example's", async () => {
    const unset = ["finding: federation:provisioning.scimEndpoint is not set. -> `federation steps` says where the AWS console shows it."];
    assert.deepEqual(await wants({ scimEndpoint: undefined }), unset);
    const example = scimEndpoint.replace(/[0-9a-f-]{36}/, "00000000-0000-0000-0000-000000000000");
    assert.deepEqual(await wants({ scimEndpoint: example }), unset);
  });

  it("are a finding where nobody wrote when the token ends", async () => {
    assert.deepEqual(await wants({ tokenExpires: undefined }), [
      "finding: federation:provisioning.tokenExpires is not set, so nobody is warned. -> Write the day one year after the token was made.",
    ]);
  });

  describe("of an adopted job, which `pulumi up` does not write", () => {
    const adopted = { adopted: true };

    it("are right without an endpoint in the settings", async () => {
      assert.match((await wants({ ...adopted, scimEndpoint: undefined }))[0]!, /^ok: /);
    });

    it("are a finding where it lacks one, or sends elsewhere", async () => {
      assert.deepEqual(await wants({ ...adopted, scimEndpoint: undefined }, []), [NO_URL + IN_ENTRA, NO_TOKEN + IN_ENTRA]);
      assert.deepEqual(await wants(adopted, []), [NO_URL + IN_ENTRA, NO_TOKEN + IN_ENTRA]);
      assert.deepEqual(await wants(adopted, [{ ...BASE, value: "https://scim.example/" }, TOKEN]), [ANOTHER + IN_ENTRA]);
    });

    it("cannot be told where nobody wrote when the token ends, beside what is wrong", async () => {
      const nobody =
        "cannot tell: Nobody has written when the SCIM token of the adopted job ends (federation:provisioning.tokenExpires), and Entra does not tell: provisioning stops on that day. -> Look it up in the AWS console: IAM Identity Center > Settings > Automatic provisioning; or renew it at once (docs/adopt.md).";
      assert.deepEqual(await wants({ ...adopted, tokenExpires: undefined }), [nobody]);
      assert.deepEqual(await wants({ ...adopted, tokenExpires: undefined }, [BASE]), [NO_TOKEN + IN_ENTRA, nobody]);
    });
  });

  it("cannot be told where Entra refuses, and belong to the phase assign", async () => {
    assert.deepEqual(await messages(provisioningToken, withEntra({ secrets: deniedByEntra })), DENIED_BY_ENTRA);
    assert.deepEqual(await inConnect(provisioningToken), LATER);
  });
});
