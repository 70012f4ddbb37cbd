import assert from "node:assert/strict";
import { logReasons, quarantineOf, reasonsOf, type ProvisioningEvent, type ProvisioningLook } from "../../access/provisioning-health";

const event = (id: string, status: string, time: string, reason?: string): ProvisioningEvent => ({
  activityDateTime: time,
  sourceIdentity: { id, displayName: `aws-${id}` },
  provisioningStatusInfo: { status, errorInformation: reason === undefined ? null : { errorCode: "E", reason } },
});
const nothing: ProvisioningLook = { status: undefined, connection: undefined, log: [], unread: [] };

describe("quarantine of a provisioning job", () => {
  it("is told by its code or its record, with Entra's reason", () => {
    assert.equal(quarantineOf({ code: "Active", quarantine: null }), undefined);
    assert.equal(quarantineOf(undefined), undefined);
    assert.equal(quarantineOf({ code: "Quarantine" })?.reason, "Entra gives no reason");
    assert.deepEqual(quarantineOf({ code: "Active", quarantine: { reason: "TooManyDeletes", error: { message: "many" } } }), {
      reason: "TooManyDeletes: many",
      tooManyDeletes: true,
    });
  });
});

describe("the provisioning log", () => {
  it("counts an object's last word only: a failure that a success followed is over", () => {
    const log = [event("a", "failure", "2026-11-23T08:00:00Z", "HTTP 401"), event("a", "success", "2026-11-23T08:05:00Z")];
    assert.deepEqual(logReasons(log, ["a"]), []);
    assert.deepEqual(logReasons([...log].reverse(), ["a"]), []);
    const again = [...log, event("a", "failure", "2026-11-23T08:10:00Z", "HTTP 409")];
    assert.deepEqual(logReasons(again, ["A"]), ['the provisioning log says "HTTP 409" about aws-a']);
  });

  it("says each reason once, and only about what was asked for", () => {
    const log = [..."abcde"].map((id) => event(id, "failure", "2026-11-23T08:00:00Z", "HTTP 401"));
    assert.deepEqual(logReasons(log, ["a", "b"]), ['the provisioning log says "HTTP 401" about aws-a, aws-b']);
    assert.deepEqual(logReasons(log), ['the provisioning log says "HTTP 401" about aws-a, aws-b, aws-c and 2 more']);
  });

  it("tells who was skipped only of those who are waited for", () => {
    const log = [event("a", "skipped", "2026-11-23T08:00:00Z", "not assigned")];
    assert.deepEqual(logReasons(log), []);
    assert.deepEqual(logReasons(log, ["a"]), ['the provisioning log says "not assigned" about aws-a']);
  });

  it("has a code where there are no words, and never shows what may be a credential", () => {
    const bare = {
      ...event("a", "failure", "2026-11-23T08:00:00Z"),
      provisioningStatusInfo: { status: "failure", errorInformation: { errorCode: "E" } },
    };
    assert.deepEqual(logReasons([bare]), ['the provisioning log says "E" about aws-a']);
    const leaky = event("a", "failure", "2026-11-23T08:00:00Z", "refused: Bearer abc.def-123");
    assert.deepEqual(logReasons([leaky]), ['the provisioning log says "refused: Bearer …" about aws-a']);
  });
});

describe("why provisioning does not arrive", () => {
  it("is nothing where Entra says nothing", () => assert.deepEqual(reasonsOf(nothing, ["a"]), []));

  it("names connection, quarantine and log, each cause once", () => {
    const message = "The target refused the credentials (HTTP 401).";
    const look: ProvisioningLook = {
      ...nothing,
      connection: { message, credentials: true },
      status: { code: "Quarantine", quarantine: { reason: "EncounteredQuarantineException", error: { message } } },
      log: [event("a", "failure", "2026-11-23T08:00:00Z", message), event("b", "failure", "2026-11-23T08:00:00Z", "HTTP 409")],
    };
    assert.deepEqual(reasonsOf(look, ["a", "b"]), [
      'its connection test fails: "The target refused the credentials (HTTP 401)"',
      "the provisioning job is in quarantine for it",
      'the provisioning log says "HTTP 409" about aws-b',
    ]);
    assert.deepEqual(reasonsOf({ ...look, connection: undefined, log: [] }, ["a"]), [
      'the provisioning job is in quarantine: "EncounteredQuarantineException: The target refused the credentials (HTTP 401)"',
    ]);
  });
});
