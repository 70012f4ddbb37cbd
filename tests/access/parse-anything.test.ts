import assert from "node:assert/strict";
import fc from "fast-check";
import { formatProblems, problemSentence } from "../../access/problems";
import { planAccess } from "../../access/plan";
import { parseSettings } from "../../access/settings";
import { paths, spoiled } from "../../sandbox/tests/spoil";
import { CLOCK, ORGANIZATION, parsed, rightSettings, type Raw } from "./fixtures";

/** Words of the schema library that nobody who edits settings should read. */
const JARGON = /Invalid (input|option|key|element|union)|Too (big|small)|Unrecognized|expected .* received|invalid_|undefined|\[object|NaN/;

/** Settings in which every key is there, so that each of them can be spoiled. */
function everySetting(): Raw {
  const armor = (body: string): string => `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${body}\n-----END PGP PUBLIC KEY BLOCK-----`;
  return rightSettings({
    stage: "production",
    microsoftCloud: "global",
    confirmReturnToConnect: "false",
    identityCenter: { acsUrls: ["https://eu-west-1.signin.aws/platform/saml/acs/0a1b"], accessPortalUrl: "https://acme.awsapps.com/start" },
    enterpriseApp: {
      name: "AWS",
      notificationEmails: ["a@example.com"],
      signingCertificates: [{ slot: "2026", endDate: "2029-09-30" }],
      sessionAttributes: { Department: "department" },
    },
    provisioning: {
      scimEndpoint: "https://scim.eu-west-1.amazonaws.com/x/scim/v2/",
      tokenExpires: "2027-09-30",
      waitMinutes: 1,
      assignmentDelaySeconds: 3,
    },
    permissionSets: {
      "Data-Engineer-RW": { buckets: ["acme-lake"], jobRoles: ["job"], kmsKeys: [], logGroups: ["/aws-glue/*"] },
      "Data-Analyst-RO": { buckets: ["acme-lake"], resultBucket: "acme-results", resultPrefix: "x", workgroup: "w" },
      Own: {
        description: "Ours.",
        sessionHours: 2,
        relayState: "https://console.aws.amazon.com/",
        managedPolicies: ["SecurityAudit"],
        customerManagedPolicies: ["mine", { name: "yours", path: "/team/" }],
        inlinePolicy: {
          Version: "2012-10-17",
          Statement: [{ Sid: "A", Effect: "Allow", Action: ["s3:GetObject"], Resource: "*", Condition: { Bool: { k: ["true"] } } }],
        },
        permissionsBoundary: { customerManagedPolicy: { name: "b", path: "/" } },
        nonProductionOnly: true,
        compliantDevice: false,
      },
    },
    access: [
      {
        group: "a",
        permissionSets: ["Platform-Admin"],
        accounts: ["data-*", { ou: "Workloads" }, { tag: { env: ["prod"] } }],
        except: "web-dev",
      },
      { group: "b", permissionSet: "Own", accounts: "012345678902" },
    ],
    conditionalAccess: {
      state: "enabledForReportingButNotEnforced",
      reportOnlyUntil: "2026-12-01",
      emergencyAccessGroup: "e",
      allowedCountries: ["DE"],
      includeUnknownCountries: true,
      travelExceptionGroup: "t",
      strength: "mfa",
      signInFrequencyHours: 12,
      blockLegacyAuthenticationTenantWide: false,
    },
    breakglass: {
      generation: "2027Q1",
      accessKeys: true,
      path: "/breakglass/",
      users: [
        { name: "breakglass-1", custodian: { name: "A", pgpPublicKey: armor("a") }, generation: "2027Q1", previousGeneration: "2026Q4" },
        { name: "breakglass-2", custodian: { name: "B", pgpPublicKey: armor("b") } },
      ],
    },
    alarms: {
      subscribers: [{ email: "a@example.com" }, { https: "https://example.com/x" }],
      logRetentionDays: 365,
      trail: { existing: "arn:aws:cloudtrail:eu-west-1:100000000001:trail/all", logGroup: "trail", bucket: "trail-bucket" },
    },
    drills: { intervalDays: 92, lastDrills: { "breakglass-1": "2026-11-01" } },
    siem: {
      sentinel: { workspaceId: "11111111-1111-1111-1111-111111111111", sessionNamePrefixes: ["MicrosoftSentinel_"] },
      takeOverBucketNotifications: true,
      readers: ["arn:aws:iam::123456789012:root"],
    },
  });
}

/** No throw, whole sentences, no jargon; settings if and only if there is no problem; and a plan of what is right. */
function holds(raw: Raw): void {
  const { settings, partial, problems } = parseSettings(raw, CLOCK);
  assert.equal(settings !== undefined, problems.length === 0);
  for (const problem of problems) {
    const { path } = problem;
    const message = problemSentence(problem);
    assert.match(path, /^federation:/);
    assert.match(message, /^federation:[^]*[.?!]$/);
    assert.ok(!JARGON.test(message.replace(/"(\\.|[^"\\])*"/g, "")), message);
    assert.ok(!message.includes("\n"), message);
  }
  assert.equal(formatProblems(problems).split("\n").length, Math.max(1, problems.length));
  for (const problem of planAccess(partial, ORGANIZATION).problems) assert.match(problemSentence(problem), /^federation:[^]*[.?!]$/);
}

describe("parsing, whatever is written", function () {
  // Some thousand parses; a busy machine takes its time.
  this.timeout(60_000);

  const anything = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>;
  const every = everySetting();
  const everyPath = paths(every).filter((path) => path.length > 0);

  it("begins with settings in which nothing is wrong", () => {
    assert.deepEqual(parseSettings(every, CLOCK).problems, []);
  });

  it("tells of any JSON under any key", () => {
    const keys = [...Object.keys(every), "x y", "__proto__", "constructor"];
    fc.assert(fc.property(fc.dictionary(fc.constantFrom(...keys), anything), holds), { numRuns: 150 });
  });

  it("tells of any JSON in the place of any value", () => {
    fc.assert(
      fc.property(fc.constantFrom(...everyPath), anything, (path, value) => holds(spoiled(every, path, value) as Raw)),
      { numRuns: 400 },
    );
  });

  it("tells of the usual slips in the place of any value", () => {
    const slips = [
      null,
      "",
      " ",
      [],
      {},
      0,
      -1,
      0.5,
      1e30,
      true,
      "*",
      "http://x",
      "2026-13-45",
      "x".repeat(20_000),
      { a: null },
      [null],
      [[]],
      "\u0000\n",
    ];
    fc.assert(
      fc.property(fc.constantFrom(...everyPath), fc.constantFrom<unknown>(...slips), (path, slip) =>
        holds(spoiled(every, path, slip) as Raw),
      ),
      { numRuns: 600 },
    );
  });

  it("tells of every value that is left out but those that may be", () => {
    const optional = everyPath.filter((path) => {
      const raw = JSON.parse(JSON.stringify(spoiled(every, path, undefined)).replaceAll("null,", "")) as Raw;
      holds(raw);
      return parseSettings(raw, CLOCK).problems.length === 0 && path.length === 1;
    });
    assert.deepEqual(optional.map(String), ["microsoftCloud", "confirmReturnToConnect", "conditionalAccess", "drills", "siem"]);
  });

  it("does not change what it parses", () => {
    const before = JSON.stringify(every);
    parseSettings(every, CLOCK);
    assert.equal(JSON.stringify(every), before);
  });

  it("makes the same of settings whose keys are in another order", () => {
    const reversed = (value: unknown): unknown =>
      value === null || typeof value !== "object" || Array.isArray(value)
        ? Array.isArray(value)
          ? value.map(reversed)
          : value
        : Object.fromEntries(Object.entries(value).reverse().map(([key, item]) => [key, reversed(item)])); // prettier-ignore
    assert.deepEqual(parseSettings(reversed(every) as Raw, CLOCK).settings, parseSettings(every, CLOCK).settings);
    assert.ok(parsed());
  });
});
