import type { Policies } from "@pulumi/policy";
import assert from "node:assert/strict";
import { twoUsers } from "../../rules/breakglass/two-users";
import { homeRegion } from "../../rules/everywhere/home-region";
import { noUsers } from "../../rules/iam/no-users";
import { adminPolicies } from "../../rules/permission-sets/admin-policies";
import { analyze } from "../../sdk/analyze";
import { resourceRule } from "../../shared/resource-rule";
import { iam, ssoadmin } from "../../shared/types";
import { configured, facts, notes, resource, UNKNOWN, violations } from "../../testing";
import { partOf, permissionSet } from "../fixtures";

const properties = ["a", "b", "c", "d", "e", "f", "g"];
/** Reads so many properties. */
const reading = (count: number): Policies[number] =>
  resourceRule({
    name: "reading",
    description: "It reads.",
    severity: "low",
    standards: { runbook: ["RP"] },
    remediationSteps: "None.",
    url: "https://example.com",
    types: [ssoadmin.permissionSet],
    check({ props }, { known }) {
      for (const property of properties.slice(0, count)) known(() => String(props[property]));
    },
  });

const allUnknown = resource(ssoadmin.permissionSet, Object.fromEntries(properties.map((property) => [property, UNKNOWN])), { name: "set" });

describe("a judgement", () => {
  it("names up to five values that are not known yet, and counts the rest", async () => {
    const note = (what: string) => [`reading cannot judge ${what} of set before it is known; pulumi up judges it again.`];
    assert.deepEqual(await notes(reading(5), allUnknown), note("a, b, c, d, e"));
    assert.deepEqual(await notes(reading(6), allUnknown), note("a, b, c, d, e and 1 more"));
    assert.deepEqual(await notes(reading(7), allUnknown), note("a, b, c, d, e and 2 more"));
  });
  it("complains of a setting that the rule does not have, once", async () => {
    const given = { breakglassUser: ["ada"], exemptions: [] };
    const mistake =
      'The configuration of iam-no-users has "breakglassUser", which the rule does not have; its settings are breakglassUsers and exemptions.';
    const user = resource(iam.user, { name: "breakglass-1" });
    assert.deepEqual(await violations(configured(noUsers, given), user), [mistake]);
    assert.deepEqual((await analyze([configured(noUsers, given)], user, [user])).diagnostics, []);
    assert.deepEqual(await violations(configured(noUsers, { breakglassUsers: ["breakglass-1"], exemptions: [] }), user), []);
    const two = ["breakglass-1", "breakglass-2"].map((name) => resource(iam.user, { name }, { name }));
    assert.deepEqual(await violations(configured(twoUsers, { user: 2 }), two), [
      'The configuration of breakglass-two-users has "user", which the rule does not have; its settings are breakglassUsers, users and exemptions.',
    ]);
  });
  it("complains of a malformed value in a rule on the stack, on its first anchor", async () => {
    const set = permissionSet("Ops");
    const stack = [set, partOf(set, ssoadmin.managedPolicyAttachment, { managedPolicyArn: { a: 1 } }, { name: "attachment" })];
    assert.deepEqual(await violations(adminPolicies, stack), ["managedPolicyArn is malformed; it must be text of attachment."]);
  });
  it("knows the facts that passed by on their way to rules of many types", async () => {
    const set = resource(ssoadmin.permissionSet, { name: "Ops" }, { name: "Ops", region: "us-east-1" });
    const messages = async (stackFacts: boolean) =>
      (await analyze([homeRegion], set, stackFacts ? [facts({ homeRegion: "eu-west-1" })] : [])).diagnostics.map(({ policy }) => policy);
    assert.deepEqual(await messages(true), ["identity-center-home-region"]);
    assert.deepEqual(await messages(false), []);
  });
  it("takes no other resource for the facts", async () => {
    const set = resource(ssoadmin.permissionSet, { name: "Ops" }, { region: "us-east-1" });
    const other = resource("aws:s3/bucket:Bucket", { homeRegion: "eu-west-1" });
    assert.deepEqual((await analyze([homeRegion], set, [other])).diagnostics, []);
  });
});
