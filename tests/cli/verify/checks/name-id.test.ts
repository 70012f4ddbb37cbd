import assert from "node:assert/strict";
import type { Outcome } from "../../../../cli/verify/check";
import { judgeClaims, nameId as nameIdCheck } from "../../../../cli/verify/checks/name-id";
import type { Sources } from "../../../../cli/verify/context";
import { runChecks } from "../../../../cli/verify/run";
import { contextWith, settings } from "../fakes";

const messages = (outcomes: readonly Outcome[]) => outcomes.map(({ status, message }) => `${status}: ${message}`);

describe("verify: claims", () => {
  const nameId = {
    Source: "user",
    ID: "userprincipalname",
    SamlClaimType: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier",
    SamlNameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
  };
  const session = (key: string, ID: string) => ({
    Source: "user",
    ID,
    SamlClaimType: `https://aws.amazon.com/SAML/Attributes/AccessControl:${key}`,
  });
  const policy = (...claims: object[]) => ({
    id: "1",
    displayName: "claims",
    definition: [JSON.stringify({ ClaimsMappingPolicy: { Version: 1, IncludeBasicClaimSet: "true", ClaimsSchema: claims } })],
  });

  it("accepts no policy where no session attributes are asked for", () => {
    assert.equal(judgeClaims([], {}, "sp")[0]?.status, "ok");
  });

  it("finds session attributes without a policy", () => {
    assert.equal(judgeClaims([], { Department: "department" }, "sp")[0]?.status, "finding");
  });

  it("accepts a policy that sends what the settings say", () => {
    assert.deepEqual(messages(judgeClaims([policy(nameId, session("Department", "department"))], { Department: "department" }, "sp")), [
      "ok: NameID is user.userprincipalname; session attributes Department.",
    ]);
  });

  it("finds another NameID, another source and an attribute too many", () => {
    const found = judgeClaims(
      [policy({ ...nameId, ID: "mail" }, session("Department", "city"), session("Team", "state"))],
      {
        Department: "department",
      },
      "sp",
    );
    assert.deepEqual(messages(found), [
      'finding: The claims mapping policy "claims" does not send user.userprincipalname as NameID in e-mail format.',
      "finding: Session attribute Department comes from city; the settings say department.",
      "finding: Session attribute Team is sent, but the settings do not name it.",
    ]);
    const setting = "federation:enterpriseApp.sessionAttributes";
    assert.deepEqual(
      found.map(({ adopt, about }) => [adopt, about]),
      [
        undefined,
        { kind: "value", setting: `${setting}.Department`, value: "city" },
        { kind: "value", setting: `${setting}.Team`, value: "state" },
      ].map((adopt) => [adopt, { ids: ["1"], names: ["claims"] }]),
    );
  });

  it("finds an attribute that comes from nowhere, and one from a source that the settings would refuse", () => {
    const found = judgeClaims([policy(nameId, session("Team", "assignedroles"))], { Department: "department" }, "sp");
    assert.deepEqual(
      found.map(({ message, adopt }) => [message, adopt]),
      [
        [
          "Session attribute Department comes from nowhere; the settings say department.",
          { kind: "items", setting: "federation:enterpriseApp.sessionAttributes", add: [], remove: ["Department"] },
        ],
        ["Session attribute Team is sent, but the settings do not name it.", undefined],
      ],
    );
  });

  it("finds a policy that cannot be read, and several of which only one takes effect", () => {
    assert.deepEqual(messages(judgeClaims([{ id: "1", displayName: "claims", definition: ["{"] }], {}, "sp")), [
      'finding: The claims mapping policy "claims" cannot be read.',
    ]);
    const [one] = judgeClaims([policy(nameId), { ...policy(nameId), id: "2", displayName: "theirs" }], {}, "sp");
    assert.equal(one?.message, 'The application has 2 claims mapping policies ("claims", "theirs"); only one takes effect.');
    assert.deepEqual(one?.about, { ids: ["1", "2"], names: ["claims", "theirs"] });
  });

  it("leaves a policy as found where the settings do, and asks its owner for the NameID alone", async () => {
    const asked = settings({ enterpriseApp: { ...settings().enterpriseApp, adopted: true, leaveAsFound: ["claims"] } });
    const found = async (...claims: object[]): Promise<readonly Outcome[]> => {
      const change = (sources: Sources): Sources => ({
        ...sources,
        entra: async () => ({ ...(await sources.entra()), claimsPolicies: async () => [policy(...claims)] }),
      });
      return (await runChecks([nameIdCheck], contextWith(change, asked)))[0]!.outcomes;
    };
    const left = 'note: The claims mapping policy "claims" is left as found';
    assert.deepEqual(messages(await found(nameId)), ["ok: NameID is user.userprincipalname.", `${left}.`]);
    assert.deepEqual(messages(await found(nameId, session("Team", "state"))), [`${left}; it sends session attributes.`]);
    const [wrong, note] = await found(session("Team", "state"));
    assert.match(wrong!.message, /does not send user\.userprincipalname as NameID/);
    assert.match(wrong!.remedy!, /^Let the policy's owner set it in Entra/);
    assert.equal(note!.status, "note");
  });
});
