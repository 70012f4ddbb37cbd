import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Grant, PermissionSetDefinition } from "../../access/model";
import { AccountAssignments } from "../../components/aws/account-assignments";
import { PermissionSet } from "../../components/aws/permission-set";
import { resources, startMocks } from "./mocks";

const instance = { instanceArn: "arn:aws:sso:::instance/ssoins-1", identityStoreId: "d-1", region: "eu-west-1" };
const definition: PermissionSetDefinition = {
  name: "Ops",
  description: "Operates.",
  sessionHours: 4,
  managedPolicies: ["ViewOnlyAccess"],
  customerManagedPolicies: [],
  inlinePolicy: { Version: "2012-10-17", Statement: [] },
  nonProductionOnly: false,
  compliantDevice: false,
};

/** What brings a group to Identity Center. */
class OnDemand extends pulumi.CustomResource {
  constructor(name: string) {
    super("azuread:index/synchronizationJobProvisionOnDemand:SynchronizationJobProvisionOnDemand", name);
  }
}

const GROUPS = 4;
const group = (index: number): string => `group-${index % GROUPS}`;
const groupId = (name: string): string => `${name.at(-1)!}1111111-1111-4111-8111-111111111111`;
const all = <T>(value: (name: string) => T): Map<string, T> =>
  new Map(Array.from({ length: GROUPS }, (_, index) => [group(index), value(group(index))]));

interface Request {
  getType(): string;
  getDependenciesList(): string[];
  serializeBinary(): Uint8Array;
}

/** What the program says to the engine about so many assignments. */
async function registering(assignments: number): Promise<{ requests: number; bytes: number[]; dependencies: string[][] }> {
  const set = new PermissionSet(`Ops-${assignments}`, { instance, definition });
  const provisioned = all((name) => new OnDemand(`${name} of ${assignments}`));
  await resources();
  const asked: Request[] = [];
  const monitor = (
    pulumi.runtime as unknown as { getMonitor(): { registerResource(request: Request, answer: unknown): unknown } }
  ).getMonitor();
  const { registerResource } = monitor;
  monitor.registerResource = (request, answer) => {
    asked.push(request);
    return registerResource.call(monitor, request, answer);
  };
  try {
    const grants = Array.from({ length: assignments }, (_, index): Grant => {
      const accountId = String(100_000_000_000 + Math.floor(index / GROUPS));
      return { group: group(index), permissionSet: "Ops", accountId, accountName: "a", because: [] };
    });
    new AccountAssignments(`assignments-${assignments}`, {
      instance,
      grants,
      permissionSets: new Map([["Ops", set]]),
      groups: all((name) => ({ id: groupId(name), displayName: name })),
      groupIds: all((name) => pulumi.output(name)),
      knownIds: all((name) => name),
      formerUrns: new Map(),
      provisioned,
      formerGroups: [],
      held: [],
    });
    await resources();
  } finally {
    monitor.registerResource = registerResource;
  }
  const made = asked.filter((request) => request.getType().endsWith(":AccountAssignment"));
  assert.equal(made.length, assignments);
  return {
    requests: asked.length,
    bytes: made.map((request) => request.serializeBinary().length),
    dependencies: made.map((request) => request.getDependenciesList()),
  };
}

/**
 * Counts, not times: they are the same on every machine. What they stand for is measured by `npm run bench --
 * registration`.
 */
describe("what the program says to the engine grows by the assignments alone", () => {
  before(() => startMocks());

  it("one message an assignment, and nothing that grows beside it", async () => {
    const [few, many] = [await registering(20), await registering(120)];
    assert.equal(many.requests - few.requests, 100);
  });
  it("a message of one size, whatever their number: its set, the last of the set's policies, and the group's provisioning", async () => {
    const { bytes, dependencies } = await registering(60);
    assert.deepEqual([...new Set(dependencies.map(({ length }) => length))], [3]);
    const named = dependencies[0]!.map((urn) => urn.split("::").at(-1)).sort();
    assert.deepEqual(named, ["Ops-60", "Ops-60/inline", "group-0 of 60"].sort());
    assert.ok(Math.max(...bytes) < 2_500, `${Math.max(...bytes)} bytes an assignment`);
    assert.ok(Math.max(...bytes) - Math.min(...bytes) < 20);
  });
});
