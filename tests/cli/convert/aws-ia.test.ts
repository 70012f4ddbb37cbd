import assert from "node:assert/strict";
import { converted, Folder, PLACE } from "./convert";

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
});
