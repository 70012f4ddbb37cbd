import assert from "node:assert/strict";
import type { SynchronizationJob } from "../../../../cli/clouds/entra-types";
import { provisioningJob } from "../../../../cli/verify/checks/provisioning-job";
import type { Sources } from "../../../../cli/verify/context";
import { groupIds } from "../group-ids";
import { type Entra, withEntra } from "../remedies/case";
import { DENIED_BY_AWS, DENIED_BY_ENTRA, deniedByAws, deniedByEntra, inConnect, LATER, messages, withStore } from "../messages";

const job = (change: Partial<SynchronizationJob>, more: Partial<Entra> = {}) =>
  withEntra((entra) => ({ jobs: async (id) => (await entra.jobs(id)).map((one) => ({ ...one, ...change })), ...more }));
const both =
  (...changes: ((sources: Sources) => Sources)[]) =>
  (sources: Sources): Sources =>
    changes.reduce((changed, change) => change(changed), sources);
const admins = groupIds["admins"]!;
const ACTIVE = "ok: Active; last successful cycle ended 2026-11-23T07:40:00Z.";
const THERE = "ok: 1 groups are in Identity Center with their members.";
const MEND =
  " -> Mend the cause first (mostly the token; R4.2 says whether it works), then run `federation repair`, which restarts provisioning.";
const START = " -> Run `pulumi refresh` and `pulumi up`, which start it.";
const event = (id: string, displayName: string, reason: string) => ({
  activityDateTime: "2026-11-23T07:50:00Z",
  sourceIdentity: { id, displayName },
  provisioningStatusInfo: { status: "failure", errorInformation: { errorCode: "E", reason } },
});
const quarantine = { status: { code: "Quarantine", quarantine: { reason: "EncounteredQuarantineException" } } };
const QUARANTINE = "finding: Provisioning is in quarantine (EncounteredQuarantineException).";
const nobodyThere = withStore({ groups: async () => [], members: async () => assert.fail("there is no such group") });
const absent = (more = "") =>
  `finding: Group "admins" (${admins}) is not in Identity Center.${more} -> Wait for the next cycle (40 minutes), or run \`pulumi up\`, which provisions it on demand.`;

