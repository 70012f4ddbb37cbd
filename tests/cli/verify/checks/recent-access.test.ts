import assert from "node:assert/strict";
import { type AccessEvent, readAccessEvent } from "../../../../cli/clouds/access-events";
import type { Check } from "../../../../cli/verify/check";
import { awsSignIns } from "../../../../cli/verify/checks/aws-sign-ins";
import { cliProfile } from "../../../../cli/verify/checks/cli-profile";
import { cliSessions } from "../../../../cli/verify/checks/cli-sessions";
import { consoleSessions } from "../../../../cli/verify/checks/console-sessions";
import type { Sources } from "../../../../cli/verify/context";
import { formatReport, reportOf } from "../../../../cli/verify/report";
import { runChecks } from "../../../../cli/verify/run";
import { contextWith, now, recentEvents, settings } from "../fakes";

const said = async (check: Check, change?: (sources: Sources) => Sources, wanted = settings()): Promise<string[]> => {
  const [result] = await runChecks([check], contextWith(change, wanted));
  return result!.outcomes.map(({ status, message }) => `${status}: ${message}`);
};
const withEvents =
  (events: readonly AccessEvent[], whole = true) =>
  (sources: Sources): Sources => ({
    ...sources,
    accessEvents: async (name) => ({ events: events.filter((event) => event.name === name), whole }),
  });
const event = (change: Partial<AccessEvent>): AccessEvent => ({ ...recentEvents[0]!, ...change });
const denied = (sources: Sources): Sources => ({
  ...sources,
  accessEvents: () => Promise.reject(Object.assign(new Error("no"), { name: "AccessDeniedException" })),
});

