import assert from "node:assert/strict";
import { importFile, type TakenOver, urnOf } from "../../access/import-file";

const root = { type: "federation:index:Federation", name: "federation" };
const component = { type: "federation:aws:PermissionSet", name: "Ops-RO" };
const taken: TakenOver = {
  type: "aws:ssoadmin/permissionSet:PermissionSet",
  name: "Ops-RO",
  id: "arn,instance",
  parents: [root, component],
};
const rootUrn = "urn:pulumi:dev::federation::federation:index:Federation::federation";

describe("import file", () => {
  it("names the URNs that the program registers", () => {
    assert.equal(urnOf(root, [], "dev", "federation"), rootUrn);
    assert.equal(
      urnOf(taken, taken.parents, "dev", "federation"),
      "urn:pulumi:dev::federation::federation:index:Federation$federation:aws:PermissionSet$aws:ssoadmin/permissionSet:PermissionSet::Ops-RO",
    );
  });

  it("refers to components that the state holds, and makes those that it lacks", () => {
    const { nameTable, resources } = importFile([taken], { stack: "dev", project: "federation", urns: new Set([rootUrn]) });
    const [reference] = Object.keys(nameTable);
    assert.deepEqual(Object.values(nameTable), [rootUrn]);
    assert.deepEqual(resources, [
      { type: component.type, name: resources[0]!.name, logicalName: "Ops-RO", component: true, parent: reference },
      { type: taken.type, name: `${taken.type} Ops-RO`, logicalName: "Ops-RO", id: "arn,instance", parent: resources[0]!.name },
    ]);
    assert.equal(new Set(resources.map(({ name }) => name)).size, resources.length);
  });

  it("begins with the root where there is no state yet, and makes a shared component once", () => {
    const other = { ...taken, type: "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment", name: "Ops-RO/x", id: "x" };
    const { nameTable, resources } = importFile([taken, other], { stack: "dev", project: "federation", urns: new Set() });
    assert.deepEqual(nameTable, {});
    assert.deepEqual(
      resources.map(({ type }) => type),
      [root.type, component.type, taken.type, other.type],
    );
    assert.equal(resources[0]!.parent, undefined);
  });

  it("tells apart the components of one group below several others", () => {
    const group = { type: "federation:index:Group", name: "admins" };
    const below = (above: string): TakenOver => ({
      type: `aws:x/y:${above}`,
      name: "z",
      id: above,
      parents: [root, { type: above, name: above }, group],
    });
    const { resources } = importFile([below("one"), below("other")], { stack: "dev", project: "federation", urns: new Set() });
    const groups = resources.filter(({ type }) => type === group.type);
    assert.equal(groups.length, 2);
    assert.equal(new Set(resources.map(({ name }) => name)).size, resources.length);
    assert.deepEqual(
      resources.filter(({ id }) => id !== undefined).map(({ parent }) => parent),
      groups.map(({ name }) => name),
    );
  });

  it("is empty for nothing", () => {
    assert.deepEqual(importFile([], { stack: "dev", project: "federation", urns: new Set() }), { nameTable: {}, resources: [] });
  });
});
