import assert from "node:assert/strict";
import type { SynchronizationJob } from "../../../cli/clouds/entra-types";
import type { Sources } from "../../../cli/verify/context";
import { provisioningJob } from "../../../cli/verify/checks/provisioning-job";
import { GraphError } from "../../../graph/client";
import { contextWith } from "./fakes";
import { groupIds } from "./group-ids";

const ADA = "aaaaaaaa-0000-4000-8000-00000000000a";
const BOB = "aaaaaaaa-0000-4000-8000-00000000000b";
const user = (id: string, name: string) => ({
  id,
  "@odata.type": "#microsoft.graph.user",
  displayName: name,
  userPrincipalName: `${name}@example.com`,
  givenName: name,
  surname: name,
});
const added = (id: string, groupId: string, activityDateTime: string) => ({
  activityDateTime,
  activityDisplayName: "Add member to group",
  result: "success",
  targetResources: [{ id }, { id: groupId }],
});
const cycle = { timeBegan: "2026-11-23T07:35:00Z", timeEnded: "2026-11-23T07:40:00Z" };

/** What R4.5 says of members, and the groups whose audit log it read. */
async function sentences(
  change: (entra: Awaited<ReturnType<Sources["entra"]>>) => Partial<Awaited<ReturnType<Sources["entra"]>>>,
): Promise<{ readonly messages: string[]; readonly read: string[] }> {
  const read: string[] = [];
  const context = contextWith((sources) => ({
    ...sources,
    identityStore: { ...sources.identityStore, members: async () => [] },
    entra: async () => {
      const entra = await sources.entra();
      const changed = { ...entra, members: async () => [user(ADA, "ada"), user(BOB, "bob")], ...change(entra) };
      return {
        ...changed,
        membersAdded: (groupId: string, since: Date) => {
          read.push(groupId);
          return changed.membersAdded(groupId, since);
        },
      };
    },
  }));
  const messages = (await provisioningJob.run(context))
    .filter(({ status }) => status !== "ok")
    .map(({ status, message, remedy }) => `${status}: ${message}${remedy === undefined ? "" : ` -> ${remedy}`}`);
  return { messages, read };
}

const jobWith = (status: SynchronizationJob["status"], state = "Active") => ({
  jobs: async () => [{ id: "job", schedule: { state }, status: { code: "Active", ...status } }],
});
const working = jobWith({ lastSuccessfulExecution: cycle });

describe("verify: since when somebody is a member", () => {
  const admins = groupIds["admins"]!;

  it("is read once a group, not once a person, and tells who was passed over from who is awaited", async () => {
    const { messages: said, read } = await sentences(() => ({
      ...working,
      membersAdded: async () => [added(ADA, admins, "2026-11-20T09:00:00Z"), added(BOB, admins, "2026-11-23T07:36:00Z")],
    }));
    assert.deepEqual(read, [admins]);
    assert.match(said[0]!, /^finding: "admins" lacks ada@example\.com \(a member since 2026-11-20T09:00:00Z\)/);
    assert.match(said[0]!, / -> (Run|Put)/);
    assert.deepEqual(said.slice(1), ['not yet: "admins" lacks bob@example.com in Identity Center; a cycle brings this person.']);
  });

  it("cannot be told without AuditLog.Read.All, which is said and is no failure", async () => {
    const { messages: said } = await sentences(() => ({
      ...working,
      membersAdded: async () => {
        throw new GraphError(403, "Authentication_MSGraphPermissionMissing", "no", "/v1.0/auditLogs/directoryAudits");
      },
    }));
    assert.match(said.join(), /^cannot tell: "admins" lacks ada@example\.com, bob@example\.com .* -> Give the reader AuditLog\.Read\.All/);
  });

  const notAsked = async (change: Parameters<typeof sentences>[0]): Promise<string[]> => {
    const { messages: said, read } = await sentences(change);
    assert.deepEqual(read, []);
    return said;
  };
  const awaited = 'not yet: "admins" lacks ada@example.com, bob@example.com in Identity Center; a cycle brings them.';

  it("is of no interest before a cycle has ended, or where the job does not work", async () => {
    assert.ok((await notAsked(() => jobWith({}))).includes(awaited));
    assert.ok((await notAsked(() => jobWith({ lastExecution: { ...cycle, state: "Failed" } }))).includes(awaited));
    assert.ok((await notAsked(() => jobWith({ lastSuccessfulExecution: cycle }, "Paused"))).includes(awaited));
    assert.ok((await notAsked(() => jobWith({ code: "Quarantine", lastSuccessfulExecution: cycle }))).includes(awaited));
  });

  it("is of no interest for a group that was assigned after the cycle began", async () => {
    const messages = await notAsked((entra) => ({
      ...working,
      appRoleAssignments: async () =>
        (await entra.appRoleAssignments("sp")).map((each) => ({ ...each, createdDateTime: "2026-11-23T07:36:00Z" })),
    }));
    assert.deepEqual(messages, [awaited]);
  });

  it("and of the app's assignment counts from the moment in which Entra sees it", async () => {
    // The settings' assignmentDelaySeconds is 120; the cycle began at 07:35.
    const assigned = (at: string) => (entra: Awaited<ReturnType<Sources["entra"]>>) => ({
      ...working,
      membersAdded: async () => [added(ADA, admins, "2026-11-23T07:32:59Z"), added(BOB, admins, "2026-11-23T07:33:01Z")],
      appRoleAssignments: async () => (await entra.appRoleAssignments("sp")).map((each) => ({ ...each, createdDateTime: at })),
    });
    assert.deepEqual(await notAsked(assigned("2026-11-23T07:33:01Z")), [awaited]);
    const { messages: said } = await sentences(assigned("2026-11-23T07:32:59Z"));
    assert.match(said[0]!, /^finding: "admins" lacks ada@/);
    assert.match(said[1]!, /^not yet: "admins" lacks bob@/);
  });

  it("is held against a cycle with errors about single people, as that has ended too", async () => {
    const later = { timeBegan: "2026-11-23T07:50:00Z", timeEnded: "2026-11-23T07:55:00Z", state: "EntryLevelErrors" };
    const { messages: said } = await sentences(() => ({
      ...jobWith({ lastSuccessfulExecution: cycle, lastExecution: later }),
      membersAdded: async () => [added(ADA, admins, "2026-11-23T07:45:00Z"), added(BOB, admins, "2026-11-23T07:45:00Z")],
    }));
    assert.match(said.join(), /the cycle of 2026-11-23T07:50:00Z has ended without them/);
  });

  it("is not asked where everybody is there", async () => {
    const context = contextWith((sources) => ({
      ...sources,
      entra: async () => ({ ...(await sources.entra()), membersAdded: async () => assert.fail("nobody is awaited") }),
    }));
    assert.ok((await provisioningJob.run(context)).every(({ status }) => status === "ok"));
  });
});
