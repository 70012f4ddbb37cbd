import assert from "node:assert/strict";
import type { AccessEvent } from "../../../../cli/clouds/access-events";
import { consoleSessions } from "../../../../cli/verify/checks/console-sessions";
import { CLOSED, closedHistory, elsewhere, ELSEWHERE, event, withEvents } from "../events";
import { inConnect, LATER, messages } from "../messages";

const session = (change: Partial<AccessEvent> = {}): AccessEvent => event({ name: "Federate", ...change });
const saml = (roleArn: string | undefined, failed = false): AccessEvent => event({ name: "AssumeRoleWithSAML", roleArn, failed });
const found = (...events: AccessEvent[]) => messages(consoleSessions, withEvents(events));
const MEANWHILE = " -> Where that access was not taken away since, R5.7 and `federation drift` name the assignment.";
const BY_HAND =
  " -> By hand: open the access portal, choose an account and a permission set, and see the console load with its rights; the event is there within 15 minutes.";
const opened = (who: string, where: string, set = "Old-Admin") =>
  `note: ${who} opened the console of ${where} with ${set} at 2026-11-22T09:00:00.000Z, which the settings do not grant today.${MEANWHILE}`;
const granted = (sessions: string) =>
  `ok: ${sessions}, each granted by the settings; the last one 2026-11-22T09:00:00.000Z, Platform-Admin in 300000000001.`;

describe("verify: console sessions (R9.2)", () => {
  it("are in roles that the settings grant, the latest of them where there are more than can be read", async () => {
    assert.deepEqual(await messages(consoleSessions), [granted("1 console sessions within 7 days in 1 roles")]);
    assert.deepEqual(await messages(consoleSessions, withEvents([session(), session()], false)), [
      granted("The latest 2 console sessions within 7 days in 1 roles"),
    ]);
  });

  it("are a note each in a role that nobody is granted, by person, account and set, once a person", async () => {
    const old = session({ permissionSet: "Old-Admin" });
    const eve = session({ permissionSet: "Old-Admin", userName: "eve@example.com" });
    assert.deepEqual(await found(old, old, eve), [opened("ada@example.com", "app (300000000001)"), opened("eve@example.com", "app (300000000001)")]); // prettier-ignore
    assert.deepEqual(await found(session({ accountId: "100000000001", userName: undefined })), [
      opened("ada@example.com", "management (100000000001)", "Platform-Admin"),
    ]);
    assert.deepEqual(await found(session({ accountId: "900000000009" })), [
      opened("ada@example.com", "account 900000000009", "Platform-Admin"),
    ]);
  });

  it("are ten notes at most, and the others counted", async () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => session({ permissionSet: `Old-${at + 10}` }));
    assert.equal((await found(...many(10))).length, 10);
    const notes = await found(...many(12));
    assert.equal(notes[9], opened("ada@example.com", "app (300000000001)", "Old-19"));
    assert.deepEqual(notes.slice(10), ["note: 2 more such sessions. -> CloudTrail's event history has them: event name Federate."]);
  });

  it("cannot be told where the event does not say in which role", async () => {
    const blind = (count: number) =>
      `cannot tell: ${count} console sessions within 7 days name no account or no permission set. -> CloudTrail's event history has them: event name Federate.`;
    const without = session({ permissionSet: undefined });
    assert.deepEqual(await found(without, session({ accountId: undefined }), session()), [blind(2)]);
    assert.deepEqual(await found(without, session({ permissionSet: "Old-Admin" })), [
      opened("ada@example.com", "app (300000000001)"),
      blind(1),
    ]);
  });

  it("are beside a note on each role that was entered through another SAML provider, once", async () => {
    const okta = "arn:aws:iam::100000000001:role/okta";
    const own = "arn:aws:iam::1:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_A_1";
    assert.deepEqual(await found(session(), saml(okta), saml(okta), saml(own), saml(undefined), saml("arn:aws:iam::1:role/x", true)), [
      `note: ${okta} was entered through a SAML provider other than Identity Center's within 7 days. -> See whose provider the role trusts (IAM > Identity providers): neither this federation's MFA nor its Conditional Access apply to it.`,
    ]);
  });

  it("cannot be told where nobody opened the console, or tried in vain", async () => {
    const none = "cannot tell: Nobody opened the console through Identity Center within 7 days";
    assert.deepEqual(await found(session({ failed: true })), [`${none}.${BY_HAND}`]);
    assert.deepEqual(await messages(consoleSessions, elsewhere), [`${none}${ELSEWHERE}${BY_HAND}`]);
  });

  it("cannot be told where the history may not be read; that of other providers alone keeps nothing else from being told", async () => {
    assert.deepEqual(await messages(consoleSessions, closedHistory()), CLOSED);
    assert.match((await messages(consoleSessions, closedHistory("AssumeRoleWithSAML")))[0]!, /^ok: 1 console sessions/);
    assert.deepEqual(await inConnect(consoleSessions), LATER);
  });
});
