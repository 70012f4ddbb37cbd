import assert from "node:assert/strict";
import fc from "fast-check";
import { adoptedSet, isSame, type LiveSet } from "../../../access/adopt/permission-sets";
import { parsePermissionSets } from "../../../access/settings/permission-set-list";

const plain: LiveSet = {
  arn: "arn:aws:sso:::permissionSet/ssoins-1111222233334444/ps-0123456789abcdef",
  name: "Ops",
  description: "Operations",
  sessionDuration: "PT8H",
  tags: {},
  managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
  customerManagedPolicies: [],
};

function valueOf(live: LiveSet): Readonly<Record<string, unknown>> {
  const found = adoptedSet(live, "aws");
  assert.ok("value" in found, JSON.stringify(found));
  return found.value;
}

describe("a live permission set in the words of the settings", () => {
  it("says what differs from the settings' defaults", () => {
    assert.deepEqual(valueOf(plain), { adopted: true, description: "Operations", managedPolicies: ["ReadOnlyAccess"] });
    assert.deepEqual(
      valueOf({
        ...plain,
        description: "",
        sessionDuration: "PT4H",
        relayState: "https://example.com/not-the-console",
        tags: { "cost:centre": "0042" },
        customerManagedPolicies: [
          { name: "Boundary", path: "/" },
          { name: "Ops", path: "/team/" },
        ],
        boundary: { customerManagedPolicy: { name: "Limit", path: "/b/" } },
      }),
      {
        adopted: true,
        sessionHours: 4,
        relayState: "https://example.com/not-the-console",
        tags: { "cost:centre": "0042" },
        managedPolicies: ["ReadOnlyAccess"],
        customerManagedPolicies: ["Boundary", { name: "Ops", path: "/team/" }],
        permissionsBoundary: { customerManagedPolicy: { name: "Limit", path: "/b/" } },
      },
    );
  });

  it("keeps a session that is no whole number of hours", () => {
    assert.equal(valueOf({ ...plain, sessionDuration: "PT1H30M" })["sessionDuration"], "PT1H30M");
    assert.equal(valueOf({ ...plain, sessionDuration: "PT90M" })["sessionDuration"], "PT90M");
  });

  it("keeps a set that grants nothing", () => {
    assert.deepEqual(valueOf({ ...plain, managedPolicyArns: [] }), { adopted: true, description: "Operations" });
  });

  it("keeps a name that is almost an archetype's", () => {
    assert.ok("value" in adoptedSet({ ...plain, name: "PlatformAdmin" }, "aws"));
  });

  it("recognises an archetype that is equal, and only that", () => {
    const audit: LiveSet = {
      ...plain,
      name: "Security-Audit-RO",
      description: "Reads configuration and data for security audits.",
      managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/SecurityAudit"],
    };
    assert.deepEqual(valueOf(audit), { adopted: true });
    assert.deepEqual(valueOf({ ...audit, sessionDuration: "PT1H" }), { adopted: true, sessionHours: 1 });
    assert.deepEqual(valueOf({ ...audit, managedPolicyArns: ["arn:aws:iam::aws:policy/SecurityAudit"] }), {
      adopted: true,
      description: audit.description,
      archetype: false,
      managedPolicies: ["SecurityAudit"],
    });
  });

  it("writes a policy as a mapping where that loses nothing, else as Identity Center has it", () => {
    const statement = { Sid: "A", Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
    const mapping = { Version: "2012-10-17", Statement: [statement] };
    assert.deepEqual(valueOf({ ...plain, inlinePolicy: mapping })["inlinePolicy"], mapping);
    const single = { Version: "2012-10-17", Statement: { ...statement, Condition: { Bool: { "aws:MultiFactorAuthPresent": true } } } };
    assert.equal(typeof valueOf({ ...plain, inlinePolicy: single })["inlinePolicy"], "string");
  });

  it("refuses what the settings cannot say, with the reason", () => {
    assert.deepEqual(adoptedSet({ ...plain, inlinePolicy: "{not json" }, "aws"), { refused: "has an inline policy that is no JSON" });
    const principal = { Version: "2008-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
    const found = adoptedSet({ ...plain, inlinePolicy: principal }, "aws");
    assert.ok("refused" in found && found.refused.includes("2012-10-17"), JSON.stringify(found));
    const foreign = adoptedSet({ ...plain, managedPolicyArns: ["arn:aws-cn:iam::aws:policy/ReadOnlyAccess"] }, "aws");
    assert.ok("refused" in foreign && foreign.refused.includes("aws-cn"));
  });

  it("never loses anything: what is written, read again, is what is live", () => {
    const word = fc.stringMatching(/^[A-Za-z0-9_+=,.@-]{1,20}$/);
    // "__proto__" is no key that a YAML reader keeps, nor one that anybody gives.
    const key = (of: fc.Arbitrary<string>) => of.filter((name) => name !== "__proto__");
    const reference = fc.record({ name: word, path: fc.constantFrom("/", "/team/", "/a/b/") });
    const strings = fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 3 }));
    const statement = fc.record(
      {
        Sid: fc.stringMatching(/^[A-Za-z0-9]{0,8}$/),
        Effect: fc.constantFrom("Allow", "Deny"),
        Action: strings,
        NotAction: strings,
        Resource: strings,
        Condition: fc.dictionary(key(word), fc.dictionary(key(word), fc.oneof(strings, fc.boolean(), fc.integer())), { maxKeys: 2 }),
      },
      { requiredKeys: ["Effect"] },
    );
    const liveSet = fc.record(
      {
        arn: fc.constant(plain.arn),
        name: fc.oneof(word, fc.constantFrom("Platform-Admin", "Developer", "Security-Audit-RO", "Data-Analyst-RO", "0123", "on")),
        description: fc.oneof(fc.constant(""), fc.stringMatching(/^[ -~]{1,40}$/)),
        sessionDuration: fc.constantFrom("PT1H", "PT8H", "PT12H", "PT90M", "PT1H30M"),
        relayState: fc.stringMatching(/^[ -~]{1,40}$/),
        tags: fc.dictionary(key(fc.stringMatching(/^[A-Za-z0-9:_ -]{1,20}$/)), fc.string({ maxLength: 20 }), { maxKeys: 4 }),
        managedPolicyArns: fc.uniqueArray(
          fc
            .constantFrom("AdministratorAccess", "ReadOnlyAccess", "SecurityAudit", "job-function/Billing", "PowerUserAccess")
            .map((name) => `arn:aws:iam::aws:policy/${name}`),
        ),
        customerManagedPolicies: fc.uniqueArray(reference, { selector: ({ name, path }) => path + name, maxLength: 3 }),
        inlinePolicy: fc.record({
          Version: fc.constant("2012-10-17"),
          Statement: fc.oneof(statement, fc.array(statement, { minLength: 1, maxLength: 3 })),
        }),
        boundary: fc.oneof(
          reference.map((customerManagedPolicy) => ({ customerManagedPolicy })),
          fc.constant({ managedPolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }),
        ),
      },
      { requiredKeys: ["arn", "name", "description", "sessionDuration", "tags", "managedPolicyArns", "customerManagedPolicies"] },
    );
    let adopted = 0;
    fc.assert(
      fc.property(liveSet, (live: LiveSet) => {
        const found = adoptedSet(live, "aws");
        if ("refused" in found) {
          // Only for a policy that IAM would not take either, or a description of spaces.
          const known = /statement|Action|Resource|description|relay|is wrong at|inlinePolicy|spaces|characters|Sid/i;
          assert.match(found.refused, known, JSON.stringify(live));
          return;
        }
        adopted += 1;
        // As YAML and Pulumi would hand it over.
        const value = JSON.parse(JSON.stringify(found.value)) as unknown;
        const { definitions, problems } = parsePermissionSets({ [live.name]: value }, "aws");
        assert.deepEqual(problems, []);
        assert.ok(
          isSame(
            definitions.find(({ name }) => name === live.name)!,
            live,
            "aws",
          ),
        );
      }),
      { numRuns: 300 },
    );
    assert.ok(adopted > 50, `${adopted} of 300`);
  });
});
