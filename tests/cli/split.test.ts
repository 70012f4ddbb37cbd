import assert from "node:assert/strict";
import { parse } from "yaml";
import { CORE } from "../../access/stacks";
import type { ResourceState, StackState } from "../../cli/stack/state";
import { assignmentsOf, urnIn } from "../../cli/split/move";
import { type FederationStack, planMoves, refusePending, writesOf } from "../../cli/split/plan";
import { accessStackFile } from "../../cli/split/stack-file";

const FEDERATION = "federation:index:Federation";
const SCOPES = `${FEDERATION}$federation:aws:AccountAssignments$federation:index:Group`;
const urn = (stack: string, types: string, name: string): string => `urn:pulumi:${stack}::federation::${types}::${name}`;
const component = (stack: string, types: string, name: string, parent?: string, more: object = {}): ResourceState => ({
  urn: urn(stack, types, name),
  type: types.split("$").at(-1)!,
  custom: false,
  ...(parent === undefined ? {} : { parent }),
  ...more,
});

/** A state with a group `g` that holds a set in these accounts. */
function stateOf(stack: string, accounts: readonly string[], group = "g"): StackState {
  const root = component(stack, "pulumi:pulumi:Stack", `federation-${stack}`, undefined, { outputs: { phase: "assign" } });
  const federation = component(stack, FEDERATION, "federation", root.urn, {
    inputs: { stage: "production" },
    outputs: { secret: "of the core" },
  });
  const all = component(stack, `${FEDERATION}$federation:aws:AccountAssignments`, "account-assignments", federation.urn);
  const scope = component(stack, SCOPES, group, all.urn, { outputs: { objectId: group } });
  const set: ResourceState = {
    urn: urn(stack, "aws:ssoadmin/permissionSet:PermissionSet", "Ops"),
    type: "aws:ssoadmin/permissionSet:PermissionSet",
    custom: true,
    id: "set",
    outputs: { arn: "arn:ops" },
  };
  const policies: ResourceState = {
    urn: urn(stack, "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive", "Ops/managed"),
    type: "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive",
    custom: true,
    id: "policies",
    inputs: { permissionSetArn: "arn:ops" },
  };
  const provider = {
    urn: urn(stack, "pulumi:providers:aws", "default_7"),
    type: "pulumi:providers:aws",
    custom: true,
    id: `${stack}-provider`,
    inputs: { region: "eu-west-1" },
  };
  const assignments = accounts.map((account): ResourceState => ({
    urn: urn(stack, `${SCOPES}$aws:ssoadmin/accountAssignment:AccountAssignment`, `Ops/${group}/${account}`),
    type: "aws:ssoadmin/accountAssignment:AccountAssignment",
    custom: true,
    id: `${group},GROUP,${account}`,
    inputs: { targetId: account, permissionSetArn: "arn:ops" },
    parent: scope.urn,
    provider: `${provider.urn}::${provider.id}`,
    dependencies: [set.urn],
    propertyDependencies: { permissionSetArn: [set.urn] },
    deletedWith: set.urn,
    customTimeouts: { create: 1800 },
  }));
  return {
    version: 3,
    deployment: {
      resources: accounts.length === 0 ? [] : [root, provider, set, policies, federation, all, scope, ...assignments],
      secrets_providers: { type: stack },
    },
  };
}

const homeOf = (account: string): string | undefined => ({ "1": CORE, "2": "prod-a", "3": "prod-b" })[account];
const stack = (name: string, state: StackState | undefined, wanted = true): FederationStack => ({ name, state, wanted });
const plan = (stacks: readonly FederationStack[]) => planMoves(stacks, "prod", { homeOf });
const accountsIn = (state: StackState | undefined): string[] =>
  assignmentsOf(state!)
    .map(({ accountId }) => accountId)
    .sort();
const urnsIn = (state: StackState | undefined): string[] => (state?.deployment.resources ?? []).map((resource) => resource.urn);

/** What the states are after the first `most` writes. */
function carriedOut(stacks: readonly FederationStack[], most = Infinity): Map<string, StackState> {
  const empty = new Map(stacks.filter(({ state }) => state === undefined).map(({ name }) => [name, stateOf(name, [])]));
  const states = new Map(stacks.map(({ name, state }) => [name, state ?? empty.get(name)!]));
  for (const write of writesOf(stacks, plan(stacks), empty).slice(0, most)) states.set(write.stack, write.state);
  return states;
}

