import assert from "node:assert/strict";
import type { PermissionSetDefinition } from "../../../access/model";
import { PermissionSet } from "../../../components/aws/permission-set";
import { only, resources, startMocks } from "../mocks";
import { options, watchOptions } from "../options";

const instance = { instanceArn: "arn:aws:sso:::instance/ssoins-1", identityStoreId: "d-1", region: "eu-west-1" };
const definition: PermissionSetDefinition = {
  name: "Ops",
  description: "Operates.",
  sessionHours: 4,
  managedPolicies: ["job-function/Billing"],
  customerManagedPolicies: [],
  nonProductionOnly: false,
  compliantDevice: false,
};

async function made(overrides: Partial<PermissionSetDefinition>, region = "eu-west-1") {
  await resources();
  await options();
  const set = new PermissionSet("Ops", { instance: { ...instance, region }, definition: { ...definition, ...overrides } });
  return { set, found: await resources() };
}

/** The stack that the mocks name. */
const mark = { "aws-entra-federation:stack": "organization/federation/test" };

describe("permission set", () => {
  before(async () => {
    await startMocks();
    watchOptions();
  });

  it("carries its own name, ISO 8601 session and home region", async () => {
    const { found } = await made({});
    assert.deepEqual(only(found, "aws:ssoadmin/permissionSet:PermissionSet").inputs, {
      region: "eu-west-1",
      instanceArn: instance.instanceArn,
      name: "Ops",
      description: "Operates.",
      sessionDuration: "PT4H",
      tags: { "federation:managed": "true", ...mark },
    });
  });

  it("attaches managed policies exclusively, in the partition's ARNs", async () => {
    const { found } = await made({}, "us-gov-west-1");
    assert.deepEqual(
      only(found, "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive").inputs["managedPolicyArns"],
      ["arn:aws-us-gov:iam::aws:policy/job-function/Billing"],
    );
  });

  it("stays exclusive without managed policies, so that one attached by hand is seen", async () => {
    const { found } = await made({ managedPolicies: [] });
    assert.deepEqual(
      only(found, "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive").inputs["managedPolicyArns"],
      [],
    );
  });

  it("stays exclusive without customer-managed policies, so that one taken out of the settings is detached", async () => {
    const { found } = await made({});
    assert.deepEqual(
      only(found, "aws:ssoadmin/customerManagedPolicyAttachmentsExclusive:CustomerManagedPolicyAttachmentsExclusive").inputs[
        "customerManagedPolicyReferences"
      ],
      [],
    );
  });

  it("bounds the set by a policy of AWS in the partition's ARN, or by the customer's by name and path", async () => {
    const boundary = async (permissionsBoundary: NonNullable<PermissionSetDefinition["permissionsBoundary"]>): Promise<unknown> =>
      only(
        (await made({ permissionsBoundary }, "cn-north-1")).found,
        "aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment",
      ).inputs["permissionsBoundary"];
    assert.deepEqual(await boundary({ managedPolicy: "PowerUserAccess" }), {
      managedPolicyArn: "arn:aws-cn:iam::aws:policy/PowerUserAccess",
    });
    assert.deepEqual(await boundary({ customerManagedPolicy: { name: "limit", path: "/team/" } }), {
      customerManagedPolicyReference: { name: "limit", path: "/team/" },
    });
  });

  it("puts the boundary first, then managed, customer-managed and inline policies, one after another", async () => {
    const { set, found } = await made({
      permissionsBoundary: { managedPolicy: "PowerUserAccess" },
      customerManagedPolicies: [{ name: "extra", path: "/team/" }],
      inlinePolicy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" }] },
    });
    assert.deepEqual(
      found.filter(({ type }) => type !== "federation:aws:PermissionSet").map(({ name }) => name),
      ["Ops", "Ops/boundary", "Ops/managed", "Ops/customer-managed", "Ops/inline"],
    );
    // Who waits for the last waits for all.
    const sentences = await options();
    const waitsFor = (resource: string) => sentences(resource).dependencies.filter((name) => name !== "PermissionSet Ops");
    assert.deepEqual(waitsFor("ManagedPolicyAttachmentsExclusive Ops/managed"), ["PermissionsBoundaryAttachment Ops/boundary"]);
    assert.deepEqual(waitsFor("CustomerManagedPolicyAttachmentsExclusive Ops/customer-managed"), [
      "ManagedPolicyAttachmentsExclusive Ops/managed",
    ]);
    assert.deepEqual(waitsFor("PermissionSetInlinePolicy Ops/inline"), ["CustomerManagedPolicyAttachmentsExclusive Ops/customer-managed"]);
    assert.deepEqual(
      set.ready.map((resource) => (resource as unknown as { __name: string }).__name),
      ["Ops/inline"],
    );
    assert.equal(
      only(found, "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy").inputs["inlinePolicy"],
      '{"Statement":[{"Action":"s3:ListAllMyBuckets","Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}',
    );
  });

  it("tells what it is in its tags", async () => {
    const { found } = await made({ nonProductionOnly: true, managementCopyOf: "Ops" });
    assert.deepEqual(only(found, "aws:ssoadmin/permissionSet:PermissionSet").inputs["tags"], {
      "federation:managed": "true",
      ...mark,
      "federation:nonProductionOnly": "true",
      "federation:managementTwinOf": "Ops",
    });
  });
});
