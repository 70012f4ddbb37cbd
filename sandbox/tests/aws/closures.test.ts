import assert from "node:assert/strict";
import {
  CloseAccountCommand,
  DescribeAccountCommand,
  OrganizationsClient,
  RemoveAccountFromOrganizationCommand,
} from "@aws-sdk/client-organizations";
import {
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  DeleteAccountAssignmentCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  DescribePermissionSetProvisioningStatusCommand,
  ListAccountAssignmentsCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ProvisionPermissionSetCommand,
  PutInlinePolicyToPermissionSetCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { type Cloud, instanceArn as InstanceArn, startCloud, until } from "./cloud";
import { ScimClient } from "./scim-client";

/** A status that is final, or nothing yet. */
const ended = <Status extends { Status?: string | undefined }>(status: Status | undefined): Status | undefined =>
  status?.Status === "IN_PROGRESS" ? undefined : status;

describe("local AWS: account assignments of an account", () => {
  const AccountId = "012345678904";
  const reason = /Obtaining permissions to manage your AWS account '012345678904' takes longer than usual/;
  let cloud: Cloud;
  let sso: SSOAdminClient;
  let organizations: OrganizationsClient;
  let PermissionSetArn: string;
  let PrincipalId: string;
  before(async () => {
    cloud = await startCloud();
    sso = new SSOAdminClient(cloud.settings());
    organizations = new OrganizationsClient(cloud.settings());
    PrincipalId = await (await ScimClient.enable(cloud)).create("Groups", { displayName: "aws-analysts" });
    const { PermissionSet } = await sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: "Analyst" }));
    PermissionSetArn = PermissionSet?.PermissionSetArn ?? "";
  });
  after(() => cloud.stop());

  const assignment = (TargetId: string) => ({
    InstanceArn,
    TargetId,
    TargetType: "AWS_ACCOUNT" as const,
    PermissionSetArn,
    PrincipalType: "GROUP" as const,
    PrincipalId,
  });
  const assigned = async () =>
    (await sso.send(new ListAccountAssignmentsCommand({ InstanceArn, AccountId, PermissionSetArn }))).AccountAssignments?.length;
  const unassigned = async () => {
    const { AccountAssignmentDeletionStatus: started } = await sso.send(new DeleteAccountAssignmentCommand(assignment(AccountId)));
    const command = { InstanceArn, AccountAssignmentDeletionRequestId: started?.RequestId };
    return until(async () =>
      ended((await sso.send(new DescribeAccountAssignmentDeletionStatusCommand(command))).AccountAssignmentDeletionStatus),
    );
  };
  const provisioned = async () => {
    const TargetType = "ALL_PROVISIONED_ACCOUNTS";
    const { PermissionSetProvisioningStatus: started } = await sso.send(
      new ProvisionPermissionSetCommand({ InstanceArn, PermissionSetArn, TargetType }),
    );
    const command = { InstanceArn, ProvisionPermissionSetRequestId: started?.RequestId };
    return until(async () =>
      ended((await sso.send(new DescribePermissionSetProvisioningStatusCommand(command))).PermissionSetProvisioningStatus),
    );
  };
  const restore = () => cloud.control("POST", "console/restore-account", { accountId: AccountId });

  beforeEach(async () => {
    for (const account of [AccountId, "012345678901"]) await sso.send(new CreateAccountAssignmentCommand(assignment(account)));
    await until(async () => ((await assigned()) === 1 ? true : undefined));
  });

  it("that is closed stay, cannot be deleted, and fail the provisioning of their set after it has reached the others", async () => {
    await organizations.send(new CloseAccountCommand({ AccountId }));
    const state = async () => (await organizations.send(new DescribeAccountCommand({ AccountId }))).Account?.State;
    assert.equal(await state(), "PENDING_CLOSURE");
    await until(async () => ((await state()) === "SUSPENDED" ? true : undefined));
    await assert.rejects(organizations.send(new CloseAccountCommand({ AccountId })), { name: "AccountAlreadyClosedException" });

    const deletion = await unassigned();
    assert.equal(deletion?.Status, "FAILED");
    assert.match(deletion?.FailureReason ?? "", reason);
    assert.equal(await assigned(), 1);
    const InlinePolicy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"athena:*","Resource":"*"}]}';
    await sso.send(new PutInlinePolicyToPermissionSetCommand({ InstanceArn, PermissionSetArn, InlinePolicy }));
    const failed = await provisioned();
    assert.equal(failed?.Status, "FAILED");
    assert.match(failed?.FailureReason ?? "", reason);
    const ProvisioningStatus = "LATEST_PERMISSION_SET_NOT_PROVISIONED";
    const behind = new ListAccountsForProvisionedPermissionSetCommand({ InstanceArn, PermissionSetArn, ProvisioningStatus });
    assert.deepEqual((await sso.send(behind)).AccountIds, [AccountId]);

    await restore();
    assert.equal((await provisioned())?.Status, "SUCCEEDED");
    assert.equal((await unassigned())?.Status, "SUCCEEDED");
  });

  it("that left the organization are unknown, and come back with nobody", async () => {
    await organizations.send(new RemoveAccountFromOrganizationCommand({ AccountId }));
    await assert.rejects(unassigned(), { name: "ResourceNotFoundException" });
    await assert.rejects(assigned(), { name: "ResourceNotFoundException" });
    assert.equal((await provisioned())?.Status, "SUCCEEDED");
    await restore();
    assert.equal(await assigned(), 0);
  });

  it("that manages the organization can neither close nor leave", async () => {
    const management = { AccountId: "100000000001" };
    await assert.rejects(organizations.send(new CloseAccountCommand(management)), { name: "ConstraintViolationException" });
    await assert.rejects(organizations.send(new RemoveAccountFromOrganizationCommand(management)), {
      name: "ConstraintViolationException",
    });
  });
});
