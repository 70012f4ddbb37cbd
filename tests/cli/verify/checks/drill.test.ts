import assert from "node:assert/strict";
import type { GetScheduleCommandOutput } from "@aws-sdk/client-scheduler";
import type { UserReading } from "../../../../cli/clouds/guard/iam";
import { drill } from "../../../../cli/verify/checks/drill";
import { settings } from "../fakes";
import { breakglassSettings, rightUser } from "../guard-fakes";
import { guarded, right, withGuard, withUser } from "../remedies/case";
import { DENIED_BY_AWS, deniedByAws, messages } from "../messages";

const drilled = (lastDrills: Readonly<Record<string, string>>, more: object = {}, user: Partial<UserReading> = {}) =>
  messages(drill, withUser(user), settings({ ...breakglassSettings, drills: { lastDrills: { "breakglass-2": "2026-11-17", ...lastDrills }, ...more } })); // prettier-ignore
const user = (change: Partial<UserReading>) => messages(drill, withUser(change), guarded);
const REHEARSE = "Run `federation drill --user breakglass-1` and write its day into federation:drills.lastDrills.";
const ROTATE = " -> Write a new generation for breakglass-1 and rotate, one user at a time (docs/breakglass.md).";
const RIGHT = ["ok: breakglass-1: drilled 7 days ago; breakglass-2: drilled 6 days ago."];
const key = (id: string, made: string | undefined) => ({ id, status: "Active", made: made === undefined ? undefined : new Date(made) });

