import { type Case, itTells } from "../bad-input";
import type { Raw } from "../fixtures";

const ENDPOINT = "https://scim.eu-west-1.amazonaws.com/0a1b2c3d-1111-2222-3333-444455556666/scim/v2/";
const scim = (changes: Raw): Raw => ({ provisioning: { scimEndpoint: ENDPOINT, tokenExpires: "2027-09-30", ...changes } });

const cases: readonly Case[] = [
  {
    name: "the SCIM token within provisioning, without showing it",
    wrong: scim({ scimToken: "s3cr3t" }),
    sentences: [
      "federation:provisioning.scimToken is a secret of its own: remove it here and run `pulumi config set --secret federation:scimToken`.",
    ],
    right: scim({}),
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
];

describe("settings of provisioning: every mistake", () => itTells(cases));
