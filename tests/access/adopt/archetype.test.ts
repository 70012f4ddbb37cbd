import assert from "node:assert/strict";
import fc from "fast-check";
import { adoptedSet, type LiveSet } from "../../../access/adopt/permission-sets";
import { ARCHETYPES, type ArchetypeName, definePermissionSet } from "../../../access/archetypes";
import type { PolicyDocument } from "../../../access/model";
import { awsManagedArn } from "../../../contract/partition";

const KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const OTHER_KEY = KEY.replace("1234abcd", "0000abcd");

/** The archetype as somebody made it by hand before there was a program. */
function live(name: ArchetypeName, settings: object = {}, more: Partial<LiveSet> = {}): LiveSet {
  const { description, managedPolicies, inlinePolicy } = definePermissionSet(name, ARCHETYPES[name].schema.parse(settings), "aws");
  return {
    ...{ name, description, tags: {}, customerManagedPolicies: [], sessionDuration: "PT8H" },
    arn: "arn:aws:sso:::permissionSet/ssoins-1111222233334444/ps-0123456789abcdef",
    managedPolicyArns: managedPolicies.map((policy) => awsManagedArn(policy, "aws")),
    ...(inlinePolicy === undefined ? {} : { inlinePolicy: JSON.parse(JSON.stringify(inlinePolicy)) as unknown }),
    ...more,
  };
}

function valueOf(set: LiveSet, inManagement = false): Readonly<Record<string, unknown>> {
  const found = adoptedSet(set, "aws", { inManagement });
  assert.ok("value" in found, JSON.stringify(found));
  return found.value;
}

/** The same policy in another order, single values in place of lists of one. */
function rearranged(policy: unknown): PolicyDocument {
  const { Statement } = policy as PolicyDocument;
  const turned = (value: string | readonly string[] | undefined) =>
    Array.isArray(value) ? (value.length === 1 ? (value[0] as string) : [...(value as string[])].reverse()) : value;
  return {
    Version: "2012-10-17",
    Statement: [...Statement].reverse().map((each) => ({ ...each, Action: turned(each.Action)!, Resource: turned(each.Resource)! })),
  };
}

const ENGINEER = {
  buckets: ["acme-lake", "acme-raw"],
  jobRoles: ["etl/GlueJobs"],
  kmsKeys: [KEY],
  logGroups: ["/aws-glue/*", "/team/jobs"],
};
const ANALYST = {
  buckets: ["acme-lake"],
  resultBucket: "acme-results",
  resultPrefix: "athena/",
  workgroup: "bi",
  kmsKeys: [KEY],
  resultKmsKey: OTHER_KEY,
};

