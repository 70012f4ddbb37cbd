import assert from "node:assert/strict";
import { GraphError } from "../../../graph/client";
import { Failure } from "../../../cli/failure";
import { checks } from "../../../cli/verify/registry";
import { formatReport, reportOf } from "../../../cli/verify/report";
import { explain, runChecks, worst } from "../../../cli/verify/run";
import type { Sources } from "../../../cli/verify/context";
import { contextWith, rightSources, settings, thumbprint } from "./fakes";

async function verify(change?: (sources: Sources) => Sources, wanted = settings()): Promise<Map<string, string[]>> {
  const results = await runChecks(checks, contextWith(change, wanted));
  return new Map(results.map(({ id, outcomes }) => [id, outcomes.map(({ status, message }) => `${status}: ${message}`)]));
}

type Entra = Awaited<ReturnType<Sources["entra"]>>;
const withEntra =
  (change: Partial<Entra>) =>
  (sources: Sources): Sources => ({ ...sources, entra: async () => ({ ...(await sources.entra()), ...change }) });
const withCenter =
  (change: Partial<Sources["identityCenter"]>) =>
  (sources: Sources): Sources => ({
    ...sources,
    identityCenter: { ...sources.identityCenter, ...change },
  });
const statuses = (report: Map<string, string[]>, status: string) =>
  [...report].filter(([, said]) => said.some((line) => line.startsWith(`${status}:`))).map(([id]) => id);

