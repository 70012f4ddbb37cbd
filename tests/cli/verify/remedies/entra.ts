import type { KeyCredential as Credential } from "../../../../cli/clouds/entra-types";
import { settings, thumbprint } from "../fakes";
import { thumbprint as thumbprintOf } from "../../../../cli/saml/certificates";
import { blockedBeside, type Case, changed, conditional, withEntra } from "./case";

const UP = "`pulumi up";
const acs = "https://eu-west-1.signin.aws/platform/saml/acs/0a1b2c3d-1111-2222-3333-444455556666";
const application = (change: object) =>
  withEntra((entra) => ({ applications: async () => (await entra.applications()).map((each) => ({ ...each, ...change })) }));
const certificate = (change: object) =>
  withEntra((entra) => ({
    certificates: async (id) => {
      const found = await entra.certificates(id);
      return { ...found, keyCredentials: found.keyCredentials!.map((each) => ({ ...each, ...change })) };
    },
  }));
const added = (change: (slot: Credential) => readonly Credential[], active?: string) =>
  withEntra((entra) => ({
    certificates: async (id) => {
      const found = await entra.certificates(id);
      const [slot] = found.keyCredentials!;
      const keyCredentials = [...found.keyCredentials!, ...change(slot!)];
      return { ...found, keyCredentials, ...(active === undefined ? {} : { preferredTokenSigningKeyThumbprint: active }) };
    },
  }));
const NEXT = { slot: "2029", endDate: "2029-11-20T00:00:00Z" };
const ofPortal = Buffer.from("another").toString("base64");
const signsWithAnother = added(
  (slot) => [{ ...slot, keyId: "l", endDateTime: "2029-11-28T00:00:00Z", key: ofPortal }],
  thumbprintOf(ofPortal),
);
const withNext = added((slot) => [
  { ...slot, keyId: "m", endDateTime: NEXT.endDate, key: Buffer.from("next").toString("base64"), displayName: "CN=AWS 2029" },
]);
const nameId = {
  Source: "user",
  ID: "userprincipalname",
  SamlClaimType: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier",
  SamlNameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
};
const claims = (...more: object[]) => ({
  id: "1",
  displayName: "claims",
  definition: [JSON.stringify({ ClaimsMappingPolicy: { Version: 1, IncludeBasicClaimSet: "true", ClaimsSchema: [nameId, ...more] } })],
});
const session = (key: string, ID: string) => ({
  Source: "user",
  ID,
  SamlClaimType: `https://aws.amazon.com/SAML/Attributes/AccessControl:${key}`,
});
const withClaims = (...policies: ReturnType<typeof claims>[]) => withEntra({ claimsPolicies: async () => policies });
const attributes = changed("enterpriseApp", { sessionAttributes: { Team: "city" } });
const department = changed("enterpriseApp", { sessionAttributes: { Department: "department" } });
const mapped =
  (found: ReadonlyMap<string, readonly string[]> | undefined): NonNullable<Case["wrong"]> =>
  (sources) => ({
    ...sources,
    identityCenter: { ...sources.identityCenter, accessControlAttributes: async () => found as never },
  });
const mappedRight = mapped(new Map([["Department", ["${path:enterprise.department}"]]]));

