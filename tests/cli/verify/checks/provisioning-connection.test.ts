import assert from "node:assert/strict";
import { provisioningConnection } from "../../../../cli/verify/checks/provisioning-connection";
import { GraphError } from "../../../../graph/client";
import { settings } from "../fakes";
import { changed, type Entra, withEntra } from "../remedies/case";
import { DENIED_BY_ENTRA, deniedByEntra, inConnect, LATER, messages } from "../messages";

const refusing = (status: number, change: Partial<Entra> = {}, wanted = settings()) => {
  const testConnection = () => Promise.reject(new GraphError(status, "InvalidCredentials", "The token is not valid.", "/x"));
  return messages(provisioningConnection, withEntra({ testConnection, ...change }), wanted);
};
const FAILED = "finding: Entra's connection test failed: The token is not valid.";
const NEW_TOKEN =
  " -> If it refuses the token, make a new token (AWS console > IAM Identity Center > Settings > Automatic provisioning > View details > Access tokens > Generate token), set it with `pulumi config set --secret federation:scimToken`, and run `pulumi up`.";
const event = (reason: string) => ({
  activityDateTime: "2026-11-23T07:50:00Z",
  sourceIdentity: { id: "g", displayName: "admins" },
  provisioningStatusInfo: { status: "failure", errorInformation: { errorCode: "E", reason } },
});
const log = (...reasons: string[]): Partial<Entra> => ({ provisioningLog: async () => reasons.map(event) });

describe("verify: the connection test of provisioning (R4.2)", () => {
  it("succeeds with the token that Entra holds", async () => {
    assert.deepEqual(await messages(provisioningConnection), ["ok: Entra reaches the SCIM endpoint with the token that it holds."]);
  });

  it("is a finding where it fails, with Entra's words", async () => {
    for (const status of [400, 422]) assert.deepEqual(await refusing(status), [FAILED + NEW_TOKEN]);
  });

  it("is explained by Entra's provisioning log, which repeats none of these words", async () => {
    assert.deepEqual(await refusing(400, log("HTTP 401 from the target.")), [
      `${FAILED} The provisioning log says "HTTP 401 from the target" about admins.${NEW_TOKEN}`,
    ]);
    assert.deepEqual(await refusing(400, log("The token is not valid.")), [FAILED + NEW_TOKEN]);
  });

  it("is a finding all the same where that log may not be read, with how to read it", async () => {
    assert.deepEqual(await refusing(400, { provisioningLog: deniedByEntra }), [
      `${FAILED}${NEW_TOKEN} Entra's provisioning log may say more: give the reader AuditLog.Read.All.`,
    ]);
  });

  it("asks for no log where it succeeds", async () => {
    const quiet = withEntra({ provisioningLog: async () => assert.fail("nobody needs it") });
    assert.match((await messages(provisioningConnection, quiet))[0]!, /^ok: /);
  });

  it("wants the token of an adopted job written by the stack from then on", async () => {
    assert.deepEqual(await refusing(400, {}, changed("provisioning", { adopted: true })), [
      `${FAILED}${NEW_TOKEN} Take \`adopted\` out of federation:provisioning and write its scimEndpoint: until then \`pulumi up\` leaves the credentials in Entra as they are (docs/adopt.md).`,
    ]);
  });

  it("is a finding without a job, and where there are several, by their ids", async () => {
    assert.deepEqual(await messages(provisioningConnection, withEntra({ jobs: async () => [] })), [
      "finding: The enterprise application has no provisioning job. -> Run `pulumi up --refresh`.",
    ]);
    const several = "finding: The enterprise application has 2 provisioning jobs: a, b. -> Delete all but this stack's.";
    const jobs = async () => [{ id: "a" }, { id: "b" }];
    assert.deepEqual(await messages(provisioningConnection, withEntra({ jobs })), [
      several,
      "ok: Entra reaches the SCIM endpoint with the token that it holds.",
    ]);
    assert.deepEqual(await refusing(400, { jobs }), [several, FAILED + NEW_TOKEN]);
    assert.equal((await refusing(403, { jobs }))[0], several);
  });

  it("cannot be told where Entra does not let the reader run it, or does not answer", async () => {
    assert.deepEqual(await refusing(403), [
      "cannot tell: Entra did not let us run its connection test. -> Give the reader Synchronization.ReadWrite.All, or run the test in the portal.",
    ]);
    assert.deepEqual(await refusing(500), ["cannot tell: Entra refused /x: The token is not valid."]);
    const down = () => Promise.reject(new Error("socket hang up"));
    assert.deepEqual(await messages(provisioningConnection, withEntra({ testConnection: down })), [
      "cannot tell: The reading failed: socket hang up.",
    ]);
    assert.deepEqual(await messages(provisioningConnection, withEntra({ jobs: deniedByEntra })), DENIED_BY_ENTRA);
    assert.deepEqual(await inConnect(provisioningConnection), LATER);
  });
});
