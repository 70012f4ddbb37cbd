import assert from "node:assert/strict";
import type { Outcome } from "../../../../cli/verify/check";
import { judgeMapping } from "../../../../cli/verify/checks/group-mapping";

const said = (outcomes: readonly Outcome[]) => outcomes.map(({ status, message }) => `${status}: ${message}`);

describe("verify: group mapping", () => {
  const schema = (mappings: Readonly<Record<string, string>>) => ({
    synchronizationRules: [
      {
        objectMappings: [
          { sourceObjectName: "User", attributeMappings: [] },
          {
            sourceObjectName: "Group",
            attributeMappings: Object.entries(mappings).map(([targetAttributeName, expression]) => ({
              targetAttributeName,
              source: { expression },
            })),
          },
        ],
      },
    ],
  });

  it("accepts object id, displayName and members", () => {
    assert.equal(judgeMapping(schema({ externalId: "[objectId]", displayName: "[displayName]", members: "[members]" }))[0]?.status, "ok");
  });

  it("finds another external id and missing members", () => {
    assert.deepEqual(said(judgeMapping(schema({ externalId: "[mailNickname]", displayName: "[displayName]" }))), [
      "finding: Group attribute externalId comes from mailNickname, not objectId.",
      "finding: Group attribute members is not mapped.",
    ]);
  });

  it("cannot tell without a mapping for groups", () => {
    assert.equal(judgeMapping({})[0]?.status, "cannot tell");
  });
});
