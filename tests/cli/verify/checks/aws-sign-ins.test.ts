import assert from "node:assert/strict";
import { awsSignIns } from "../../../../cli/verify/checks/aws-sign-ins";
import { CLOSED, closedHistory, elsewhere, ELSEWHERE, event, withEvents } from "../events";
import { messages } from "../messages";

const BY_HAND = " -> By hand: open the access portal, sign in, and see the accounts; the event is there within 15 minutes.";
const refused = (who: string) =>
  `finding: Entra sent ${who} to AWS at 2026-11-22T09:00:00.000Z, and Identity Center did not let them in. -> See whether the person is in Identity Center under the same user name (R4.5), and whether certificate (R2.4, R3.1) and reply URLs (R2.2) are right; then let them sign in again.`;

describe("verify: sign-ins that Identity Center took (R9.1)", () => {
  it("are counted by person", async () => {
    const grace = event({ userName: "grace@example.com", userId: undefined });
    assert.deepEqual(await messages(awsSignIns), ["ok: 1 people came from Entra within 7 days, and Identity Center let each in."]);
    assert.deepEqual(await messages(awsSignIns, withEvents([event({}), event({}), grace])), [
      "ok: 2 people came from Entra within 7 days, and Identity Center let each in.",
    ]);
  });

  it("are a finding for each whom Identity Center did not let in, by name; whom the event does not name, by the identity store", async () => {
    const eve = event({ failed: true, userName: "eve@example.com", userId: undefined });
    assert.deepEqual(await messages(awsSignIns, withEvents([event({}), eve])), [refused("eve@example.com")]);
    assert.deepEqual(await messages(awsSignIns, withEvents([event({ failed: true, userName: undefined })])), [refused("ada@example.com")]);
    assert.deepEqual(await messages(awsSignIns, withEvents([event({ failed: true, userName: undefined, userId: undefined })])), [
      refused("somebody"),
    ]);
  });

  it("are well again once the person came in since, and a finding where they failed last", async () => {
    const failed = event({ failed: true });
    assert.match((await messages(awsSignIns, withEvents([event({}), failed])))[0]!, /^ok: 1 people/);
    assert.deepEqual(await messages(awsSignIns, withEvents([failed, event({})])), [refused("ada@example.com")]);
  });

  it("are one person's, whether an event names the id, the user name in any letters, or both", async () => {
    const byName = event({ failed: true, userName: "Ada@Example.com", userId: undefined });
    assert.match((await messages(awsSignIns, withEvents([event({}), byName])))[0]!, /^ok: 1 people/);
    const byId = event({ userName: undefined });
    assert.match((await messages(awsSignIns, withEvents([byId, event({}), byName])))[0]!, /^ok: 1 people/);
    assert.deepEqual(await messages(awsSignIns, withEvents([byName, byId, event({})])), [refused("Ada@Example.com")]);
  });

  it("cannot be told where nobody came, with where else to look; or where the history may not be read", async () => {
    const none = "cannot tell: Nobody came to Identity Center from Entra within 7 days";
    assert.deepEqual(await messages(awsSignIns, withEvents([])), [`${none}.${BY_HAND}`]);
    assert.deepEqual(await messages(awsSignIns, elsewhere), [`${none}${ELSEWHERE}${BY_HAND}`]);
    assert.deepEqual(await messages(awsSignIns, closedHistory()), CLOSED);
  });
});
