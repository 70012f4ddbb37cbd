import assert from "node:assert/strict";
import { parseSettings, plainTokenProblem } from "../../access/settings";
import { CLOCK, mistakes, rightSettings, type Raw } from "./fixtures";

/** A wrong setting with its sentence, and a right one in its place. */
interface Case {
  readonly name: string;
  readonly wrong: Raw;
  readonly sentences: readonly string[];
  readonly right: Raw;
}

const GRANT = { group: "g", permissionSet: "Platform-Admin", accounts: "all" };
const entry = (changes: Raw): Raw => ({ access: [{ ...GRANT, ...changes }] });
const set = (name: string, settings: unknown): Raw => ({ permissionSets: { [name]: settings } });
const own = (settings: Raw): Raw => set("Own", { managedPolicies: ["SecurityAudit"], ...settings });
const app = (changes: Raw): Raw => ({ enterpriseApp: { signingCertificates: [{ slot: "2026", endDate: "2029-09-30" }], ...changes } });
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
      "federation:provisioning.scimToken is a secret of its own; remove it here and run `pulumi config set --secret federation:scimToken`.",
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
      'federation:provisioning.tokenExpires is "2026-11-22": that is in the past; make a new token in the AWS console (docs/settings.md) and write the day on which it ends.',
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
    name: "a session of half an hour",
    wrong: own({ sessionHours: 0.5 }),
    sentences: ["federation:permissionSets.Own.sessionHours is 0.5: write whole hours from 1 to 12, such as 8."],
    right: own({ sessionHours: 1 }),
  },
  {
    name: "a session of thirteen hours",
    wrong: own({ sessionHours: 13 }),
    sentences: ["federation:permissionSets.Own.sessionHours is 13: write whole hours from 1 to 12, such as 8."],
    right: own({ sessionHours: 12 }),
  },
  {
    name: "a session as ISO 8601",
    wrong: own({ sessionHours: "PT8H" }),
    sentences: ['federation:permissionSets.Own.sessionHours is "PT8H": write the hours as a number, 8.'],
    right: own({ sessionHours: 8 }),
  },
  {
    name: "a description that AWS refuses",
    wrong: own({ description: "Reads — and only reads." }),
    sentences: [
      'federation:permissionSets.Own.description is "Reads — and only reads.": AWS does not take the character "—" (U+2014); write plain Latin letters and punctuation.',
    ],
    right: own({ description: "Liest – nein: liest Zürichs Konten.".replace("–", "-") }),
  },
  {
    name: "an empty description",
    wrong: own({ description: " " }),
    sentences: ['federation:permissionSets.Own.description is " ": write 1 to 700 characters; this has 0.'],
    right: own({ description: "x".repeat(700) }),
  },
  {
    name: "a managed policy by ARN",
    wrong: own({ managedPolicies: ["arn:aws:iam::aws:policy/job-function/Billing"] }),
    sentences: [
      'federation:permissionSets.Own.managedPolicies[0] is "arn:aws:iam::aws:policy/job-function/Billing": write it without its ARN, "job-function/Billing".',
    ],
    right: own({ managedPolicies: ["job-function/Billing"] }),
  },
  {
    name: "a customer-managed policy among the managed ones",
    wrong: own({ managedPolicies: ["arn:aws:iam::123456789012:policy/mine"] }),
    sentences: [
      "federation:permissionSets.Own.managedPolicies[0] is a customer-managed policy: write its name and path under customerManagedPolicies.",
    ],
    right: own({ customerManagedPolicies: ["mine", { name: "yours", path: "/team/" }] }),
  },
  {
    name: "a job function without its path",
    wrong: own({ managedPolicies: ["NetworkAdministrator"] }),
    sentences: [
      'federation:permissionSets.Own.managedPolicies[0] is "NetworkAdministrator": write it with its path, "job-function/NetworkAdministrator".',
    ],
    right: own({ managedPolicies: ["job-function/NetworkAdministrator"] }),
  },
  {
    name: "a customer-managed policy with half a path",
    wrong: own({ customerManagedPolicies: [{ name: "mine", path: "team" }] }),
    sentences: [
      'federation:permissionSets.Own.customerManagedPolicies[0].path is "team": write a path that begins and ends with a slash, such as /team/.',
    ],
    right: own({ customerManagedPolicies: [{ name: "mine", path: "/team/" }] }),
  },
  {
    name: "more than 25 policies",
    wrong: own({
      managedPolicies: Array.from({ length: 20 }, (_, n) => `P${n}`),
      customerManagedPolicies: Array.from({ length: 6 }, (_, n) => `C${n}`),
    }),
    sentences: ["federation:permissionSets.Own has 26 managed and customer-managed policies, and AWS takes 25: join some of them."],
    right: own({
      managedPolicies: Array.from({ length: 20 }, (_, n) => `P${n}`),
      customerManagedPolicies: Array.from({ length: 5 }, (_, n) => `C${n}`),
    }),
  },
  {
    name: "a set that grants nothing",
    wrong: set("Own", { description: "Nothing." }),
    sentences: ["federation:permissionSets.Own grants nothing: write managedPolicies, customerManagedPolicies or inlinePolicy."],
    right: set("Own", { customerManagedPolicies: ["mine"] }),
  },
  {
    name: "two boundaries",
    wrong: own({ permissionsBoundary: { managedPolicy: "PowerUserAccess", customerManagedPolicy: "mine" } }),
    sentences: [
      "federation:permissionSets.Own.permissionsBoundary needs either managedPolicy or customerManagedPolicy: write exactly one of them.",
    ],
    right: own({ permissionsBoundary: { customerManagedPolicy: { name: "mine" } } }),
  },
  {
    name: "a relay state that leads elsewhere",
    wrong: own({ relayState: "https://console.aws.amazon.com.evil.example/" }),
    sentences: [
      'federation:permissionSets.Own.relayState is "https://console.aws.amazon.com.evil.example/": write a URL of the AWS console that begins with https://, up to 240 characters.',
    ],
    right: own({ relayState: "https://eu-west-1.console.aws.amazon.com/athena/home?region=eu-west-1#/query-editor" }),
  },
  {
    name: "a set's name that AWS refuses",
    wrong: set("Own set", { managedPolicies: ["SecurityAudit"] }),
    sentences: ['federation:permissionSets["Own set"] is no name of a permission set: write 1 to 32 letters, digits and +=,.@_-.'],
    right: set("Own.set+1", { managedPolicies: ["SecurityAudit"] }),
  },
  {
    name: "a set's name of 33 characters",
    wrong: set("x".repeat(33), { managedPolicies: ["SecurityAudit"] }),
    sentences: [`federation:permissionSets.${"x".repeat(33)} is no name of a permission set: write 1 to 32 letters, digits and +=,.@_-.`],
    right: set("x".repeat(32), { managedPolicies: ["SecurityAudit"] }),
  },
  {
    name: "a set's name that is almost an archetype's",
    wrong: set("Data-Enginer-RW", { buckets: ["acme-lake"] }),
    sentences: [
      'federation:permissionSets.Data-Enginer-RW is almost the archetype Data-Engineer-RW: write "Data-Engineer-RW", or a name that is clearly another.',
    ],
    right: set("Data-Engineer-RW", { buckets: ["acme-lake"] }),
  },
  {
    name: "two sets that differ in case only",
    wrong: { permissionSets: { Own: { managedPolicies: ["A"] }, own: { managedPolicies: ["A"] } } },
    sentences: ["federation:permissionSets.own is the same role as Own to AWS, which ignores case: write one of them."],
    right: { permissionSets: { Own: { managedPolicies: ["A"] }, Owner: { managedPolicies: ["A"] } } },
  },
  {
    name: "an archetype's fixed flag taken back",
    wrong: set("Developer", { nonProductionOnly: false }),
    sentences: [
      "federation:permissionSets.Developer.nonProductionOnly is false: the runbook fixes this for Developer; remove it, or make a set of your own.",
    ],
    right: set("Developer", { nonProductionOnly: true }),
  },
  {
    name: "a bucket with a wildcard",
    wrong: set("Data-Engineer-RW", { buckets: ["acme-*"] }),
    sentences: [
      'federation:permissionSets.Data-Engineer-RW.buckets[0] is "acme-*": write whole bucket names without wildcards, one entry a bucket: a wildcard also matches buckets of others.',
    ],
    right: set("Data-Engineer-RW", { buckets: ["acme-${aws:PrincipalAccount}"] }),
  },
  {
    name: "a bucket's URL",
    wrong: set("Data-Engineer-RW", { buckets: ["s3://acme-lake/raw"] }),
    sentences: [
      'federation:permissionSets.Data-Engineer-RW.buckets[0] is "s3://acme-lake/raw": write the bucket\'s name alone, "acme-lake".',
    ],
    right: set("Data-Engineer-RW", { buckets: ["acme-lake"] }),
  },
  ...["Acme", "ab", "a..b", "192.168.1.1", "xn--lake", "lake-s3alias", "-lake", "lake_raw"].map((bucket) => ({
    name: `the bucket name ${bucket}`,
    wrong: set("Data-Engineer-RW", { buckets: [bucket] }),
    sentences: [
      `federation:permissionSets.Data-Engineer-RW.buckets[0] is "${bucket}": write the name of an S3 bucket: 3 to 63 lower-case letters, digits, dots and hyphens.`,
    ],
    right: set("Data-Engineer-RW", { buckets: ["lake.raw-1"] }),
  })),
  {
    name: "analysts without a result bucket",
    wrong: set("Data-Analyst-RO", { buckets: ["acme-lake"] }),
    sentences: [
      "federation:permissionSets.Data-Analyst-RO.resultBucket is missing: write the name of an S3 bucket: 3 to 63 lower-case letters, digits, dots and hyphens.",
    ],
    right: set("Data-Analyst-RO", { buckets: ["acme-lake"], resultBucket: "acme-results" }),
  },
  {
    name: "results among the data",
    wrong: set("Data-Analyst-RO", { buckets: ["acme-lake"], resultBucket: "acme-lake" }),
    sentences: [
      'federation:permissionSets.Data-Analyst-RO.resultBucket is "acme-lake": analysts would write among the data; write a bucket that is not in buckets, or add resultPrefix.',
    ],
    right: set("Data-Analyst-RO", { buckets: ["acme-lake"], resultBucket: "acme-lake", resultPrefix: "results" }),
  },
  {
    name: "the same grant twice",
    wrong: { access: [GRANT, GRANT] },
    sentences: ["federation:access[1] repeats federation:access[0]: remove one of them."],
    right: { access: [GRANT, { ...GRANT, permissionSet: "Security-Audit-RO" }] },
  },
  {
    name: "the same grant twice, spelled otherwise",
    wrong: {
      access: [
        { group: "g", permissionSets: ["Platform-Admin", "Security-Audit-RO"], accounts: ["data-*", { tag: { b: ["2", "1"], a: "x" } }] },
        { accounts: [{ tag: { a: ["x"], b: ["1", "2"] } }, "data-*"], permissionSets: ["Security-Audit-RO", "Platform-Admin"], group: "g" },
        { group: "g", permissionSet: "Platform-Admin", accounts: "data-*" },
        { accounts: ["data-*"], permissionSets: ["Platform-Admin"], group: "g" },
      ],
    },
    sentences: [
      "federation:access[1] repeats federation:access[0]: remove one of them.",
      "federation:access[3] repeats federation:access[2]: remove one of them.",
    ],
    right: { access: [{ ...GRANT, accounts: "data-*" }, { ...GRANT, accounts: "data-?" }] }, // prettier-ignore
  },
  {
    name: "an unknown permission set",
    wrong: entry({ permissionSet: "Platform-Admn" }),
    sentences: ['federation:access[0].permissionSet is "Platform-Admn": there is no such permission set; did you mean "Platform-Admin"?'],
    right: entry({}),
  },
  {
    name: "an unknown permission set in a list",
    wrong: { access: [{ group: "g", permissionSets: ["Platform-Admin", "Cook"], accounts: "all" }], permissionSets: {} },
    sentences: [
      'federation:access[0].permissionSets[1] is "Cook": there is no such permission set; write Data-Analyst-RO, Data-Engineer-RW, Developer, Platform-Admin or Security-Audit-RO.',
    ],
    right: { access: [{ group: "g", permissionSets: ["Platform-Admin", "Developer"], accounts: "all" }] },
  },
  {
    name: "an archetype that lacks what it needs",
    wrong: { ...entry({ permissionSet: "Data-Analyst-RO" }), permissionSets: {} },
    sentences: [
      "federation:permissionSets.Data-Analyst-RO is missing, and federation:access[0].permissionSet gives it: write its buckets and resultBucket.",
    ],
    right: entry({ permissionSet: "Data-Analyst-RO" }),
  },
  {
    name: "permissionSet and permissionSets",
    wrong: entry({ permissionSets: ["Developer"] }),
    sentences: ["federation:access[0] has both permissionSet and permissionSets: write one of them."],
    right: entry({}),
  },
  {
    name: "no permission set",
    wrong: { access: [{ group: "g", accounts: "all" }] },
    sentences: ["federation:access[0] has no permissionSet: write which permission set the group gets."],
    right: entry({}),
  },
  {
    name: "a group in two spellings",
    wrong: { access: [{ ...GRANT, group: "aws admins" }, { ...GRANT, group: "AWS  Admins", permissionSet: "Developer" }] }, // prettier-ignore
    sentences: [
      'federation:access[1].group is "AWS  Admins", but federation:access[0].group spells the same group "aws admins": use one spelling.',
    ],
    right: { access: [{ ...GRANT, group: "aws admins" }, { ...GRANT, group: "aws-admins", permissionSet: "Developer" }] }, // prettier-ignore
  },
  {
    name: "a group with a space at its end",
    wrong: entry({ group: "admins " }),
    sentences: ['federation:access[0].group is "admins ": remove the space at its ends.'],
    right: entry({ group: "the admins" }),
  },
  {
    name: "a group that YAML made a number",
    wrong: entry({ group: 42 }),
    sentences: ["federation:access[0].group is 42: write the display name or object id of an Entra group, as text."],
    right: entry({ group: "3F0C0000-0000-0000-0000-000000000000" }),
  },
  {
    name: "an account id of 13 digits",
    wrong: entry({ accounts: "0123456789012" }),
    sentences: ['federation:access[0].accounts is "0123456789012": write an account id of 12 digits; this has 13.'],
    right: entry({ accounts: "012345678901" }),
  },
  {
    name: "an account id with dashes",
    wrong: entry({ accounts: "0123-4567-8901" }),
    sentences: ['federation:access[0].accounts is "0123-4567-8901": write the account id without dashes, "012345678901".'],
    right: entry({ accounts: "012345678901" }),
  },
  {
    name: "an unquoted account id",
    wrong: entry({ accounts: 123456789012 }),
    sentences: [
      'federation:access[0].accounts is 123456789012: put the account id in quotes, or YAML drops its leading zeros ("123456789012").',
    ],
    right: entry({ accounts: "123456789012" }),
  },
  {
    name: "an unquoted account id whose leading zero is gone",
    wrong: entry({ accounts: [12345678901] }),
    sentences: [
      'federation:access[0].accounts[0] is 12345678901: put the account id in quotes, or YAML drops its leading zeros ("012345678901").',
    ],
    right: entry({ accounts: ["012345678901"] }),
  },
  {
    name: "an unquoted account id that YAML read as octal",
    wrong: entry({ accounts: [0o12345670123] }),
    sentences: [
      'federation:access[0].accounts[0] is 1402433619: put the account id in quotes, or YAML drops its leading zeros ("001402433619" or "012345670123").',
    ],
    right: entry({ accounts: ["012345670123"] }),
  },
  {
    name: "an organizational unit that is a list",
    wrong: entry({ accounts: { ou: ["Security"] } }),
    sentences: ["federation:access[0].accounts.ou is a list: write the path of an organizational unit, such as Workloads/Production."],
    right: entry({ accounts: { ou: "Security" } }),
  },
  {
    name: "an organizational unit and a tag",
    wrong: entry({ accounts: { ou: "Security", tag: { env: "prod" } } }),
    sentences: ["federation:access[0].accounts names both ou and tag: write one of them, or two entries of a list."],
    right: entry({ accounts: [{ ou: "Security" }, { tag: { env: "prod" } }] }),
  },
  {
    name: "a tag's value that YAML made a boolean",
    wrong: entry({ accounts: { tag: { prod: true } } }),
    sentences: ["federation:access[0].accounts.tag.prod is true: write the tag's value, or a list of values, as text in quotes."],
    right: entry({ accounts: { tag: { prod: "true" } } }),
  },
  {
    name: "ALL in capitals",
    wrong: entry({ accounts: "ALL" }),
    sentences: ['federation:access[0].accounts is "ALL": write all in lower case.'],
    right: entry({}),
  },
  {
    name: "no accounts",
    wrong: { access: [{ group: "g", permissionSet: "Developer" }] },
    sentences: [
      "federation:access[0].accounts is missing: write all, an account id in quotes, an account name or glob, {ou: path} or {tag: {key: value}}.",
    ],
    right: entry({}),
  },
  {
    name: "an access list that is none",
    wrong: { access: "all" },
    sentences: [
      'federation:access is "all": write a list of entries such as {group: aws-admins, permissionSet: Platform-Admin, accounts: all}.',
    ],
    right: entry({}),
  },
  {
    name: "an empty access list in phase assign",
    wrong: { access: [] },
    sentences: [
      "federation:access is an empty list: phase assign would take all access away; write a list of entries such as {group: aws-admins, permissionSet: Platform-Admin, accounts: all}.",
    ],
    right: { access: [], phase: "connect" },
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

describe("settings: every mistake", () => {
  for (const { name, wrong, sentences, right } of cases) {
    it(`tells of ${name}`, () => assert.deepEqual(mistakes(wrong), sentences));
    it(`takes what is right instead of ${name}`, () => assert.deepEqual(mistakes(right), []));
  }

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
    assert.equal(plainTokenProblem().message, sentence);
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
