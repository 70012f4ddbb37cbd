import { type Case, itTells } from "../bad-input";
import { alarms, TRAIL, WORKSPACE } from "./fixtures";

const PROVIDERS = "arn:aws:iam::123456789012:oidc-provider/sts.windows.net";

const cases: readonly Case[] = [
  {
    name: "an export that nobody reads",
    wrong: { ...alarms({}), siem: {} },
    sentences: ["federation:siem.sentinel is missing: write sentinel or readers: an export needs somebody who reads it."],
    right: { ...alarms({}), siem: { readers: ["arn:aws:iam::123456789012:role/siem"] } },
  },
  {
    name: "an OIDC provider of another issuer than Sentinel's in the tenant's cloud",
    wrong: {
      ...alarms({}),
      siem: { sentinel: { workspaceId: WORKSPACE, existingOidcProvider: `${PROVIDERS}/cab8a31a-1906-4287-a0d8-4eef66b95f6e/` } },
    },
    sentences: [
      `federation:siem.sentinel.existingOidcProvider is "${PROVIDERS}/cab8a31a-1906-4287-a0d8-…": Sentinel's tokens in the cloud global are of sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/; name the provider of that issuer.`,
    ],
    right: {
      ...alarms({}),
      siem: { sentinel: { workspaceId: WORKSPACE, existingOidcProvider: `${PROVIDERS}/33e01921-4d64-4f8c-a055-5bdaffd5e33d` } },
    },
  },
  {
    name: "Sentinel's connector in a cloud that has none",
    wrong: { microsoftCloud: "china", ...alarms({}), siem: { sentinel: { workspaceId: WORKSPACE } } },
    sentences: [
      "federation:microsoftCloud is \"china\": Microsoft names no issuer there for Sentinel's AWS connector; remove siem.sentinel, and name your SIEM's role in siem.readers.",
    ],
    right: { microsoftCloud: "usgovernmentl5", ...alarms({}), siem: { sentinel: { workspaceId: WORKSPACE } } },
  },
  {
    name: "an export that would silently replace the notifications of a bucket that exists",
    wrong: {
      ...alarms({ trail: { existing: TRAIL, logGroup: "g1", bucket: "trail-bucket" } }),
      siem: { sentinel: { workspaceId: WORKSPACE } },
    },
    sentences: [
      "federation:siem.takeOverBucketNotifications is missing: the export would replace every event notification of the existing trail's bucket; look at them (`aws s3api get-bucket-notification-configuration`), then write true.",
    ],
    right: { ...alarms({}), siem: { sentinel: { workspaceId: WORKSPACE } } },
  },
  {
    name: "a workspace that is none",
    wrong: { ...alarms({}), siem: { sentinel: { workspaceId: "main" } } },
    sentences: ['federation:siem.sentinel.workspaceId is "main": write the id of the Log Analytics workspace, a UUID.'],
    right: { ...alarms({}), siem: { sentinel: { workspaceId: WORKSPACE } } },
  },
];

describe("settings of the SIEM: every mistake", () => itTells(cases));
