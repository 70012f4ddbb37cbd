import assert from "node:assert/strict";
import { planRecovery, recoveredState, type CreationLookup } from "../../../cli/recover/plan";
import type { PendingOperation, ResourceState, StackState } from "../../../cli/stack/state";

const setType = "aws:ssoadmin/permissionSet:PermissionSet";
const urn = (type: string, name: string) => `urn:pulumi:dev::federation::${type}::${name}`;
const resource = (name: string, more: Partial<ResourceState> = {}, type = setType): ResourceState => ({
  urn: urn(type, name),
  type,
  custom: true,
  inputs: { name },
  ...more,
});
const state = (resources: readonly ResourceState[], pending_operations: readonly PendingOperation[]): StackState => ({
  version: 3,
  deployment: { manifest: { time: "2026-11-23T08:00:00Z" }, secrets_providers: { type: "passphrase" }, resources, pending_operations },
});
const creating = (name: string, more: Partial<ResourceState> = {}): PendingOperation => ({
  type: "creating",
  resource: resource(name, more),
});
const found = (...ids: string[]): CreationLookup => ({ kind: "found", candidates: ids.map((id) => ({ id, description: `set ${id}` })) });
const seen = (entries: Readonly<Record<string, CreationLookup>>) =>
  new Map(Object.entries(entries).map(([name, lookUp]) => [urn(setType, name), lookUp]));

describe("plan of a recovery", () => {
  it("adopts what a pending creation really made", () => {
    const plan = planRecovery(state([], [creating("Admin")]), seen({ Admin: found("arn:1") }));
    assert.deepEqual(plan.actions, [{ kind: "adopt", urn: urn(setType, "Admin"), id: "arn:1", description: "set arn:1" }]);
    assert.deepEqual(plan.refresh, [urn(setType, "Admin")]);
  });

  it("forgets a creation that made nothing", () => {
    const plan = planRecovery(state([], [creating("Admin")]), seen({ Admin: found() }));
    assert.deepEqual(plan.actions, [{ kind: "forget", urn: urn(setType, "Admin"), because: "it was not made" }]);
    assert.deepEqual(plan.refresh, []);
  });

  it("forgets a creation that can be repeated without harm", () => {
    const plan = planRecovery(state([], [creating("Admin")]), seen({ Admin: { kind: "repeatable", because: "it is a request" } }));
    assert.deepEqual(plan.actions, [{ kind: "forget", urn: urn(setType, "Admin"), because: "it is a request" }]);
  });

  it("leaves a creation pending when the clouds could not be asked", () => {
    const before = state([], [creating("Admin")]);
    const plan = planRecovery(before, seen({ Admin: { kind: "unknown", because: "access denied" } }));
    assert.deepEqual(plan.actions, [{ kind: "leave", urn: urn(setType, "Admin"), because: "access denied" }]);
    assert.equal(recoveredState(before, plan).deployment.pending_operations?.length, 1);
  });

  it("leaves a creation pending where what is there is older than the run, or lacks the tag that the operation sets", () => {
    const since = new Date("2026-11-23T08:00:00Z");
    const lookUp = (more: object) => seen({ Admin: { kind: "found", candidates: [{ id: "arn:1", description: "set arn:1", ...more }] } });
    const kind = (more: object) => planRecovery(state([], [creating("Admin")]), lookUp(more), since).actions[0]?.kind;
    const [young, old] = [new Date("2026-11-23T08:00:01Z"), new Date("2026-11-23T07:59:59Z")];
    assert.equal(kind({ created: young }), "adopt");
    assert.equal(kind({ created: old, marked: true }), "adopt");
    assert.equal(kind({}), "adopt");
    assert.equal(kind({ created: old }), "leave");
    assert.equal(kind({ created: young, marked: false }), "leave");
    const [action] = planRecovery(state([], [creating("Admin")]), lookUp({ created: old }), since).actions;
    assert.deepEqual(action, {
      kind: "leave",
      urn: urn(setType, "Admin"),
      because:
        'set arn:1 is older than the interrupted run (2026-11-23T07:59:59.000Z), so nothing proves that this stack made it; see docs/recover.md, "What is not proven"',
    });
  });

  it("adopts nothing that the state already holds under another name", () => {
    const plan = planRecovery(
      state([resource("Other", { id: "arn:1", outputs: { arn: "1" } })], [creating("Admin")]),
      seen({ Admin: found("arn:1") }),
    );
    assert.deepEqual(plan.actions, [{ kind: "forget", urn: urn(setType, "Admin"), because: "it was not made" }]);
  });

  it("adopts nothing twice, and names what is left over", () => {
    const plan = planRecovery(state([], [creating("A"), creating("B")]), seen({ A: found("1", "2", "3"), B: found("1", "2", "3") }));
    assert.deepEqual(
      plan.actions.map((action) => action.kind === "adopt" && action.id),
      ["1", "2"],
    );
    assert.deepEqual(
      plan.leftOver.map(({ id }) => id),
      ["3"],
    );
  });

  it("does not adopt credentials whose secret was lost", () => {
    const lost: CreationLookup = {
      kind: "found",
      candidates: [{ id: "breakglass-1", description: "console password", useless: "nobody received it" }],
    };
    const plan = planRecovery(state([], [creating("Admin")]), seen({ Admin: lost }));
    assert.deepEqual(plan.actions, [{ kind: "forget", urn: urn(setType, "Admin"), because: "nobody received it" }]);
    assert.equal(plan.leftOver[0]?.id, "breakglass-1");
  });

  it("forgets components and providers, which no cloud holds", () => {
    const component = {
      type: "creating",
      resource: { urn: urn("federation:aws:PermissionSet", "Admin"), type: "federation:aws:PermissionSet" },
    };
    const provider = { type: "creating", resource: resource("default", {}, "pulumi:providers:aws") };
    const plan = planRecovery(state([], [component, provider]), new Map());
    assert.deepEqual(
      plan.actions.map(({ kind }) => kind),
      ["forget", "forget"],
    );
  });

  for (const type of ["updating", "deleting"]) {
    it(`reads again what was interrupted while ${type}`, () => {
      const known = resource("Admin", { id: "arn:1", outputs: { arn: "1" } });
      const before = state([known], [{ type, resource: known }]);
      const plan = planRecovery(before, new Map());
      assert.deepEqual(plan.actions, [{ kind: "reread", urn: known.urn, because: `it was interrupted while ${type}` }]);
      assert.deepEqual(plan.refresh, [known.urn]);
      assert.deepEqual(recoveredState(before, plan).deployment, { ...before.deployment, pending_operations: [] });
    });
  }

  it("forgets a deletion of something that the state does not hold any more", () => {
    const plan = planRecovery(state([], [{ type: "deleting", resource: resource("Admin", { id: "arn:1" }) }]), new Map());
    assert.equal(plan.actions[0]?.kind, "forget");
    assert.deepEqual(plan.refresh, []);
  });

  it("reads again what an earlier recovery wrote and could not read", () => {
    const unread = resource("Admin", { id: "arn:1", outputs: {} });
    assert.deepEqual(planRecovery(state([unread], []), new Map()).refresh, [unread.urn]);
  });
});

