import assert from "node:assert/strict";
import type { EntraReader } from "../../../cli/clouds/entra";
import type { Clouds } from "../../../cli/recover/look";
import { readDuplicates } from "../../../cli/recover/duplicates";
import type { ResourceState } from "../../../cli/stack/state";

const policyType = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy";
const policies = "/identity/conditionalAccess/policies";
const since = new Date("2026-11-23T08:00:00Z");

/** Clouds whose Entra holds these policies. */
const clouds = (all: readonly object[] | Error): Clouds => {
  const list = (path: string) => {
    assert.equal(path, policies);
    return all instanceof Error ? Promise.reject(all) : Promise.resolve(all);
  };
  const reader = { graph: { list } } as unknown as EntraReader;
  return { since, homeRegion: "eu-west-1", entra: () => Promise.resolve(reader) } as Clouds;
};
const policy = (id: string, displayName: string, createdDateTime?: string) => ({ id, displayName, createdDateTime });
const resource = (id: string, more: Partial<ResourceState> = {}): ResourceState => ({
  urn: `urn:pulumi:prod::federation::${policyType}::mfa`,
  type: policyType,
  custom: true,
  id,
  inputs: { displayName: "AWS: MFA" },
  ...more,
});

describe("duplicates of what the state holds", () => {
  it("are those of the same name that were made lately and are in no state", async () => {
    const all = [
      policy("known", "AWS: MFA", "2026-11-23T08:01:00Z"),
      policy("twin", "AWS: MFA", "2026-11-23T08:02:00Z"),
      policy("old", "AWS: MFA", "2026-11-23T07:59:00Z"),
      policy("ageless", "AWS: MFA"),
      policy("other", "Something else", "2026-11-23T08:02:00Z"),
    ];
    assert.deepEqual(await readDuplicates([resource(`${policies}/known`)], clouds(all), [resource("")]), {
      orphans: [
        {
          kind: "Entra object",
          path: `${policies}/twin`,
          description: `Conditional Access policy "AWS: MFA" (${policies}/twin), made 2026-11-23T08:02:00.000Z, a second one of what the state holds`,
        },
      ],
      unproven: [],
      unread: [],
    });
  });

  it("are only shown where this state shows no interrupted creation of one", async () => {
    const all = [policy("twin", "AWS: MFA", "2026-11-23T08:02:00Z")];
    const other = resource("", { urn: `urn:pulumi:prod::federation::${policyType}::other` });
    const { orphans, unproven } = await readDuplicates([resource("known")], clouds(all), [other]);
    assert.deepEqual(
      [orphans, unproven.map(({ description }) => description)],
      [
        [],
        [`Conditional Access policy "AWS: MFA" (${policies}/twin), made 2026-11-23T08:02:00.000Z, a second one of what the state holds`],
      ],
    );
  });

  it("are never the object itself, however the provider writes its id", async () => {
    const all = [policy("known", "AWS: MFA", "2026-11-23T08:01:00Z")];
    assert.deepEqual(await readDuplicates([resource("known")], clouds(all), []), { orphans: [], unproven: [], unread: [] });
  });

  it("are named once where a replacement left two resources of one name", async () => {
    const all = [policy("twin", "AWS: MFA", "2026-11-23T08:02:00Z")];
    const { orphans } = await readDuplicates([resource("a"), resource("b", { delete: true })], clouds(all), [resource("a")]);
    assert.equal(orphans.length, 1);
  });

  it("of other types are nobody's business here, and nothing is asked for them", async () => {
    const user = { ...resource("bg-1"), type: "aws:iam/user:User" };
    assert.deepEqual(await readDuplicates([user], clouds([]), []), { orphans: [], unproven: [], unread: [] });
  });

  it("that cannot be read are told, not passed over", async () => {
    assert.deepEqual(await readDuplicates([resource("known")], clouds(new Error("Forbidden")), []), {
      orphans: [],
      unproven: [],
      unread: ["mfa could not be looked for: looking failed: Forbidden"],
    });
  });
});
