import assert from "node:assert/strict";
import { converted, Folder, INVENTORY } from "./convert";

describe("federation convert --from single-stage", () => {
  let folder: Folder;
  before(() => void (folder = new Folder()));
  after(() => folder.remove());

  it("reads the single-stage pipeline's templates, and excepts what lies below a unit", async () => {
    folder.write("source/permission_sets/templates/View.json", {
      Name: "View",
      Description: "Reads",
      SessionDuration: "PT12H",
      ManagedPolicies: ["arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"],
      CustomerManagedPolicies: [{ Name: "own", Path: "/x/" }, "bare"],
      CustomerPermissionBoundary: { Name: "limit", Path: "/pbounds/" },
    });
    folder.write("source/permission_sets/templates/Sec.json", {
      Name: "Sec",
      ManagedPolicies: ["arn:aws:iam::aws:policy/SecurityAudit"],
      PermissionBoundary: { PolicyType: "AWS", Policy: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    });
    folder.write("source/assignments/templates/team-assignments.yaml", {
      Assignments: [
        {
          PrincipalId: "team",
          PrincipalType: "GROUP",
          PermissionSetName: "View",
          Target: ["100000000002", "Workloads", "shop", "odd [x]", "twin", "ou-ab12-12345678"],
        },
        { PrincipalId: "team", PrincipalType: "GROUP", PermissionSetName: "Sec", Target: ["ROOT"] },
        { PrincipalId: "jo", PrincipalType: "USER", PermissionSetName: "Sec", Target: ["ROOT"] },
      ],
    });
    folder.write("source/other.json", { hello: 1 });
    const inventory = folder.write("inventory.json", INVENTORY);
    const { settings, leftOut } = await converted(folder, "--from", "single-stage", "source", "-i", inventory);
    assert.deepEqual(settings["permissionSets"], {
      Sec: { sessionHours: 1, managedPolicies: ["SecurityAudit"], permissionsBoundary: { managedPolicy: "ReadOnlyAccess" } },
      View: {
        description: "Reads",
        sessionHours: 12,
        managedPolicies: ["job-function/ViewOnlyAccess"],
        customerManagedPolicies: [{ name: "own", path: "/x/" }, "bare"],
        permissionsBoundary: { customerManagedPolicy: { name: "limit", path: "/pbounds/" } },
      },
    });
    assert.deepEqual(settings["access"], [
      { group: "team", permissionSet: "View", accounts: ["100000000002", "shop", "012345678901"] },
      { group: "team", permissionSet: "Sec", accounts: "all" },
      { group: "team", permissionSet: "View", accounts: { ou: "Workloads" }, except: [{ ou: "Workloads/Production" }] },
    ]);
    assert.deepEqual(leftOut, [
      { what: "assignment of View to team in twin", why: 'Several accounts are called "twin": 100000000005, 100000000006.' },
      {
        what: "assignment of View to team in ou-ab12-12345678",
        why: "The settings name an organizational unit by its path, such as {ou: Workloads/Production}.",
      },
      { what: "assignment of Sec to jo", why: "Access goes to groups, and it is to a user; put the user into a group of Entra." },
      { what: "source/other.json", why: "It is neither a permission set (it has no Name) nor has it Assignments." },
    ]);
  });
});
