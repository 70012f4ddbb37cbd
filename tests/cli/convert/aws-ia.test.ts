import assert from "node:assert/strict";
import { converted, Folder, INVENTORY, PLACE } from "./convert";

describe("federation convert --from aws-ia", () => {
  let folder: Folder;
  before(() => void (folder = new Folder()));
  after(() => folder.remove());

  it("reads the variables of aws-ia's module", async () => {
    const file = folder.write("sso.tfvars.json", {
      sso_groups: { Admin: { group_name: "Admin" } },
      permission_sets: {
        Admin: {
          description: "All.",
          session_duration: "PT3H30M",
          aws_managed_policies: ["arn:aws:iam::aws:policy/AdministratorAccess"],
          tags: { a: "b" },
        },
        Audit: {
          aws_managed_policies: ["arn:aws:iam::aws:policy/job-function/ViewOnlyAccess", "ViewOnlyAccess"].slice(0, 1),
          customer_managed_policies: ["plain", { name: "deep", path: "team" }],
          inline_policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}',
          permissions_boundary: { customer_managed_policy_reference: { name: "limit" } },
        },
        Broken: { aws_managed_policies: ["ReadOnlyAccess"], inline_policy: "{" },
      },
      existing_permission_sets: { x: { permission_set_name: "Elsewhere" } },
      account_assignments: {
        a: {
          principal_name: "Admin",
          principal_type: "GROUP",
          principal_idp: "EXTERNAL",
          permission_sets: ["Admin", "Audit"],
          account_ids: ["012345678901", "100000000002"],
        },
        b: {
          principal_name: "native",
          principal_type: "GROUP",
          principal_idp: "INTERNAL",
          permission_sets: ["Broken", "Elsewhere"],
          account_ids: ["100000000002"],
        },
        c: {
          principal_name: "jo",
          principal_type: "USER",
          principal_idp: "INTERNAL",
          permission_sets: ["Audit"],
          account_ids: ["100000000002"],
        },
        d: {
          principal_name: "Admin",
          principal_type: "GROUP",
          principal_idp: "EXTERNAL",
          permission_sets: ["Nowhere"],
          account_ids: ["100000000002", "12345"],
        },
      },
    });
    const { settings, leftOut, toCheck, status } = await converted(folder, "--from", "aws-ia", file, ...PLACE);
    assert.equal(status, 1);
    assert.deepEqual(settings["permissionSets"], {
      Admin: { description: "All.", sessionHours: 3, managedPolicies: ["AdministratorAccess"] },
      Audit: {
        sessionHours: 1,
        managedPolicies: ["job-function/ViewOnlyAccess"],
        customerManagedPolicies: ["plain", { name: "deep", path: "/team/" }],
        inlinePolicy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:Get*", Resource: "*" }] },
        permissionsBoundary: { customerManagedPolicy: "limit" },
      },
    });
    assert.deepEqual(settings["access"], [
      { group: "Admin", permissionSet: "Admin", accounts: ["012345678901", "100000000002"] },
      { group: "Admin", permissionSet: "Audit", accounts: ["012345678901", "100000000002"] },
    ]);
    assert.deepEqual(
      leftOut.map(({ what }) => what),
      [
        "tags of permission set Admin",
        "permission set Broken",
        "permission set Elsewhere",
        "sso_groups (1)",
        "account_assignments.c, user jo",
        "account_assignments.d",
        "access of group native with Broken to 100000000002",
        "access of group native with Elsewhere to 100000000002",
        "access of group Admin with Nowhere to 100000000002",
      ],
    );
    assert.match(leftOut.at(-1)!.why, /^The settings do not take it: it is "Nowhere": there is no such permission set; /);
    assert.deepEqual(
      toCheck.map(({ what }) => what),
      ["permission set Admin", "group native"],
    );
  });

  it("takes groups and existing sets by their keys, and accounts by name", async () => {
    const file = folder.write("keys.tfvars.json", {
      sso_groups: { admins: { group_name: "aws-admins" } },
      existing_sso_groups: { auditors: { group_name: "aws: auditors" } },
      existing_permission_sets: { theirs: { permission_set_name: "Elsewhere" } },
      sso_applications: { app: { name: "app" } },
      permission_sets: { Ops: { aws_managed_policies: ["ReadOnlyAccess"], something_new: true } },
      account_assignments: {
        a: { principal_name: "admins", principal_type: "GROUP", permission_sets: ["Ops"], account_ids: ["shop", "twin", "nowhere"] },
        b: { principal_name: "auditors", principal_type: "GROUP", permission_sets: ["Ops", "theirs"], account_ids: ["100000000003"] },
      },
      other: { x: 1 },
      empty: {},
    });
    const inventory = folder.write("inventory.json", INVENTORY);
    const { settings, leftOut } = await converted(folder, "--from", "aws-ia", file, "-i", inventory);
    assert.deepEqual(settings["access"], [
      { group: "aws-admins", permissionSet: "Ops", accounts: "shop" },
      { group: "aws: auditors", permissionSet: "Ops", accounts: "100000000003" },
    ]);
    assert.deepEqual(
      leftOut.map(({ what, why }) => `${what}: ${why.slice(0, 32)}`),
      [
        "something_new of permission set Ops: The converter does not know it.",
        "permission set Elsewhere: It is made elsewhere, so that th",
        "other of the variables: The converter does not know it.",
        "sso_groups (1): Groups come from Entra; make tho",
        "sso_applications (1): Applications of Identity Center ",
        'account_assignments.a: Several accounts are called "twi',
        "account_assignments.a: The inventory has no account tha",
        "access of group aws: auditors with Elsewhere to 100000000003: The permission set is left out.",
      ],
    );
  });
});