describe("state after a recovery", () => {
  it("holds the adopted resource with its inputs, secrets still encrypted, and without outputs", () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" };
    const before = state([], [creating("Admin", { inputs: { name: "Admin", token: secret }, protect: true, parent: "urn:parent" })]);
    const after = recoveredState(before, planRecovery(before, seen({ Admin: found("arn:1") })));
    assert.deepEqual(after.deployment.resources, [
      { ...resource("Admin", { inputs: { name: "Admin", token: secret }, protect: true, parent: "urn:parent" }), id: "arn:1", outputs: {} },
    ]);
    assert.deepEqual(after.deployment.pending_operations, []);
    assert.deepEqual(after.deployment["secrets_providers"], { type: "passphrase" });
  });

  it("keeps the old half of a replacement, to be deleted", () => {
    const old = resource("Admin", { id: "arn:old", inputs: { name: "Admins" }, outputs: { arn: "old" } });
    const before = state([old], [creating("Admin")]);
    const after = recoveredState(before, planRecovery(before, seen({ Admin: found("arn:new") })));
    assert.deepEqual(after.deployment.resources, [
      { ...old, delete: true },
      { ...resource("Admin"), id: "arn:new", outputs: {} },
    ]);
  });

  it("does not delete what a later run has made of the same thing; the first one is left over", () => {
    const secret = (ciphertext: string) => ({
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      ciphertext,
    });
    const finished = resource("Admin", { id: "arn:2", inputs: { name: "Admin", token: secret("v1:abc") }, outputs: { arn: "2" } });
    const before = state([finished], [creating("Admin", { inputs: { name: "Admin", token: secret("v1:xyz") } })]);
    const plan = planRecovery(before, seen({ Admin: found("arn:1", "arn:2") }));
    assert.deepEqual(plan.actions, [{ kind: "forget", urn: finished.urn, because: "a later run has made it" }]);
    assert.deepEqual(
      plan.leftOver.map(({ id }) => id),
      ["arn:1"],
    );
    assert.deepEqual(recoveredState(before, plan).deployment.resources, [finished]);
    assert.deepEqual(recoveredState(before, plan).deployment.pending_operations, []);
  });
});
