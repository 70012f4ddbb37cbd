import { type Case, itTells } from "../bad-input";
import type { Raw } from "../fixtures";

const acs = (...acsUrls: unknown[]): Raw => ({ identityCenter: { acsUrls } });
const ACS = "https://eu-west-1.signin.aws/platform/saml/acs/0a1b";

const cases: readonly Case[] = [
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
    name: "console values that are missing in phase assign, all in one sentence",
    wrong: { identityCenter: {}, provisioning: {} },
    sentences: [
      "federation:identityCenter.acsUrls, federation:provisioning.scimEndpoint, federation:provisioning.tokenExpires are missing, and phase assign needs them: copy them from the AWS console (IAM Identity Center > Settings, Authentication for the ACS URLs, Automatic provisioning for the SCIM endpoint and its token), or write phase connect until then.",
    ],
    right: { identityCenter: {}, provisioning: {}, phase: "connect" },
  },
];

describe("settings of Identity Center: every mistake", () => itTells(cases));
