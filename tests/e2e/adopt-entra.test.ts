import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AttachManagedPolicyToPermissionSetCommand,
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { parse, parseDocument } from "yaml";
import { AdoptedStack } from "./adopt/adopted-stack";
import { AwsReader, EntraReader } from "./clouds";
import { Sandbox, succeeded } from "./sandbox";

const TEMPLATE = "21ed01d2-ec13-4e9e-86c1-cd546719ebc4";
const USER_ROLE = "8774f594-1d59-4279-b9d9-59ef09a23530";
const ENTITY_ID = "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9367abcdef";
const ACS_URL = "https://eu-west-1.signin.aws/platform/saml/acs/0a1b2c3d-1111-2222-3333-444455556666";
const DEV = "012345678902";

/**
 * A clicked gallery application with what people put around it, by Graph and AWS alone; then the way of docs/adopt.md.
 */
describe("adopting a federation that people clicked together, on the real engine", function () {
  this.timeout(900_000);
  const temporary = mkdtempSync(join(tmpdir(), "federation-adopt-entra-"));
  const sandbox = new Sandbox("dev");
  const stack = new AdoptedStack(sandbox, temporary);
  let aws: AwsReader;
  let entra: EntraReader;
  let held: string[];
  let untouched: string;

  after(async () => {
    await sandbox.reset();
    rmSync(temporary, { recursive: true, force: true });
  });

  before(async () => {
    const environment = await sandbox.variables();
    aws = new AwsReader(environment);
    entra = new EntraReader(environment);
    await entra.control({ cycleIntervalSeconds: 3600, assignmentDelaySeconds: 0 });
    const groups = new Map<string, string>();
    for (const name of ["aws-platform-admins", "aws-data-analysts", "aws-emergency-access"]) groups.set(name, await entra.groupId(name));
    await clickEntra(groups, await localScim());
    await entra.cycle();
    await clickAws(environment);
    held = await aws.assignments();
    untouched = await everythingOfEntra();
  });

  /** What the sandbox's operator wrote down at the AWS console. */
  async function localScim(): Promise<{ endpoint: string; token: string }> {
    const get = async (key: string): Promise<string> =>
      succeeded(await sandbox.pulumi(["config", "get", ...key.split(" "), "--stack", "dev"])).stdout.trim();
    return { endpoint: await get("--path federation:provisioning.scimEndpoint"), token: await get("federation:scimToken") };
  }

  async function clickEntra(groups: ReadonlyMap<string, string>, scim: { endpoint: string; token: string }): Promise<void> {
    await entra.make(`/v1.0/applicationTemplates/${TEMPLATE}/instantiate`, { displayName: "AWS (clicked in 2023)" });
    const [app] = await entra.list(`/v1.0/applications?$filter=applicationTemplateId eq '${TEMPLATE}'`);
    const [principal] = await entra.list(`/v1.0/servicePrincipals?$filter=appId eq '${String(app!["appId"])}'`);
    const [application, service] = [`/v1.0/applications/${String(app!["id"])}`, `/v1.0/servicePrincipals/${String(principal!["id"])}`];
    await entra.change(application, { identifierUris: [ENTITY_ID], notes: "do not touch", web: { redirectUris: [ACS_URL] } });
    await entra.change(service, { preferredSingleSignOnMode: "saml", loginUrl: "https://d-9367abcdef.awsapps.com/start" });
    await entra.make(`${service}/addTokenSigningCertificate`, {});
    const [withKeys] = await entra.list(`/v1.0/servicePrincipals?$filter=appId eq '${String(app!["appId"])}'`);
    const [{ customKeyIdentifier }] = withKeys!["keyCredentials"] as [{ customKeyIdentifier: string }];
    const thumbprint = Buffer.from(customKeyIdentifier, "base64").toString("hex").toUpperCase();
    await entra.change(service, { preferredTokenSigningKeyThumbprint: thumbprint });
    const value = [
      { key: "BaseAddress", value: scim.endpoint },
      { key: "SecretToken", value: scim.token },
      { key: "SyncAll", value: "false" },
    ];
    await entra.change(`${service}/synchronization/secrets`, { value }, "PUT");
    for (const name of ["aws-platform-admins", "aws-data-analysts"]) {
      const principalId = groups.get(name)!;
      await entra.make(`${service}/appRoleAssignedTo`, { principalId, resourceId: principal!["id"], appRoleId: USER_ROLE });
    }
    const job = await entra.make(`${service}/synchronization/jobs`, { templateId: "aWSSingleSignon" });
    await entra.make(`${service}/synchronization/jobs/${job}/start`, {});
    const policy = (displayName: string, state: string, grantControls: object, users: object): Record<string, unknown> => ({
      ...{ displayName, state, grantControls },
      conditions: {
        clientAppTypes: ["all"],
        applications: { includeApplications: [app!["appId"]] },
        users: { includeUsers: ["All"], ...users },
      },
    });
    const excludeGroups = [groups.get("aws-emergency-access")!];
    const mfa = { operator: "OR", builtInControls: ["mfa"] };
    const path = "/v1.0/identity/conditionalAccess/policies";
    await entra.make(path, policy("MFA on AWS", "enabled", mfa, { excludeGroups }));
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const device = { operator: "OR", builtInControls: ["compliantDevice"] };
    await entra.make(path, policy("AWS devices (trial)", "enabledForReportingButNotEnforced", device, { excludeGroups }));
  }

  async function clickAws(environment: NodeJS.ProcessEnv): Promise<void> {
    const client = new SSOAdminClient({
      endpoint: environment["AWS_ENDPOINT_URL"]!,
      region: environment["AWS_REGION"]!,
      credentials: { accessKeyId: environment["AWS_ACCESS_KEY_ID"]!, secretAccessKey: environment["AWS_SECRET_ACCESS_KEY"]! },
    });
    const { arn: InstanceArn } = await aws.instance();
    const ids = new Map([...(await aws.groups())].map(([id, name]) => [name, id]));
    for (const [Name, policy, group, account] of [
      ["Admins", "AdministratorAccess", "aws-platform-admins", "300000000002"],
      ["Analysts", "ReadOnlyAccess", "aws-data-analysts", DEV],
    ] as const) {
      const { PermissionSet } = await client.send(new CreatePermissionSetCommand({ InstanceArn, Name, Description: "by hand" }));
      const { PermissionSetArn } = PermissionSet!;
      const ManagedPolicyArn = `arn:aws:iam::aws:policy/${policy}`;
      await client.send(new AttachManagedPolicyToPermissionSetCommand({ InstanceArn, PermissionSetArn, ManagedPolicyArn }));
      const target = { TargetId: account, TargetType: "AWS_ACCOUNT" as const };
      const PrincipalId = ids.get(group)!;
      await client.send(
        new CreateAccountAssignmentCommand({ InstanceArn, PermissionSetArn, PrincipalType: "GROUP", PrincipalId, ...target }),
      );
    }
    for (let count = 0; count !== 2; count = (await aws.assignments()).length) await new Promise((resolve) => setTimeout(resolve, 500));
  }

  async function everythingOfEntra(): Promise<string> {
    const lists = ["/v1.0/applications", "/v1.0/servicePrincipals", "/v1.0/identity/conditionalAccess/policies"];
    return JSON.stringify(await Promise.all(lists.map((path) => entra.list(path))));
  }

  /**
   * The adopted file as it was written, with the salt that `pulumi stack init` writes, and more entries of the access
   * list.
   */
  async function put(...more: object[]): Promise<void> {
    await stack.put((encryptionsalt) => {
      const file = parseDocument(stack.text("Pulumi.dev.yaml"));
      file.set("encryptionsalt", encryptionsalt);
      for (const entry of more) file.addIn(["config", "federation:access"], file.createNode(entry));
      return file.toString();
    });
  }
  it("writes both halves, and no cloud", async () => {
    const { status, text } = await sandbox.federation(["adopt", "--out", stack.folder]);
    assert.equal(status, 0, text);
    assert.equal(await everythingOfEntra(), untouched);
    const { config } = parse(stack.text("Pulumi.dev.yaml")) as { config: Record<string, Record<string, unknown>> };
    assert.equal(config["federation:phase"], "assign");
    assert.equal(config["federation:enterpriseApp"]?.["name"], "AWS (clicked in 2023)");
    assert.deepEqual(config["federation:conditionalAccess"], {
      state: "enabled",
      emergencyAccessGroup: "aws-emergency-access",
      adopted: { mfa: "MFA on AWS" },
    });
    assert.match(stack.text("decisions.md"), /AWS devices \(trial\).*settings cannot say it/);
  });

  it("comes to a first up that changes nothing in either cloud", async () => {
    await put();
    await stack.import();
    assert.deepEqual(await stack.steps(), []);
    succeeded(await stack.run("up --yes --skip-preview"));
    succeeded(await stack.run("up --yes --skip-preview --refresh --expect-no-changes"));
    assert.equal(await everythingOfEntra(), untouched);
    assert.deepEqual(await aws.assignments(), held);
  });

  it("leaves nothing outside, and nothing for verify but true faults", async () => {
    await stack.isWhole();
    assert.deepEqual(await stack.verified((status) => status === "finding"), []);
  });

  it("changes exactly one resource for one change of access", async () => {
    const entry = { group: "aws-data-analysts", permissionSet: "Analysts", accounts: "app-prod" };
    await put(entry);
    const planned = await stack.steps();
    assert.equal(planned.length, 1, planned.join("\n"));
    assert.match(planned[0]!, /^create .*AccountAssignment::Analysts\/[^/]+\/300000000001$/);
  });
});
