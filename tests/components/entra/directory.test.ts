import assert from "node:assert/strict";
import { readAssignable, readDirectoryGroups } from "../../../components/entra/directory";
import { startMocks } from "../mocks";

/** An error as the engine hands it over. */
const refusal = (details: string): Error => Object.assign(new Error(details), { details });
const id = (digit: number): string => `${digit}1111111-1111-4111-8111-111111111111`;

describe("reading the directory", () => {
  /**
   * What the directory holds; the answers are the provider's (its words for names that several groups have, or none).
   */
  let groups: readonly { readonly id: string; readonly displayName: string; readonly securityEnabled?: boolean }[] = [];
  let calls: Record<string, unknown>[] = [];
  let failure = "";
  before(() =>
    startMocks({
      "azuread:index/getGroups:getGroups": (args) => {
        calls.push(args);
        const {
          objectIds = [],
          displayNames = [],
          displayNamePrefix,
          securityEnabled,
        } = args as Record<string, string[]> & {
          displayNamePrefix?: string;
          securityEnabled?: boolean;
        };
        const ofKind = groups.filter((group) => securityEnabled === undefined || (group.securityEnabled ?? true) === securityEnabled);
        const shared = displayNames.find((name) => ofKind.filter(({ displayName }) => displayName === name).length > 1);
        if (shared !== undefined) throw refusal(`1 error occurred: * More than one group found with display name: "${shared}"`);
        const found = ofKind.filter(
          (group) =>
            objectIds.includes(group.id) ||
            displayNames.includes(group.displayName) ||
            (displayNamePrefix !== undefined && group.displayName.startsWith(displayNamePrefix)),
        );
        if (found.length === 0) throw refusal(failure);
        return { objectIds: found.map((group) => group.id), displayNames: found.map(({ displayName }) => displayName) };
      },
    }),
  );
  beforeEach(() => {
    calls = [];
    failure = "No groups found";
  });

  it("asks once for all names and once for all object ids", async () => {
    groups = [
      { id: id(1), displayName: "a" },
      { id: id(2), displayName: "b" },
      { id: id(3), displayName: "c" },
    ];
    assert.deepEqual((await readDirectoryGroups(["a", "b", id(3)])).map((group) => group.id).sort(), [id(1), id(2), id(3)]);
    assert.deepEqual(calls, [
      { objectIds: [id(3)], ignoreMissing: true },
      { displayNames: ["a", "b"], ignoreMissing: true },
    ]);
  });

  it("asks nothing for nothing, and takes none for an answer", async () => {
    groups = [];
    assert.deepEqual(await readDirectoryGroups([]), []);
    assert.equal(calls.length, 0);
    assert.deepEqual(await readDirectoryGroups(["a", id(1)]), []);
  });

  it("gives every group of a name that several have, and the others all the same", async () => {
    groups = [
      { id: id(1), displayName: "a" },
      { id: id(2), displayName: "b" },
      { id: id(3), displayName: "b" },
      { id: id(4), displayName: "b-and-more" },
      { id: id(5), displayName: "c" },
      { id: id(6), displayName: "c" },
    ];
    assert.deepEqual((await readDirectoryGroups(["a", "b", "c"])).map((group) => group.id).sort(), [id(1), id(2), id(3), id(5), id(6)]);
  });

  it("tells which groups Entra assigns to applications by one question, whatever else bears their names", async () => {
    groups = [
      { id: id(1), displayName: "a" },
      { id: id(2), displayName: "b", securityEnabled: false },
      { id: id(3), displayName: "b" },
      { id: id(4), displayName: "c", securityEnabled: false },
    ];
    assert.deepEqual([...(await readAssignable([groups[0]!, groups[1]!, groups[3]!]))].sort(), [id(1), id(3)]);
    assert.deepEqual(calls, [{ displayNames: ["a", "b", "c"], securityEnabled: true, ignoreMissing: true }]);
    calls = [];
    assert.deepEqual(await readAssignable([]), new Set());
    assert.deepEqual(calls, []);
  });

  it("passes any other failure on", async () => {
    groups = [];
    failure = "403 Forbidden: Insufficient privileges";
    await assert.rejects(readDirectoryGroups(["a"]), /Insufficient privileges/);
  });
});
