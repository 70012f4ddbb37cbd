import assert from "node:assert/strict";
import type { Sources } from "../../../../cli/verify/context";
import type { GuardSources } from "../../../../cli/verify/emergency";
import { siemQueue } from "../../../../cli/verify/checks/siem-queue";
import { runChecks } from "../../../../cli/verify/run";
import { contextWith, settings } from "../fakes";
import { breakglassSettings, rightGuard } from "../guard-fakes";

const wanted = settings({ ...breakglassSettings, siem: { sentinel: { workspaceId: "33333333-3333-4333-8333-333333333333" } } });
async function found(alarms: Partial<GuardSources["alarms"]>, asked = wanted, more: Partial<Change> = {}): Promise<string[]> {
  const change = (sources: Sources): Sources => ({
    ...sources,
    guard: {
      ...sources.guard,
      alarms: { ...sources.guard.alarms, ...alarms },
      trail: { ...sources.guard.trail, ...more.trail },
      iam: { ...sources.guard.iam, ...more.iam },
    },
  });
  const [result] = await runChecks([siemQueue], contextWith(asked === wanted ? change : undefined, asked));
  return result!.outcomes.map(({ status, message }) => `${status}: ${message}`);
}
interface Change {
  readonly trail: Partial<GuardSources["trail"]>;
  readonly iam: Partial<GuardSources["iam"]>;
}
const right = rightGuard(wanted);
const waiting = (messages: number, seconds?: number): Partial<GuardSources["alarms"]> => ({
  queue: async (region, name) => ({ ...(await right.alarms.queue(region, name))!, messages }),
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

  it("finds an empty queue in which nothing is announced: the SIEM hears of no file", async () => {
    const trail = { announcedIn: async () => [] };
    assert.deepEqual(await found(waiting(0), wanted, { trail }), [
      "finding: The bucket federation-audit-100000000001-eu-west-1 announces no new file in the queue federation-siem-cloudtrail: the SIEM hears of none.",
    ]);
  });

  it("finds a queue with another policy, and Sentinel's role with what nobody declared", async () => {
    assert.deepEqual(await found({ queue: async () => ({ policy: {}, messages: 0 }) }), [
      "finding: The queue federation-siem-cloudtrail has another policy.",
    ]);
    const role = async (name: string) => ({
      ...(await right.iam.role(name))!,
      trust: {},
      policies: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    });
    assert.deepEqual(await found(waiting(0), wanted, { iam: { role } }), [
      "finding: The role OIDC_MicrosoftSentinel trusts somebody else; has policies that nobody declared (arn:aws:iam::aws:policy/AdministratorAccess; remove them by hand).",
    ]);
  });

  it("asks for no role of Sentinel's where another SIEM reads, which the queue's policy lets", async () => {
    const readers = settings({ ...breakglassSettings, siem: { readers: ["arn:aws:iam::100000000001:role/splunk"] } });
    const [result] = await runChecks([siemQueue], contextWith(undefined, readers));
    assert.deepEqual(
      result!.outcomes.map(({ status }) => status),
      ["ok"],
    );
  });

  it("cannot tell where CloudWatch does not, and is not yet where there is no SIEM", async () => {
    assert.deepEqual(await found(waiting(7)), ["cannot tell: 7 messages wait, and CloudWatch does not tell since when."]);
    assert.deepEqual(await found({}, settings()), ["not yet: The settings have no federation:siem."]);
  });
});
