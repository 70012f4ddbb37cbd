import assert from "node:assert/strict";
import {
  AttachCustomerManagedPolicyReferenceToPermissionSetCommand,
  CreateInstanceAccessControlAttributeConfigurationCommand,
  CreatePermissionSetCommand,
  DeleteInstanceAccessControlAttributeConfigurationCommand,
  DeletePermissionsBoundaryFromPermissionSetCommand,
  DescribeInstanceAccessControlAttributeConfigurationCommand,
  DescribePermissionSetCommand,
  GetPermissionsBoundaryForPermissionSetCommand,
  ListTagsForResourceCommand,
  PutInlinePolicyToPermissionSetCommand,
  PutPermissionsBoundaryToPermissionSetCommand,
  SSOAdminClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateInstanceAccessControlAttributeConfigurationCommand,
  UpdatePermissionSetCommand,
} from "@aws-sdk/client-sso-admin";
import { type Cloud, instanceArn, startCloud } from "./cloud";

const InstanceArn = instanceArn;
const named = (name: string) => ({ name });

describe("local AWS: permission sets", () => {
  let cloud: Cloud;
  let sso: SSOAdminClient;
  before(async () => {
    cloud = await startCloud();
    sso = new SSOAdminClient(cloud.settings());
  });
  after(() => cloud.stop());

  const create = async (Name: string, more: object = {}) =>
    (await sso.send(new CreatePermissionSetCommand({ InstanceArn, Name, ...more }))).PermissionSet?.PermissionSetArn ?? "";

  it("has ARNs in AWS's form and keeps the session duration", async () => {
    const PermissionSetArn = await create("Platform-Admin", { SessionDuration: "PT8H", Description: "All of it" });
    assert.match(PermissionSetArn, /^arn:aws:sso:::permissionSet\/ssoins-1111222233334444\/ps-[a-z0-9]{16}$/);
    const { PermissionSet } = await sso.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn }));
    assert.equal(PermissionSet?.SessionDuration, "PT8H");
    assert.equal("RelayState" in (PermissionSet ?? {}), false);
  });

  it("has a session of an hour unless told otherwise", async () => {
    const PermissionSetArn = await create("Default-Session");
    const { PermissionSet } = await sso.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn }));
    assert.equal(PermissionSet?.SessionDuration, "PT1H");
  });

  it("refuses a name that exists", async () => {
    await create("Twice");
    await assert.rejects(create("Twice"), named("ConflictException"));
  });

  for (const [what, input] of [
    ["a name of 33 characters", { Name: "x".repeat(33) }],
    ["a name with a space", { Name: "Data Engineer" }],
    ["a description with an em dash", { Name: "Dash", Description: "a — b" }],
    ["a session of thirteen hours", { Name: "Long", SessionDuration: "PT13H" }],
    ["a session of half an hour", { Name: "Short", SessionDuration: "PT30M" }],
    ["a session that is no duration", { Name: "None", SessionDuration: "8 hours" }],
  ] as const) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(sso.send(new CreatePermissionSetCommand({ InstanceArn, ...input })), named("ValidationException"));
    });
  }

  it("knows its instance in the home region only", async () => {
    const elsewhere = new SSOAdminClient(cloud.settings("us-east-1"));
    await assert.rejects(elsewhere.send(new CreatePermissionSetCommand({ InstanceArn, Name: "Far" })), named("ResourceNotFoundException"));
    const stranger = "arn:aws:sso:::instance/ssoins-9999999999999999";
    await assert.rejects(
      sso.send(new CreatePermissionSetCommand({ InstanceArn: stranger, Name: "Strange" })),
      named("ResourceNotFoundException"),
    );
  });

  it("clears a relay state that an update leaves out, and keeps the rest", async () => {
    const PermissionSetArn = await create("Relay", { RelayState: "https://console.aws.amazon.com/s3", Description: "Kept" });
    await sso.send(new UpdatePermissionSetCommand({ InstanceArn, PermissionSetArn, SessionDuration: "PT2H" }));
    const { PermissionSet } = await sso.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn }));
    assert.equal(PermissionSet?.RelayState, undefined);
    assert.equal(PermissionSet?.Description, "Kept");
  });

  it("takes an inline policy of 10,240 characters that are no white space, and no more", async () => {
    const PermissionSetArn = await create("Inline");
    const policy = (length: number) => {
      const empty = JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: "", Effect: "Allow", Action: "s3:*", Resource: "*" }] });
      return empty.replace('"Sid":""', `"Sid":"${"x".repeat(length - empty.length)}"`) + " ".repeat(50);
    };
    await sso.send(new PutInlinePolicyToPermissionSetCommand({ InstanceArn, PermissionSetArn, InlinePolicy: policy(10_240) }));
    await assert.rejects(
      sso.send(new PutInlinePolicyToPermissionSetCommand({ InstanceArn, PermissionSetArn, InlinePolicy: policy(10_241) })),
      named("ServiceQuotaExceededException"),
    );
  });

  it("takes twenty-five policies and refuses the next", async () => {
    const PermissionSetArn = await create("Policies");
    const attach = (n: number) =>
      sso.send(
        new AttachCustomerManagedPolicyReferenceToPermissionSetCommand({
          InstanceArn,
          PermissionSetArn,
          CustomerManagedPolicyReference: { Name: `policy-${n}` },
        }),
      );
    for (let n = 1; n <= 25; n += 1) await attach(n);
    await assert.rejects(attach(26), named("ServiceQuotaExceededException"));
  });

  it("puts, gets and deletes a permissions boundary", async () => {
    const PermissionSetArn = await create("Bounded");
    const boundary = new GetPermissionsBoundaryForPermissionSetCommand({ InstanceArn, PermissionSetArn });
    await assert.rejects(sso.send(boundary), named("ResourceNotFoundException"));
    const PermissionsBoundary = { ManagedPolicyArn: "arn:aws:iam::aws:policy/PowerUserAccess" };
    await sso.send(new PutPermissionsBoundaryToPermissionSetCommand({ InstanceArn, PermissionSetArn, PermissionsBoundary }));
    assert.deepEqual((await sso.send(boundary)).PermissionsBoundary, PermissionsBoundary);
    await sso.send(new DeletePermissionsBoundaryFromPermissionSetCommand({ InstanceArn, PermissionSetArn }));
    await assert.rejects(sso.send(boundary), named("ResourceNotFoundException"));
  });

  it("tags and untags", async () => {
    const ResourceArn = await create("Tagged", { Tags: [{ Key: "owner", Value: "platform" }] });
    await sso.send(new TagResourceCommand({ InstanceArn, ResourceArn, Tags: [{ Key: "stage", Value: "dev" }] }));
    await sso.send(new UntagResourceCommand({ InstanceArn, ResourceArn, TagKeys: ["owner"] }));
    const { Tags } = await sso.send(new ListTagsForResourceCommand({ InstanceArn, ResourceArn }));
    assert.deepEqual(Tags, [{ Key: "stage", Value: "dev" }]);
  });

  it("keeps attributes for access control", async () => {
    const describeIt = new DescribeInstanceAccessControlAttributeConfigurationCommand({ InstanceArn });
    await assert.rejects(sso.send(describeIt), named("ResourceNotFoundException"));
    const configuration = (key: string) => ({
      AccessControlAttributes: [{ Key: key, Value: { Source: ["${path:enterprise.costCenter}"] } }],
    });
    const InstanceAccessControlAttributeConfiguration = configuration("CostCenter");
    const input = { InstanceArn, InstanceAccessControlAttributeConfiguration };
    await sso.send(new CreateInstanceAccessControlAttributeConfigurationCommand(input));
    await assert.rejects(sso.send(new CreateInstanceAccessControlAttributeConfigurationCommand(input)), named("ConflictException"));
    await sso.send(
      new UpdateInstanceAccessControlAttributeConfigurationCommand({
        InstanceArn,
        InstanceAccessControlAttributeConfiguration: configuration("Team"),
      }),
    );
    const described = await sso.send(describeIt);
    assert.equal(described.Status, "ENABLED");
    assert.deepEqual(described.InstanceAccessControlAttributeConfiguration, configuration("Team"));
    await sso.send(new DeleteInstanceAccessControlAttributeConfigurationCommand({ InstanceArn }));
    await assert.rejects(sso.send(describeIt), named("ResourceNotFoundException"));
  });
});
