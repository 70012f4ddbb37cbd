import assert from "node:assert/strict";
import { GraphError } from "../../../graph/client";
import { Failure } from "../../../cli/failure";
import { checks } from "../../../cli/verify/registry";
import { formatReport, reportOf } from "../../../cli/verify/report";
import { explain, runChecks, worst } from "../../../cli/verify/run";
import type { Sources } from "../../../cli/verify/context";
import { contextWith, settings, thumbprint } from "./fakes";
import { breakglassSettings } from "./guard-fakes";

async function verify(change?: (sources: Sources) => Sources, wanted = settings()): Promise<Map<string, string[]>> {
  const results = await runChecks(checks, contextWith(change, wanted));
  return new Map(results.map(({ id, outcomes }) => [id, outcomes.map(({ status, message }) => `${status}: ${message}`)]));
}

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

  it("asks Entra nothing in the phase aws, and runs every check that AWS alone answers", async () => {
    const asked: string[] = [];
    const refuse = (what: string) => async (): Promise<never> => {
      asked.push(what);
      throw new Failure("There is no Entra.");
    };
    const withoutEntra = (sources: Sources): Sources => ({
      ...sources,
      entra: refuse("entra"),
      conditionalAccess: refuse("conditionalAccess"),
    });
    const siem = { sentinel: { workspaceId: "33333333-3333-4333-8333-333333333333" } };
    const wanted = settings({ ...breakglassSettings, siem, phase: "aws" });
    const results = await runChecks(checks, contextWith(withoutEntra, wanted));
    const later = "Belongs to Entra, or to sign-ins through it; this stack is in the phase aws.";
    const left = results.filter(({ outcomes }) => outcomes.some(({ message }) => message === later)).map(({ id }) => id);
    assert.deepEqual(asked, []);
    assert.deepEqual(
      results.flatMap(({ id, failed }) => (failed === true ? [id] : [])),
      [],
    );
    assert.deepEqual(
      left,
      checks.filter(({ cloud }) => cloud === "Entra").map(({ id }) => id),
    );
    assert.ok(results.length - left.length > 25, "checks of AWS");
    assert.equal(results.find(({ id }) => id === "R9.4")!.outcomes[0]!.status, "ok");
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