describe("an archetype that is live already", () => {
  it("is recognised by its content, whatever the order of its policy", () => {
    for (const [name, settings] of [
      ["Platform-Admin", {}],
      ["Security-Audit-RO", {}],
      ["Developer", {}],
      ["Data-Engineer-RW", { buckets: ["acme-lake"] }],
      ["Data-Engineer-RW", ENGINEER],
      ["Data-Analyst-RO", { buckets: ["acme-lake", "acme-raw"], resultBucket: "acme-results" }],
      ["Data-Analyst-RO", ANALYST],
      ["Data-Analyst-RO", { buckets: ["acme-lake"], resultBucket: "acme-lake", resultPrefix: "results/" }],
    ] as const) {
      const set = live(name, settings);
      assert.deepEqual(valueOf(set), { adopted: true, ...settings });
      const other = { ...set, ...(set.inlinePolicy === undefined ? {} : { inlinePolicy: rearranged(set.inlinePolicy) }) };
      const found = adoptedSet(other, "aws");
      assert.ok("archetype" in found && found.archetype, name);
      assert.deepEqual(found.value, { adopted: true, ...settings });
    }
  });

  it("keeps session, description, relay state and tags of its own", () => {
    const own = { sessionDuration: "PT90M", description: "ours", relayState: "https://example.com", tags: { a: "b" } };
    assert.deepEqual(valueOf(live("Data-Analyst-RO", ANALYST, own)), { adopted: true, ...own, ...ANALYST });
  });

  it("is a set of one's own where it grants a thing more or less", () => {
    const set = live("Data-Engineer-RW", ENGINEER);
    const { Statement } = set.inlinePolicy as PolicyDocument;
    const with_ = (statements: readonly object[]): LiveSet => ({ ...set, inlinePolicy: { Version: "2012-10-17", Statement: statements } });
    for (const other of [
      with_(Statement.slice(1)),
      with_([...Statement, { Effect: "Allow", Action: "s3:DeleteBucket", Resource: "*" }]),
      with_(Statement.map((each) => (each.Sid === "UseBuckets" ? { ...each, Resource: "arn:aws:s3:::acme-*" } : each))),
      with_(
        Statement.map((each) =>
          each.Sid === "PassJobRoles" ? { Sid: each.Sid, Effect: each.Effect, Action: each.Action!, Resource: "*" } : each,
        ),
      ),
      { ...set, managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] },
      { ...set, boundary: { managedPolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" } },
      live("Platform-Admin", {}, { customerManagedPolicies: [{ name: "x", path: "/" }] }),
      live("Developer", {}, { managedPolicyArns: [] }),
    ]) {
      const found = adoptedSet(other, "aws");
      assert.ok("value" in found && !found.archetype, JSON.stringify(found));
      assert.equal(found.value["archetype"], false);
      assert.equal(found.sameAs, undefined);
      assert.equal(found.definition.compliantDevice || found.definition.nonProductionOnly, false);
    }
  });

  it("is left in its own words where the provider would show them as a change, and says with which settings it is the same", () => {
    const set = live("Data-Analyst-RO", ANALYST);
    const text = JSON.stringify(set.inlinePolicy);
    for (const other of [text.replaceAll('"athena:', '"Athena:'), text.replaceAll('"Sid":"ListAthena",', "")]) {
      const found = adoptedSet({ ...set, inlinePolicy: JSON.parse(other) }, "aws");
      assert.ok("value" in found && !found.archetype);
      assert.deepEqual(found.sameAs, ANALYST);
    }
  });

  it("is no Developer in the management account, which the runbook counts as production", () => {
    assert.deepEqual(valueOf(live("Developer"), true), {
      ...{ adopted: true, description: ARCHETYPES.Developer.description, archetype: false },
      managedPolicies: ["PowerUserAccess"],
    });
    assert.deepEqual(valueOf(live("Platform-Admin"), true), { adopted: true });
  });

  it("gives its settings back, whatever they were", () => {
    const bucket = fc.stringMatching(/^acme-[a-z0-9]{3,20}$/);
    const buckets = fc.uniqueArray(bucket, { minLength: 1, maxLength: 4 }).map((names) => names.sort());
    const analyst = fc.record(
      {
        buckets,
        resultBucket: fc.constant("acme-results"),
        resultPrefix: fc.constantFrom("a/", "results/b/"),
        workgroup: fc.constantFrom("bi", "x.y"),
      },
      { requiredKeys: ["buckets", "resultBucket"] },
    );
    const roles = fc.uniqueArray(fc.constantFrom("a", "b/c", "d"), { minLength: 1 }).map((names) => names.sort());
    const engineer = fc.record({ buckets, jobRoles: roles, kmsKeys: fc.constant([KEY]) }, { requiredKeys: ["buckets"] });
    fc.assert(
      fc.property(analyst, engineer, (one, other) => {
        for (const [name, settings] of [
          ["Data-Analyst-RO", one],
          ["Data-Engineer-RW", other],
        ] as const) {
          const set = live(name, settings);
          assert.deepEqual(valueOf({ ...set, inlinePolicy: rearranged(set.inlinePolicy) }), { adopted: true, ...settings });
        }
      }),
      { numRuns: 100 },
    );
  });
});