describe("verify: breakglass drills and the age of credentials (R7.5)", () => {
  it("are in time", async () => {
    assert.deepEqual(await messages(drill, undefined, guarded), RIGHT);
  });

  it("are a finding where the last one is more than 92 days ago, or more than the settings allow", async () => {
    const late = (days: number, most: number) =>
      `finding: The last drill of breakglass-1 was ${days} days ago; at most ${most} are allowed. -> ${REHEARSE}`;
    const old = { passwordMade: new Date("2026-08-01T00:00:00Z") };
    assert.deepEqual(await drilled({ "breakglass-1": "2026-08-22" }, {}, old), [late(93, 92)]);
    assert.match((await drilled({ "breakglass-1": "2026-08-23" }, {}, old))[0]!, /^ok: breakglass-1: drilled 92 days ago/);
    assert.deepEqual(await drilled({ "breakglass-1": "2026-10-23" }, { intervalDays: 30 }, { passwordMade: new Date("2026-10-01T00:00:00Z") }), [late(31, 30)]); // prettier-ignore
  });

  it("are a finding where there never was one, or none with the password of today", async () => {
    assert.deepEqual(await drilled({}), [`finding: The settings have no drill of breakglass-1. -> ${REHEARSE}`]);
    const made = "The password of breakglass-1 was made on 2026-11-01, after its last drill on 2026-10-31: nobody has tried it.";
    assert.deepEqual(await drilled({ "breakglass-1": "2026-10-31" }), [`finding: ${made} -> ${REHEARSE}`]);
    assert.match((await drilled({ "breakglass-1": "2026-11-01" }))[0]!, /^ok: breakglass-1: drilled 22 days ago/);
  });

  it("have two weeks after a new password", async () => {
    const since = async (day: string) => (await drilled({ "breakglass-1": "2026-11-01" }, {}, { passwordMade: new Date(`${day}T00:00:00Z`) }))[0]; // prettier-ignore
    const words = (day: string) =>
      `The password of breakglass-1 was made on ${day}, after its last drill on 2026-11-01: nobody has tried it.`;
    assert.equal(await since("2026-11-10"), `not yet: ${words("2026-11-10")} ${REHEARSE}`);
    assert.equal(await since("2026-11-09"), `finding: ${words("2026-11-09")} -> ${REHEARSE}`);
  });

  it("have two weeks after the program made the users, of whom no drill is written", async () => {
    const fresh = withGuard({ iam: { user: async (name) => ({ ...rightUser(name), passwordMade: new Date("2026-11-10T00:00:00Z") }) } });
    assert.deepEqual(await messages(drill, fresh, settings({ ...breakglassSettings, drills: { lastDrills: {} } })), [
      `not yet: The settings have no drill of breakglass-1. ${REHEARSE}`,
      `not yet: The settings have no drill of breakglass-2. ${REHEARSE.replace("-1", "-2")}`,
    ]);
  });

  it("are a finding where a password or an access key is older than twice the interval", async () => {
    const old = (what: string, days: number, most = 184) =>
      `finding: The ${what} of breakglass-1 is ${days} days old; at most ${most} are allowed.${ROTATE}`;
    assert.deepEqual(await user({ passwordMade: new Date("2026-05-22T00:00:00Z") }), [old("password", 185)]);
    assert.deepEqual(await user({ passwordMade: new Date("2026-05-23T00:00:00Z") }), RIGHT);
    assert.deepEqual(
      await user({
        accessKeys: [key("AKIAWXYZ", "2026-05-22T00:00:00Z"), key("AKIAGOOD", "2026-05-23T00:00:00Z"), key("AKIADARK", undefined)],
      }),
      [
        // prettier-ignore
        old("access key …WXYZ", 185),
      ],
    );
    assert.deepEqual(await drilled({ "breakglass-1": "2026-11-16" }, { intervalDays: 30 }, { passwordMade: new Date("2026-09-23T00:00:00Z") }), [old("password", 61, 60)]); // prettier-ignore
  });

  it("of a user that is not there are R7.1's to tell, its drill aside", async () => {
    const gone = withGuard({ iam: { user: async (name) => (name === "breakglass-1" ? undefined : rightUser(name)) } });
    assert.deepEqual(await messages(drill, gone, guarded), RIGHT);
  });

  describe("are people reminded of", () => {
    const schedule = (change: Partial<GetScheduleCommandOutput> | undefined) =>
      messages(
        drill,
        withGuard({
          alarms: { schedule: async () => (change === undefined ? undefined : { ...(await right.alarms.schedule(""))!, ...change }) },
        }),
        guarded,
      );
    const wrong = (fault: string) => [
      `finding: The schedule breakglass-drill-reminder ${fault}. -> Run \`pulumi up --refresh\`, which puts it right.`,
    ];

    it("and it is a finding where nothing does", async () => {
      assert.deepEqual(await schedule(undefined), [
        "finding: There is no schedule breakglass-drill-reminder: nobody is reminded. -> Run `pulumi up --refresh`, which puts it right.",
      ]);
    });

    it("and it is a finding where the schedule is off, at another time, or goes elsewhere", async () => {
      assert.deepEqual(await schedule({ State: "DISABLED" }), wrong("is disabled"));
      assert.deepEqual(await schedule({ ScheduleExpression: "rate(1 day)" }), wrong("runs at rate(1 day)"));
      assert.deepEqual(await schedule({ Target: { Arn: "arn:eve", RoleArn: "role" } }), wrong("goes to arn:eve"));
      assert.deepEqual(await schedule({ State: "DISABLED", Target: undefined }), wrong("is disabled; goes to nobody"));
    });
  });

  it("cannot be told where IAM or schedules may not be read, and are none without breakglass users", async () => {
    assert.deepEqual(await messages(drill, withGuard({ iam: { user: deniedByAws } }), guarded), DENIED_BY_AWS);
    assert.deepEqual(await messages(drill, withGuard({ alarms: { schedule: deniedByAws } }), guarded), DENIED_BY_AWS);
    const none = ["not yet: The settings have no federation:breakglass."];
    assert.deepEqual(await messages(drill), none);
    assert.deepEqual(await messages(drill, undefined, { ...guarded, breakglass: undefined, drills: undefined } as never), none);
  });
});