describe("verify, people who came in lately", () => {
  it("asks for seven days", async () => {
    const asked: [string, Date][] = [];
    await said(awsSignIns, (sources) => ({
      ...sources,
      accessEvents: (name, since) => {
        asked.push([name, since]);
        return sources.accessEvents(name, since);
      },
    }));
    assert.deepEqual(asked, [["ExternalIdPDirectoryLogin", new Date(now.getTime() - 7 * 86_400_000)]]);
  });

  it("R9.1: finds whom Identity Center did not let in, and forgets it once the person came in since", async () => {
    const failure = event({ failed: true, userName: undefined, userId: undefined });
    const eve = event({ failed: true, userName: "eve@example.com", userId: undefined });
    assert.deepEqual(await said(awsSignIns), ["ok: 1 people came from Entra within 7 days, and Identity Center let each in."]);
    assert.deepEqual(await said(awsSignIns, withEvents([event({}), event({ failed: true }), eve])), [
      "finding: Entra sent eve@example.com to AWS at 2026-11-22T09:00:00.000Z, and Identity Center did not let them in.",
    ]);
    assert.match((await said(awsSignIns, withEvents([failure])))[0]!, /^finding: Entra sent somebody to AWS/);
    assert.deepEqual(await said(awsSignIns, withEvents([])), ["cannot tell: Nobody came to Identity Center from Entra within 7 days."]);
  });

  it("R9.2: tells of console sessions, of those in a role that nobody is granted, and of another SAML provider", async () => {
    assert.deepEqual(await said(consoleSessions), [
      "ok: 1 console sessions within 7 days in 1 roles, each granted by the settings; the last one 2026-11-22T09:00:00.000Z, Platform-Admin in 300000000001.",
    ]);
    const stranger = event({ name: "Federate", permissionSet: "Old-Admin", userName: undefined });
    const foreign = event({ name: "AssumeRoleWithSAML", roleArn: "arn:aws:iam::100000000001:role/okta" });
    const own = event({
      name: "AssumeRoleWithSAML",
      roleArn: "arn:aws:iam::1:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_A_1",
    });
    assert.deepEqual(await said(consoleSessions, withEvents([stranger, stranger, foreign, own])), [
      "note: ada@example.com opened the console of app (300000000001) with Old-Admin at 2026-11-22T09:00:00.000Z, which the settings do not grant today.",
      "note: arn:aws:iam::100000000001:role/okta was entered through a SAML provider other than Identity Center's within 7 days.",
    ]);
    assert.deepEqual(await said(consoleSessions, withEvents([event({ name: "Federate", failed: true })])), [
      "cannot tell: Nobody opened the console through Identity Center within 7 days.",
    ]);
  });

  it("R9.3: tells of tokens and role credentials; without them what to do by hand", async () => {
    assert.deepEqual(await said(cliSessions), [
      "ok: 1 tokens for CLIs and SDKs within 7 days, the last one 2026-11-22T09:00:00.000Z; role credentials were taken 1 times.",
    ]);
    const refused = withEvents([event({ name: "CreateToken", failed: true })]);
    assert.deepEqual(await said(cliSessions, refused), [
      "cannot tell: No CLI or SDK got a token within 7 days; 1 requests for a token were refused.",
    ]);
    const [result] = await runChecks([cliSessions], contextWith(withEvents([])));
    assert.match(result!.outcomes[0]!.remedy!, /aws sso login --profile app\.Platform-Admin/);
    assert.match(
      (await said(cliSessions, withEvents([event({ name: "CreateToken" })])))[0]!,
      /^cannot tell: 1 tokens .* no role credentials/,
    );
  });

  it("cannot tell without the permission, and says where to look with credentials of another account", async () => {
    for (const check of [awsSignIns, consoleSessions, cliSessions])
      assert.deepEqual(await said(check, denied), ["cannot tell: CloudTrail's event history may not be read."]);
    const delegated = (sources: Sources): Sources => ({
      ...withEvents([])(sources),
      ownAccount: async () => ({ accountId: "300000000001", has: async () => true }),
    });
    assert.match((await said(awsSignIns, delegated))[0]!, /credentials are of 300000000001, .* management account 100000000001\.$/);
  });

  it("R8.1: resolves a profile; finds another instance's portal; leaves a missing assignment to R5.7", async () => {
    assert.deepEqual(await said(cliProfile), [
      "ok: The profile app.Platform-Admin resolves: Platform-Admin in app (300000000001), from https://d-9367abcdef.awsapps.com/start; only a sign-in in a browser proves the rest (R9.3).",
    ]);
    const portal = (accessPortalUrl: string) =>
      said(cliProfile, undefined, settings({ identityCenter: { ...settings().identityCenter, accessPortalUrl } }));
    assert.match((await portal("https://d-9999999999.awsapps.com/start"))[0]!, /^finding: The profiles start at https:\/\/d-9999999999/);
    assert.match((await portal("https://acme.awsapps.com/start"))[0]!, /^ok: .* from https:\/\/acme\.awsapps\.com\/start/);
    const nobody = (sources: Sources): Sources => ({
      ...sources,
      identityCenter: { ...sources.identityCenter, assignments: async () => [] },
    });
    assert.deepEqual(await said(cliProfile, nobody), [
      "note: No profile leads anywhere yet: nobody has Platform-Admin in app (300000000001) (see R5.1 to R5.7).",
    ]);
  });

  it("takes nothing secret from an event", async () => {
    const secret = "IQoJb3JpZ2luX2VjEPLANTEDTOKEN";
    const text = {
      eventSource: "sso.amazonaws.com",
      eventName: "GetRoleCredentials",
      userIdentity: { userName: "ada@example.com", accessKeyId: secret, onBehalfOf: { userId: "s1" } },
      requestParameters: { accessToken: secret, roleArn: "arn:aws:iam::1:role/x" },
      responseElements: { credentials: { sessionToken: secret, secretAccessKey: secret } },
      serviceEventDetails: { role_name: "Platform-Admin", account_id: "300000000001", accessToken: secret },
    };
    const read = (["Federate", "CreateToken", "GetRoleCredentials"] as const).flatMap((name) =>
      readAccessEvent(name, { EventTime: now, CloudTrailEvent: JSON.stringify(text) }),
    );
    assert.equal(read.length, 3);
    assert.ok(!JSON.stringify(read).includes(secret));
    const results = await runChecks([consoleSessions, cliSessions, awsSignIns], contextWith(withEvents(read)));
    const report = reportOf(results, { stack: "dev", phase: "assign", time: "", calls: { aws: 0, entra: 0 }, milliseconds: 0 });
    assert.ok(!`${formatReport(report)}${JSON.stringify(report)}`.includes("PLANTED"));
    assert.deepEqual(
      readAccessEvent("CreateToken", { EventTime: now, CloudTrailEvent: '{"eventSource":"cognito-idp.amazonaws.com"}' }),
      [],
    );
  });
});
