import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import { formatProblems } from "../../access/problems";
import { readAccessBlueprint } from "../../components/access-blueprint";
import { AccessStack } from "../../components/access-stack";
import { isAccessStack, readStackConfig } from "../../components/config";
import { accessStackFacts } from "../../components/stack-facts";
import { CLOCK, rightSettings, type Raw } from "../access/fixtures";
import { restoreEnvironment } from "../../sandbox/tests/environment";
import { only, resources, settled, startMocks, valueOf } from "./mocks";

const GROUP = { id: "11111111-1111-4111-8111-111111111111", displayName: "aws-platform-admins" };
const SCOPES = "federation:index:Federation$federation:aws:AccountAssignments$federation:index:Group";
const ASSIGNMENT = `urn:pulumi:test::federation::${SCOPES}$aws:ssoadmin/accountAssignment:AccountAssignment`;

const right = () => ({
  accounts: [
    { id: "100000000001", name: "management", state: "ACTIVE" },
    { id: "012345678901", name: "data-prod", state: "ACTIVE" },
    { id: "012345678902", name: "data-dev", state: "ACTIVE" },
  ],
  core: {
    phase: "assign",
    identityStoreId: "d-1",
    permissionSetArns: { "Platform-Admin": "arn:admin", "Platform-Admin-Mgmt": "arn:twin" } as Record<string, string>,
  } as unknown,
  storeGroups: [{ groupId: "g-1", displayName: GROUP.displayName, externalIds: [{ id: GROUP.id, issuer: "i" }] }],
  state: {} as Record<string, unknown>,
});

