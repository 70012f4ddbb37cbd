import assert from "node:assert/strict";
import type { Sources } from "../../../../cli/verify/context";
import type { GuardSources } from "../../../../cli/verify/emergency";
import { siemQueue } from "../../../../cli/verify/checks/siem-queue";
import { runChecks } from "../../../../cli/verify/run";
import { contextWith, settings } from "../fakes";
import { breakglassSettings } from "../guard-fakes";

const wanted = settings({ ...breakglassSettings, siem: { sentinel: { workspaceId: "33333333-3333-4333-8333-333333333333" } } });
async function found(alarms: Partial<GuardSources["alarms"]>, asked = wanted): Promise<string[]> {
  const change = (sources: Sources): Sources => ({
    ...sources,
    guard: { ...sources.guard, alarms: { ...sources.guard.alarms, ...alarms } },
  });
  const [result] = await runChecks([siemQueue], contextWith(asked === wanted ? change : undefined, asked));
  return result!.outcomes.map(({ status, message }) => `${status}: ${message}`);
}
const waiting = (messages: number, seconds?: number): Partial<GuardSources["alarms"]> => ({
  queue: async () => ({ policy: {}, messages }),
  oldestMessage: async () => seconds,
});

describe("verify, SIEM (R9.4)", () => {
  it("is ok where the queue is empty, or what waits is young", async () => {
    assert.deepEqual(await found(waiting(0)), ["ok: The queue is empty: all that was announced was read."]);
    assert.deepEqual(await found(waiting(7, 600)), ["ok: 7 messages wait, the oldest for 10 minutes."]);
  });

  it("finds messages that wait for hours, and a queue that is gone", async () => {
    assert.deepEqual(await found(waiting(70, 5 * 3600)), ["finding: The oldest of 70 messages waits for 5 hours: the SIEM does not read."]);
    assert.deepEqual(await found({ queue: async () => undefined }), ["finding: There is no queue federation-siem-cloudtrail."]);
  });

  it("cannot tell where CloudWatch does not, and is not yet where there is no SIEM", async () => {
    assert.deepEqual(await found(waiting(7)), ["cannot tell: 7 messages wait, and CloudWatch does not tell since when."]);
    assert.deepEqual(await found({}, settings()), ["not yet: The settings have no federation:siem."]);
  });
});