export const entraCases: readonly Case[] = [
  {
    id: "R2.1",
    says: "TERRAFORM_INSTANTIATE_x (left) was left behind",
    remedy: "federation recover",
    wrong: withEntra((entra) => ({
      applications: async () => [...(await entra.applications()), { id: "left", appId: "l", displayName: "TERRAFORM_INSTANTIATE_x" }],
    })),
  },
  { id: "R2.2", says: "The Entity ID is https://eve", remedy: UP, wrong: application({ identifierUris: ["https://eve.example.com"] }) },
  { id: "R2.2", says: "Reply URL missing", remedy: UP, wrong: application({ web: { redirectUris: [] } }) },
  { id: "R2.1", says: 'There is no application "AWS"', remedy: UP, wrong: withEntra({ applications: async () => [] }) },
  {
    id: "R2.1",
    says: 'There are 2 applications "AWS"',
    remedy: "Delete the ones that are not in the stack's state",
    wrong: withEntra((entra) => ({
      applications: async () => (await entra.applications()).flatMap((each) => [each, { ...each, id: "second" }]),
    })),
  },
  {
    id: "R2.2",
    says: "The settings name no ACS URL",
    remedy: "`federation steps`",
    before: changed("identityCenter", { acsUrls: [] }),
    after: settings(),
  },
  {
    id: "R2.2",
    says: "The default Reply URL is https://eve",
    remedy: "Set the default in Entra's portal",
    wrong: application({ defaultRedirectUri: "https://eve.example.com", web: { redirectUris: [acs] } }),
  },
  {
    id: "R2.3",
    says: "but the application has no claims mapping policy",
    remedy: UP,
    before: attributes,
    followed: withClaims(claims(session("Team", "city"))),
  },
  {
    id: "R2.3",
    says: "has 2 claims mapping policies",
    remedy: "Remove all but this stack's",
    wrong: withClaims(claims(), { ...claims(), id: "2" }),
  },
  {
    id: "R2.3",
    says: "cannot be read",
    remedy: "/servicePrincipals/sp/claimsMappingPolicies/1/$ref",
    wrong: withClaims({ ...claims(), definition: ["{"] }),
  },
  {
    id: "R2.3",
    says: "Session attribute Team comes from state; the settings say city",
    remedy: UP,
    before: attributes,
    wrong: withClaims(claims(session("Team", "state"))),
    followed: withClaims(claims(session("Team", "city"))),
  },
  {
    id: "R2.3",
    says: "Session attribute Team is sent, but the settings do not name it",
    remedy: "Take the policy off the application",
    wrong: withClaims(claims(session("Team", "city"))),
  },
  { id: "R2.3 attributes", says: "Attributes for access control are off", remedy: UP, before: department, followed: mappedRight },
  {
    id: "R2.3 attributes",
    says: "Session tag Department is not mapped",
    remedy: UP,
    before: department,
    wrong: mapped(new Map()),
    followed: mappedRight,
  },
  {
    id: "R2.3 attributes",
    says: "the claim that the settings send is ignored",
    remedy: "Remove the mapping in the console",
    before: changed("enterpriseApp", { sessionAttributes: { CostCenter: "extensionattribute1" } }),
    wrong: mapped(new Map([["CostCenter", ["${path:title}"]]])),
    followed: mapped(new Map()),
  },
  {
    id: "R2.4",
    says: "has no token signing certificate",
    remedy: UP,
    wrong: withEntra((entra) => ({ certificates: async (id) => ({ ...(await entra.certificates(id)), keyCredentials: [] }) })),
  },
  {
    id: "R2.4",
    says: "There is no certificate that ends 2029-09-30",
    remedy: UP,
    wrong: certificate({ endDateTime: "2030-01-01T00:00:00Z" }),
  },
  {
    id: "R2.4",
    says: "Slot 2026 has 2 certificates",
    remedy: "federation recover",
    wrong: withEntra((entra) => ({
      certificates: async (id) => {
        const found = await entra.certificates(id);
        const twice = found.keyCredentials!.flatMap((each) => [
          each,
          { ...each, keyId: "l", key: Buffer.from("another").toString("base64") },
        ]);
        return { ...found, keyCredentials: twice };
      },
    })),
  },
  {
    id: "R2.4",
    says: "is of no slot of the settings: Entra signs with it",
    remedy: "federation activate-certificate --slot 2026`; then find out",
    wrong: signsWithAnother,
  },
  {
    id: "R2.4",
    says: "is of no slot of the settings: Entra signs with it",
    remedy: "or with another slot (2029) if AWS has that one's certificate",
    before: changed("enterpriseApp", { signingCertificates: [{ slot: "2026", endDate: "2029-09-30T00:00:00Z" }, NEXT] }),
    wrong: (sources) => signsWithAnother(withNext(sources)),
    followed: withNext,
  },
  {
    id: "R2.4",
    says: `The active certificate ${thumbprint} ended 54 days ago`,
    remedy: "federation rotate certificate",
    wrong: certificate({ endDateTime: "2026-10-01T00:00:00Z" }),
  },
  {
    id: "R2.4",
    says: `The active certificate ${thumbprint} ends in 7 days`,
    remedy: "federation rotate certificate",
    wrong: certificate({ endDateTime: "2026-12-01T00:00:00Z" }),
  },
  {
    id: "R2.4 metadata",
    says: "not of tenant",
    remedy: "federation:tenantId",
    wrong: (sources) => ({
      ...sources,
      metadata: async (id) => {
        const { url, xml } = await sources.metadata(id);
        return { url, xml: xml.replace(/sts\.windows\.net\/[^/]*/, "sts.windows.net/99999999-9999-4999-8999-999999999999") };
      },
    }),
  },
  {
    id: "R2.4 metadata",
    says: "does not carry the active certificate",
    remedy: "federation fetch-metadata",
    wrong: (sources) => ({
      ...sources,
      metadata: async (id) => {
        const { url, xml } = await sources.metadata(id);
        return { url, xml: xml.replace(Buffer.from("certificate").toString("base64"), Buffer.from("older").toString("base64")) };
      },
    }),
  },
  {
    id: "R6.1 others",
    says: 'which is none of this stack\'s, blocks every sign-in to AWS of "admins".',
    remedy: "Find out from its owner why it is there",
    before: conditional,
    wrong: blockedBeside(),
  },
];