describe("access stack", () => {
  const environment = { ...process.env };
  let folder: string;
  let clouds = right();
  before(() =>
    startMocks(
      {
        "aws:organizations/getOrganization:getOrganization": () => ({
          ...{ id: "o-1", featureSet: "ALL", masterAccountId: "100000000001", awsServiceAccessPrincipals: [], roots: [{ id: "r-1" }] },
          accounts: clouds.accounts,
        }),
        "aws:ssoadmin/getInstances:getInstances": () => ({ arns: ["arn:aws:sso:::instance/ssoins-1"], identityStoreIds: ["d-1"] }),
        "aws:identitystore/getGroups:getGroups": () => ({ groups: clouds.storeGroups }),
        "azuread:index/getGroups:getGroups": ({ displayNames = [] }) =>
          (displayNames as string[]).includes(GROUP.displayName)
            ? { objectIds: [GROUP.id], displayNames: [GROUP.displayName] }
            : { objectIds: [], displayNames: [] },
        "pulumi:pulumi:readStackResourceOutputs": () => ({ outputs: clouds.state }),
      },
      (type) => (type === "pulumi:pulumi:StackReference" ? { outputs: { forAccessStacks: clouds.core } } : {}),
    ),
  );
  beforeEach(() => {
    clouds = right();
    folder = mkdtempSync(join(tmpdir(), "access-stack-"));
    process.env["PULUMI_OPTION_CONFIG_FILE"] = join(folder, "Pulumi.test.yaml");
  });
  afterEach(async () => {
    pulumi.runtime.setAllConfig({});
    restoreEnvironment(environment);
    rmSync(folder, { recursive: true, force: true });
    await settled();
  });

  const config = (changes: Raw = {}, own: Record<string, string> = {}) => {
    const settings = rightSettings({ productionAccounts: ["data-prod"], stacks: { test: "data-prod" }, ...changes });
    const written = Object.fromEntries(Object.entries(settings).map(([key, value]) => [`federation:${key}`, value]));
    writeFileSync(join(folder, "Pulumi.prod.yaml"), stringify({ config: { ...written, "federation:scimToken": { secure: "v1:x" } } }));
    pulumi.runtime.setAllConfig({ "federation:core": "prod", ...own });
    const read = readStackConfig();
    assert.ok(isAccessStack(read));
    return read;
  };
  const draw = (changes: Raw = {}) => readAccessBlueprint(config(changes), CLOCK);
  const refusal = async (changes: Raw = {}): Promise<string> => {
    const error: unknown = await draw(changes).then(() => undefined, (failure: unknown) => failure); // prettier-ignore
    assert.ok(pulumi.RunError.isInstance(error), String(error));
    return error.message;
  };

  it("has the core's settings and no secret, and its own part of the grants", async () => {
    assert.deepEqual(config().secrets, {});
    const blueprint = await draw();
    assert.deepEqual(
      blueprint.grants.map(({ permissionSet, accountId }) => `${permissionSet} ${accountId}`),
      ["Platform-Admin 012345678901"],
    );
    assert.equal(blueprint.plan.grants.length, 3);
    await resources();
    const stack = new AccessStack("federation", blueprint);
    assert.deepEqual(stack.outputs, { core: "prod", phase: "assign", assignmentCounts: { "Platform-Admin": 1 } });
    const registered = await resources();
    const { name, inputs } = only(registered, "aws:ssoadmin/accountAssignment:AccountAssignment");
    assert.equal(name, `Platform-Admin/${GROUP.id}/012345678901`);
    assert.deepEqual([inputs["permissionSetArn"], inputs["principalId"], inputs["targetId"]], ["arn:admin", "g-1", "012345678901"]);
    const facts = only(registered, "federation:index:Federation").inputs;
    assert.equal(facts["core"], "prod");
    assert.deepEqual(facts["permissionSetArns"], { "Platform-Admin": "arn:admin" });
    assert.deepEqual(facts["accounts"], { "012345678901": { name: "data-prod" } });
  });

  it("is not brought up before its core", async () => {
    clouds.core = undefined;
    assert.match(
      await refusal(),
      /^federation:core is "prod", whose last `pulumi up` knew of no access stacks: run `pulumi up --stack prod` first\.$/,
    );
    clouds = right();
    (clouds.core as { permissionSetArns: object }).permissionSetArns = {};
    clouds.storeGroups = [];
    assert.equal(
      await refusal(),
      `The core prod has not made the permission set Platform-Admin, the group "aws-platform-admins" (${GROUP.id}) in Identity Center yet: run \`pulumi up --stack prod\` first.`,
    );
    clouds = right();
    (clouds.core as { identityStoreId: string }).identityStoreId = "d-2";
    assert.match(await refusal(), /brought up for the identity store d-2, and these credentials see d-1/);
  });

  it("is refused where the core's settings do not have it, or hold what is another stack's", async () => {
    assert.match(
      await refusal({ stacks: { "prod-b": "data-prod" } }),
      /federation:core is "prod", whose federation:stacks has no test \(it has prod-b\): add it there, or, where it is no longer wanted, run `federation split --stack prod`/,
    );
    const outputs = { permissionSetArn: "arn:admin", principalId: "g-1", targetId: "012345678902" };
    clouds.state = { [`${ASSIGNMENT}::Platform-Admin/${GROUP.id}/012345678902`]: { outputs } };
    assert.match(await refusal(), /puts 1 account assignment of this stack's state into prod: `federation split --stack prod` moves them/);
  });

  it("does not let all go in the phase connect unless that is confirmed", async () => {
    const outputs = { permissionSetArn: "arn:admin", principalId: "g-1", targetId: "012345678901" };
    clouds.state = { [`${ASSIGNMENT}::Platform-Admin/${GROUP.id}/012345678901`]: { outputs } };
    assert.match(await refusal({ phase: "connect" }), /federation:phase is "connect": the stack holds 1 account assignment/);
    assert.deepEqual((await draw({ phase: "connect", confirmReturnToConnect: true })).grants, []);
  });

  it("leaves alone what is in an account in which nothing can be changed", async () => {
    clouds.accounts[1]!.state = "SUSPENDED";
    const outputs = { permissionSetArn: "arn:admin", principalId: "g-1", targetId: "012345678901" };
    clouds.state = { [`${ASSIGNMENT}::Platform-Admin/${GROUP.id}/012345678901`]: { outputs } };
    const blueprint = await draw();
    assert.deepEqual([blueprint.grants.length, blueprint.held.length], [0, 1]);
    await resources();
    new AccessStack("federation", blueprint);
    assert.equal(only(await resources(), "aws:ssoadmin/accountAssignment:AccountAssignment").inputs["targetId"], "012345678901");
  });

  it("tells settings that cannot be read, and those that are its core's to say", () => {
    assert.match(
      formatProblems(config({}, { "federation:stage": "production" }).problems),
      /federation:stage is read from the file of prod alone/,
    );
    rmSync(join(folder, "Pulumi.prod.yaml"));
    pulumi.runtime.setAllConfig({ "federation:core": "prod" });
    assert.match(
      formatProblems(readStackConfig().problems),
      /^federation:core is "prod", and its settings, .*Pulumi\.prod\.yaml, cannot be read \(ENOENT\)/,
    );
    writeFileSync(join(folder, "Pulumi.prod.yaml"), "config: {federation:core: other}\n");
    assert.match(formatProblems(readStackConfig().problems), /Pulumi\.prod\.yaml is an access stack's own/);
    writeFileSync(join(folder, "Pulumi.prod.yaml"), "config: {\n");
    assert.match(formatProblems(readStackConfig().problems), /are not valid YAML/);
  });

  it("tells facts whose size is that of its own accounts", async () => {
    const { permissionSetArns, accounts } = accessStackFacts(await draw());
    assert.deepEqual([Object.keys(permissionSetArns), Object.keys(accounts)], [["Platform-Admin"], ["012345678901"]]);
    assert.equal(await valueOf(pulumi.output(permissionSetArns["Platform-Admin"])), "arn:admin");
  });
});