describe("verify, whole", () => {
  it("finds nothing where both clouds are as the settings want them", async () => {
    const report = await verify();
    assert.deepEqual(statuses(report, "finding"), []);
    assert.deepEqual(statuses(report, "cannot tell"), []);
    assert.deepEqual(report.get("R2.4"), [`ok: ${thumbprint} is active and ends 2029-09-30, in 1041 days.`]);
    assert.deepEqual(report.get("R5.7"), ["ok: 1 assignments, none missing, none too much."]);
    assert.deepEqual(report.get("R5.7 groups"), ["ok: 1 of 1 groups are whole from Entra to their accounts."]);
  });

  it("has a unique id for every check", () => {
    assert.equal(new Set(checks.map(({ id }) => id)).size, checks.length);
  });

  it("leaves what belongs to the phase assign for later in the phase connect", async () => {
    const report = await verify(undefined, settings({ phase: "connect" }));
    for (const id of ["R4.1", "R4.2", "R4.3", "R4.4", "R4.5", "R4.6", "R5.7", "R5.7 groups"])
      assert.match(report.get(id)?.[0] ?? "", /^not yet: /, id);
  });

  it("finds a user who was given access by hand, and names user, set and account", async () => {
    const report = await verify(
      withCenter({
        assignments: async () => [
          { permissionSetArn: "arn:Platform-Admin", accountId: "300000000001", principalType: "GROUP", principalId: "g1" },
          { permissionSetArn: "arn:Platform-Admin", accountId: "100000000001", principalType: "USER", principalId: "u9" },
        ],
      }),
    );
    assert.deepEqual(statuses(report, "finding"), ["R5.7"]);
    assert.deepEqual(report.get("R5.7"), [
      'finding: The user "ada@example.com" has Platform-Admin in management (100000000001), which the settings do not grant.',
    ]);
  });

  it("names the first broken link of a group: application, Identity Center, assignments, nested members", async () => {
    const link = async (change: (sources: Sources) => Sources) => (await verify(change)).get("R5.7 groups")?.[0];
    assert.match((await link(withEntra({ groups: async () => [] })))!, /^finding: "admins" breaks at Entra: .* was deleted\.$/);
    assert.equal(
      await link(withEntra({ appRoleAssignments: async () => [] })),
      'note: "admins" breaks at the application: it is not assigned (see R4.6).',
    );
    const gone = (sources: Sources): Sources => ({ ...sources, identityStore: { ...sources.identityStore, groups: async () => [] } });
    assert.equal(await link(gone), 'finding: "admins" breaks at Identity Center: it is not provisioned there under its object id.');
    assert.equal(
      await link(withCenter({ assignments: async () => [] })),
      'note: "admins" breaks at its assignments: 1 of 1 are missing (see R5.7).',
    );
    const nested = withEntra({ members: async () => [{ id: "g7", displayName: "inner", "@odata.type": "#microsoft.graph.group" }] });
    assert.equal(
      await link(nested),
      'note: "admins" has nested groups, whose members get no access: "inner"; provisioning takes direct members only.',
    );
  });

  it("finds a quarantined job with its reason, and a failed connection test", async () => {
    const job = {
      id: "job",
      schedule: { state: "Active" },
      status: { code: "Quarantine", quarantine: { reason: "EncounteredQuarantineException" } },
    };
    const refuse = async () => {
      throw new GraphError(400, "InvalidCredentials", "The token is not valid.", "/validateCredentials");
    };
    const report = await verify(withEntra({ jobs: async () => [job], testConnection: refuse }));
    assert.deepEqual(report.get("R4.5")?.[0], "finding: Provisioning is in quarantine (EncounteredQuarantineException).");
    assert.deepEqual(report.get("R4.2"), ["finding: Entra's connection test failed: The token is not valid."]);
  });

  it("explains what is wrong with provisioning by Entra's log, and says where that may not be read", async () => {
    const event = (id: string, displayName: string, reason: string, time: string) => ({
      activityDateTime: time,
      sourceIdentity: { id, displayName },
      provisioningStatusInfo: { status: "failure", errorInformation: { errorCode: "E", reason } },
    });
    const quarantined = { id: "job", schedule: { state: "Active" }, status: { code: "Quarantine", quarantine: { reason: "R" } } };
    const log = [event("aaaaaaaa-0000-4000-8000-000000000001", "admins", "HTTP 401 from the target.", "2026-11-23T07:50:00Z")];
    const refuse = async () => {
      throw new GraphError(400, "InvalidCredentials", "The token is not valid.", "/validateCredentials");
    };
    const nobody = (sources: Sources): Sources => ({ ...sources, identityStore: { ...sources.identityStore, groups: async () => [] } });
    const asked: Date[] = [];
    const provisioningLog = async (_job: string, since: Date) => {
      asked.push(since);
      return log;
    };
    const report = await verify((sources) =>
      withEntra({ jobs: async () => [quarantined], testConnection: refuse, provisioningLog })(nobody(sources)),
    );
    const said = 'The provisioning log says "HTTP 401 from the target" about admins.';
    assert.deepEqual(report.get("R4.2"), [`finding: Entra's connection test failed: The token is not valid. ${said}`]);
    assert.deepEqual(report.get("R4.5")?.slice(0, 2), [
      `finding: Provisioning is in quarantine (R). ${said}`,
      `finding: Group "admins" (aaaaaaaa-0000-4000-8000-000000000001) is not in Identity Center. ${said}`,
    ]);
    assert.deepEqual(asked, [new Date("2026-11-22T08:00:00Z")]);

    const closed = async () => {
      throw new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges.", "/v1.0/auditLogs/provisioning");
    };
    const results = await runChecks(checks, contextWith(withEntra({ jobs: async () => [quarantined], provisioningLog: closed })));
    const [outcome] = results.find(({ id }) => id === "R4.5")?.outcomes ?? [];
    assert.equal(outcome?.message, "Provisioning is in quarantine (R).");
    assert.match(outcome?.remedy ?? "", /Entra's provisioning log may say more: give the reader AuditLog\.Read\.All\.$/);
  });

  it("asks for no log where nothing is wrong with provisioning", async () => {
    const report = await verify(withEntra({ provisioningLog: async () => assert.fail("nobody needs it") }));
    assert.match(report.get("R4.5")?.[0] ?? "", /^ok: /);
  });

  it("reports an unreachable Entra as not to be told, and still checks AWS", async () => {
    const report = await verify((sources) => ({
      ...sources,
      entra: async () => {
        throw new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges.", "/v1.0/applications");
      },
    }));
    assert.deepEqual(report.get("R2.1"), ["cannot tell: Entra refused /v1.0/applications: Insufficient privileges."]);
    assert.match(report.get("R5.1")?.[0] ?? "", /^ok: /);
    assert.deepEqual(statuses(report, "finding"), []);
  });

  it("is no success where a cloud could not be read, and says which checks did not look", async () => {
    const unreadable = (sources: Sources): Sources => ({
      ...sources,
      entra: async () => {
        throw new Failure("There are no credentials for Entra.");
      },
    });
    const about = { stack: "dev", phase: "assign", time: "", calls: { aws: 0, entra: 0 }, milliseconds: 0 };
    const report = reportOf(await runChecks(checks, contextWith(unreadable, settings())), about);
    assert.equal(report.status, "incomplete");
    assert.match(formatReport(report), /checks could not look \(R1\.2, R2\.1, /);
    assert.equal(reportOf(await runChecks(checks, contextWith(undefined, settings())), about).status, "fine");
  });

  it("is fine where only CloudTrail's memory is too short", async () => {
    const results = await runChecks(
      checks,
      contextWith((sources) => ({ ...sources, latestEvent: async () => undefined }), settings()),
    );
    assert.equal(
      reportOf(results, { stack: "dev", phase: "assign", time: "", calls: { aws: 0, entra: 0 }, milliseconds: 0 }).status,
      "fine",
    );
  });

  it("finds a permission set that somebody changed, and one that is not current everywhere", async () => {
    const { identityCenter } = rightSources(settings());
    const report = await verify(
      withCenter({
        content: async (instance, arn) => ({ ...(await identityCenter.content(instance, arn)), managedPolicyArns: [] }),
        accountsWith: async (_instance, _arn, stale) => (stale === true ? ["300000000001"] : []),
      }),
    );
    assert.deepEqual(report.get("R5.1"), [
      "finding: Platform-Admin has managed policy arn:aws:iam::aws:policy/AdministratorAccess missing.",
      "finding: Platform-Admin is out of date in 1 accounts: 300000000001.",
    ]);
  });

  it("finds what somebody attached to a set by hand, with the command that removes it", async () => {
    const { identityCenter } = rightSources(settings());
    const results = await runChecks(
      checks,
      contextWith(
        withCenter({
          content: async (instance, arn) => ({
            ...(await identityCenter.content(instance, arn)),
            inlinePolicy: { Version: "2012-10-17", Statement: [] },
          }),
        }),
      ),
    );
    assert.deepEqual(results.find(({ id }) => id === "R5.1")?.outcomes, [
      {
        status: "finding",
        message: "Platform-Admin has an inline policy that somebody attached by hand: the settings give it none.",
        remedy: "Run `federation repair`, which shows and removes it; no `pulumi up` does.",
      },
    ]);
  });

  it("finds provisioning of the whole directory, and another endpoint", async () => {
    const secrets = async () => [
      { key: "BaseAddress", value: "https://scim.example/" },
      { key: "SecretToken", value: "*" },
      { key: "SyncAll", value: "true" },
    ];
    const report = await verify(withEntra({ secrets }));
    assert.deepEqual(statuses(report, "finding"), ["R4.1", "R4.4"]);
  });
});

describe("verify's report", () => {
  it("is at most 120 columns wide, worst sentences first, shared remedies once", async () => {
    const results = await runChecks(checks, contextWith(withCenter({ permissionSets: async () => [], assignments: async () => [] })));
    const report = reportOf(results, {
      stack: "dev",
      phase: "assign",
      time: "2026-11-23T08:00:00Z",
      calls: { aws: 3, entra: 4 },
      milliseconds: 1234,
    });
    const text = formatReport(report);
    assert.ok(text.split("\n").every((line) => line.length <= 120));
    assert.match(text, /R5\.1 +FINDING +Permission set Platform-Admin +There is no permission set Platform-Admin\./);
    assert.match(
      text,
      /dev \(phase assign\): \d+ ok, 2 with notes, \d+ with findings, 0 cannot tell, \d+ not yet; 3 AWS calls, 4 Entra calls, 1\.2 s\.$/,
    );
    assert.equal(report.status, "findings");
  });

  it("ranks a finding before everything else", () => {
    assert.equal(
      worst([
        { status: "ok", message: "" },
        { status: "cannot tell", message: "" },
        { status: "finding", message: "" },
      ]),
      "finding",
    );
    assert.equal(worst([]), "ok");
  });

  it("explains a refusal by AWS with the role that is needed", () => {
    const error = Object.assign(new Error("User is not authorized"), { name: "AccessDeniedException" });
    assert.deepEqual(explain(error), {
      status: "cannot tell",
      message: "AccessDeniedException: User is not authorized",
      remedy:
        "Give the role the policy that `federation doctor --policy verify` prints, in the management account or that of the delegated administrator.",
    });
  });
});
