import { app, entry, itTells, own, type Case } from "./bad-input";
import type { Raw } from "./fixtures";

const certificate = (endDate: string): Raw => app({ signingCertificates: [{ slot: "2026", endDate }] });
const ENDPOINT = "https://scim.eu-west-1.amazonaws.com/0a1b2c3d-1111-2222-3333-444455556666/scim/v2/";
const scim = (changes: Raw): Raw => ({ provisioning: { scimEndpoint: ENDPOINT, tokenExpires: "2027-09-30", ...changes } });
const acs = (...acsUrls: unknown[]): Raw => ({ identityCenter: { acsUrls } });
const ACS = "https://eu-west-1.signin.aws/platform/saml/acs/0a1b";

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
    name: "the SCIM token within provisioning, without showing it",
    wrong: scim({ scimToken: "s3cr3t" }),
    sentences: [
      "federation:provisioning.scimToken is a secret of its own: remove it here and run `pulumi config set --secret federation:scimToken`.",
    ],
    right: scim({}),
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
  {
    name: "an http ACS URL",
    wrong: acs("http://eu-west-1.signin.aws/platform/saml/acs/0a1b"),
    sentences: ['federation:identityCenter.acsUrls[0] is "http://eu-west-1.signin.aws/platform/saml/acs/0a1b": write it with https://.'],
    right: acs(
      ACS,
      "https://eu-west-1.sso.signin.aws/platform/saml/acs/0a1b",
      "https://eu-west-1.signin.aws.amazon.com/platform/saml/acs/0a1b",
    ),
  },
  {
    name: "an ACS URL that is not AWS's",
    wrong: acs("https://eu-west-1.signin.aws.evil.example/platform/saml/acs/0a1b"),
    sentences: [
      'federation:identityCenter.acsUrls[0] is "https://eu-west-1.signin.aws.evil.example/platform/saml/acs/0a1b": write a URL of Identity Center, on eu-west-1.signin.aws, eu-west-1.sso.signin.aws or eu-west-1.signin.aws.amazon.com.',
    ],
    right: acs(ACS),
  },
  {
    name: "an ACS URL of another region",
    wrong: acs("https://us-east-1.signin.aws/platform/saml/acs/0a1b"),
    sentences: [
      'federation:identityCenter.acsUrls[0] is "https://us-east-1.signin.aws/platform/saml/acs/0a1b": it is of us-east-1 and federation:homeRegion is eu-west-1; write the one of the home region.',
    ],
    right: acs(ACS),
  },
  {
    name: "half an ACS URL",
    wrong: acs("https://eu-west-1.signin.aws/platform/saml"),
    sentences: [
      'federation:identityCenter.acsUrls[0] is "https://eu-west-1.signin.aws/platform/saml": write the whole URL, which ends with /platform/saml/acs/ and an id.',
    ],
    right: acs(ACS),
  },
  {
    name: "the same ACS URL twice",
    wrong: acs(ACS, ACS),
    sentences: [`federation:identityCenter.acsUrls[1] repeats "${ACS}": remove it.`],
    right: acs(ACS),
  },
  {
    name: "a portal that is not AWS's",
    wrong: { identityCenter: { acsUrls: [ACS], accessPortalUrl: "https://portal.example.com/start" } },
    sentences: [
      'federation:identityCenter.accessPortalUrl is "https://portal.example.com/start": write a URL of the AWS access portal, on awsapps.com, portal.amazonaws.com or app.aws.',
    ],
    right: { identityCenter: { acsUrls: [ACS], accessPortalUrl: "https://acme.awsapps.com/start" } },
  },
  {
    name: "an http SCIM endpoint",
    wrong: scim({ scimEndpoint: ENDPOINT.replace("https", "http") }),
    sentences: [`federation:provisioning.scimEndpoint is "${ENDPOINT.replace("https", "http").slice(0, 80)}…": write it with https://.`],
    right: scim({ scimEndpoint: ENDPOINT.replace(/\/$/, "") }),
  },
  {
    name: "a SCIM endpoint elsewhere",
    wrong: scim({ scimEndpoint: "https://scim.example.com/x/scim/v2/" }),
    sentences: [
      'federation:provisioning.scimEndpoint is "https://scim.example.com/x/scim/v2/": write the SCIM endpoint of Identity Center, on scim.eu-west-1.amazonaws.com.',
    ],
    right: scim({}),
  },
  {
    name: "a SCIM endpoint of another region",
    wrong: scim({ scimEndpoint: "https://scim.us-east-1.amazonaws.com/x/scim/v2/" }),
    sentences: [
      'federation:provisioning.scimEndpoint is "https://scim.us-east-1.amazonaws.com/x/scim/v2/": it is of us-east-1 and federation:homeRegion is eu-west-1; write the one of the home region.',
    ],
    right: scim({}),
  },
  {
    name: "a SCIM endpoint that carries a credential in its query",
    wrong: scim({ scimEndpoint: "https://scim.eu-west-1.amazonaws.com/x/scim/v2/?token=s3cr3t" }),
    sentences: [
      'federation:provisioning.scimEndpoint is "https://scim.eu-west-1.amazonaws.com/x/scim/v2/?…": write the whole endpoint, such as https://scim.eu-west-1.amazonaws.com/<id>/scim/v2/.',
    ],
    right: scim({}),
  },
  {
    name: "a SCIM token that has ended",
    wrong: scim({ tokenExpires: "2026-11-22" }),
    sentences: [
      'federation:provisioning.tokenExpires is "2026-11-22": that is in the past; make a new token in the AWS console (docs/cli/rotate.md) and write the day on which it ends.',
    ],
    right: scim({ tokenExpires: "2026-11-23" }),
  },
  {
    name: "a SCIM token that lives longer than AWS lets it",
    wrong: scim({ tokenExpires: "2027-11-24" }),
    sentences: ['federation:provisioning.tokenExpires is "2027-11-24": a SCIM token lives for one year; write 2027-11-23 or earlier.'],
    right: scim({ tokenExpires: "2027-11-23T00:00:00Z" }),
  },
  {
    name: "a day that no calendar has",
    wrong: scim({ tokenExpires: "2027-02-30" }),
    sentences: ['federation:provisioning.tokenExpires is "2027-02-30": write a day of the calendar as YYYY-MM-DD, such as 2027-09-30.'],
    right: scim({ tokenExpires: "2027-02-28" }),
  },
  {
    name: "minutes in words",
    wrong: scim({ waitMinutes: "15m" }),
    sentences: ['federation:provisioning.waitMinutes is "15m": write whole minutes from 0 to 120, such as 15.'],
    right: scim({ waitMinutes: 120 }),
  },
  {
    name: "an expired certificate",
    wrong: certificate("2026-11-22T00:00:00Z"),
    sentences: [
      'federation:enterpriseApp.signingCertificates[0].endDate is "2026-11-22T00:00:00Z": that is in the past; add the next slot with a later end and remove this one.',
    ],
    right: certificate("2026-11-24T00:00:00Z"),
  },
  {
    name: "a certificate of more than three years",
    wrong: certificate("2029-11-24"),
    sentences: [
      'federation:enterpriseApp.signingCertificates[0].endDate is "2029-11-24T00:00:00Z": Entra makes certificates for at most 3 years; write 2029-11-23 or earlier.',
    ],
    right: certificate("2029-11-23"),
  },
  {
    name: "a certificate without end",
    wrong: certificate("never"),
    sentences: [
      'federation:enterpriseApp.signingCertificates[0].endDate is "never": write the end as a day or a UTC time, such as 2029-09-30T00:00:00Z.',
    ],
    right: certificate("2028-02-29T12:30:00Z"),
  },
  {
    name: "one slot twice, with and without quotes",
    wrong: app({ signingCertificates: [{ slot: 2026, endDate: "2028-01-01" }, { slot: "2026", endDate: "2029-01-01" }] }), // prettier-ignore
    sentences: ['federation:enterpriseApp.signingCertificates[1].slot repeats "2026": give every certificate a name of its own.'],
    right: app({ signingCertificates: [{ slot: 2026, endDate: "2028-01-01" }, { slot: "2027", endDate: "2029-01-01" }] }), // prettier-ignore
  },
  {
    name: "no certificate",
    wrong: app({ signingCertificates: [] }),
    sentences: [
      'federation:enterpriseApp.signingCertificates is an empty list: write at least one certificate, such as {slot: "2027", endDate: "2029-09-30T00:00:00Z"}.',
    ],
    right: app({}),
  },
  {
    name: "an unknown session attribute",
    wrong: app({ sessionAttributes: { Department: "departement", Cost: "price" } }),
    sentences: [
      'federation:enterpriseApp.sessionAttributes.Department is "departement": Entra has no such user attribute; did you mean "department"?',
      'federation:enterpriseApp.sessionAttributes.Cost is "price": write a user attribute of Entra, such as department or extensionattribute1.',
    ],
    right: app({ sessionAttributes: { Department: "Department", CostCenter: "extensionattribute15" } }),
  },
  {
    name: "a notification address that is none",
    wrong: app({ notificationEmails: ["cloud team"] }),
    sentences: ['federation:enterpriseApp.notificationEmails[0] is "cloud team": write an e-mail address.'],
    right: app({ notificationEmails: ["cloud-team@example.com"] }),
  },
  {
    name: "a stack in production that does not say what is production",
    wrong: { stage: "production", productionAccounts: [] },
    sentences: [
      "federation:productionAccounts is missing: a stack in production needs it; write which accounts count as production, such as {ou: Workloads/Production}.",
    ],
    right: { stage: "production" },
  },
  {
    name: "console values that are missing in phase assign, all in one sentence",
    wrong: { identityCenter: {}, provisioning: {} },
    sentences: [
      "federation:identityCenter.acsUrls, federation:provisioning.scimEndpoint, federation:provisioning.tokenExpires are missing, and phase assign needs them: copy them from the AWS console (IAM Identity Center > Settings, Authentication for the ACS URLs, Automatic provisioning for the SCIM endpoint and its token), or write phase connect until then.",
    ],
    right: { identityCenter: {}, provisioning: {}, phase: "connect" },
  },
];

describe("settings of the stack and of both clouds: every mistake", () => itTells(cases));
