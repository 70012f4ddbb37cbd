import assert from "node:assert/strict";
import { groupsOnly } from "../../rules/assignments/groups-only";
import { noUsers } from "../../rules/iam/no-users";
import { sessionDuration } from "../../rules/permission-sets/session-duration";
import { iam, ssoadmin } from "../../shared/types";
import { UNKNOWN, configured, notes, remedied, resource, violations } from "../../testing";

describe("permission-set-session-duration", () => {
  const set = (props: Record<string, unknown>) => resource(ssoadmin.permissionSet, props, { name: "Auditor" });

  it("refuses a session of thirteen hours", async () => {
    assert.deepEqual(await violations(sessionDuration, set({ sessionDuration: "PT13H" })), [
      'sessionDuration is "PT13H"; it must be PT1H to PT12H.',
    ]);
  });
  it("accepts the runbook's eight hours", async () => {
    assert.deepEqual(await violations(sessionDuration, set({ sessionDuration: "PT8H" })), []);
  });
  it("tells by name what it does not know yet", async () => {
    assert.deepEqual(await notes(sessionDuration, set({ sessionDuration: UNKNOWN })), [
      "permission-set-session-duration cannot judge sessionDuration of Auditor before it is known; pulumi up judges it again.",
    ]);
  });
  it("cuts a session to the configured length", async () => {
    assert.deepEqual(await remedied(configured(sessionDuration, { maxHours: 4 }), set({ name: "A", sessionDuration: "PT5H" })), {
      name: "A",
      sessionDuration: "PT4H",
    });
  });
});

describe("iam-no-users", () => {
  it("refuses a user of any other name", async () => {
    assert.deepEqual(await violations(noUsers, resource(iam.user, { name: "deployer" })), [
      'The IAM user "deployer" is not one of breakglass-1 and breakglass-2.',
    ]);
  });
  it("accepts a breakglass user", async () => {
    assert.deepEqual(await violations(noUsers, resource(iam.user, { name: "breakglass-2" })), []);
  });
});

describe("assignment-groups-only", () => {
  it("refuses a user", async () => {
    assert.deepEqual(await violations(groupsOnly, resource(ssoadmin.accountAssignment, { principalType: "USER" })), [
      'principalType is "USER"; it must be GROUP.',
    ]);
  });
  it("accepts a group", async () => {
    assert.deepEqual(await violations(groupsOnly, resource(ssoadmin.accountAssignment, { principalType: "GROUP" })), []);
  });
});