describe("split", () => {
  const one = [stack("prod", stateOf("prod", ["1", "2", "3", "9"])), stack("prod-a", undefined), stack("prod-b", undefined)];

  it("puts every assignment into the stack of its account, and leaves one whose account is gone where it is", () => {
    assert.deepEqual(
      plan(one).map(({ from, to, urns, there }) => [from, to, urns.size, there]),
      [
        ["prod", "prod-a", 1, 0],
        ["prod", "prod-b", 1, 0],
      ],
    );
    const states = carriedOut(one);
    assert.deepEqual(
      ["prod", "prod-a", "prod-b"].map((name) => accountsIn(states.get(name))),
      [["1", "9"], ["2"], ["3"]],
    );
  });

  it("lets an assignment that comes back to the core stand on its set and the set's policies: a set that goes waits for it", () => {
    const apart = [stack("prod", stateOf("prod", ["9"])), stack("prod-a", stateOf("prod-a", ["1"]))];
    const core = carriedOut(apart).get("prod")!;
    const back = core.deployment.resources!.find(({ urn: own }) => own.endsWith("::Ops/g/1"))!;
    const needed = core.deployment.resources!.filter(({ id }) => id === "set" || id === "policies").map((resource) => resource.urn);
    assert.deepEqual(back["dependencies"], needed);
    assert.equal(needed.length, 2);
    const urns = urnsIn(core);
    for (const each of needed) assert.ok(urns.indexOf(each) < urns.indexOf(back.urn));
  });

  it("gives the other state what an assignment needs there, parents first, and nothing that is the old stack's own", () => {
    const moved = carriedOut(one).get("prod-a")!;
    const found = moved.deployment.resources!;
    assert.deepEqual(found.map(({ type }) => type.split(/[:/]/).at(-1)), ["Stack", "aws", "Federation", "AccountAssignments", "Group", "AccountAssignment"].sort((a, b) => found.findIndex(({ type }) => type.endsWith(a)) - found.findIndex(({ type }) => type.endsWith(b)))); // prettier-ignore
    const urns = urnsIn(moved);
    for (const { urn: own, parent, provider, ...resource } of found) {
      assert.ok(own.startsWith("urn:pulumi:prod-a::"), own);
      const before = urns.slice(0, urns.indexOf(own));
      if (parent !== undefined) assert.ok(before.includes(parent as string), own);
      if (provider !== undefined)
        assert.ok(
          before.some((at) => (provider as string) === `${at}::prod-provider`),
          own,
        );
      for (const field of ["dependencies", "propertyDependencies", "deletedWith"]) assert.equal(resource[field], undefined);
    }
    assert.ok(urns.includes("urn:pulumi:prod-a::federation::pulumi:pulumi:Stack::federation-prod-a"));
    assert.doesNotMatch(JSON.stringify(found), /of the core|"phase"/);
    assert.deepEqual(found.at(-1)!["customTimeouts"], { create: 1800 });
    assert.deepEqual(moved.deployment["secrets_providers"], { type: "prod-a" });
  });

  it("has every assignment in a state after each write, and goes on from wherever it was stopped", () => {
    const writes = writesOf(one, plan(one), new Map([["prod-a", stateOf("prod-a", [])], ["prod-b", stateOf("prod-b", [])]])); // prettier-ignore
    assert.deepEqual(writes.map((write) => write.stack), ["prod-a", "prod-b", "prod"]); // prettier-ignore
    const whole = carriedOut(one);
    for (const stopped of [0, 1, 2, 3]) {
      const states = carriedOut(one, stopped);
      const all = new Set([...states.values()].flatMap(accountsIn));
      assert.deepEqual([...all].sort(), ["1", "2", "3", "9"]);
      const again = [...states].map(([name, state]) => stack(name, state));
      assert.deepEqual(carriedOut(again), whole);
    }
    assert.deepEqual(plan([...whole].map(([name, state]) => stack(name, state))), []);
  });

  it("moves between access stacks, each of which gains and loses", () => {
    const states = carriedOut([
      stack("prod", stateOf("prod", ["1"])),
      stack("prod-a", stateOf("prod-a", ["1", "3"])),
      stack("prod-b", stateOf("prod-b", ["2"], "h")),
    ]);
    assert.deepEqual(
      ["prod", "prod-a", "prod-b"].map((name) => accountsIn(states.get(name))),
      [["1"], ["2"], ["3"]],
    );
    // The provider that a stack has already is its own.
    assert.match(
      JSON.stringify(states.get("prod-a")),
      /"provider":"urn:pulumi:prod-a::federation::pulumi:providers:aws::default_7::prod-a-provider"/,
    );
    // The component of a group with nothing left goes with it, the others stay.
    assert.ok(!urnsIn(states.get("prod-b")).some((at) => at.endsWith("::h")));
    assert.ok(urnsIn(states.get("prod-b")).some((at) => at.endsWith("::g")));
  });

  it("hands all that a stack holds to the core where it is given up, and leaves nothing in it", () => {
    const back = (account: string): string | undefined => (account === "9" ? undefined : CORE);
    const given = stateOf("prod-a", ["2", "9"]);
    const resources = given.deployment.resources!.filter(({ id }) => id !== "set" && id !== "policies");
    const stacks = [
      stack("prod", stateOf("prod", ["1"])),
      stack("prod-a", { ...given, deployment: { ...given.deployment, resources } }, false),
    ];
    const moves = planMoves(stacks, "prod", { homeOf: back });
    const writes = new Map(writesOf(stacks, moves, new Map()).map((write) => [write.stack, write.state]));
    assert.deepEqual(accountsIn(writes.get("prod")), ["1", "2", "9"]);
    assert.deepEqual(urnsIn(writes.get("prod-a")), []);
  });

  it("refuses what a run did not finish, and a provider with secrets in its settings", () => {
    const pending = stateOf("prod", ["2"]);
    const stopped = {
      ...pending,
      deployment: { ...pending.deployment, pending_operations: [{ type: "creating", resource: pending.deployment.resources![0]! }] },
    };
    assert.throws(
      () => refusePending([stack("prod", stopped), stack("prod-a", undefined)]),
      /A run of prod was interrupted: run `federation recover --stack prod` first/,
    );
    const text = JSON.stringify(stateOf("prod", ["2"])).replace(
      '"region":"eu-west-1"',
      '"secretKey":{"4dabf18193072939515e22adb298388d":"1b47","ciphertext":"v1:x"}',
    );
    assert.throws(() => carriedOut([stack("prod", JSON.parse(text) as StackState), stack("prod-a", undefined)]), /has encrypted settings/);
  });

  it("changes nothing but the stack's name in a URN", () => {
    assert.equal(urnIn("b", "urn:pulumi:a::p::x:y:Z$t:u:V::n::with::colons"), "urn:pulumi:b::p::x:y:Z$t:u:V::n::with::colons");
    assert.equal(urnIn("b", "urn:pulumi:a::p::pulumi:pulumi:Stack::p-a"), "urn:pulumi:b::p::pulumi:pulumi:Stack::p-b");
  });
});

