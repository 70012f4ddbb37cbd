import assert from "node:assert/strict";
import { parseSettings } from "../../../access/settings";
import { LocalAws } from "../../../bench/verify/local-aws";
import { settingsOf, type Size } from "../../../bench/verify/size";
import { sourcesOf } from "../../../bench/verify/sources";
import { readDrift } from "../../../cli/commands/drift";
import { VerifyContext } from "../../../cli/verify/context";
import { fixedClock } from "../../../contract/clock";
import { restoreEnvironment } from "../../../sandbox/tests/environment";
import { now } from "../verify/fakes";

/** Calls to AWS of a whole drift of an organization of some size, counted at its endpoint. */
async function callsAt(size: Size): Promise<number> {
  const before = { ...process.env };
  const aws = new LocalAws(size, false);
  Object.assign(process.env, { AWS_ENDPOINT_URL: await aws.start(), AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" });
  try {
    const raw = Object.fromEntries(Object.entries(settingsOf(size)).map(([key, value]) => [key.replace("federation:", ""), value]));
    const { settings, problems } = parseSettings(raw, fixedClock(now));
    assert.deepEqual(problems, []);
    const counts = { aws: { calls: 0 }, entra: { calls: 0 } };
    const { missing, undeclared } = await readDrift(new VerifyContext(settings!, now, sourcesOf(settings!, counts)), async () => new Map());
    assert.deepEqual(
      [...missing, ...undeclared].filter(({ accountId }) => accountId !== undefined),
      [],
      "all assignments are seen",
    );
    return aws.calls;
  } finally {
    aws.stop();
    restoreEnvironment(before);
  }
}

describe("drift's calls to AWS", () => {
  const small: Size = { accounts: 12, sets: 4, groups: 4, accountsOfSet: 3, groupsOfSet: 2, users: 4 };

  it("grow with permission sets in accounts, and not with the groups of a set", async () => {
    const calls = await callsAt(small);
    assert.equal(await callsAt({ ...small, groupsOfSet: 4 }), calls, "twice the groups of each set: twice the assignments");
    assert.equal(await callsAt({ ...small, accountsOfSet: 6 }), calls + small.sets * 3, "one more call a set and account");
  });
});
