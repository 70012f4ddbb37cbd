import assert from "node:assert/strict";
import type { Application, ServicePrincipal } from "../../../../cli/clouds/entra-types";
import { replyUrls, saml } from "../../../../cli/verify/checks/saml";
import { runChecks } from "../../../../cli/verify/run";
import { contextWith, settings } from "../fakes";
import { changed, type Entra, withEntra } from "../remedies/case";
import { DENIED_BY_AWS, DENIED_BY_ENTRA, deniedByAws, deniedByEntra, rowsOf, messages, withCenter } from "../messages";

const ENTITY = "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9367abcdef";
const PORTAL = "https://d-9367abcdef.awsapps.com/start";
const [ACS = ""] = settings().identityCenter.acsUrls ?? [];
const RIGHT = { entity: `ok: Entity ID ${ENTITY}.`, reply: `ok: Reply URL ${ACS}.`, signOn: `ok: Sign-on URL ${PORTAL}.` };
const UP = " -> Run `pulumi refresh` and `pulumi up`, which set it.";
const takeOut = (entry: string) => ` -> Take ${entry} out of federation:enterpriseApp.leaveAsFound and run \`pulumi up\`, which sets it.`;

const app =
  (change: Partial<Application>) =>
  (entra: Entra): Partial<Entra> => ({ applications: async () => (await entra.applications()).map((one) => ({ ...one, ...change })) });
const principal =
  (change: Partial<ServicePrincipal>) =>
  (entra: Entra): Partial<Entra> => ({ servicePrincipal: async (id) => ({ ...(await entra.servicePrincipal(id))!, ...change }) });
/** What is said beside what is right, and with the field left as found. */
async function found(change: (entra: Entra) => Partial<Entra>, entry: string): Promise<readonly [string[], string[]]> {
  const isWrong = (row: string): boolean => !Object.values(RIGHT).includes(row);
  const left = changed("enterpriseApp", { adopted: true, leaveAsFound: [entry] });
  const rows = [await messages(saml, withEntra(change)), await messages(saml, withEntra(change), left)] as const;
  return [rows[0].filter(isWrong), rows[1].filter(isWrong)];
}
/** A finding, with both of its remedies. */
const both = (words: string, entry: string) => [[`finding: ${words}${UP}`], [`finding: ${words}${takeOut(entry)}`]];

describe("verify: SAML (R2.2)", () => {
  it("is as Identity Center and the settings have it", async () => {
    assert.deepEqual(await messages(saml), [RIGHT.entity, RIGHT.reply, RIGHT.signOn]);
  });

  it("is a finding with another Entity ID, with several, or none", async () => {
    const words = (found: string) => both(`The Entity ID is ${found}; Identity Center's is ${ENTITY}.`, "entityId");
    assert.deepEqual(await found(app({ identifierUris: ["api://x"] }), "entityId"), words("api://x"));
    assert.deepEqual(await found(app({ identifierUris: [ENTITY, "api://x"] }), "entityId"), words(`${ENTITY}, api://x`));
    assert.deepEqual(await found(app({ identifierUris: [] }), "entityId"), words("missing"));
    assert.deepEqual(await found(app({ identifierUris: null } as never), "entityId"), words("missing"));
  });

  it("is a finding without Reply URLs", async () => {
    const words = both(`Reply URL missing: ${ACS}.`, "replyUrls");
    assert.deepEqual(await found(app({ web: { redirectUris: [] } }), "replyUrls"), words);
    assert.deepEqual(await found(app({ web: null } as never), "replyUrls"), words);
  });

  it("is a finding with another Sign-on URL, or none; a slash at the end is no difference", async () => {
    const words = (found: string) => both(`The Sign-on URL is ${found}; the access portal is ${PORTAL}.`, "signOnUrl");
    assert.deepEqual(await found(principal({ loginUrl: "https://eve.example.com/" }), "signOnUrl"), words("https://eve.example.com/"));
    assert.deepEqual(await found(principal({ loginUrl: null } as never), "signOnUrl"), words("missing"));
    assert.equal((await messages(saml, withEntra(principal({ loginUrl: `${PORTAL}/` }))))[2], `ok: Sign-on URL ${PORTAL}/.`);
    const own = changed("identityCenter", { accessPortalUrl: "https://acme.awsapps.com/start" });
    assert.equal((await messages(saml, undefined, own))[2], `finding: The Sign-on URL is ${PORTAL}; the access portal is https://acme.awsapps.com/start.${UP}`); // prettier-ignore
  });

  it("says which setting would adopt a Sign-on URL, and none for one that the settings refuse", async () => {
    const adopted = async (loginUrl: string) =>
      (await runChecks([saml], contextWith(withEntra(principal({ loginUrl })))))[0]!.outcomes[2]!.adopt;
    const value = "https://acme.awsapps.com/start";
    assert.deepEqual(await adopted(value), { kind: "value", setting: "federation:identityCenter.accessPortalUrl", value });
    assert.equal(await adopted("https://eve.example.com/"), undefined);
    assert.equal(await adopted(""), undefined);
  });

  it("is a finding in another mode, or none, and where everybody can sign in", async () => {
    const mode = (found: string) => both(`The single sign-on mode is ${found}, not saml.`, "singleSignOnMode");
    assert.deepEqual(await found(principal({ preferredSingleSignOnMode: "password" }), "singleSignOnMode"), mode("password"));
    assert.deepEqual(await found(principal({ preferredSingleSignOnMode: null } as never), "singleSignOnMode"), mode("not set"));
    const open = both("Assignment is not required: everybody in the directory can sign in to AWS's access portal.", "assignmentRequired");
    assert.deepEqual(await found(principal({ appRoleAssignmentRequired: false }), "assignmentRequired"), open);
  });

  it("cannot be told where one of the clouds may not be read", async () => {
    assert.deepEqual(await messages(saml, withEntra({ applications: deniedByEntra })), DENIED_BY_ENTRA);
    assert.deepEqual(await messages(saml, withCenter({ instances: deniedByAws })), DENIED_BY_AWS);
  });
});

