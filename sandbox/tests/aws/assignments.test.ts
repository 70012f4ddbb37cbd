import assert from "node:assert/strict";
import { CreateRoleCommand, GetRoleCommand, IAMClient, ListAttachedRolePoliciesCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { ListHandshakesForOrganizationCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import {
  AttachCustomerManagedPolicyReferenceToPermissionSetCommand,
  AttachManagedPolicyToPermissionSetCommand,
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  DeleteAccountAssignmentCommand,
  DeletePermissionSetCommand,
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  DescribePermissionSetProvisioningStatusCommand,
  ListAccountAssignmentCreationStatusCommand,
  ListAccountAssignmentsCommand,
  ListAccountAssignmentsForPrincipalCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ListPermissionSetProvisioningStatusCommand,
  ListPermissionSetsProvisionedToAccountCommand,
  ProvisionPermissionSetCommand,
  PutInlinePolicyToPermissionSetCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { type Cloud, instanceArn, startCloud, until, world } from "./cloud";
import { ScimClient } from "./scim-client";

const InstanceArn = instanceArn;
const named = (name: string) => ({ name });

describe("local AWS: account assignments", () => {
  let cloud: Cloud;
  let sso: SSOAdminClient;
  let scim: ScimClient;
  let group: string;
  let name: string;
  let set: string;
  let count = 0;
  before(async () => {
    cloud = await startCloud();
    sso = new SSOAdminClient(cloud.settings());
    scim = await ScimClient.enable(cloud);
  });
  after(() => cloud.stop());
  beforeEach(async () => {
    count += 1;
    name = `Analyst-${count}`;
    group = await scim.create("Groups", { displayName: `aws-analysts-${count}` });
    const { PermissionSet } = await sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: name }));
    set = PermissionSet?.PermissionSetArn ?? "";
  });
  afterEach(() => cloud.control("DELETE", "faults"));

  const assignment = (TargetId = "012345678901", more: object = {}) => ({
    InstanceArn,
    TargetId,
    TargetType: "AWS_ACCOUNT" as const,
    PermissionSetArn: set,
    PrincipalType: "GROUP" as const,
    PrincipalId: group,
    ...more,
  });
  const start = async (input = assignment()) => (await sso.send(new CreateAccountAssignmentCommand(input))).AccountAssignmentCreationStatus;
  const created = (id: string | undefined) =>
    until(async () => {
      const command = new DescribeAccountAssignmentCreationStatusCommand({ InstanceArn, AccountAssignmentCreationRequestId: id });
      const status = (await sso.send(command)).AccountAssignmentCreationStatus;
      return status?.Status === "IN_PROGRESS" ? undefined : status;
    });
  const assign = async (input = assignment()) => created((await start(input))?.RequestId);
  const unassign = async (input = assignment()) => {
    const { AccountAssignmentDeletionStatus } = await sso.send(new DeleteAccountAssignmentCommand(input));
    return until(async () => {
      const AccountAssignmentDeletionRequestId = AccountAssignmentDeletionStatus?.RequestId;
      const command = new DescribeAccountAssignmentDeletionStatusCommand({ InstanceArn, AccountAssignmentDeletionRequestId });
      const status = (await sso.send(command)).AccountAssignmentDeletionStatus;
      return status?.Status === "IN_PROGRESS" ? undefined : status;
    });
  };
  const assignments = async (AccountId = "012345678901") =>
    (await sso.send(new ListAccountAssignmentsCommand({ InstanceArn, AccountId, PermissionSetArn: set }))).AccountAssignments ?? [];
  const roles = async (account = "012345678901") => {
    const { Roles } = await new IAMClient(cloud.settings("us-east-1", account)).send(
      new ListRolesCommand({ PathPrefix: "/aws-reserved/" }),
    );
    return (Roles ?? []).filter((role) => role.RoleName?.startsWith(`AWSReservedSSO_${name}_`));
  };

  it("is in progress, then there, without anybody waiting for it", async () => {
    const status = await start();
    assert.equal(status?.Status, "IN_PROGRESS");
    assert.deepEqual(await assignments(), []);
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.deepEqual(await assignments(), [
      { AccountId: "012345678901", PermissionSetArn: set, PrincipalId: group, PrincipalType: "GROUP" },
    ]);
    const { AccountAssignmentsCreationStatus } = await sso.send(
      new ListAccountAssignmentCreationStatusCommand({ InstanceArn, Filter: { Status: "SUCCEEDED" } }),
    );
    assert.equal(AccountAssignmentsCreationStatus?.[0]?.RequestId, status.RequestId);
  });

  it("refuses the same assignment while it is being made, and takes it quietly afterwards", async () => {
    const first = await start();
    await assert.rejects(start(), named("ConflictException"));
    await created(first?.RequestId);
    assert.equal((await assign())?.Status, "SUCCEEDED");
    assert.equal((await assignments()).length, 1);
  });

  it("refuses an unknown group, account and permission set", async () => {
    const PrincipalId = "11111111-1111-1111-1111-111111111111";
    await assert.rejects(start(assignment("012345678901", { PrincipalId })), named("ResourceNotFoundException"));
    await assert.rejects(start(assignment("999999999999")), named("ResourceNotFoundException"));
    const PermissionSetArn = set.replace(/.{16}$/, "0123456789abcdef");
    await assert.rejects(start(assignment("012345678901", { PermissionSetArn })), named("ResourceNotFoundException"));
    await assert.rejects(start(assignment("01234567890")), named("ValidationException"));
  });

  it("fails on a suspended account with the reason", async () => {
    const status = await assign(assignment("012345678903"));
    assert.equal(status?.Status, "FAILED");
    assert.match(status?.FailureReason ?? "", /manage your AWS account '012345678903' takes longer than usual/);
    assert.deepEqual(await assignments("012345678903"), []);
  });

  it("fails where a customer-managed policy is missing", async () => {
    await sso.send(
      new AttachCustomerManagedPolicyReferenceToPermissionSetCommand({
        InstanceArn,
        PermissionSetArn: set,
        CustomerManagedPolicyReference: { Name: "lake" },
      }),
    );
    const status = await assign();
    assert.equal(status?.Status, "FAILED");
    assert.match(status?.FailureReason ?? "", /arn:aws:iam::012345678901:policy\/lake does not exist/);
  });

  it("throttles the sixteenth outstanding request", async () => {
    const slow = await startCloud(world, ["--async-seconds", "30"]);
    const client = new SSOAdminClient(slow.settings());
    const provisioning = await ScimClient.enable(slow);
    const { PermissionSet } = await client.send(new CreatePermissionSetCommand({ InstanceArn, Name: "Busy" }));
    const outcomes: string[] = [];
    for (let n = 1; n <= 16; n += 1) {
      const PrincipalId = await provisioning.create("Groups", { displayName: `g${n}` });
      const input = assignment("012345678901", { PrincipalId, PermissionSetArn: PermissionSet?.PermissionSetArn });
      const outcome = client.send(new CreateAccountAssignmentCommand(input));
      outcomes.push(
        await outcome.then(
          (o) => o.AccountAssignmentCreationStatus?.Status ?? "",
          (e: Error) => e.name,
        ),
      );
    }
    assert.deepEqual(outcomes, [...Array.from({ length: 15 }, () => "IN_PROGRESS"), "ThrottlingException"]);
    await slow.stop();
  });

  it("makes a reserved role with the set's policies in the account, and removes it with the last assignment", async () => {
    const ManagedPolicyArn = "arn:aws:iam::aws:policy/SecurityAudit";
    await sso.send(new AttachManagedPolicyToPermissionSetCommand({ InstanceArn, PermissionSetArn: set, ManagedPolicyArn }));
    await assign();
    const [role] = await roles();
    const path = "arn:aws:iam::012345678901:role/aws-reserved/sso.amazonaws.com/eu-west-1/";
    assert.match(role?.Arn ?? "", new RegExp(`^${path}AWSReservedSSO_${name}_[0-9a-f]{16}$`));
    const iam = new IAMClient(cloud.settings("us-east-1", "012345678901"));
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: role?.RoleName }));
    assert.deepEqual(AttachedPolicies, [{ PolicyArn: ManagedPolicyArn, PolicyName: "SecurityAudit" }]);
    assert.deepEqual(await roles("012345678902"), []);
    assert.equal((await unassign())?.Status, "SUCCEEDED");
    assert.deepEqual(await assignments(), []);
    assert.deepEqual(await roles(), []);
    await assign();
    assert.notEqual((await roles())[0]?.RoleName, role?.RoleName);
  });

  it("lists what is assigned to a principal and where a set is provisioned", async () => {
    await assign();
    await assign(assignment("012345678902"));
    const { AccountAssignments } = await sso.send(
      new ListAccountAssignmentsForPrincipalCommand({ InstanceArn, PrincipalId: group, PrincipalType: "GROUP" }),
    );
    assert.deepEqual(AccountAssignments?.map((a) => a.AccountId).sort(), ["012345678901", "012345678902"]);
    const { AccountIds } = await sso.send(new ListAccountsForProvisionedPermissionSetCommand({ InstanceArn, PermissionSetArn: set }));
    assert.deepEqual(AccountIds, ["012345678901", "012345678902"]);
    const { PermissionSets } = await sso.send(
      new ListPermissionSetsProvisionedToAccountCommand({ InstanceArn, AccountId: "012345678902" }),
    );
    assert.deepEqual(PermissionSets, [set]);
  });

  it("shows accounts as behind until the set is provisioned again", async () => {
    await assign();
    const InlinePolicy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"athena:*","Resource":"*"}]}';
    await sso.send(new PutInlinePolicyToPermissionSetCommand({ InstanceArn, PermissionSetArn: set, InlinePolicy }));
    const behind = async () =>
      (
        await sso.send(
          new ListAccountsForProvisionedPermissionSetCommand({
            InstanceArn,
            PermissionSetArn: set,
            ProvisioningStatus: "LATEST_PERMISSION_SET_NOT_PROVISIONED",
          }),
        )
      ).AccountIds;
    assert.deepEqual(await behind(), ["012345678901"]);
    const { PermissionSetProvisioningStatus } = await sso.send(
      new ProvisionPermissionSetCommand({ InstanceArn, PermissionSetArn: set, TargetType: "ALL_PROVISIONED_ACCOUNTS" }),
    );
    assert.equal(PermissionSetProvisioningStatus?.Status, "IN_PROGRESS");
    const ProvisionPermissionSetRequestId = PermissionSetProvisioningStatus?.RequestId;
    await until(async () => {
      const command = new DescribePermissionSetProvisioningStatusCommand({ InstanceArn, ProvisionPermissionSetRequestId });
      return (await sso.send(command)).PermissionSetProvisioningStatus?.Status === "SUCCEEDED" ? true : undefined;
    });
    assert.deepEqual(await behind(), []);
    const { PermissionSetsProvisioningStatus } = await sso.send(new ListPermissionSetProvisioningStatusCommand({ InstanceArn }));
    assert.equal(PermissionSetsProvisioningStatus?.[0]?.Status, "SUCCEEDED");
  });

  it("fails provisioning when an assignment goes away meanwhile", async () => {
    await assign();
    await sso.send(new DeleteAccountAssignmentCommand(assignment()));
    const { PermissionSetProvisioningStatus } = await sso.send(
      new ProvisionPermissionSetCommand({ InstanceArn, PermissionSetArn: set, TargetType: "ALL_PROVISIONED_ACCOUNTS" }),
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    const ProvisionPermissionSetRequestId = PermissionSetProvisioningStatus?.RequestId;
    const described = await sso.send(new DescribePermissionSetProvisioningStatusCommand({ InstanceArn, ProvisionPermissionSetRequestId }));
    assert.equal(described.PermissionSetProvisioningStatus?.Status, "FAILED");
    assert.match(described.PermissionSetProvisioningStatus?.FailureReason ?? "", /Assignment not found/);
  });

  it("refuses to delete a set that has assignments", async () => {
    await assign();
    const remove = new DeletePermissionSetCommand({ InstanceArn, PermissionSetArn: set });
    await assert.rejects(sso.send(remove), named("ConflictException"));
    await unassign();
    await sso.send(remove);
  });

  it("refuses to delete an assignment that does not exist", async () => {
    await assert.rejects(sso.send(new DeleteAccountAssignmentCommand(assignment())), named("ResourceNotFoundException"));
  });

  it("fails on demand", async () => {
    const fail = [{ service: "sso", operation: "CreateAccountAssignment", times: 1, error: "ThrottlingException" }];
    await cloud.control("POST", "faults", { fail });
    await assert.rejects(start(), named("ThrottlingException"));
    assert.equal((await assign())?.Status, "SUCCEEDED");
    await cloud.control("POST", "faults", { ratePerSecond: { sso: 2 } });
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => assignments()));
    assert.equal(outcomes.filter((o) => o.status === "rejected").length, 3);
  });

  it("says which operation it does not know", async () => {
    await assert.rejects(
      new OrganizationsClient(cloud.settings()).send(new ListHandshakesForOrganizationCommand({})),
      /The sandbox's AWS does not know organizations:ListHandshakesForOrganization\./,
    );
  });

  it("answers in other accounts by their own roles", async () => {
    const iam = new IAMClient(cloud.settings("us-east-1", "012345678902"));
    const AssumeRolePolicyDocument = '{"Version":"2012-10-17","Statement":[]}';
    await iam.send(new CreateRoleCommand({ RoleName: "only-here", AssumeRolePolicyDocument })).catch(() => undefined);
    await assert.rejects(
      new IAMClient(cloud.settings()).send(new GetRoleCommand({ RoleName: "only-here" })),
      named("NoSuchEntityException"),
    );
  });
});
