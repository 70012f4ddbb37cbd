import assert from "node:assert/strict";
import { checks } from "../../../../cli/verify/registry";
import { runChecks } from "../../../../cli/verify/run";
import { contextWith, settings } from "../fakes";
import { accountId, breakglassSettings, rightUser } from "../guard-fakes";
import { type Fault, found, open, right, rowsOf, user } from "../guard-rows";

describe("verify, breakglass users and drills (R7.1 to R7.3, R7.5, R9.6)", () => {
  it("is ok where everything is as the settings want it", async () => assert.deepEqual(await found({}), []));

  it("is not yet, and asks nothing, where the settings have neither users nor alarms", async () => {
    const rows = rowsOf(await runChecks(checks, contextWith(undefined, settings())));
    assert.equal(rows.length, 10);
    assert.ok(rows.every((row) => row.includes(" not yet: The settings have no federation:")));
  });

  it("cannot tell with credentials of another account, in which no such user would be", async () => {
    const rows = await found({ account: (async () => "300000000001") as never });
    assert.equal(rows.length, 10);
    assert.ok(
      rows.every((row) =>
        row.endsWith(
          "cannot tell: Breakglass users, trail and alarms are in the management account 100000000001, and these credentials are of 300000000001: run it with a read-only role of the management account.",
        ),
      ),
    );
  });

  const guard = `arn:aws:iam::${accountId}:policy/breakglass/breakglass-guard`;
  const administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
  for (const [what, expected, plant] of [
    [
      "a lost administrator's policy",
      "R7.1 finding: breakglass-1 lacks the policy AdministratorAccess.",
      () => user({ policies: [guard] }),
    ],
    ["a lost guard", "R7.1 finding: breakglass-1 lacks the policy breakglass-guard.", () => user({ policies: [administrator] })],
    [
      "a policy more",
      "R7.1 finding: breakglass-1 has the policy arn:x, which nobody declared.",
      () => user({ policies: [guard, administrator, "arn:x"] }),
    ],
    [
      "an inline policy",
      "R7.1 finding: breakglass-1 has the inline policy p, which nobody declared.",
      () => user({ inlinePolicies: ["p"] }),
    ],
    ["a group", "R7.1 finding: breakglass-1 is in the IAM group g.", () => user({ groups: ["g"] })],
    [
      "a boundary",
      "R7.1 finding: breakglass-1 has the permissions boundary arn:b: on the day it may lack what it needs.",
      () => user({ boundary: "arn:b" }),
    ],
    ["another path", "R7.1 finding: breakglass-1 is at the path / instead of /breakglass/.", () => user({ path: "/" })],
    [
      "a user who is gone",
      "R7.1 finding: There is no IAM user breakglass-1.",
      () => found({ iam: { user: async (name) => (name === "breakglass-1" ? undefined : rightUser(name)) } }),
    ],
    ["a changed guard policy", "R7.1 finding: The guard policy was changed.", () => found({ iam: { policy: async () => open } })],
    ["a guard policy that is gone", "R7.1 finding: There is no guard policy.", () => found({ iam: { policy: async () => undefined } })],
    [
      "no security key",
      "R7.2 finding: breakglass-1 has no FIDO2 security key: without MFA its guard lets it do nothing.",
      () => user({ mfaSerials: [] }),
    ],
    [
      "one security key",
      "R7.2 note: breakglass-1 has one FIDO2 security key only.",
      () => user({ mfaSerials: ["arn:aws:iam::1:u2f/user/x/y"] }),
    ],
    [
      "a code device",
      "R7.2 finding: breakglass-1 has a code device (arn:aws:iam::1:mfa/phone) beside FIDO2: a way around it.",
      () => user({ mfaSerials: [...rightUser("breakglass-1").mfaSerials, "arn:aws:iam::1:mfa/phone"] }),
    ],
    ["no password", "R7.2 finding: breakglass-1 has no console password.", () => user({ passwordMade: undefined })],
    [
      "an access key",
      "R7.2 finding: breakglass-1 has 1 access keys (…WXYZ), and the settings want none.",
      () => user({ accessKeys: [{ id: "AKIAWXYZ", status: "Active", made: new Date("2026-11-20T00:00:00Z") }] }),
    ],
    [
      "another credential",
      "R7.2 finding: breakglass-1 has a SSH key APKA, which nobody declared.",
      () => user({ otherCredentials: ["SSH key APKA"] }),
    ],
    [
      "another generation",
      "R7.3 finding: breakglass-1 is tagged with credentials 2026Q3, and the settings say 2026Q4.",
      () => user({ tags: { ...rightUser("breakglass-1").tags, "federation:generation": "2026Q3" } }),
    ],
    [
      "another custodian's key",
      "R7.3 finding: breakglass-1 is tagged with the custodian's key 00, and the settings have FAEBF840E0FA826910A5E705FF2E52418FCBE4AF.",
      () => user({ tags: { ...rightUser("breakglass-1").tags, "federation:custodian-key": "00" } }),
    ],
    [
      "a reminder that is off",
      "R7.5 finding: The schedule breakglass-drill-reminder is disabled.",
      async () => found({ alarms: { schedule: async () => ({ ...(await right.alarms.schedule(""))!, State: "DISABLED" as const }) } }),
    ],
    [
      "an old password",
      "R7.5 finding: The password of breakglass-1 is 205 days old; at most 184 are allowed.",
      () => user({ passwordMade: new Date("2026-05-02T00:00:00Z") }),
    ],
    [
      "another IAM user",
      "R9.6 finding: The management account has IAM users that nobody declared: jenkins.",
      () => found({ iam: { userNames: async () => ["breakglass-1", "breakglass-2", "jenkins"] } }),
    ],
  ] satisfies readonly Fault[])
    it(`finds ${what}, and nothing else`, async () => assert.deepEqual(await plant(), [expected]));

  it("leaves alone the IAM users that the settings leave alone, and no other", async () => {
    const unmanaged = [{ iamUsers: ["ses-*"], reason: "mail" }];
    const userNames = async (): Promise<string[]> => ["breakglass-1", "breakglass-2", "ses-smtp", "jenkins"];
    assert.deepEqual(await found({ iam: { userNames } }, settings({ ...breakglassSettings, unmanaged })), [
      "R9.6 finding: The management account has IAM users that nobody declared: jenkins.",
      "R9.6 note: 1 IAM user left alone by federation:unmanaged[0] (mail): ses-smtp.",
    ]);
  });

  it("finds drills that are due, and a password that nobody tried", async () => {
    const drilled = (lastDrills: Record<string, string>) => found({}, settings({ ...breakglassSettings, drills: { lastDrills } }));
    assert.deepEqual(await drilled({ "breakglass-1": "2026-08-22", "breakglass-2": "2026-11-17" }), [
      "R7.5 finding: The last drill of breakglass-1 was 93 days ago; at most 92 are allowed.",
    ]);
    assert.deepEqual(await drilled({ "breakglass-1": "2026-10-31", "breakglass-2": "2026-11-17" }), [
      "R7.5 finding: The password of breakglass-1 was made on 2026-11-01, after its last drill on 2026-10-31: nobody has tried it.",
    ]);
    assert.deepEqual(await drilled({ "breakglass-2": "2026-11-17" }), ["R7.5 finding: breakglass-1 was never drilled."]);
  });

  it("gives people two weeks to enrol keys, confirm mail and drill after the program made the users", async () => {
    const fresh = async (made: string) => {
      const rows = await found(
        {
          iam: { user: async (name) => ({ ...rightUser(name), mfaSerials: [], passwordMade: new Date(made) }) },
          alarms: {
            topic: async () => ({
              ...(await right.alarms.topic(""))!,
              subscriptions: (await right.alarms.topic(""))!.subscriptions.map((each) => ({ ...each, confirmed: false })),
            }),
          },
        },
        settings({ ...breakglassSettings, drills: { lastDrills: {} } }),
      );
      return rows.map((row) => row.split(":")[0]);
    };
    assert.deepEqual([...new Set(await fresh("2026-11-20T00:00:00Z"))], ["R7.2 not yet", "R7.4 topic not yet", "R7.5 not yet"]);
    assert.deepEqual([...new Set(await fresh("2026-11-08T00:00:00Z"))], ["R7.2 finding", "R7.4 topic finding", "R7.5 finding"]);
  });

  it("gives no time any more once a drill has tried the password", async () => {
    const rows = await found(
      { iam: { user: async (name) => ({ ...rightUser(name), mfaSerials: [], passwordMade: new Date("2026-11-20T00:00:00Z") }) } },
      settings({ ...breakglassSettings, drills: { lastDrills: { "breakglass-1": "2026-11-20", "breakglass-2": "2026-11-20" } } }),
    );
    assert.deepEqual(
      rows.map((row) => row.split(":")[0]),
      ["R7.2 finding", "R7.2 finding"],
    );
  });
});
