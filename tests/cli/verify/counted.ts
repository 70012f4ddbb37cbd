import assert from "node:assert/strict";
import { parseSettings } from "../../../access/settings";
import { LocalAws } from "../../../bench/verify/local-aws";
import { settingsOf, type Size } from "../../../bench/verify/size";
import { sourcesOf } from "../../../bench/verify/sources";
import { VerifyContext } from "../../../cli/verify/context";
import { fixedClock } from "../../../contract/clock";
import { restoreEnvironment } from "../../../sandbox/tests/environment";
import { now } from "./fakes";

/** What was asked of AWS. */
export interface Calls {
  /** Counted where they arrive. */
  readonly arrived: number;
  /** As the command counts them. */
  readonly counted: number;
}

/** Calls to AWS of a reading of an organization of some size. */
export async function callsOf(size: Size, read: (context: VerifyContext) => Promise<void>): Promise<Calls> {
  const before = { ...process.env };
  const aws = new LocalAws(size, false);
  Object.assign(process.env, { AWS_ENDPOINT_URL: await aws.start(), AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" });
  try {
    const raw = Object.fromEntries(Object.entries(settingsOf(size)).map(([key, value]) => [key.replace("federation:", ""), value]));
    const { settings, problems } = parseSettings(raw, fixedClock(now));
    assert.deepEqual(problems, []);
    const counts = { aws: { calls: 0 }, entra: { calls: 0 } };
    await read(new VerifyContext(settings!, now, sourcesOf(settings!, counts)));
    return { arrived: aws.calls, counted: counts.aws.calls };
  } finally {
    aws.stop();
    restoreEnvironment(before);
  }
}