describe("verify: Reply URLs", () => {
  const ipv4 = "https://eu-west-1.signin.aws/platform/saml/acs/a";
  const dual = "https://eu-west-1.sso.signin.aws/platform/saml/acs/a";
  const eve = "https://evil.example/acs";
  const judged = (wanted: string[], there: string[], explicitDefault?: string) => rowsOf(replyUrls(wanted, there, explicitDefault));
  const PORTAL_REMEDY = " -> Set the default in Entra's portal: Enterprise application > Single sign-on > Basic SAML Configuration.";

  it("are the settings', with the first as default", () => {
    assert.deepEqual(judged([ipv4, dual], [ipv4, dual]), [`ok: 2 Reply URLs, default ${ipv4}.`]);
    assert.deepEqual(judged([ipv4, dual], [dual, ipv4], ipv4), [`ok: 2 Reply URLs, default ${ipv4}.`]);
  });

  it("are a finding with the dual-stack URL as default, written or as the first", () => {
    const wrong = [`finding: The default Reply URL is ${dual}; it should be ${ipv4}.${PORTAL_REMEDY}`];
    assert.deepEqual(judged([ipv4, dual], [ipv4, dual], dual), wrong);
    assert.deepEqual(judged([ipv4, dual], [dual, ipv4]), wrong);
  });

  it("are a finding where some are missing and some too much, each sentence with all of them", () => {
    assert.deepEqual(judged([ipv4, dual], [eve, `${eve}2`]), [
      `finding: Reply URL missing: ${ipv4}, ${dual}.${UP}`,
      `finding: Reply URL that the settings do not name: ${eve}, ${eve}2; assertions could be sent there.${UP}`,
    ]);
    assert.deepEqual(judged([ipv4], [ipv4, eve]), [
      `finding: Reply URL that the settings do not name: ${eve}; assertions could be sent there.${UP}`,
      `ok: Reply URL ${ipv4}.`,
    ]);
  });

  it("are a finding where the settings name none", () => {
    assert.deepEqual(judged([], [ipv4]), [
      "finding: The settings name no ACS URL. -> `federation steps` says where the AWS console shows it (R3.1).",
    ]);
  });

  it("say which settings would adopt them, and none where no URL would be left", () => {
    const items = { kind: "items", setting: "federation:identityCenter.acsUrls" };
    assert.deepEqual(
      replyUrls([ipv4], [eve], undefined).map(({ adopt }) => adopt),
      [
        { ...items, add: [], remove: [ipv4] },
        { ...items, add: [eve], remove: [] },
      ],
    );
    assert.equal(replyUrls([ipv4], [], undefined)[0]?.adopt, undefined);
  });
});