describe("verify: provisioning and its groups (R4.5)", () => {
  it("runs, and the groups are there with their members", async () => {
    assert.deepEqual(await messages(provisioningJob), [ACTIVE, THERE]);
  });

  it("is not yet through before the first cycle has ended", async () => {
    const first = ["not yet: No cycle has ended yet; the first takes 20 minutes to hours.", THERE];
    assert.deepEqual(await messages(provisioningJob, job({ status: { code: "NotRun" } })), first);
    assert.deepEqual(await messages(provisioningJob, job({ status: { code: "Active", lastSuccessfulExecution: null } } as never)), first);
  });

  it("is a finding where it is in quarantine, with Entra's reason, whatever its schedule", async () => {
    assert.deepEqual(await messages(provisioningJob, job(quarantine)), [QUARANTINE + MEND, THERE]);
    assert.deepEqual(await messages(provisioningJob, job({ ...quarantine, schedule: { state: "Disabled" } })), [QUARANTINE + MEND, THERE]);
  });

  it("is a finding where somebody paused it, or nothing schedules it", async () => {
    assert.deepEqual(await messages(provisioningJob, job({ schedule: { state: "Disabled" } })), [
      `finding: Provisioning is Disabled.${START}`,
      THERE,
    ]);
    assert.deepEqual(await messages(provisioningJob, job({ schedule: undefined } as never)), [
      `finding: Provisioning is not scheduled.${START}`,
      THERE,
    ]);
  });

  it("is explained by what Entra's log of the last day says, of a group by what it says of that group", async () => {
    const asked: Date[] = [];
    const provisioningLog = async (_job: string, since: Date) => {
      asked.push(since);
      return [event(admins, "admins", "HTTP 401 from the target."), event("x", "others", "HTTP 500.")];
    };
    const words = (reason: string) => `he provisioning log says ${reason}`;
    assert.deepEqual(await messages(provisioningJob, both(job(quarantine, { provisioningLog }), nobodyThere)), [
      `${QUARANTINE} T${words('"HTTP 401 from the target" about admins')}; t${words('"HTTP 500" about others')}.${MEND}`,
      absent(` T${words('"HTTP 401 from the target" about admins')}.`),
    ]);
    assert.deepEqual(asked, [new Date("2026-11-22T08:00:00Z")]);
  });

  it("is not explained by the reason that the quarantine says already", async () => {
    const provisioningLog = async () => [event("x", "others", "EncounteredQuarantineException")];
    assert.deepEqual(await messages(provisioningJob, job(quarantine, { provisioningLog })), [QUARANTINE + MEND, THERE]);
  });

  it("is a finding all the same where the log may not be read, with how to read it", async () => {
    assert.deepEqual(await messages(provisioningJob, job(quarantine, { provisioningLog: deniedByEntra })), [
      `${QUARANTINE}${MEND} Entra's provisioning log may say more: give the reader AuditLog.Read.All.`,
      THERE,
    ]);
  });

  it("asks for no log where nothing is wrong", async () => {
    const quiet = withEntra({ provisioningLog: async () => assert.fail("nobody needs it") });
    assert.deepEqual(await messages(provisioningJob, quiet), [ACTIVE, THERE]);
  });

  it("is a finding for each group that Identity Center lacks, and follows from R5.7 where that is no security group", async () => {
    assert.deepEqual(await messages(provisioningJob, nobodyThere), [ACTIVE, absent()]);
    const office = withEntra({ groups: async () => [{ id: admins, displayName: "admins", securityEnabled: false }] });
    assert.deepEqual(await messages(provisioningJob, both(nobodyThere, office)), [
      ACTIVE,
      `note: Group "admins" (${admins}) is not in Identity Center, as it is no security group (see R5.7 groups).`,
    ]);
  });

  it("is a finding where the group there is another one of the same name", async () => {
    const other = withStore({ groups: async () => [{ groupId: "g1", displayName: "admins", externalIds: ["bbbbbbbb-0000-4000-8000-000000000001"] }] }); // prettier-ignore
    const [first, second, ...more] = await messages(provisioningJob, other);
    assert.deepEqual([first, more], [ACTIVE, []]);
    assert.match(
      second!,
      /^finding: Group "admins" in Identity Center \(g1\) belongs to another Entra group.* -> Then run `federation verify` again\.$/,
    );
  });

  it("is a finding for members who are in the group there and not in Entra, by name", async () => {
    const [first, second, ...more] = await messages(provisioningJob, withEntra({ members: async () => [] }));
    assert.deepEqual([first, more], [ACTIVE, []]);
    assert.match(second!, /^finding: .*ada@example\.com/);
  });

  it("reads the log of provisioning where somebody is awaited, and the audit log no more where that tells why", async () => {
    const grace = { id: "bbbbbbbb-0000-4000-8000-00000000000b", displayName: "Grace", givenName: "Grace", surname: "H", userPrincipalName: "grace@example.com" }; // prettier-ignore
    const more: Partial<Entra> = {
      members: async () => [{ id: "aaaaaaaa-0000-4000-8000-00000000000a" }, grace],
      provisioningLog: async () => [event(grace.id, "Grace", "HTTP 409.")],
      membersAdded: async () => assert.fail("nobody needs it"),
    };
    const [, second] = await messages(provisioningJob, withEntra(more));
    assert.match(second!, /^finding: .*grace@example\.com.*HTTP 409/);
    let asked = 0;
    const awaited: Partial<Entra> = { ...more, provisioningLog: async () => [], membersAdded: async () => ((asked += 1), []) };
    const [, third] = await messages(provisioningJob, withEntra(awaited));
    assert.match(third!, /grace@example\.com/);
    assert.equal(asked, 1);
  });

  it("cannot be told of a group whose members may not be read, by name; all else is", async () => {
    const [first, second] = await messages(provisioningJob, withStore({ members: deniedByAws }));
    assert.equal(first, ACTIVE);
    assert.equal(second, DENIED_BY_AWS[0]!.replace("cannot tell: ", 'cannot tell: "admins" could not be read: '));
  });

  it("cannot be told where jobs may not be read or there is none", async () => {
    assert.deepEqual(await messages(provisioningJob, withEntra({ jobs: deniedByEntra })), DENIED_BY_ENTRA);
    assert.deepEqual(await messages(provisioningJob, withEntra({ jobs: async () => [] })), [
      "cannot tell: Nothing to look at: the enterprise application has no provisioning job (see R4.2).",
    ]);
    assert.deepEqual(await inConnect(provisioningJob), LATER);
  });
});