describe("an access stack's file", () => {
  const core =
    "config:\n  aws:region: eu-west-1\n  aws:maxRetries: '10'\n  federation:stage: production\n  federation:scimToken: {secure: v1:x}\nencryptionsalt: v1:s\n";

  it("names its core, and has the settings of the providers", () => {
    const text = accessStackFile(core, "prod", undefined)!;
    assert.deepEqual(parse(text), { config: { "federation:core": "prod", "aws:region": "eu-west-1", "aws:maxRetries": "10" } });
    assert.match(text, /^# Access stack of prod/);
    assert.equal(accessStackFile(core, "prod", text), undefined);
  });

  it("keeps what it has, and has the core's way of encrypting", () => {
    const own = "config:\n  aws:region: us-east-1 # ours\nencryptionsalt: v1:own\n";
    assert.equal(
      accessStackFile(core, "prod", own),
      `${own.replace("# ours\n", '# ours\n  federation:core: prod\n  aws:maxRetries: "10"\n')}`,
    );
    assert.equal((parse(accessStackFile(`${core}secretsprovider: awskms://alias/p\n`, "prod", undefined)!) as { secretsprovider: string }).secretsprovider, "awskms://alias/p"); // prettier-ignore
  });

  it("is refused where only the core could read a provider's setting", () => {
    assert.throws(
      () => accessStackFile("config:\n  aws:secretKey: {secure: v1:x}\n", "prod", undefined),
      /^Failure: aws:secretKey is encrypted|aws:secretKey is encrypted in the core's stack file/,
    );
  });
});
