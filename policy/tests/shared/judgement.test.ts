import assert from "node:assert/strict";
import * as sdk from "@pulumi/policy";
import type { Policies } from "@pulumi/policy";
import { rules } from "../../rules";
import { twoUsers } from "../../rules/breakglass/two-users";
import { noUsers } from "../../rules/iam/no-users";
import { adminPolicies } from "../../rules/permission-sets/admin-policies";
import { homeRegion } from "../../rules/everywhere/home-region";
import { number, optionalText } from "../../shared/config";
import { exemptionsField } from "../../shared/exemptions";
import { joinFacts, readFacts } from "../../shared/facts";
import { isUnknown } from "../../sdk/unknown-value";
import { resourceRule } from "../../shared/resource-rule";
import { iam, ssoadmin } from "../../shared/types";
import { UNKNOWN, configured, facts, notes, resource, violations } from "../../testing";
import { analyze } from "../../sdk/analyze";
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
    const said = async (stackFacts: boolean) =>
      (await analyze([homeRegion], set, stackFacts ? [facts({ homeRegion: "eu-west-1" })] : [])).diagnostics.map(({ policy }) => policy);
    assert.deepEqual(await said(true), ["identity-center-home-region"]);
    assert.deepEqual(await said(false), []);
  });
  it("takes no other resource for the facts", async () => {
    const set = resource(ssoadmin.permissionSet, { name: "Ops" }, { region: "us-east-1" });
    const other = resource("aws:s3/bucket:Bucket", { homeRegion: "eu-west-1" });
    assert.deepEqual((await analyze([homeRegion], set, [other])).diagnostics, []);
  });
});

describe("settings", () => {
  const exemptions = exemptionsField.schema as { items: { properties: Record<string, { minLength?: number }> } };
  it("give a pattern where there is one", () => {
    assert.deepEqual(optionalText("A day.", "^\\d+$").schema, { type: "string", description: "A day.", pattern: "^\\d+$" });
    assert.deepEqual(optionalText("A day.").schema, { type: "string", description: "A day." });
  });
  it("have what holds where they are not set as the default", () => {
    assert.deepEqual(number(8, "Hours.", { minimum: 1, maximum: 12 }).schema, {
      type: "number",
      description: "Hours.",
      default: 8,
      minimum: 1,
      maximum: 12,
    });
  });
  it("of exemptions ask for a resource and a reason that says something", () => {
    assert.equal(exemptions.items.properties["resource"]?.minLength, 1);
    assert.equal(exemptions.items.properties["reason"]?.minLength, 10);
  });
  it("are the same for every rule as far as exemptions go", () => {
    for (const rule of rules) assert.equal(rule.configSchema?.properties["exemptions"], exemptionsField.schema, rule.name);
  });
});

const { UnknownValueError } = sdk as unknown as { UnknownValueError: new (value: unknown, path: readonly PropertyKey[]) => Error };
/** Inputs of which the stage is not known yet. */
const unknownStage = (props: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.defineProperty({ ...props }, "stage", {
    enumerable: true,
    get: () => {
      throw new UnknownValueError(UNKNOWN, ["stage"]);
    },
  });

describe("facts", () => {
  it("of the stack count more than those that passed by, save for what is not known yet", () => {
    const unknown = unknownStage({ homeRegion: "eu-west-2" });
    const joined = joinFacts({ stage: "production", homeRegion: "eu-west-1" }, readFacts(unknown));
    assert.deepEqual(joined, { stage: "production", homeRegion: "eu-west-2" });
  });
  it("that are not known yet are there, and tell so when they are read", () => {
    const joined = joinFacts({ homeRegion: "eu-west-1" }, readFacts(unknownStage({})));
    assert.deepEqual(Object.keys(joined).sort(), ["homeRegion", "stage"]);
    assert.throws(() => joined.stage, isUnknown);
  });
  it("are not there where nothing is told", () => {
    assert.deepEqual(readFacts({ acsUrls: null, productionAccountIds: undefined, stage: null }), {});
    assert.deepEqual(readFacts({ acsUrls: [], productionAccountIds: "1", stage: "development" }), {
      acsUrls: [],
      productionAccountIds: ["1"],
      stage: "development",
    });
  });
  it("leave out what is malformed", () =>
    assert.deepEqual(readFacts({ acsUrls: ["https://a", {}], stage: {} }), { acsUrls: ["https://a"] }));
});

describe("a resource that passes by a rule of one type", () => {
  it("is passed over", async () => {
    const { notApplicable } = await analyze([noUsers], resource("aws:s3/bucket:Bucket", {}));
    assert.deepEqual(notApplicable, ["iam-no-users"]);
  });
});
