import assert from "node:assert/strict";
import { guardHalf, type GuardReaders } from "../../../cli/adopt/guard/half";
import type { AdoptionPlace } from "../../../cli/adopt/part";

const place = { managementAccountId: "100000000001", homeRegion: "eu-west-1" } as AdoptionPlace;
const ARN = "arn:aws:cloudtrail:eu-west-1:100000000001:trail/organization";

const nobody = {
  path: "/",
  boundary: undefined,
  tags: {},
  policies: [],
  inlinePolicies: [],
  groups: [],
  mfaSerials: [],
  otherCredentials: [],
};
const readers = (more: Partial<GuardReaders> = {}): GuardReaders => ({
  account: async () => "100000000001",
  iam: {
    userNames: async () => ["ses-smtp", "ops-root", "BreakGlass1"],
    user: async (name) => ({
      ...nobody,
      policies: name === "ops-root" ? ["arn:aws:iam::aws:policy/AdministratorAccess"] : [],
      passwordMade: name === "ses-smtp" ? undefined : new Date("2021-03-04T00:00:00Z"),
      accessKeys: name === "ops-root" ? [{ id: "AKIAPLANTED", status: "Active", made: undefined }] : [],
    }),
    hasPasswordPolicy: async () => true,
  },
  trail: {
    trailArns: async () => [ARN, `${ARN}-small`],
    trail: async (arn) =>
      ({
        ...{ logging: true, multiRegion: arn === ARN, globalEvents: true, validated: true, organization: true, errors: [] },
        ...{ bucket: "acme-trail", logGroup: arn === ARN ? "trail" : undefined, selectors: [], advancedSelectors: [] },
      }) as never,
  },
  alarms: {
    rules: async () => [
      { name: "root-login", pattern: '{"detail-type":["AWS Console Sign In via CloudTrail"],"source":["aws.signin"]}' },
      { name: "nightly", pattern: "" },
    ],
    metricFilters: async () => [{ filterName: "RootUse" }],
  },
  ...more,
});

describe("adopting breakglass users, trail and alarms", () => {
  it("takes no user over, and says what each is, what the stack would use, and how", async () => {
    const part = await guardHalf(readers(), place);
    assert.deepEqual([part?.settings, part?.resources, part?.unmanaged, part?.unread], [[], [], [], []]);
    const messages = part!.decisions.map(({ kind, what, text }) => `${kind} ${what}: ${text}`);
    assert.equal(messages.length, 7);
    assert.match(messages[0]!, /^left-alone IAM user BreakGlass1: It has a password of 2021-03-04, no MFA device\. It is not taken over/);
    assert.match(messages[1]!, /^left-alone IAM user ops-root: It has a password of 2021-03-04, 1 access key, no MFA device\./);
    assert.match(messages[2]!, /^fault IAM users of the management account: Beside those there are ses-smtp \(R9\.6\)/);
    assert.ok(messages[3]!.includes(`trail: {existing: "${ARN}", logGroup: "trail", bucket: acme-trail}`), messages[3]);
    assert.match(messages[4]!, /organization-small: It cannot carry the alarms: it covers one region, it sends nothing to a log group/);
    assert.match(messages[5]!, /rule root-login.*metric filter RootUse/);
    assert.doesNotMatch(messages[5]!, /nightly/);
    assert.match(messages[6]!, /passwordPolicy: existing/);
    assert.doesNotMatch(messages.join(), /AKIAPLANTED/);
  });

  it("reads nothing of another account, and keeps what it could read", async () => {
    const elsewhere = await guardHalf(readers({ account: async () => "200000000002" }), place);
    assert.match(elsewhere!.unread.join(), /management account 100000000001; these credentials are of 200000000002/);
    const closed = async (): Promise<never> => {
      throw new Error("AccessDenied");
    };
    const part = await guardHalf(readers({ trail: { trailArns: closed, trail: closed } }), place);
    assert.deepEqual(part!.unread, ["Trails could not be read: AccessDenied"]);
    assert.equal(part!.decisions.length, 5);
  });
});
