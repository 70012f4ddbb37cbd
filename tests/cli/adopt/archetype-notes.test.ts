import assert from "node:assert/strict";
import { adoptedSet, type LiveSet } from "../../../access/adopt/permission-sets";
import { ARCHETYPES, type ArchetypeName, definePermissionSet } from "../../../access/archetypes";
import { archetypeNotes } from "../../../cli/adopt/identity-center/archetype-notes";
import { awsManagedArn } from "../../../contract/partition";

function noteOf(name: ArchetypeName | "Ops", more: Partial<LiveSet> = {}, inManagement = false): string | undefined {
  const archetype = name === "Ops" ? undefined : ARCHETYPES[name];
  const live: LiveSet = {
    ...{ name, arn: "arn:set", description: archetype?.description ?? "ours", tags: {}, customerManagedPolicies: [] },
    sessionDuration: "PT8H",
    managedPolicyArns: (archetype?.managedPolicies ?? []).map((policy) => awsManagedArn(policy, "aws")),
    ...more,
  };
  const found = adoptedSet(live, "aws", { inManagement });
  assert.ok("value" in found, JSON.stringify(found));
  return archetypeNotes(name, found, { inManagement })[0]?.text;
}

describe("what is said of a set with an archetype's name", () => {
  it("is nothing of any other set", () => assert.equal(noteOf("Ops"), undefined));

  it("is what the runbook asks beside, where it is the archetype", () => {
    assert.match(noteOf("Security-Audit-RO")!, /^It is the runbook's archetype, and the settings say no more than that\.$/);
    assert.match(noteOf("Platform-Admin")!, /^It is the runbook's archetype.* compliant device \(R6\.2\)/);
    assert.match(noteOf("Developer")!, /^It is the runbook's archetype.* once federation:productionAccounts names/);
  });

  it("is the way to the archetype, where it is none", () => {
    assert.match(noteOf("Developer", {}, true)!, /held in the management account: .* archetype: false/);
    assert.match(noteOf("Platform-Admin", { managedPolicyArns: [] })!, /grants something else, and whose holders need a compliant device/);
    const settings = { buckets: ["acme-lake"], resultBucket: "acme-results" };
    const { inlinePolicy } = definePermissionSet("Data-Analyst-RO", ARCHETYPES["Data-Analyst-RO"].schema.parse(settings), "aws");
    const shouted = JSON.parse(JSON.stringify(inlinePolicy).replaceAll('"athena:', '"ATHENA:')) as unknown;
    assert.match(
      noteOf("Data-Analyst-RO", { inlinePolicy: shouted })!,
      /in other words .*, write \{"buckets":\["acme-lake"\],"resultBucket":"acme-results"\} in their place, and `pulumi up`/,
    );
  });
});
