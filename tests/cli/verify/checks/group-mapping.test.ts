import assert from "node:assert/strict";
import { groupMapping, judgeMapping } from "../../../../cli/verify/checks/group-mapping";
import { withEntra } from "../remedies/case";
import { DENIED_BY_ENTRA, deniedByEntra, inConnect, LATER, rowsOf, messages } from "../messages";

const RESTORE =
  " -> Restore it in the portal: Provisioning > Mappings > Provision Microsoft Entra ID Groups; the provider has no resource for it.";

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

  const RIGHT = { externalId: "[objectId]", displayName: "[displayName]", members: "[members]" };
  const OK = ["ok: objectId to externalId, displayName, members."];

  it("accepts object id, displayName and members, in whatever letters", async () => {
    assert.deepEqual(await messages(groupMapping), OK);
    assert.deepEqual(rowsOf(judgeMapping(schema({ ...RIGHT, externalId: "[ObjectID]", displayName: "displayName" }))), OK);
  });

  it("finds another external id and missing members", () => {
    assert.deepEqual(rowsOf(judgeMapping(schema({ externalId: "[mailNickname]", displayName: "[displayName]" }))), [
      `finding: Group attribute externalId comes from mailNickname, not objectId.${RESTORE}`,
      `finding: Group attribute members is not mapped.${RESTORE}`,
    ]);
  });

  it("finds a mapping that is switched off", () => {
    const off = schema(RIGHT);
    (off.synchronizationRules[0]!.objectMappings[1] as { enabled?: boolean }).enabled = false;
    assert.deepEqual(rowsOf(judgeMapping(off)), [`finding: The mapping for groups is switched off.${RESTORE}`]);
  });

  it("cannot tell without a mapping for groups, or where the schema may not be read", async () => {
    assert.deepEqual(rowsOf(judgeMapping({})), [
      "cannot tell: The job's schema shows no mapping for groups. -> Look in the portal: Provisioning > Mappings.",
    ]);
    assert.deepEqual(await messages(groupMapping, withEntra({ schema: deniedByEntra })), DENIED_BY_ENTRA);
    assert.deepEqual(await inConnect(groupMapping), LATER);
  });
});
